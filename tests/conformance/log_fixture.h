// Verbs for the suite.
#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "log_home.h"
#include "matbud/log/append.h"
#include "matbud/log/record.h"

namespace matbud::log::conformance {

inline const std::string orders = "orders.events.v1";
inline const std::string keys_topic = "keys.v1";
inline constexpr std::chrono::seconds patience{20};

/// Canonical bytes of a record with this key and value.
[[nodiscard]] inline std::string record(std::string_view key, std::string_view value) {
  Envelope envelope;
  envelope.key = key;
  envelope.id = "1";
  envelope.type = "matbud.test.v1.Happened";
  envelope.value = value;
  return encode(envelope);
}

/// What a reader has read, taken out of its batch.
struct Read {
  std::int64_t offset;
  std::string key;
  std::string value;
  friend bool operator==(const Read&, const Read&) = default;
};
inline void PrintTo(const Read& read, std::ostream* out) {
  *out << read.offset << ":" << read.key << "=" << read.value.substr(0, 20);
}

class LogConformance : public testing::TestWithParam<HomeKind> {
 protected:
  void SetUp() override {
    home_ = GetParam().make();
    if (!home_) GTEST_SKIP() << "what this home needs cannot be had";
    const TopicSpec specs[] = {{orders, 3, false}, {keys_topic, 1, true}};
    const auto created = log().create_topics(specs);
    ASSERT_TRUE(created) << created.error().message;
  }

  [[nodiscard]] Log& log() { return home_->log(); }
  [[nodiscard]] static TopicPartition place(std::uint32_t partition = 0) { return {orders, Partition{partition}}; }
  [[nodiscard]] static TopicPartition keys_place() { return {keys_topic, Partition{0}}; }

  [[nodiscard]] std::unique_ptr<Writer> writer(const TopicPartition& of = place()) {
    auto opened = log().open_writer(of);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }
  [[nodiscard]] std::unique_ptr<Reader> reader(std::int64_t from = 0, const TopicPartition& of = place()) {
    auto opened = log().open_reader(of, Offset{from});
    EXPECT_TRUE(opened) << opened.error().message;
    const std::lock_guard guard{mutex_};
    places_.insert_or_assign(opened->get(), of);
    return std::move(*opened);
  }

  /// Waits for the outcome of the writer's oldest append.
  [[nodiscard]] Appended outcome_of(Writer& writer) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      const auto seen = log().activity();
      if (auto outcome = writer.poll()) return *outcome;
      home_->let_time_pass();
      log().wait_for_activity(seen, std::chrono::milliseconds{50});
    }
    ADD_FAILURE() << "an append had no outcome in time";
    return {};
  }
  /// Appends records with these values and waits; returns the offset of the first.
  std::int64_t append(Writer& to, const std::vector<std::string>& values) {
    std::vector<std::string> records;
    for (const auto& value : values) records.push_back(record("area", value));
    to.append(std::move(records));
    const auto outcome = outcome_of(to);
    EXPECT_TRUE(outcome.known) << outcome.why_unknown;
    EXPECT_EQ(outcome.count, values.size());
    return outcome.first.value();
  }
  /// Appends one record with this key.
  void put(Writer& to, const std::string& key, const std::string& value) {
    to.append({record(key, value)});
    const auto outcome = outcome_of(to);
    EXPECT_TRUE(outcome.known) << outcome.why_unknown;
  }

  /// The next records; none at the end of the log. A live reader hears of new ones when the home gets to it.
  [[nodiscard]] Batch next_of(Reader& from, std::size_t records_a_read = 100) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      const auto seen = log().activity();
      auto batch = from.read(records_a_read);
      if (!batch) {
        ADD_FAILURE() << batch.error().message;
        return {};
      }
      if (!batch->empty() || from.position() == log().watermarks(place_of(from))->end) return std::move(*batch);
      home_->let_time_pass();
      log().wait_for_activity(seen, std::chrono::milliseconds{50});
    }
    ADD_FAILURE() << "what lies in the log was not read in time";
    return {};
  }
  /// Reads to the end of the log.
  [[nodiscard]] std::vector<Read> rest_of(Reader& from, std::size_t records_a_read = 100) {
    std::vector<Read> found;
    for (;;) {
      const auto batch = next_of(from, records_a_read);
      if (batch.empty()) return found;
      for (const auto& entry : batch.entries) {
        const auto envelope = decode(entry.canonical);
        if (!envelope) {
          ADD_FAILURE() << envelope.error().message;
          return found;
        }
        found.push_back({entry.offset.value(), std::string{envelope->key}, std::string{envelope->value}});
      }
    }
  }
  [[nodiscard]] std::vector<Read> all_of(const TopicPartition& of = place()) { return rest_of(*reader(0, of)); }

  std::unique_ptr<LogHome> home_;

 private:
  [[nodiscard]] TopicPartition place_of(const Reader& reader) {
    const std::lock_guard guard{mutex_};
    return places_.at(&reader);
  }

  std::mutex mutex_;  ///< some tests read in threads
  std::map<const Reader*, TopicPartition> places_;
};

/// Names a test after the home it holds to a promise.
inline std::string name_of_home(const testing::TestParamInfo<HomeKind>& home) { return home.param.name; }

}  // namespace matbud::log::conformance
