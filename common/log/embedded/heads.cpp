#include "heads.h"

#include <sstream>
#include <string_view>
#include <utility>

#include "crc32c.h"
#include "files.h"

namespace matbud::log::embedded {
namespace {

constexpr std::string_view title = "matbud-log-heads 1";
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

std::string checksum_line(std::string_view listed) {
  std::ostringstream line;
  line << "checksum " << std::hex << crc32c(listed) << '\n';
  return line.str();
}

std::optional<std::vector<Head>> parse_heads(const std::string& text) {
  const auto last_line = text.rfind("checksum ");
  if (last_line == std::string::npos) return std::nullopt;
  const auto listed = std::string_view{text}.substr(0, last_line);
  if (std::string_view{text}.substr(last_line) != checksum_line(listed)) return std::nullopt;
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
  text << checksum_line(text.str());
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
