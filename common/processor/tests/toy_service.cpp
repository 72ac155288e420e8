#include "toy_service.h"

#include "matbud/log/record.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor::toy {
namespace {

constexpr state::TableId counts{1};
constexpr state::TableId story{2};

class ToyDecider final : public ServiceDecider<Command, Event> {
 public:
  explicit ToyDecider(Version version) : ServiceDecider{toy::commands_topic}, version_{version} {}

  [[nodiscard]] std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                               google::protobuf::Arena& arena) const override {
    const auto& heard = decoded<Command>(input, arena);
    if (heard.has_runtime()) return timer(state, input, heard.runtime(), arena);
    const auto& act = heard.report_operator_act();
    if (act.act() == choke && version_ == Version::chokes) throw Poison{"cannot swallow " + act.target()};
    if (act.act() == ignore) return std::nullopt;
    if (act.act() == confirm && counted(state, act.target()) == 0) return std::nullopt;
    auto& said = new_said(state, input, act.act(), act.target(), arena);
    const bool counts_one_more = act.act() == count || act.act() == choke;
    said.mutable_operator_acted()->set_reason(counts_one_more ? std::to_string(counted(state, act.target()) + 1)
                                                              : act.reason());
    return Decision{&said, "thing/" + act.target()};
  }

 protected:
  void evolve_event(state::TableWriter& state, const Event& event, const EventInfo& info) const override {
    state.put(story, "", next_digest(story_digest(state), event));
    const auto& acted = event.operator_acted();
    if (acted.act() == count || acted.act() == choke)
      state.put(counts, acted.target(), state::sortable(counted(state, acted.target()) + 1));
    if (acted.act() == set)
      set_timer(state, acted.target(), from_ms(std::stoll(acted.reason())), info.key, "thing/" + acted.target());
    if (acted.act() == cancel || acted.act() == rang) cancel_timer(state, acted.target());
    const bool again = acted.act() == report && acted.reason() == "again";
    if (acted.act() == ask || again) ask_for(state, acted, info);
    if (acted.act() == report && !again) settle_effect(state, acted.target());
  }

 private:
  static Event& new_said(const state::TableReader& state, const Input& input, std::string_view act,
                         std::string_view target, google::protobuf::Arena& arena) {
    auto& event = *google::protobuf::Arena::CreateMessage<Event>(&arena);
    auto& acted = *event.mutable_operator_acted();
    acted.set_actor_id(story_digest(state));
    acted.set_act(act.data(), act.size());
    acted.set_target(target.data(), target.size());
    acted.set_at_ms(to_ms(input.appended_at));
    acted.set_command_id(std::string{input.record.id});
    return event;
  }
  static std::optional<Decision> timer(const state::TableReader& state, const Input& input,
                                       const runtime::v1::RuntimeCommand& heard, google::protobuf::Arena& arena) {
    if (!is_due(state, heard.timer_due())) return std::nullopt;
    const auto& target = heard.timer_due().timer_id();
    return Decision{&new_said(state, input, rang, target, arena), "thing/" + target};
  }
  static void ask_for(state::TableWriter& state, const audit::v1::OperatorActed& acted, const EventInfo& info) {
    runtime::v1::PendingEffect effect;
    if (const auto before = pending_effect(state, acted.target())) {
      effect = *before;
      effect.clear_started_by();
    } else {
      effect.set_effect_id(acted.target());
      effect.set_kind("toy");
      effect.set_key(std::string{info.key});
      effect.set_subject("thing/" + acted.target());
      effect.set_at_most_once(acted.reason() == "once");
    }
    request_effect(state, effect);
  }

  Version version_;
};

}  // namespace

std::shared_ptr<const Decider> decider(Version version) { return std::make_shared<ToyDecider>(version); }

ProcessorSpec spec(Version version) {
  return {.name = "toy",
          .own_topic = std::string{events_topic},
          .commands_topic = std::string{commands_topic},
          .inputs = {std::string{commands_topic}, std::string{others_topic}},
          .decider = decider(version)};
}

std::string command(std::string_view act, std::string_view target, std::string_view reason) {
  Command command;
  command.mutable_report_operator_act()->set_act(std::string{act});
  command.mutable_report_operator_act()->set_target(std::string{target});
  command.mutable_report_operator_act()->set_reason(std::string{reason});
  return command.SerializeAsString();
}

std::int64_t counted(const state::TableReader& state, std::string_view target) {
  const auto stored = state.find(counts, target);
  if (!stored) return 0;
  std::int64_t number = 0;
  for (const char byte : *stored) number = (number << 8) | static_cast<std::uint8_t>(byte);
  return number;
}

std::string story_digest(const state::TableReader& state) {
  const auto stored = state.find(story, "");
  return stored ? std::string{*stored} : "nothing yet";
}

std::string next_digest(std::string_view before, const Event& event) {
  return log::hex(log::hash_of(std::string{before}.append(event.SerializeAsString()))).substr(0, 16);
}

}  // namespace matbud::processor::toy
