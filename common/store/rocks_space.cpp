#include "rocks_space.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <memory>

#include "matbud/rocks/status.h"

namespace matbud::store {
namespace {

constexpr std::size_t protection_bytes_a_key = 8;

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

RocksSpace::RocksSpace(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& family, DamageMark& damage,
                       const std::string& name, Partition partition)
    : db_{db},
      family_{family},
      damage_{damage},
      label_{name + "/" + std::to_string(partition.value())},
      lead_{static_cast<char>(partition.value() >> 8), static_cast<char>(partition.value())} {}

std::optional<std::string> RocksSpace::get(std::string_view key) const {
  scratch_key_.assign(lead_).append(key);
  rocksdb::PinnableSlice value;
  const auto status = db_.Get(rocksdb::ReadOptions{}, &family_, scratch_key_, &value);
  if (status.IsNotFound()) return std::nullopt;
  check(status, "read");
  return value.ToString();
}

void RocksSpace::write_all(std::span<const state::ChangeView> changes) {
  std::size_t bytes = 0;
  for (const auto& change : changes) bytes += change.key.size() + (change.value ? change.value->size() : 0) + 16;
  rocksdb::WriteBatch batch{bytes, 0, protection_bytes_a_key, 0};
  for (const auto& change : changes) {
    scratch_key_.assign(lead_).append(change.key);
    check(change.value ? batch.Put(&family_, scratch_key_, slice(*change.value)) : batch.Delete(&family_, scratch_key_),
          "write");
  }
  check(db_.Write(rocksdb::WriteOptions{}, &batch), "write");
}

void RocksSpace::scan(std::string_view prefix, std::string_view from,
                      const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const auto end = state::end_of_prefix(stored(prefix));
  const rocksdb::Slice end_slice{end};
  rocksdb::ReadOptions options;
  if (!end.empty()) options.iterate_upper_bound = &end_slice;
  const std::unique_ptr<rocksdb::Iterator> at{db_.NewIterator(options, &family_)};
  for (at->Seek(stored(std::max(prefix, from))); at->Valid(); at->Next()) {
    if (!visit(view(at->key()).substr(lead_.size()), view(at->value()))) return;
  }
  check(at->status(), "scan");
}

std::optional<std::string> RocksSpace::last_key(std::string_view prefix) const {
  const auto begin = stored(prefix);
  const auto end = state::end_of_prefix(begin);
  const rocksdb::Slice begin_slice{begin};
  const rocksdb::Slice end_slice{end};
  rocksdb::ReadOptions options;
  options.iterate_lower_bound = &begin_slice;
  if (!end.empty()) options.iterate_upper_bound = &end_slice;
  const std::unique_ptr<rocksdb::Iterator> at{db_.NewIterator(options, &family_)};
  at->SeekToLast();
  if (at->Valid()) return std::string{view(at->key()).substr(lead_.size())};
  check(at->status(), "look for the last key in");
  return std::nullopt;
}

void RocksSpace::clear() {
  // Of the last possible partition, the end would wrap round to the first key of all.
  const auto end = lead_ == "\xff\xff" ? lead_ + std::string(64, '\xff') : state::end_of_prefix(lead_);
  check(db_.DeleteRange(rocksdb::WriteOptions{}, &family_, slice(lead_), slice(end)), "clear");
  // A range deletion in the memtable slows every later read of it down; a flushed one does not.
  check(db_.Flush(rocksdb::FlushOptions{}, &family_), "clear");
}

std::string RocksSpace::stored(std::string_view key) const { return lead_ + std::string{key}; }

void RocksSpace::check(const rocksdb::Status& status, const char* doing) const {
  if (status.ok()) return;
  const auto error = rocks::error_from(status, std::string{"cannot "} + doing + " state of " + label_);
  if (error.code == Error::Code::corrupt) damage_.set(error.message);
  throw state::StoreFailure{std::string{name_of(error.code)} + ": " + error.message};
}

}  // namespace matbud::store
