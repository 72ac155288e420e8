#include "heads.h"

#include <charconv>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "crc32c.h"
#include "files.h"

namespace matbud::log::embedded {
namespace {

constexpr std::string_view title = "matbud-log-heads 1";
constexpr std::string_view checksum_word = "checksum ";
std::optional<Head> parse_head(const std::string& line) {
  std::istringstream words{line};
  Head head;
  std::uint32_t partition = 0;
  std::int64_t end = 0;
  std::string last;
  if (!(words >> head.place.topic >> partition >> end >> last)) return std::nullopt;
  const auto hash = hash_from_hex(last);
  if (!hash || end <= 0) return std::nullopt;
  head.place.partition = Partition{partition};
  head.end = Offset{end};
  head.last = *hash;
  return head;
}

std::optional<std::vector<Head>> parse_heads(const std::string& text) {
  const auto checksum_at = text.rfind(checksum_word);
  if (checksum_at == std::string::npos || !text.ends_with('\n')) return std::nullopt;
  std::uint32_t checksum = 0;
  const char* digits_end = text.data() + text.size() - 1;
  const auto [read_to, error] =
      std::from_chars(text.data() + checksum_at + checksum_word.size(), digits_end, checksum, 16);
  const auto listed = std::string_view{text}.substr(0, checksum_at);
  if (error != std::errc{} || read_to != digits_end || checksum != crc32c(listed)) return std::nullopt;
  std::istringstream lines{std::string{listed}};
  std::string line;
  if (!std::getline(lines, line) || line != title) return std::nullopt;
  std::vector<Head> heads;
  while (std::getline(lines, line)) {
    auto head = parse_head(line);
    if (!head) return std::nullopt;
    heads.push_back(std::move(*head));
  }
  return heads;
}

}  // namespace

Result<void> write_heads(rocksdb::FileSystem& files, const std::filesystem::path& directory,
                         const std::vector<Head>& heads) {
  std::ostringstream text;
  text << title << '\n';
  for (const auto& head : heads)
    text << head.place.topic << ' ' << head.place.partition.value() << ' ' << head.end.value() << ' ' << hex(head.last)
         << '\n';
  const auto checksum = crc32c(text.str());
  text << checksum_word << std::hex << checksum << '\n';
  const auto path = directory / "heads";
  if (const auto status = replace_file(files, path, text.str()); !status.ok())
    return file_failure(status, path.string());
  return {};
}

Result<std::optional<std::vector<Head>>> read_heads(rocksdb::FileSystem& files,
                                                    const std::filesystem::path& directory) {
  const auto path = (directory / "heads").string();
  if (files.FileExists(path, rocksdb::IOOptions{}, nullptr).IsNotFound()) return std::nullopt;
  std::string text;
  if (const auto status = rocksdb::ReadFileToString(&files, path, &text); !status.ok())
    return file_failure(status, path);
  auto heads = parse_heads(text);
  if (!heads) return failure(Error::Code::corrupt, path + " is not what was written");
  return heads;
}

}  // namespace matbud::log::embedded
