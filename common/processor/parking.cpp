#include "parking.h"

#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor {
namespace {

constexpr state::Table<runtime::v1::InputParked> queue{parked_inputs};

std::string queue_prefix(std::string_view subject) { return std::string{subject}.append(1, '\0'); }

bool same(const runtime::v1::InputRef& a, const runtime::v1::InputRef& b) {
  return a.topic() == b.topic() && a.partition() == b.partition() && a.offset() == b.offset();
}

}  // namespace

void park(state::TableWriter& state, const runtime::v1::InputParked& input) {
  std::int64_t sequence = 0;
  if (const auto stored = state.find(parked_subjects, input.subject())) {
    for (const char byte : *stored) sequence = (sequence << 8) | static_cast<std::uint8_t>(byte);
  }
  queue.put(state, queue_prefix(input.subject()) + state::sortable(sequence), input);
  state.put(parked_subjects, input.subject(), state::sortable(sequence + 1));
}

std::optional<runtime::v1::InputParked> oldest_parked(const state::TableReader& state, std::string_view subject) {
  std::optional<runtime::v1::InputParked> oldest;
  queue.scan(state, queue_prefix(subject), "", [&](std::string_view, const runtime::v1::InputParked& input) {
    if (input.subject() != subject) return true;  // one that goes on behind a zero byte of its own
    oldest = input;
    return planted("redrive-newest-first");
  });
  return oldest;
}

std::optional<Unparked> unpark(state::TableWriter& state, const runtime::v1::InputRef& input) {
  std::string found_key;
  std::string subject;
  // Parked inputs are few and a redrive is a person's act: looking at all of them is cheap enough.
  queue.scan(state, "", "", [&](std::string_view key, const runtime::v1::InputParked& parked) {
    if (!same(parked.input(), input)) return true;
    found_key = key;
    subject = parked.subject();
    return false;
  });
  if (found_key.empty()) return std::nullopt;
  state.erase(parked_inputs, found_key);
  const bool empty = !oldest_parked(state, subject);
  if (empty) state.erase(parked_subjects, subject);
  return Unparked{subject, empty};
}

}  // namespace matbud::processor
