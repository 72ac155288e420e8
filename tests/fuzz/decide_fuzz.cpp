// Whatever arrives on whatever topic, a decider decides it or throws a std::exception (the input is parked): the same
// both times, without touching its state, and what it decided folds.
//
// An input is: which processor, which of its topics, which golden line to start from, on an empty state or on one that
// has folded the corpus; then changes to the line's bytes, each a place (two bytes) and what is turned over there.
// A line number beyond the corpus starts from nothing, and the rest are the bytes themselves.
#include <google/protobuf/stubs/logging.h>

#include <cstdlib>
#include <stdexcept>

#include "golden.h"
#include "golden_log.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/replay.h"
#include "matbud/state/overlay.h"

namespace {

using namespace matbud;
using contract::GoldenLog;

/// One service with its two states, and the golden lines of what it hears.
struct Subject {
  explicit Subject(processor::ProcessorSpec of) : spec{std::move(of)} {
    GoldenLog golden{GrocerId{"dagros"}};
    golden.append_corpus_of(spec.own_topic);
    if (!processor::replay(spec, GoldenLog::partition, golden.log(), folded, {}, {})) std::abort();
    for (const auto& topic : spec.inputs) lines.push_back(contract::golden_lines(contract::value_type_of(topic)));
  }
  processor::ProcessorSpec spec;
  std::vector<std::vector<contract::GoldenLine>> lines;  ///< by input topic
  state::MemorySpace empty;
  state::MemorySpace folded;
};

std::vector<std::unique_ptr<Subject>> all_subjects() {
  std::vector<std::unique_ptr<Subject>> subjects;
  for (auto& spec : pipeline::all_processors({GrocerId{"dagros"}})) {
    subjects.push_back(std::make_unique<Subject>(std::move(spec)));
  }
  return subjects;
}

/// What decide makes of an input: an event's subject and bytes, or nothing, or that it is parked.
struct Verdict {
  bool parked = false;
  std::string subject;
  std::string event;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

Verdict verdict(const processor::Decider& decider, const state::TableReader& state, const processor::Input& input) {
  google::protobuf::Arena arena;
  try {
    const auto decision = decider.decide(state, input, arena);
    return decision ? Verdict{false, decision->subject, decision->event->SerializeAsString()} : Verdict{};
  } catch (const std::exception&) {
    return {.parked = true, .subject = {}, .event = {}};
  }
}

void decide_and_fold(Subject& subject, bool on_folded, const std::string& topic, const std::string& value) {
  auto& space = on_folded ? subject.folded : subject.empty;
  const auto before = space.map().size();
  state::Overlay overlay{space};
  processor::Input input{topic, GoldenLog::partition, Offset{100}, GoldenLog::now, {}};
  input.record.key = "3024-sandvika";
  input.record.id = "fuzz/1";
  input.record.subject = "order/fuzz";
  input.record.time = GoldenLog::now;
  input.record.value = value;
  const auto& decider = *subject.spec.decider;
  const auto once = verdict(decider, overlay, input);
  if (once != verdict(decider, overlay, input) || overlay.pending_bytes() != 0) std::abort();
  if (!once.event.empty()) {
    google::protobuf::Arena arena;
    auto* event = decider.new_event(arena);
    if (!event->ParseFromString(once.event)) std::abort();
    decider.evolve(overlay, *event, {"fuzz/1/0", input.record.key, once.subject, GoldenLog::now});
  }
  if (space.map().size() != before) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // It would tell of every foreign byte that is no UTF-8.
  static const bool silenced = (google::protobuf::SetLogHandler(nullptr), true);
  (void)silenced;
  static const auto subjects = all_subjects();
  if (size < 4) return 0;
  auto& subject = *subjects[bytes[0] % subjects.size()];
  const std::size_t topic = bytes[1] % subject.spec.inputs.size();
  const auto& lines = subject.lines[topic];
  const bool on_folded = (bytes[3] & 1) != 0;
  std::string value;
  if (bytes[2] >= lines.size()) {
    value.assign(reinterpret_cast<const char*>(bytes + 4), size - 4);
  } else {
    value = lines[bytes[2]].bytes;
    for (std::size_t i = 4; i + 2 < size && !value.empty(); i += 3) {
      auto& byte = value[(bytes[i] * 256U + bytes[i + 1]) % value.size()];
      byte = static_cast<char>(byte ^ bytes[i + 2]);
    }
  }
  decide_and_fold(subject, on_folded, subject.spec.inputs[topic], value);
  return 0;
}
