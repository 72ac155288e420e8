#include "installation.h"

#include "matbud/audit/processor_spec.h"
#include "matbud/audit/story.h"
#include "matbud/dispatch/processor_spec.h"
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/log/topics.h"
#include "matbud/notification/processor_spec.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/processor_spec.h"

namespace matbud::simulation {
namespace {

/// A decider whose first version fails over some inputs, as code does that has a mistake in it.
class StumblingDecider final : public processor::Decider {
 public:
  StumblingDecider(std::shared_ptr<const processor::Decider> decider, const CodeVersion& version)
      : decider_{std::move(decider)}, version_{version} {}

  [[nodiscard]] std::optional<processor::Decision> decide(const state::TableReader& state,
                                                          const processor::Input& input,
                                                          google::protobuf::Arena& arena) const override {
    if (!version_.fixed() && version_.stumbles_over(input.record.id)) throw processor::Poison{"this version stumbles"};
    return decider_->decide(state, input, arena);
  }
  void evolve(state::TableWriter& state, const google::protobuf::Message& event,
              const processor::EventInfo& info) const override {
    decider_->evolve(state, event, info);
    if (!version_.fixed()) return;
    const auto before = state.find(folded_events, "");
    const auto events = before ? std::stoull(std::string{*before}) : 0;
    state.put(folded_events, "", std::to_string(events + 1));
  }
  [[nodiscard]] google::protobuf::Message* new_event(google::protobuf::Arena& arena) const override {
    return decider_->new_event(arena);
  }
  [[nodiscard]] const runtime::v1::RuntimeCommand* runtime_command(const processor::Input& input,
                                                                   google::protobuf::Arena& arena) const override {
    return decider_->runtime_command(input, arena);
  }
  [[nodiscard]] std::string wrapped(const runtime::v1::RuntimeCommand& command) const override {
    return decider_->wrapped(command);
  }
  [[nodiscard]] const runtime::v1::RuntimeEvent* runtime_event(const google::protobuf::Message& event) const override {
    return decider_->runtime_event(event);
  }
  [[nodiscard]] runtime::v1::RuntimeEvent* mutable_runtime_event(google::protobuf::Message& event) const override {
    return decider_->mutable_runtime_event(event);
  }
  [[nodiscard]] const runtime::v1::InputRef* redriven(const google::protobuf::Message& event) const override {
    return decider_->redriven(event);
  }
  void set_redriven(google::protobuf::Message& event, const runtime::v1::InputRef& input) const override {
    decider_->set_redriven(event, input);
  }

 private:
  std::shared_ptr<const processor::Decider> decider_;
  const CodeVersion& version_;
};

}  // namespace

bool CodeVersion::stumbles_over(std::string_view id) const {
  constexpr std::uint64_t one_in = 250;
  return id.starts_with(hard_id) || hash64(id, salt_) % one_in == 0;
}

Installation whole_installation(std::uint32_t partitions, const CodeVersion& version, ordering::DietReader read_diet) {
  Installation all;
  all.topics = log::installation_topics({answering_grocer, prompt_grocer}, partitions);
  // Compaction leaves records alone for longer than a run takes; at its end Keys plays what it leaves.
  for (auto& topic : all.topics) topic.compacted = false;
  all.services = {ordering::processor_spec(std::move(read_diet)),
                  grocer_bridge::processor_spec({answering_grocer, prompt_grocer}),
                  grocer_bridge::relay_spec(answering_grocer),
                  grocer_bridge::relay_spec(prompt_grocer),
                  dispatch::processor_spec(),
                  notification::processor_spec(),
                  audit::processor_spec()};
  for (auto& service : all.services) {
    // A relay has no place to park: it must never stumble.
    if (!service.own_topic.starts_with("grocer."))
      service.decider = std::make_shared<StumblingDecider>(service.decider, version);
  }
  all.read_models = {ordering::order_overview(), audit::story({answering_grocer, prompt_grocer})};
  return all;
}

}  // namespace matbud::simulation
