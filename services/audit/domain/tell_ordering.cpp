#include "refusals.h"
#include "tellers.h"

namespace matbud::audit {
namespace {

using namespace ordering::v1;

std::size_t size_of(const auto& repeated) { return static_cast<std::size_t>(repeated.size()); }

std::string by(const std::string& who) { return who.empty() ? std::string{" by the citizen"} : " by " + who; }

std::string of_order(const orders::v1::ReleasedOrder& order) {
  return count(size_of(order.lines()), "item") + " for " + kroner(order.total_ore());
}

/// Nothing when it goes to the citizen's own door.
std::string handed_over_at(const orders::v1::ReleasedOrder& order) {
  const auto& unit = order.hand_over().at_unit();
  return unit.empty() ? std::string{} : ", to be handed over at the base of " + unit;
}

/// Nothing within the budget.
std::string of_budget(const Spending& spending) {
  if (spending.ordered_ore() <= spending.budget_ore()) return {};
  return "; the month comes to " + kroner(spending.ordered_ore()) + ", above the budget of " +
         kroner(spending.budget_ore());
}

std::string tell_missed(const StandingOrderMissed& missed) {
  const auto& occurrence = missed.occurrence();
  std::string line = "standing order " + occurrence.standing_order_id() + " brought no order for " +
                     day(occurrence.delivery_day()) + ": " + std::string{words_for(missed.reason())};
  if (occurrence.next_delivery_day() != 0) line += "; the next is for " + day(occurrence.next_delivery_day());
  return line;
}

std::string tell_standing(const StandingOrderPut& put) {
  std::string line = "standing order " + put.standing_order().standing_order_id();
  if (put.next_delivery_day() == 0) return line + " has ended";
  return line + " stands; its first delivery is on " + day(put.next_delivery_day());
}

/// An order of a standing order is placed by nobody at that moment: who has set it up is another question.
std::string placed_by(const OrderPlaced& placed) {
  if (!placed.has_occurrence()) return by(placed.ordered_by());
  return " by standing order " + placed.occurrence().standing_order_id() +
         (placed.ordered_by().empty() ? std::string{} : ", which " + placed.ordered_by() + " has set up");
}

std::string tell_placed(const OrderPlaced& placed, const Scene& scene) {
  const auto& order = placed.order();
  std::string line = "the order was placed" + placed_by(placed);
  if (!placed.visit_id().empty()) line += " at visit " + placed.visit_id();
  line += ": " + of_order(order) + ", " + window(order.window()) + handed_over_at(order);
  const auto left_out = size_of(placed.occurrence().left_out());
  if (left_out > 0) line += "; " + count(left_out, "item") + " could not be had and left out";
  line += of_budget(placed.spending());
  if (placed.released_at_ms() == 0) return line + "; released to grocer " + order.grocer_id() + " at once";
  return line + "; it can be changed until " + moment(scene, placed.released_at_ms());
}

std::string tell_refused(const OrderRefused& refused) {
  const auto& action = refused.action();
  const auto what = action == "place"    ? std::string{"the order was refused"}
                    : action == "amend"  ? std::string{"the change was refused"}
                    : action == "cancel" ? std::string{"the cancellation was refused"}
                                         : "the command (" + action + ") was refused";
  std::string line = what + ": " + std::string{words_for(refused.reason())};
  if (refused.gtin() != 0) line += ", GTIN " + std::to_string(refused.gtin());
  // Of the other reasons the words say it all, and the field is a name that only programs know.
  if (!refused.field().empty() && refused.reason() == REFUSAL_REASON_INVALID) line += ", field " + refused.field();
  return line;
}

std::string tell_cancelled(const OrderCancelled& cancelled) {
  return (cancelled.was_released() ? "the order was called back from its grocer" : "the order was cancelled") +
         by(cancelled.cancelled_by()) + "; its place in " + window(cancelled.window()) + " is free again";
}

std::string tell_left(const OrdersLeft& left, const Scene& scene) {
  const auto run = "run " + left.run_id() + " has left with ";
  for (const auto& order_id : left.order_ids()) {
    if (is_told(scene, order_id)) return run + "the order: it cannot be called back any more";
  }
  return run + count(size_of(left.order_ids()), "order") + ", which cannot be called back any more";
}

/// Nothing when it goes as it was ordered.
std::string shortened_by(const OrdersReleased& released, const orders::v1::ReleasedOrder& order) {
  for (const auto& shortened : released.shortened()) {
    if (shortened.order_id() == order.order_id())
      return "; " + count(size_of(shortened.lines()), "item") +
             " left out, which the citizen must not get any more: " + of_order(order) + " remain";
  }
  return {};
}

std::string tell_released(const OrdersReleased& released, const Scene& scene) {
  for (const auto& withheld : released.withheld()) {
    if (is_told(scene, withheld.order_id()))
      return "the order ends at its cut-off and goes to no grocer: " + std::string{words_for(withheld.reason())};
  }
  const auto passed = "orders for " + window(released.window()) + " can no longer be changed: ";
  for (const auto& order : released.orders()) {
    if (is_told(scene, order.order_id()))
      return passed + "this one goes to grocer " + order.grocer_id() + and_others(size_of(released.orders())) +
             shortened_by(released, order);
  }
  const auto withheld = size_of(released.withheld());
  return passed + count(size_of(released.orders()), "order") + " released" +
         (withheld == 0 ? std::string{} : ", " + count(withheld, "order") + " withheld") +
         (released.more() ? ", more follow" : "");
}

std::string tell_feedback(const FeedbackGiven& feedback) {
  std::string line = "the citizen gave feedback";
  if (feedback.gtin() != 0) line += " on GTIN " + std::to_string(feedback.gtin());
  if (feedback.stars() != 0) line += ": " + std::to_string(feedback.stars()) + " of 5 stars";
  return line;
}

std::string tell_second_look(const ordering::v1::GoodsRefused& refused) {
  const std::string looked = "looked at again, since more is known of what its citizen may have: ";
  if (refused.lines().empty()) return looked + "nothing has to go";
  return looked + count(size_of(refused.lines()), "product") + " shall not come";
}

}  // namespace

std::string tell(const OrderingCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case OrderingCommand::kPlaceOrder: {
      const auto& place = command.place_order();
      return "asked" + by(place.ordered_by()) + " to place an order of " + count(size_of(place.lines()), "item") +
             " for the " + place.window_id() + " window on " + day(place.delivery_day());
    }
    case OrderingCommand::kAmendOrder:
      return "asked" + by(command.amend_order().amended_by()) + " to change the order to " +
             count(size_of(command.amend_order().lines()), "item");
    case OrderingCommand::kCancelOrder:
      return "asked" + by(command.cancel_order().cancelled_by()) + " to cancel the order";
    case OrderingCommand::kDefineArea: return "asked to define area " + command.define_area().area().area_id();
    case OrderingCommand::kPutProducts:
      return "asked to put " + count(size_of(command.put_products().products()), "product") + " of grocer " +
             command.put_products().grocer_id();
    case OrderingCommand::kRegisterCitizen:
      return "asked to register citizen " + command.register_citizen().citizen().citizen_id();
    case OrderingCommand::kPutStandingOrder:
      return "asked to put standing order " + command.put_standing_order().standing_order().standing_order_id();
    case OrderingCommand::kGiveFeedback: return "asked to write down the citizen's feedback";
    case OrderingCommand::kRuntime: return tell(command.runtime(), scene);
    case OrderingCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const OrderingEvent& event, const Scene& scene) {
  switch (event.event_case()) {
    case OrderingEvent::kOrderPlaced: return tell_placed(event.order_placed(), scene);
    case OrderingEvent::kOrderAmended:
      return "the order was changed" + by(event.order_amended().amended_by()) + ": " +
             of_order(event.order_amended().order()) + ", version " +
             std::to_string(event.order_amended().order().version()) + of_budget(event.order_amended().spending());
    case OrderingEvent::kOrderCancelled: return tell_cancelled(event.order_cancelled());
    case OrderingEvent::kOrdersLeft: return tell_left(event.orders_left(), scene);
    case OrderingEvent::kOrderRefused: return tell_refused(event.order_refused());
    case OrderingEvent::kOrdersReleased: return tell_released(event.orders_released(), scene);
    case OrderingEvent::kOrderClosed:
      return "the order is closed: " + std::string{words_for(event.order_closed().ending())};
    case OrderingEvent::kAreaDefined:
      return "area " + event.area_defined().area().area_id() + " is defined, with " +
             count(size_of(event.area_defined().area().windows()), "window");
    case OrderingEvent::kProductsPut:
      return count(size_of(event.products_put().products()), "product") + " of grocer " +
             event.products_put().grocer_id() + " stand in the catalogue";
    case OrderingEvent::kCitizenRegistered:
      return "citizen " + event.citizen_registered().citizen().citizen_id() + " is registered" +
             (event.citizen_registered().doubtful_order_ids().empty()
                  ? ""
                  : "; what is on its way to them is looked at again");
    case OrderingEvent::kStandingOrderPut: return tell_standing(event.standing_order_put());
    case OrderingEvent::kStandingOrderMissed: return tell_missed(event.standing_order_missed());
    case OrderingEvent::kOrderSettled:
      return "what was packed comes to " + kroner(event.order_settled().total_ore()) +
             ", and counts as that in the month" + of_budget(event.order_settled().spending());
    case OrderingEvent::kOrderReopened: return "the order is open again: it had not been delivered";
    case OrderingEvent::kSubstitutesRefused:
      return count(size_of(event.substitutes_refused().lines()), "substitute") +
             " shall not be packed: not for this citizen, or too little is known of what is in it";
    case OrderingEvent::kSubstitutesLetThrough:
      return count(size_of(event.substitutes_let_through().lines()), "substitute") +
             " may come: looked at as ordered goods are";
    case OrderingEvent::kGoodsRefused: return tell_second_look(event.goods_refused());
    case OrderingEvent::kFeedbackGiven: return tell_feedback(event.feedback_given());
    case OrderingEvent::kRuntime: return tell(event.runtime(), scene);
    case OrderingEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
