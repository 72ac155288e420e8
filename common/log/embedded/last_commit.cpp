#include "last_commit.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "crc32c.h"
#include "database.h"
#include "files.h"

namespace matbud::log::embedded {
namespace {

const rocksdb::IOOptions io;

// Two pages, written in turn: when one is torn, the other still holds the commit before it.
constexpr std::size_t page_size = 4096;
constexpr std::size_t page_header_size = 4 + 8 + 2;
constexpr std::size_t committed_head_size = 2 + 2 + 8 + 4;
constexpr std::size_t heads_max = (page_size - page_header_size) / committed_head_size;

struct Page {
  std::uint64_t number = 0;
  std::vector<CommittedHead> heads;
};

std::optional<Page> parse_page(std::string_view bytes) {
  ByteReader reader{bytes};
  const auto checksum = reader.number<std::uint32_t>();
  if (bytes.size() != page_size || checksum != crc32c(reader.rest())) return std::nullopt;
  Page page;
  page.number = reader.number<std::uint64_t>();
  const auto count = reader.number<std::uint16_t>();
  for (std::uint16_t i = 0; i < count && reader.intact(); ++i) {
    CommittedHead head;
    head.id.topic = reader.number<std::uint16_t>();
    head.id.partition = reader.number<std::uint16_t>();
    head.end = Offset{static_cast<std::int64_t>(reader.number<std::uint64_t>())};
    head.last_checksum = reader.number<std::uint32_t>();
    page.heads.push_back(head);
  }
  if (!reader.intact()) return std::nullopt;
  return page;
}

std::string page_of(std::uint64_t number, const std::vector<CommittedHead>& heads) {
  std::string bytes;
  bytes.reserve(page_size);
  append(bytes, std::uint32_t{0});
  append(bytes, number);
  const auto count = std::min(heads.size(), heads_max);
  append(bytes, static_cast<std::uint16_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    append(bytes, heads[i].id.topic);
    append(bytes, heads[i].id.partition);
    append(bytes, static_cast<std::uint64_t>(heads[i].end.value()));
    append(bytes, heads[i].last_checksum);
  }
  bytes.resize(page_size);
  store(bytes.data(), crc32c(std::string_view{bytes}.substr(4)));
  return bytes;
}

}  // namespace

Result<std::unique_ptr<LastCommit>> LastCommit::open(rocksdb::FileSystem& files,
                                                     const std::filesystem::path& directory) {
  std::unique_ptr<LastCommit> last{new LastCommit{(directory / "last-commit").string()}};
  if (files.FileExists(last->path_, io, nullptr).IsNotFound()) {
    const auto made = replace_file(files, last->path_, std::string(2 * page_size, '\0'));
    if (!made.ok()) return file_failure(made, last->path_);
  }
  auto status = files.NewRandomRWFile(last->path_, rocksdb::FileOptions{}, &last->file_, nullptr);
  for (std::size_t place = 0; place < 2 && status.ok(); ++place) {
    std::string scratch(page_size, '\0');
    rocksdb::Slice read;
    status = last->file_->Read(place * page_size, page_size, io, &read, scratch.data(), nullptr);
    auto page = status.ok() ? parse_page(view(read)) : std::nullopt;
    if (!page || page->number < last->number_) continue;
    last->number_ = page->number;
    last->found_ = std::move(page->heads);
  }
  if (!status.ok()) return file_failure(status, last->path_);
  return last;
}

Result<void> LastCommit::record(const std::vector<CommittedHead>& heads) {
  ++number_;
  const auto status = file_->Write((number_ % 2) * page_size, page_of(number_, heads), io, nullptr);
  if (!status.ok()) return file_failure(status, path_);
  return {};
}

}  // namespace matbud::log::embedded
