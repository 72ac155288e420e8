#include "database.h"

#include <rocksdb/cache.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <utility>

#include "matbud/rocks/status.h"

namespace matbud::log::embedded {
namespace {

constexpr const char* database_folder = "db";
constexpr std::size_t memory_block_max = 1U << 20U;

rocksdb::DBOptions database_options(const EmbeddedSettings& settings, rocksdb::Env* environment) {
  rocksdb::DBOptions options;
  options.env = environment;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // The default drops everything behind a flipped bit without a word, acknowledged or not.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  // After an error nobody knows what the disk holds: only opening again, which reads it, can tell.
  options.max_bgerror_resume_count = 0;
  // Segments are flushed by the committer, and with them the write-ahead log is released.
  options.max_total_wal_size = 64 * settings.segment_bytes;
  options.max_open_files = 256;
  options.max_background_jobs = 2;
  options.allow_concurrent_memtable_write = false;  // there is one writer
  options.keep_log_file_num = 2;
  options.max_log_file_size = 1U << 20U;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.stats_dump_period_sec = 0;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.memtable_protection_bytes_per_key = protection_bytes_a_key;
  options.arena_block_size = 64U << 10U;
  options.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.block_size = 32U << 10U;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::ColumnFamilyOptions chunk_options(const EmbeddedSettings& settings,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  auto options = family_options(cache);
  options.compression = rocksdb::kNoCompression;  // chunks come compressed: once, and before the write-ahead log
  // Large enough that only the committer ends a segment.
  options.write_buffer_size = 4 * settings.segment_bytes + memory_block_max;
  options.max_write_buffer_number = 3;
  options.arena_block_size = std::clamp<std::size_t>(settings.segment_bytes / 16, 4U << 10U, memory_block_max);
  // Files do not overlap, so going from level 0 to level 1 is a rename in the manifest; there is no level 2 to go to.
  options.num_levels = 2;
  options.level0_file_num_compaction_trigger = 4;
  options.target_file_size_base = 2 * settings.segment_bytes;
  return options;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& directory,
                                                 const EmbeddedSettings& settings) {
  std::unique_ptr<Database> database{new Database{directory, settings}};
  const auto cache = rocksdb::NewLRUCache(settings.block_cache_bytes);
  const std::vector<rocksdb::ColumnFamilyDescriptor> descriptors{
      {rocksdb::kDefaultColumnFamilyName, family_options(cache)},
      {"chunks", chunk_options(settings, cache)},
      {"compacted", family_options(cache)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(database_options(settings, database->environment_),
                                        (directory / database_folder).string(), descriptors, &handles, &opened);
  if (!status.ok()) return tl::unexpected{rocks::open_error_from(status, "log " + directory.string())};
  database->db_.reset(opened);
  for (auto* handle : handles) database->families_.emplace_back(handle);
  return database;
}

bool Database::exists(rocksdb::FileSystem& files, const std::filesystem::path& directory) {
  return files.FileExists((directory / database_folder / "CURRENT").string(), rocksdb::IOOptions{}, nullptr).ok();
}

Database::Database(std::filesystem::path directory, const EmbeddedSettings& settings)
    : directory_{std::move(directory)},
      given_environment_{settings.environment},
      environment_{environment_of(settings)} {}

Database::~Database() {
  families_.clear();                             // handles go before their database
  if (db_) db_->Close().PermitUncheckedError();  // every acknowledged write is synced already
}

Result<void> Database::write(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const auto status = db_->Write(options, &batch);
  if (!status.ok()) return tl::unexpected{error(status)};
  return {};
}

Result<void> Database::flush(bool wait) {
  rocksdb::FlushOptions options;
  options.wait = wait;
  options.allow_write_stall = !wait;
  const auto status = db_->Flush(options, {about(), chunks(), compacted()});
  if (!status.ok()) return tl::unexpected{error(status)};
  return {};
}

Result<void> Database::delete_obsolete_files() {
  // Enabling deletions scans the directory and deletes in this thread; a flush leaves it to a background thread.
  auto status = db_->DisableFileDeletions();
  if (status.ok()) status = db_->EnableFileDeletions();
  if (!status.ok()) return tl::unexpected{error(status)};
  return {};
}

Error Database::error(const rocksdb::Status& status) const {
  return rocks::error_from(status, "log " + directory_.string());
}

}  // namespace matbud::log::embedded
