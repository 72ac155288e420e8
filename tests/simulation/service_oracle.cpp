#include "service_oracle.h"

#include <algorithm>

#include "installation.h"
#include "matbud/base/plant.h"
#include "matbud/processor/positions.h"

namespace matbud::simulation {

ServiceOracle::ServiceOracle(const processor::ProcessorSpec& spec, Partition partition, const Ledger& ledger,
                             Versions& versions)
    : spec_{spec},
      partition_{partition},
      chain_{ledger.at({spec.own_topic, partition})},
      versions_{versions},
      machinery_{spec_} {
  for (const auto& topic : spec.inputs) heard_.push_back({&ledger.at({topic, partition}), 0, 0});
  digests_.push_back(kept_.digest());
  events_of_service_.push_back(0);
}

std::string ServiceOracle::place_of(const Accepted& event) const {
  return log::to_string(chain_.place()) + " at " + std::to_string(event.offset.value()) + " (" +
         std::string{event.record.type} + ", writer " + std::string{event.record.writer} + ")";
}

void ServiceOracle::judge(const Accepted& event) {
  const PlantsAsleep sound_code;
  if (!ids_.emplace(event.record.id).second)
    throw Violation{"2 no event twice",
                    place_of(event) + " has the id of an earlier event: " + std::string{event.record.id}};
  auto& heard = heard_from(event);
  pass_what_causes_nothing();
  const auto index = heard.chain->accepted_before(event.record.cause->offset);
  if (index < heard.after_last_event)
    throw Violation{"2 no event twice", place_of(event) + " is caused by an input that was decided before"};
  if (index > heard.may_have_passed) {
    const auto skipped = input_at(heard, heard.may_have_passed);
    throw Violation{"1 no input lost", place_of(event) + " comes although " + std::string{skipped.topic} + " at " +
                                           std::to_string(skipped.offset.value()) +
                                           " before its cause was not decided"};
  }
  expect_same_event(event, input_at(heard, index));
  fold(event);
  heard.after_last_event = heard.may_have_passed = index + 1;
}

ServiceOracle::Heard& ServiceOracle::heard_from(const Accepted& event) {
  const auto& cause = event.record.cause;
  if (!cause) throw Violation{"7 cause before effect", place_of(event) + " names no cause"};
  const auto heard = std::find_if(heard_.begin(), heard_.end(),
                                  [&](const Heard& one) { return one.chain->place().topic == cause->topic; });
  if (heard == heard_.end() || cause->partition != partition_)
    throw Violation{"7 cause before effect", place_of(event) + " names a cause that it does not hear"};
  const auto index = heard->chain->accepted_before(cause->offset);
  const auto& inputs = heard->chain->accepted();
  if (index == inputs.size() || inputs[index].offset != cause->offset || inputs[index].sequence > event.sequence)
    throw Violation{"7 cause before effect", place_of(event) + " names " + std::string{cause->topic} + " at " +
                                                 std::to_string(cause->offset.value()) +
                                                 ", which was not accepted then"};
  if (inputs[index].hash != cause->hash)
    throw Violation{"7 cause before effect", place_of(event) + " names another record than the one at its cause"};
  return *heard;
}

processor::Input ServiceOracle::input_at(const Heard& heard, std::size_t index) const {
  const auto& input = heard.chain->accepted()[index];
  return {heard.chain->place().topic, partition_, input.offset, input.appended_at, input.record};
}

void ServiceOracle::pass_what_causes_nothing() {
  for (auto& heard : heard_) {
    for (; heard.may_have_passed < heard.chain->accepted().size(); ++heard.may_have_passed) {
      if (machinery_.handle(tables_, input_at(heard, heard.may_have_passed), arena_).event != nullptr) break;
    }
  }
  arena_.Reset();
}

void ServiceOracle::expect_same_event(const Accepted& event, const processor::Input& cause) {
  auto different = difference(event, cause);
  if (!different.empty()) {
    versions_.set_fixed(!versions_.fixed());
    if (difference(event, cause).empty()) different.clear();
    versions_.set_fixed(!versions_.fixed());
  }
  if (!different.empty()) throw Violation{"4 decided on the accepted state", place_of(event) + " " + different};
  ++redecided_;
}

std::string ServiceOracle::difference(const Accepted& event, const processor::Input& cause) {
  auto expected = machinery_.handle(tables_, cause, arena_);
  if (expected.event == nullptr) return "should not be: its cause causes nothing on the accepted state";
  // The version of the code that parked is told in the event; it is not a part of the decision.
  auto* actual = spec_.decider->new_event(arena_);
  if (!actual->ParseFromArray(event.record.value.data(), static_cast<int>(event.record.value.size())))
    return "cannot be decoded";
  if (const auto* told = spec_.decider->runtime_event(*actual);
      told != nullptr && spec_.decider->runtime_event(*expected.event) != nullptr) {
    auto& ours = *spec_.decider->mutable_runtime_event(*expected.event);
    if (ours.has_input_parked()) ours.mutable_input_parked()->set_code_version(told->input_parked().code_version());
    if (ours.has_redrive_refused())
      ours.mutable_redrive_refused()->set_code_version(told->redrive_refused().code_version());
  }
  if (expected.event->SerializeAsString() != event.record.value)
    return "should be " + std::string{processor::type_of(*expected.event)} + " " +
           expected.event->ShortDebugString().substr(0, 600) + " but is " + actual->ShortDebugString().substr(0, 600);
  if (event.record.type != processor::type_of(*actual)) return "has the wrong type";
  if (event.record.subject != expected.subject) return "has subject " + std::string{event.record.subject};
  if (event.record.key != cause.record.key) return "has key " + std::string{event.record.key};
  if (event.record.time != expected.time.value_or(cause.appended_at)) return "has another time than its cause";
  return {};
}

void ServiceOracle::fold(const Accepted& event) {
  auto* message = spec_.decider->new_event(arena_);
  (void)message->ParseFromArray(event.record.value.data(), static_cast<int>(event.record.value.size()));
  machinery_.evolve(tables_, *message, {event.record.id, event.record.key, event.record.subject, event.record.time});
  events_of_service_.push_back(events_of_service_.back() + (spec_.decider->runtime_event(*message) == nullptr ? 1 : 0));
  arena_.Reset();
  digests_.push_back(kept_.digest());
}

void ServiceOracle::expect_every_input_decided() {
  const PlantsAsleep sound_code;
  pass_what_causes_nothing();
  for (const auto& heard : heard_) {
    if (heard.may_have_passed == heard.chain->accepted().size()) continue;
    const auto lost = input_at(heard, heard.may_have_passed);
    throw Violation{"1 no input lost", spec_.name + "/" + std::to_string(partition_.value()) + " never decided " +
                                           std::string{lost.topic} + " at " + std::to_string(lost.offset.value()) +
                                           " (" + std::string{lost.record.type} + " " +
                                           std::string{lost.record.subject} + ")"};
  }
}

void ServiceOracle::expect_state_of_its_version(const SimulatedSpace& space, std::size_t events) const {
  const auto version = processor::stored_version(space);
  const auto kept = space.get(state::whole_key(folded_events, ""));
  const auto counted = kept ? std::stoull(*kept) : 0;
  const auto expected = version == new_state_version ? events_of_service_[events] : 0;
  if (version && counted != expected)
    throw Violation{"4 projection = fold(log)", spec_.name + "/" + std::to_string(partition_.value()) +
                                                    ": state of one version is folded on by another"};
}

void ServiceOracle::expect_fold(const SimulatedSpace& space) const {
  const auto position = processor::stored_position(space, spec_.own_topic);
  const auto fail = [&](const std::string& what) {
    throw Violation{"4 projection = fold(log)", spec_.name + "/" + std::to_string(partition_.value()) + ": " + what};
  };
  if (!position) {
    if (!(space.kept().digest() == digests_.front())) fail("state without a position is not empty");
    return;
  }
  const auto events = chain_.accepted_before(position->next);
  const std::string at = " at " + std::to_string(position->next.value());
  if (position->next > chain_.end()) fail("stands" + at + ", beyond the end of the log");
  if (position->accepted != events) fail("counts other accepted records than the chain has" + at);
  if (position->head != chain_.head(events)) fail("stands on another head than the chain has" + at);
  if (!(space.kept().digest() == digests_[events]))
    fail("state is not the fold of the events before its position" + at);
  expect_state_of_its_version(space, events);
  for (const auto& heard : heard_) {
    const auto input = processor::stored_position(space, heard.chain->place().topic);
    if (!input) continue;
    if (input->next > heard.chain->end()) fail("has read " + heard.chain->place().topic + " beyond its end");
    const auto read = heard.chain->accepted_before(input->next);
    if (read > 0 && input->head_offset.value() >= 0 && input->head != heard.chain->head(read))
      fail("followed " + heard.chain->place().topic + " to another head");
  }
}

}  // namespace matbud::simulation
