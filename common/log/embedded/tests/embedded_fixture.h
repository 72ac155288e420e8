// An embedded log in a directory of its own, and verbs.
#pragma once

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "matbud/log/append.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/record.h"

namespace matbud::log::embedded {

inline const std::string events = "ordering.events.v1";
inline const std::string keys_topic = "keys.v1";
inline constexpr std::uint32_t partitions = 4;
inline constexpr std::chrono::seconds patience{30};

[[nodiscard]] inline std::string record(std::string_view key, std::string_view value) {
  Envelope envelope;
  envelope.key = key;
  envelope.type = "matbud.test.v1.Happened";
  envelope.value = value;
  return encode(envelope);
}

/// Bytes that no compressor makes shorter.
[[nodiscard]] inline std::string noise(std::mt19937& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (auto& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

[[nodiscard]] inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

[[nodiscard]] inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline void flip_bit(const std::filesystem::path& file, std::uint64_t at, int bit) {
  std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
  bytes.seekg(static_cast<std::streamoff>(at));
  const char flipped = static_cast<char>(bytes.get() ^ (1 << bit));
  bytes.seekp(static_cast<std::streamoff>(at));
  bytes.put(flipped);
}

/// The values of a partition from its beginning; the error when it cannot be read whole.
[[nodiscard]] inline Result<std::vector<std::string>> values_of(Log& log, const TopicPartition& place) {
  std::vector<std::string> values;
  const auto reader = log.open_reader(place, Offset{0});
  if (!reader) return tl::unexpected{reader.error()};
  for (;;) {
    const auto batch = (*reader)->read(1000);
    if (!batch) return tl::unexpected{batch.error()};
    if (batch->empty()) return values;
    for (const auto& entry : batch->entries) {
      const auto envelope = decode(entry.canonical);
      if (!envelope) return tl::unexpected{envelope.error()};
      values.emplace_back(envelope->value);
    }
  }
}

class EmbeddedFixture : public testing::Test {
 protected:
  void SetUp() override { make_home_in(testing::TempDir()); }
  void make_home_in(const std::filesystem::path& directory) {
    std::string pattern = directory / "matbud-log-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    directory_ = home_ / "log";
  }
  void TearDown() override {
    log_.reset();
    std::filesystem::remove_all(home_);
  }

  [[nodiscard]] static TopicPartition place(std::uint32_t partition) { return {events, Partition{partition}}; }

  void open() {
    log_.reset();
    auto opened = EmbeddedLog::open(directory_, clock_, settings_);
    ASSERT_TRUE(opened) << opened.error().message;
    log_ = std::move(*opened);
    const TopicSpec specs[] = {{events, partitions, false}, {keys_topic, 1, true}};
    ASSERT_TRUE(log_->create_topics(specs));
  }
  void close() { log_.reset(); }
  /// Opens what lies in `directory`, expecting an error.
  [[nodiscard]] Error open_error(const std::filesystem::path& directory) {
    const auto opened = EmbeddedLog::open(directory, clock_, settings_);
    EXPECT_FALSE(opened) << "it opened";
    return opened ? Error{} : opened.error();
  }
  void append(std::uint32_t partition, const std::string& value) { append(place(partition), record("area", value)); }
  void append(const TopicPartition& to, std::string canonical) {
    const auto writer = log_->open_writer(to);
    ASSERT_TRUE(writer) << writer.error().message;
    const auto first = append_and_wait(*log_, **writer, {std::move(canonical)}, patience);
    ASSERT_TRUE(first) << first.error().message;
  }
  /// What a killed process leaves behind: the files as the operating system holds them.
  void copy_as_if_killed(const std::filesystem::path& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(directory_, to, std::filesystem::copy_options::recursive);
  }

  std::filesystem::path home_;
  std::filesystem::path directory_;
  SystemClock clock_;
  EmbeddedSettings settings_;
  std::unique_ptr<EmbeddedLog> log_;
};

}  // namespace matbud::log::embedded
