#include "matbud/ordering/decider.h"

#include "actions.h"
#include "bounds.h"
#include "closing.h"
#include "feedback.h"
#include "fold.h"
#include "forms.h"
#include "matbud/base/plant.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/processor/service_decider.h"
#include "orders.h"
#include "reference.h"
#include "release.h"
#include "second_look.h"
#include "settling.h"
#include "standing.h"
#include "substitutes.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

using processor::Decision;
using processor::Input;
using processor::Poison;
using v1::OrderingCommand;
using v1::OrderingEvent;

/// What a command speaks of, for the event's subject and for a refusal.
struct About {
  std::string_view action;
  std::string_view subject_kind;  ///< `order`, `area`, `citizen`, `catalogue`, `standing`
  std::string_view subject_id;
  std::string_view order_id = {};
  std::string_view citizen_id = {};
};

About about(const OrderingCommand& command) {
  switch (command.command_case()) {
    case OrderingCommand::kPlaceOrder: {
      const auto& wish = command.place_order();
      return {action::place, "order", wish.order_id(), wish.order_id(), wish.citizen_id()};
    }
    case OrderingCommand::kAmendOrder: {
      const auto& order_id = command.amend_order().order_id();
      return {action::amend, "order", order_id, order_id};
    }
    case OrderingCommand::kCancelOrder: {
      const auto& order_id = command.cancel_order().order_id();
      return {action::cancel, "order", order_id, order_id};
    }
    case OrderingCommand::kDefineArea: return {action::define, "area", command.define_area().area().area_id()};
    case OrderingCommand::kPutProducts: return {action::put_products, "catalogue", command.put_products().grocer_id()};
    case OrderingCommand::kRegisterCitizen: {
      const auto& citizen_id = command.register_citizen().citizen().citizen_id();
      return {action::register_citizen, "citizen", citizen_id, {}, citizen_id};
    }
    case OrderingCommand::kPutStandingOrder: {
      const auto& order = command.put_standing_order().standing_order();
      return {action::put_standing_order, "standing", order.standing_order_id(), {}, order.citizen_id()};
    }
    case OrderingCommand::kGiveFeedback: {
      const auto& order_id = command.give_feedback().order_id();
      return {action::give_feedback, "order", order_id, order_id};
    }
    case OrderingCommand::kRuntime:
    case OrderingCommand::COMMAND_NOT_SET: break;
  }
  throw Poison{"a command of a kind that this version does not know"};
}

std::string subject_of(const About& what, std::string_view area_id) {
  // An id that cannot be has no place in a subject; the command is then a matter of the area.
  const bool named = is_id(what.subject_id);
  std::string subject{named ? what.subject_kind : "area"};
  subject.append("/").append(named ? what.subject_id : area_id);
  return subject;
}

/// Fills the event by the command's rules; an objection leaves it half-filled.
Objection obey(const Asked& asked, const OrderingCommand& command, bool order_id_is_taken, OrderingEvent& said) {
  switch (command.command_case()) {
    case OrderingCommand::kPlaceOrder:
      return place(asked, command.place_order(), order_id_is_taken, *said.mutable_order_placed());
    case OrderingCommand::kAmendOrder: return amend(asked, command.amend_order(), *said.mutable_order_amended());
    case OrderingCommand::kCancelOrder: return cancel(asked, command.cancel_order(), *said.mutable_order_cancelled());
    case OrderingCommand::kDefineArea: return define_area(asked, command.define_area(), *said.mutable_area_defined());
    case OrderingCommand::kPutProducts:
      return put_products(asked, command.put_products(), *said.mutable_products_put());
    case OrderingCommand::kRegisterCitizen:
      return register_citizen(asked, command.register_citizen(), *said.mutable_citizen_registered());
    case OrderingCommand::kPutStandingOrder:
      return put_standing_order(asked, command.put_standing_order(), *said.mutable_standing_order_put());
    case OrderingCommand::kGiveFeedback:
      return give_feedback(asked, command.give_feedback(), *said.mutable_feedback_given());
    default: return Refusal{v1::REFUSAL_REASON_NOT_OFFERED};
  }
}

void refuse(const Asked& asked, const About& what, const Refusal& refusal, OrderingEvent& said) {
  auto& event = *said.mutable_order_refused();  // whatever stood in the oneof is gone
  if (is_id(what.order_id)) event.set_order_id(std::string{what.order_id});
  if (is_id(what.citizen_id)) event.set_citizen_id(std::string{what.citizen_id});
  event.set_command_id(std::string{asked.command_id});
  event.set_action(std::string{what.action});
  event.set_reason(refusal.reason);
  event.set_field(refusal.field);
  event.set_gtin(refusal.gtin);
}

class OrderingDecider final : public processor::ServiceDecider<OrderingCommand, OrderingEvent> {
 public:
  explicit OrderingDecider(DietReader read_diet)
      : ServiceDecider{log::ordering_commands}, read_diet_{std::move(read_diet)} {}

  std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                 google::protobuf::Arena& arena) const override {
    if (input.topic == commands_topic()) return decide_command(state, input, arena);
    auto& said = *static_cast<OrderingEvent*>(new_event(arena));
    auto& closed = *said.mutable_order_closed();
    if (close(state, input, arena, closed)) return Decision{&said, "order/" + closed.order_id()};
    auto& left = *said.mutable_orders_left();
    if (leave(state, input, arena, left)) return Decision{&said, "run/" + left.run_id()};
    auto& reopened = *said.mutable_order_reopened();
    if (reopen(state, input, arena, reopened)) return Decision{&said, "order/" + reopened.order_id()};
    const Asked asked{state, read_diet_, input.record.key, input.record.id, input.appended_at};
    if (const auto order_id = judge_substitutes(asked, input, arena, said))
      return Decision{&said, std::string{"order/"}.append(*order_id)};
    auto& settled = *said.mutable_order_settled();
    if (settle(asked, input, arena, settled)) return Decision{&said, "order/" + settled.order_id()};
    return std::nullopt;
  }

 protected:
  void evolve_event(state::TableWriter& state, const OrderingEvent& event,
                    const processor::EventInfo& info) const override {
    fold(state, event, info);
  }

 private:
  std::optional<Decision> decide_command(const state::TableReader& state, const Input& input,
                                         google::protobuf::Arena& arena) const {
    const auto& command = processor::decoded<OrderingCommand>(input, arena);
    const Asked asked{state, read_diet_, input.record.key, input.record.id, input.appended_at};
    if (command.has_runtime()) return decide_timer(asked, command.runtime(), arena);
    const auto what = about(command);
    if (asked.command_id.empty() || asked.command_id.size() > command_id_bytes_max)
      throw Poison{"a command's ce_id has 1 to " + std::to_string(command_id_bytes_max) + " bytes"};

    // A placed or refused order remembers its own command, so that the commonest command needs one look, not two.
    const bool places = command.has_place_order() && is_id(what.order_id);
    const auto earlier = places ? order_states.find(state, what.order_id) : std::nullopt;
    if (earlier && earlier->command_id() == asked.command_id) return std::nullopt;
    const bool may_be_answered = (earlier || !places) && !planted("missing-dedupe");
    if (may_be_answered && state.find(answered, asked.command_id)) return std::nullopt;

    auto& said = *static_cast<OrderingEvent*>(new_event(arena));
    const bool id_is_taken = earlier && earlier->phase() != stored::ORDER_PHASE_REFUSED;
    if (const auto objection = obey(asked, command, id_is_taken, said)) refuse(asked, what, *objection, said);
    return Decision{&said, subject_of(what, asked.area_id)};
  }

  static std::optional<Decision> decide_timer(const Asked& asked, const runtime::v1::RuntimeCommand& command,
                                              google::protobuf::Arena& arena) {
    if (!command.has_timer_due()) return std::nullopt;
    const auto& due = command.timer_due();
    auto& said = *google::protobuf::Arena::CreateMessage<OrderingEvent>(&arena);
    if (due.timer_id().starts_with(standing_timer_prefix)) {
      if (!make_occurrence(asked, due, said)) return std::nullopt;
      return Decision{&said,
                      said.has_order_placed() ? "order/" + said.order_placed().order().order_id() : due.timer_id()};
    }
    if (due.timer_id().starts_with(second_look_prefix)) {
      auto& refused = *said.mutable_goods_refused();
      if (!look_again(asked, due, refused)) return std::nullopt;
      return Decision{&said, "order/" + refused.order_id()};
    }
    auto& released = *said.mutable_orders_released();
    if (!release(asked, due, released)) return std::nullopt;
    return Decision{&said, ordering::subject_of(released.window())};
  }

  DietReader read_diet_;
};

}  // namespace

std::shared_ptr<const processor::Decider> make_decider(DietReader read_diet) {
  return std::make_shared<OrderingDecider>(std::move(read_diet));
}

}  // namespace matbud::ordering
