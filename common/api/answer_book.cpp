#include "answer_book.h"

#include <chrono>

#include "matbud/api/tap.h"

namespace matbud::api {
namespace {

using std::chrono::milliseconds;

/// A home that fetches in the background has nothing at the first look.
constexpr milliseconds fetch_patience{100};
constexpr milliseconds short_nap{2};

}  // namespace

std::optional<Token> AnswerBook::find(const std::string& command_id) const {
  for (std::uint32_t p = 0; p < partitions_; ++p) {
    const auto there = open_space_(space_, Partition{p});
    if (!there) continue;
    const state::SpaceTables tables{*there};
    const auto offset = tables.find(answers, command_id);
    if (!offset || offset->size() != 8) continue;
    std::int64_t number = 0;
    for (const char byte : *offset) number = (number << 8) | static_cast<std::uint8_t>(byte);
    return Token{Partition{p}, Offset{number}};
  }
  return std::nullopt;
}

std::optional<log::Batch> AnswerBook::read(const Token& place) const {
  return read_one({events_topic_, place.partition}, place.offset);
}

AnswerBook::Repeat AnswerBook::compare(const log::Envelope& event, const log::Command& command) const {
  if (!event.cause) return Repeat::same;
  const auto read = read_one({std::string{event.cause->topic}, event.cause->partition}, event.cause->offset);
  if (!read) return Repeat::unknown;
  const auto first = log::decode(read->entries.front().canonical);
  const bool same =
      first && first->type == command.type && first->subject == command.subject && first->key == command.key;
  return same ? Repeat::same : Repeat::other;
}

std::optional<log::Batch> AnswerBook::read_one(const log::TopicPartition& place, Offset offset) const {
  auto reader = log_.open_reader(place, offset);
  if (!reader) return std::nullopt;
  auto batch = (*reader)->read(1);
  const auto until = std::chrono::steady_clock::now() + fetch_patience;
  while (batch && batch->empty() && std::chrono::steady_clock::now() < until) {
    log_.wait_for_activity(log_.activity(), short_nap);
    batch = (*reader)->read(1);
  }
  if (!batch || batch->empty() || batch->entries.front().offset != offset) return std::nullopt;
  return *std::move(batch);
}

}  // namespace matbud::api
