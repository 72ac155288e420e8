#include "shared_keys.h"

#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/topics.h"

namespace matbud::privacy {
namespace {

// An append to one partition of a healthy log takes milliseconds; after this long, somebody should be told.
constexpr std::chrono::seconds patience{10};

const log::TopicPartition& keys_place() {
  static const log::TopicPartition place{std::string{log::keys}, Partition{0}};
  return place;
}

}  // namespace

std::string keys_record(const std::string& key_id, std::string_view value, Timestamp now) {
  log::Command record;
  record.topic = log::keys;
  record.key = key_id;
  record.id = "keys/" + key_id + "/" + std::to_string(to_ms(now));
  record.type = v1::WrappedKey::descriptor()->full_name();
  record.subject = "citizen/" + key_id;
  record.value = value;
  return log::encode_command(record, now, "/matbud/keys");
}

KeyRing::Shared::Shared(log::Log& log, const MasterKey& master, Random& random)
    : log_{log},
      master_{master},
      random_{random},
      follower_{std::in_place, log, keys_place(), false, log::chain_start(keys_place())},
      table_{master} {}

Result<std::size_t> KeyRing::Shared::refresh() {
  const std::lock_guard lock{reader_mutex_};
  return read_on();
}

Result<std::size_t> KeyRing::Shared::read_on() {
  for (std::size_t count = 0;; ++count) {
    const auto before = follower_->position();
    const auto followed = follower_->next();
    if (!followed) return tl::unexpected{followed.error()};
    if (!*followed) return count;
    const std::lock_guard lock{table_mutex_};
    if (const auto applied = table_.apply((*followed)->record); !applied) {
      const auto offset = (*followed)->entry.offset;
      follower_.emplace(log_, keys_place(), false, before);
      return failure(applied.error().code, to_string(keys_place()) + " at " + std::to_string(offset.value()) + ": " +
                                               applied.error().message);
    }
  }
}

Result<void> KeyRing::Shared::catch_up(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  const auto marks = log_.watermarks(keys_place());
  if (!marks) return tl::unexpected{marks.error()};
  for (;;) {
    const auto seen = log_.activity();
    Offset next;
    {
      const std::lock_guard lock{reader_mutex_};
      if (const auto read = read_on(); !read) return tl::unexpected{read.error()};
      next = follower_->position().next;
    }
    if (next >= marks->end) return {};
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      return failure(Error::Code::retryable, to_string(keys_place()) +
                                                 " was not read to its end in time: " + std::to_string(next.value()) +
                                                 " of " + std::to_string(marks->end.value()));
    }
    log_.wait_for_activity(seen, left);
  }
}

Result<void> KeyRing::Shared::change(const std::function<Result<std::vector<std::string>>()>& records, Timestamp now) {
  const std::lock_guard lock{writer_mutex_};
  if (auto read = catch_up(patience); !read) return read;
  auto wanted = records();
  if (!wanted) return tl::unexpected{wanted.error()};
  if (auto appended = append(std::move(*wanted)); !appended) return appended;
  return append(repairs(now));
}

Result<void> KeyRing::Shared::forget_superseded() {
  const std::lock_guard lock{writer_mutex_};
  return forget_ ? forget_() : Result<void>{};
}

Result<void> KeyRing::Shared::append(std::vector<std::string> records) {
  if (records.empty()) return {};
  auto writer = log_.open_writer(keys_place());
  if (!writer) return tl::unexpected{writer.error()};
  const auto appended = log::append_and_wait(log_, **writer, std::move(records), patience);
  if (!appended) return tl::unexpected{appended.error()};
  return catch_up(patience);
}

std::vector<std::string> KeyRing::Shared::repairs(Timestamp now) const {
  const std::shared_lock lock{table_mutex_};
  std::vector<std::string> records;
  for (const auto& key_id : table_.astray()) {
    records.push_back(keys_record(key_id, table_.find(key_id)->wrapped, now));
  }
  return records;
}

void KeyRing::Shared::remember_absent(const std::string& key_id) {
  const std::lock_guard lock{table_mutex_};
  table_.remember_absent(key_id);
}

std::size_t KeyRing::Shared::present() const {
  const std::shared_lock lock{table_mutex_};
  return table_.present();
}

v1::WrappedKey KeyRing::Shared::new_key(const std::string& key_id, Timestamp now) const {
  StackKey key;
  const auto moment = std::to_string(to_ms(now));
  random_.fill(key.bytes(), {"citizen key", key_id, moment});
  return master_.wrap(key_id, key.bytes(), now, random_);
}

}  // namespace matbud::privacy
