// Which rule an input meets, and how the bridge's own events are folded.
#include <algorithm>
#include <utility>

#include "answers.h"
#include "grocers.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer_bridge/deadlines.h"
#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/service_decider.h"
#include "sending.h"
#include "substitutes.h"
#include "sums.h"
#include "tables.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;
using matbud::state::TableWriter;

template <class Message>
bool is(const processor::Input& input) {
  return input.record.type == Message::descriptor()->full_name();
}

void await(TableWriter& tables, const std::string& order_id, const orders::v1::DeliveryWindow& window,
           Timestamp until) {
  processor::set_timer(tables, late_timer(order_id), until, window.area_id(), order_subject(order_id));
}

void remember_sent(TableWriter& tables, const bridge::v1::SentOrder& sent, state::Phase phase, Timestamp sent_at) {
  const auto& released = sent.order();
  state::Order order;
  order.set_grocer_id(released.grocer_id());
  order.set_citizen_id(released.citizen_id());
  *order.mutable_window() = released.window();
  for (const auto& ordered : released.lines()) {
    auto& line = *order.add_lines();
    line.set_gtin(ordered.gtin());
    line.set_quantity(ordered.quantity());
    line.set_price_ore(ordered.price_ore());
    line.set_sold_by_weight(ordered.sold_by_weight());
    line.set_deposit_ore(ordered.deposit_ore());
    line.set_wish(ordered.wish());
    line.set_alternative_gtin(ordered.alternative_gtin());
  }
  if (released.has_hand_over()) *order.mutable_hand_over() = released.hand_over();
  order.set_total_ore(released.total_ore());
  order.set_phase(phase);
  order.set_by_setting(released.grocer_accepts_by_setting());
  order.set_answer_due_at_ms(sent.answer_due_at_ms());
  table::orders.put(tables, released.order_id(), order);
  await(tables, released.order_id(), released.window(),
        sent.answer_due_at_ms() != 0 ? from_ms(sent.answer_due_at_ms()) : packing_due(released.window(), sent_at));
}

/// Changes the order's row; what did it ends the wait for the grocer.
template <class Change>
void change(TableWriter& tables, const std::string& order_id, const Change& how) {
  auto order = table::orders.find(tables, order_id);
  if (!order) return;
  how(*order);
  table::orders.put(tables, order_id, *order);
  processor::cancel_timer(tables, late_timer(order_id));
  if (order->late()) processor::cancel_timer(tables, given_up_timer(order_id));
}

void remember_returned(state::Order& order,
                       const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned) {
  for (const auto& goods : returned) {
    const bool was_ordered = goods.gtin() == goods.ordered_gtin();
    (was_ordered ? *order.mutable_ordered_returned_gtins() : *order.mutable_returned_gtins()).Add(goods.gtin());
  }
}

/// Nobody needs to be told of it again.
void take_out_of_boxes(state::Order& order,
                       const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& returned) {
  auto& packed = *order.mutable_packed_gtins();
  for (const auto& goods : returned)
    packed.erase(std::remove(packed.begin(), packed.end(), goods.gtin()), packed.end());
}

/// It may still be packed, and if it never is, it ends.
void remember_late(TableWriter& tables, const std::string& order_id, Timestamp told_at) {
  processor::cancel_timer(tables, late_timer(order_id));
  auto order = table::orders.find(tables, order_id);
  if (!order) return;
  order->set_late(true);
  table::orders.put(tables, order_id, *order);
  const auto& window = order->window();
  processor::set_timer(tables, given_up_timer(order_id), given_up_at(window, told_at), window.area_id(),
                       order_subject(order_id));
}

class BridgeDecider final : public processor::ServiceDecider<bridge::v1::BridgeCommand, BridgeEvent> {
 public:
  explicit BridgeDecider(std::vector<GrocerId> grocers)
      : ServiceDecider{log::bridge_commands}, grocers_{std::move(grocers)} {
    for (const auto& grocer : grocers_) answers_topics_.push_back(log::grocer_answers(grocer));
  }

  [[nodiscard]] std::optional<processor::Decision> decide(const matbud::state::TableReader& tables,
                                                          const processor::Input& input, Arena& arena) const override {
    if (input.topic == log::ordering_events) return decide_ordering(tables, input, arena);
    if (input.topic == commands_topic()) {
      return decide_command(tables, input, arena);
    }
    for (std::size_t i = 0; i < grocers_.size(); ++i) {
      if (input.topic != answers_topics_[i]) continue;
      const auto& answer = processor::decoded<grocer::v1::GrocerAnswer>(input, arena);
      return decide_answer(tables, grocers_[i], input.record.id, answer, arena);
    }
    return std::nullopt;
  }

 protected:
  void evolve_event(TableWriter& tables, const BridgeEvent& event, const processor::EventInfo& info) const override {
    switch (event.event_case()) {
      case BridgeEvent::kOrdersSent:
        for (const auto& sent : event.orders_sent().orders()) remember_sent(tables, sent, state::PHASE_SENT, info.time);
        break;
      case BridgeEvent::kOrderConfirmed: evolve_confirmed(tables, event.order_confirmed(), info.time); break;
      case BridgeEvent::kOrderPacked:
        change(tables, event.order_packed().order_id(), [&](state::Order& order) {
          order.set_phase(state::PHASE_PACKED);
          order.set_packed_answer_id(event.order_packed().answer_id());
          order.set_total_ore(event.order_packed().total_ore());
          // Nothing more is asked of the lines; they stand in the log.
          order.clear_lines();
          order.clear_ordered();
          for (const auto& line : event.order_packed().lines()) {
            if (line.quantity() > 0) order.add_packed_gtins(line.gtin());
          }
        });
        break;
      case BridgeEvent::kGrocerRefused:
        change(tables, event.grocer_refused().order_id(), [&](state::Order& order) {
          order.set_phase(state::PHASE_REFUSED);
          order.set_first_answer_id(event.grocer_refused().answer_id());
          order.clear_lines();
        });
        break;
      case BridgeEvent::kOrderWithdrawn:
        change(tables, event.order_withdrawn().order_id(), [](state::Order& order) {
          order.set_phase(state::PHASE_WITHDRAWN);
          order.clear_lines();
          order.clear_ordered();
        });
        break;
      case BridgeEvent::kSubstitutesReturned: evolve_returned(tables, event.substitutes_returned()); break;
      case BridgeEvent::kGrocerLate: remember_late(tables, event.grocer_late().order_id(), info.time); break;
      case BridgeEvent::kAnswerRejected:
        tables.put(table::rejected_answers,
                   rejected_key(event.answer_rejected().grocer_id(), event.answer_rejected().answer_id()), "");
        break;
      case BridgeEvent::kGrocerPut: remember_grocer(tables, event.grocer_put()); break;
      case BridgeEvent::kGrocerTold: processor::settle_effect(tables, event.grocer_told().effect_id()); break;
      case BridgeEvent::kRuntime:
      case BridgeEvent::EVENT_NOT_SET: break;
    }
    request_tellings(tables, event, info);
  }

 private:
  [[nodiscard]] static std::optional<processor::Decision> decide_command(const matbud::state::TableReader& tables,
                                                                         const processor::Input& input, Arena& arena) {
    const auto& command = processor::decoded<bridge::v1::BridgeCommand>(input, arena);
    switch (command.command_case()) {
      case bridge::v1::BridgeCommand::kPutGrocer:
        return decide_put_grocer(tables, command.put_grocer(), input.record.id, arena);
      case bridge::v1::BridgeCommand::kReportTold:
        return decide_told(tables, command.report_told(), input.record.subject, arena);
      case bridge::v1::BridgeCommand::kRuntime:
        if (!command.runtime().has_timer_due()) return std::nullopt;
        return decide_due(tables, command.runtime().timer_due(), arena);
      case bridge::v1::BridgeCommand::COMMAND_NOT_SET: break;
    }
    throw processor::Poison{"value is not a matbud.bridge.v1.BridgeCommand with a command"};
  }

  [[nodiscard]] std::optional<processor::Decision> decide_ordering(const matbud::state::TableReader& tables,
                                                                   const processor::Input& input, Arena& arena) const {
    const bool placed = is<ordering::v1::OrderPlaced>(input);
    if (!placed && !is<ordering::v1::OrdersReleased>(input) && !is<ordering::v1::OrderCancelled>(input) &&
        !is<ordering::v1::SubstitutesRefused>(input) && !is<ordering::v1::GoodsRefused>(input))
      return std::nullopt;
    const auto& event = processor::decoded<ordering::v1::OrderingEvent>(input, arena);
    const Moment moment{input.appended_at, input.record.subject, grocers_};
    if (event.has_order_placed()) return decide_placed(tables, event.order_placed(), moment, arena);
    if (event.has_orders_released()) return decide_released(tables, event.orders_released(), moment, arena);
    if (event.has_order_cancelled()) return decide_cancelled(tables, event.order_cancelled(), arena);
    if (event.has_substitutes_refused()) return send_back(tables, event.substitutes_refused(), arena);
    if (event.has_goods_refused()) return send_back(tables, event.goods_refused(), arena);
    throw processor::Poison{"the event is not of the type its record names"};
  }

  template <class Refused>
  [[nodiscard]] static std::optional<processor::Decision> send_back(const matbud::state::TableReader& tables,
                                                                    const Refused& refused, Arena& arena) {
    return decide_goods_refused(tables, refused.order_id(), refused.lines(), arena);
  }

  static void evolve_confirmed(TableWriter& tables, const bridge::v1::OrderConfirmed& confirmed, Timestamp at) {
    if (confirmed.by_setting()) {
      remember_sent(tables, confirmed.sent(), state::PHASE_ACCEPTED, at);
      return;
    }
    auto order = table::orders.find(tables, confirmed.order_id());
    if (!order) return;
    const bool again = order->phase() == state::PHASE_ACCEPTED;
    order->set_phase(state::PHASE_ACCEPTED);
    order->set_total_ore(confirmed.total_ore());
    apply(*order, confirmed.lines());
    remember_returned(*order, confirmed.returned());
    // Lines that change while it is packed win nobody time: the wait goes on.
    if (again) {
      order->add_change_answer_ids(confirmed.answer_id());
      table::orders.put(tables, confirmed.order_id(), *order);
      return;
    }
    order->set_first_answer_id(confirmed.answer_id());
    table::orders.put(tables, confirmed.order_id(), *order);
    await(tables, confirmed.order_id(), confirmed.window(), packing_due(confirmed.window(), at));
  }

  /// The wait for the packing goes on.
  static void evolve_returned(TableWriter& tables, const bridge::v1::SubstitutesReturned& returned) {
    auto order = table::orders.find(tables, returned.order_id());
    if (!order) return;
    remember_returned(*order, returned.lines());
    take_out(*order, returned.lines());
    if (returned.after_packing()) take_out_of_boxes(*order, returned.lines());
    order->set_total_ore(returned.total_ore());
    table::orders.put(tables, returned.order_id(), *order);
  }

  std::vector<GrocerId> grocers_;
  std::vector<std::string> answers_topics_;
};

}  // namespace

std::shared_ptr<const processor::Decider> make_decider(std::vector<GrocerId> grocers) {
  return std::make_shared<BridgeDecider>(std::move(grocers));
}

}  // namespace matbud::grocer_bridge
