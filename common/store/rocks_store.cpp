#include "matbud/store/rocks_store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_buffer_manager.h>

#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "damage_mark.h"
#include "matbud/rocks/directory_lock.h"
#include "matbud/rocks/status.h"
#include "rocks_space.h"

namespace matbud::store {
namespace {

using Family = std::unique_ptr<rocksdb::ColumnFamilyHandle>;

constexpr std::uint32_t partition_max = 0xffff;
constexpr const char* database_folder = "db";

rocksdb::Options options_of(const StoreSettings& settings) {
  rocksdb::Options options;
  options.create_if_missing = true;
  if (settings.environment) options.env = settings.environment.get();
  options.max_open_files = settings.open_files_max;
  options.max_background_jobs = 2;
  // Writers come in the order of their keys: one after the other, each key is found beside the one before it.
  options.allow_concurrent_memtable_write = false;
  options.max_total_wal_size = settings.write_ahead_bytes_max;
  options.wal_bytes_per_sync = 1U << 20U;  // smooths the disk's work; nobody waits for it
  options.track_and_verify_wals_in_manifest = true;
  options.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(settings.write_buffer_bytes);
  options.keep_log_file_num = 2;
  options.max_log_file_size = 1U << 20U;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.stats_dump_period_sec = 0;

  // A family may take the whole budget when the others are quiet; the write-buffer manager sees to the sum.
  options.write_buffer_size = settings.write_buffer_bytes / 2;
  options.arena_block_size = 256U << 10U;  // the default of a megabyte is much for families that are nearly idle
  options.memtable_prefix_bloom_size_ratio = 0.05;
  options.memtable_whole_key_filtering = true;
  options.memtable_protection_bytes_per_key = 8;
  // A fold is a cache of a few hundred megabytes at most; packing and unpacking it cost 8 % of an order's processor
  // time.
  options.compression = rocksdb::kNoCompression;
  options.level_compaction_dynamic_level_bytes = true;
  // Twice the default: what goes down a level is merged with what lies there half as often, which was a seventh of an
  // order's processor time. Each look-up may have to ask eight filters instead of four; at twelve that costs more.
  options.level0_file_num_compaction_trigger = 8;

  rocksdb::BlockBasedTableOptions table;
  // Few shards: one must hold what is hot, whatever its size.
  constexpr int shards_log2 = 2;
  table.block_cache = rocksdb::NewLRUCache(settings.block_cache_bytes, shards_log2);
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  // In pieces: the filter of a whole file is larger than a cache of this size should hold, and would be read anew for
  // every key that is not there.
  table.partition_filters = true;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.pin_top_level_index_and_filter = true;
  table.metadata_block_size = 4096;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.optimize_filters_for_memory = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

Result<void> verified(rocksdb::DB& db, const std::filesystem::path& directory) {
  const auto status = db.VerifyChecksum();
  if (!status.ok()) return tl::unexpected{rocks::error_from(status, "store " + directory.string())};
  return {};
}

Result<void> verify_copy(const std::filesystem::path& directory) {
  rocksdb::Options options;
  std::vector<std::string> names;
  auto status = rocksdb::DB::ListColumnFamilies(options, directory.string(), &names);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const auto& name : names) descriptors.emplace_back(name, options);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  if (status.ok()) status = rocksdb::DB::OpenForReadOnly(options, directory.string(), descriptors, &handles, &opened);
  if (!status.ok()) return tl::unexpected{rocks::open_error_from(status, "checkpoint " + directory.string())};
  const std::unique_ptr<rocksdb::DB> db{opened};
  const std::vector<Family> families{handles.begin(), handles.end()};
  return verified(*db, directory);
}

}  // namespace

class RocksStore::Database {
 public:
  Database(std::filesystem::path directory, rocks::DirectoryLock lock, const StoreSettings& settings)
      : directory_{std::move(directory)},
        lock_{std::move(lock)},
        damage_{directory_},
        environment_{settings.environment},
        options_{options_of(settings)} {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    families_.clear();                             // handles go before their database
    if (db_) db_->Close().PermitUncheckedError();  // nothing is lost: what was written lies in the write-ahead log
  }

  Result<void> open() {
    const auto path = (directory_ / database_folder).string();
    if (const auto damage = damage_.found())
      return failure(Error::Code::corrupt, "store " + path + " was found broken while it ran: " + *damage);
    std::vector<std::string> names{rocksdb::kDefaultColumnFamilyName};
    if (std::filesystem::exists(directory_ / database_folder / "CURRENT")) {
      const auto status = rocksdb::DB::ListColumnFamilies(options_, path, &names);
      if (!status.ok()) return tl::unexpected{rocks::open_error_from(status, "store " + path)};
    }
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const auto& name : names) descriptors.emplace_back(name, options_);
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const auto status = rocksdb::DB::Open(options_, path, descriptors, &handles, &opened);
    if (!status.ok()) return tl::unexpected{rocks::open_error_from(status, "store " + path)};
    db_.reset(opened);
    for (auto* handle : handles) families_.emplace(handle->GetName(), handle);
    return {};
  }

  Result<rocksdb::ColumnFamilyHandle*> family(const std::string& name) {
    const std::lock_guard guard{mutex_};
    const auto found = families_.find(name);
    if (found != families_.end()) return found->second.get();
    rocksdb::ColumnFamilyHandle* made = nullptr;
    const auto status = db_->CreateColumnFamily(options_, name, &made);
    if (!status.ok()) return tl::unexpected{rocks::error_from(status, "space " + name + " in " + directory_.string())};
    families_.emplace(name, made);
    return made;
  }

  std::vector<std::string> names() const {
    const std::lock_guard guard{mutex_};
    std::vector<std::string> names;
    for (const auto& [name, family] : families_) {
      if (name != rocksdb::kDefaultColumnFamilyName) names.push_back(name);
    }
    return names;
  }

  Result<void> drop(const std::string& name) {
    const std::lock_guard guard{mutex_};
    const auto found = families_.find(name);
    if (found == families_.end()) return {};
    const auto status = db_->DropColumnFamily(found->second.get());
    if (!status.ok()) return tl::unexpected{rocks::error_from(status, "space " + name + " in " + directory_.string())};
    families_.erase(found);
    return {};
  }

  rocksdb::DB& db() { return *db_; }
  DamageMark& damage() { return damage_; }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path directory_;
  rocks::DirectoryLock lock_;
  DamageMark damage_;
  std::shared_ptr<rocksdb::Env> environment_;  ///< kept alive for options_
  rocksdb::Options options_;
  std::unique_ptr<rocksdb::DB> db_;
  mutable std::mutex mutex_;  ///< guards families_
  std::map<std::string, Family> families_;
};

Result<std::unique_ptr<RocksStore>> RocksStore::open(const std::filesystem::path& directory,
                                                     const StoreSettings& settings) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return failure(Error::Code::unavailable, "store " + directory.string() + ": " + error.message());
  auto lock = rocks::DirectoryLock::take(directory);
  if (!lock) return tl::unexpected{lock.error()};
  auto database = std::make_unique<Database>(directory, std::move(*lock), settings);
  if (const auto opened = database->open(); !opened) return tl::unexpected{opened.error()};
  return std::unique_ptr<RocksStore>{new RocksStore{std::move(database)}};
}

RocksStore::RocksStore(std::unique_ptr<Database> database) : database_{std::move(database)} {}
RocksStore::~RocksStore() = default;

Result<std::unique_ptr<state::Space>> RocksStore::open_space(const std::string& name, Partition partition) {
  if (name.empty() || name == rocksdb::kDefaultColumnFamilyName)
    return failure(Error::Code::invalid, "'" + name + "' cannot be the name of a space");
  if (partition.value() > partition_max)
    return failure(Error::Code::invalid, "space " + name + ": partition " + std::to_string(partition.value()) +
                                             " is above " + std::to_string(partition_max));
  const auto family = database_->family(name);
  if (!family) return tl::unexpected{family.error()};
  return std::make_unique<RocksSpace>(database_->db(), **family, database_->damage(), name, partition);
}

std::vector<std::string> RocksStore::names() const { return database_->names(); }
Result<void> RocksStore::drop(const std::string& name) { return database_->drop(name); }
Result<void> RocksStore::verify() const { return verified(database_->db(), database_->directory()); }

Result<void> RocksStore::checkpoint(const std::filesystem::path& directory) const {
  rocksdb::Checkpoint* made = nullptr;
  auto status = rocksdb::Checkpoint::Create(&database_->db(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
  std::error_code error;
  if (std::filesystem::exists(directory, error))
    return failure(Error::Code::conflict, "checkpoint " + directory.string() + " exists already");
  std::filesystem::create_directories(directory, error);
  if (error) return failure(Error::Code::unavailable, "checkpoint " + directory.string() + ": " + error.message());
  const auto copy = directory / database_folder;
  if (status.ok()) status = checkpoint->CreateCheckpoint(copy.string());
  auto whole = status.ok()
                   ? verify_copy(copy)
                   : Result<void>{tl::unexpected{rocks::error_from(status, "checkpoint " + directory.string())}};
  if (!whole) std::filesystem::remove_all(directory, error);
  return whole;
}

const std::filesystem::path& RocksStore::path() const { return database_->directory(); }

}  // namespace matbud::store
