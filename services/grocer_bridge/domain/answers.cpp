#include "answers.h"

#include <algorithm>
#include <set>
#include <string>

#include "matbud/base/plant.h"
#include "matbud/bridge/v1/events.pb.h"
#include "objection.h"
#include "packing.h"
#include "substitutes.h"
#include "sums.h"
#include "tables.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;
using Arena = google::protobuf::Arena;

constexpr int changes_max = 500;

const char* name_of(state::Phase phase) {
  switch (phase) {
    case state::PHASE_ACCEPTED: return "accepted";
    case state::PHASE_PACKED: return "packed";
    case state::PHASE_REFUSED: return "refused";
    case state::PHASE_WITHDRAWN: return "withdrawn";
    default: return "sent";
  }
}

std::string already(const state::Order& order) { return std::string{"the order is already "} + name_of(order.phase()); }

/// Fills in what the grocer may leave out, and says what cannot be.
Objection complete(bridge::v1::ConfirmedLine& line, const state::Line& ordered, int index) {
  if (line.outcome() == bridge::v1::LINE_OUTCOME_SHORT) {
    line.set_gtin(0);
    line.set_quantity(0);
    line.set_price_ore(0);
    return std::nullopt;
  }
  const bool substituted = line.outcome() == bridge::v1::LINE_OUTCOME_SUBSTITUTED;
  if (line.gtin() == 0 && !substituted) line.set_gtin(ordered.gtin());
  if (line.gtin() == 0) return field("lines", index, "gtin") + "a substitute must be named";
  if (line.gtin() == ordered.gtin()) {
    if (line.price_ore() == 0) line.set_price_ore(ordered.price_ore());
    line.set_sold_by_weight(ordered.sold_by_weight());
  }
  if (line.else_as_ordered()) {
    if (line.quantity() == 0) {
      line.set_quantity(ordered.quantity());
      line.set_sold_by_weight(ordered.sold_by_weight());
    }
    if (line.price_ore() == 0) line.set_price_ore(ordered.price_ore());
    line.clear_else_as_ordered();
  }
  if (line.quantity() == 0 || line.quantity() > quantity_max)
    return field("lines", index, "quantity") + std::to_string(line.quantity()) + " cannot be";
  if (line.price_ore() <= 0 || line.price_ore() > price_ore_max)
    return field("lines", index, "price_ore") + std::to_string(line.price_ore()) + " cannot be";
  return std::nullopt;
}

/// A substitute that nobody wished for comes to nothing.
void send_back(bridge::v1::ConfirmedLine& line, bridge::v1::ReturnedSubstitute& returned) {
  returned.set_ordered_gtin(line.ordered_gtin());
  returned.set_gtin(line.gtin());
  line.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
  line.clear_gtin();
  line.clear_quantity();
  line.clear_price_ore();
}

/// One line of an answer as it will stand in the event; nothing when it is as ordered and was never otherwise.
Objection confirm_line(const state::Order& order, const bridge::v1::ConfirmedLine& answer, int index,
                       bridge::v1::OrderConfirmed& confirmed) {
  const auto* const ordered = ordered_line(order, answer.ordered_gtin());
  if (ordered == nullptr)
    return field("lines", index, "ordered_gtin") + std::to_string(answer.ordered_gtin()) + " was not ordered";
  if (answer.outcome() == bridge::v1::LINE_OUTCOME_UNSPECIFIED || !bridge::v1::LineOutcome_IsValid(answer.outcome()))
    return field("lines", index, "outcome") + "not said";
  auto& line = *confirmed.add_lines();
  line = answer;
  if (line.reason().size() > reason_bytes_max) return field("lines", index, "reason") + "longer than 500 characters";
  if (line.outcome() == bridge::v1::LINE_OUTCOME_ACCEPTED) {
    line.set_gtin(ordered->gtin());
    line.set_quantity(ordered->quantity());
    line.set_price_ore(ordered->price_ore());
  }
  if (auto objection = complete(line, *ordered, index)) return objection;
  if (line.gtin() == 0) return std::nullopt;
  // Another product is a substitute whatever the grocer calls it: wish and diet are asked of that word.
  if (line.gtin() == ordered->gtin()) {
    // The answer may have been on its way when the ordered goods were sent back: the rest of it holds.
    if (was_returned_as_ordered(order, line.gtin())) send_back(line, *confirmed.add_returned());
    return std::nullopt;
  }
  if (was_returned(order, line.gtin()))
    return field("lines", index, "gtin") + std::to_string(line.gtin()) + " was sent back";
  line.set_outcome(bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  if (!is_wished(*ordered, line.gtin())) send_back(line, *confirmed.add_returned());
  return std::nullopt;
}

/// `answers` of an order that waits, or of one that was accepted: there a line may also go back to how it was ordered.
Objection confirm_lines(const state::Order& order,
                        const google::protobuf::RepeatedPtrField<bridge::v1::ConfirmedLine>& answers,
                        bridge::v1::OrderConfirmed& confirmed) {
  const bool waits = order.phase() == state::PHASE_SENT;
  std::set<std::uint64_t> spoken_of;
  for (int i = 0; i < answers.size(); ++i) {
    const auto& answer = answers.at(i);
    if (!spoken_of.insert(answer.ordered_gtin()).second)
      return field("lines", i, "ordered_gtin") + std::to_string(answer.ordered_gtin()) + " is answered twice";
    const bool says_nothing = waits && answer.outcome() == bridge::v1::LINE_OUTCOME_ACCEPTED;
    if (says_nothing && ordered_line(order, answer.ordered_gtin()) != nullptr) continue;
    if (auto objection = confirm_line(order, answer, i, confirmed)) return objection;
  }
  auto after = order;
  apply(after, confirmed.lines());
  // By the difference: what was not spoken of costs what ordering said, however it came to that.
  const auto total = Ore{order.total_ore()} - cost_of(order.lines()) + cost_of(after.lines());
  confirmed.set_total_ore(total.value());
  return std::nullopt;
}

Objection confirm(const state::Order& order, const grocer::v1::Accepted& accepted,
                  bridge::v1::OrderConfirmed& confirmed) {
  confirmed.set_grocer_reference(accepted.grocer_reference());
  return confirm_lines(order, accepted.lines(), confirmed);
}

Objection confirm_change(const state::Order& order, const grocer::v1::Changed& changed,
                         bridge::v1::OrderConfirmed& confirmed) {
  if (changed.lines().empty()) return "lines: none has changed";
  if (order.change_answer_ids_size() >= changes_max)
    return "the order has changed " + std::to_string(changes_max) + " times already";
  return confirm_lines(order, changed.lines(), confirmed);
}

/// What went back may give way to another substitute; until then something may come.
bool leaves_something(const state::Order& order, const bridge::v1::OrderConfirmed& confirmed) {
  if (!confirmed.returned().empty()) return true;
  auto after = order;
  apply(after, confirmed.lines());
  return !after.lines().empty();
}

/// Each of the lines' reasons once.
template <class Lines, class ReasonOf>
std::string reasons_of(const Lines& lines, const ReasonOf& reason_of) {
  std::set<std::string_view> told;
  std::string reasons;
  for (const auto& line : lines) {
    const std::string_view reason = reason_of(line);
    if (reason.empty() || reasons.size() + reason.size() > reason_bytes_max || !told.insert(reason).second) continue;
    reasons.append(reasons.empty() ? "" : "; ").append(reason);
  }
  return reasons;
}

/// What the three events have in common.
template <class Event>
Event& about(Event& event, const state::Order& order, const std::string& order_id, std::string_view answer_id) {
  event.set_order_id(order_id);
  event.set_citizen_id(order.citizen_id());
  event.set_grocer_id(order.grocer_id());
  *event.mutable_window() = order.window();
  event.set_answer_id(std::string{answer_id});
  return event;
}

bool was_used(const state::Order& order, std::string_view answer_id) {
  if (answer_id == order.first_answer_id() || answer_id == order.packed_answer_id()) return true;
  return std::ranges::find(order.change_answer_ids(), answer_id) != order.change_answer_ids().end();
}

void refuse(const state::Order& order, const std::string& order_id, std::string_view answer_id,
            const std::string& reason, BridgeEvent& event) {
  about(*event.mutable_grocer_refused(), order, order_id, answer_id).set_reason(reason);
}

/// Whoever accepts none of the lines has refused the order, whatever they call it.
Objection use_accepted(const state::Order& order, const grocer::v1::GrocerAnswer& answer, std::string_view answer_id,
                       BridgeEvent& event) {
  auto& confirmed = about(*event.mutable_order_confirmed(), order, answer.order_id(), answer_id);
  if (auto objection = confirm(order, answer.accepted(), confirmed)) return objection;
  if (leaves_something(order, confirmed)) return std::nullopt;
  const auto reasons =
      reasons_of(confirmed.lines(), [](const auto& line) -> std::string_view { return line.reason(); });
  refuse(order, answer.order_id(), answer_id, reasons, event);
  return std::nullopt;
}

/// Nobody drives empty boxes: an order of which nothing came is refused.
Objection use_packed(const state::Order& order, const grocer::v1::GrocerAnswer& answer, std::string_view answer_id,
                     BridgeEvent& event) {
  auto& packed = about(*event.mutable_order_packed(), order, answer.order_id(), answer_id);
  if (auto objection = pack(order, answer.packed(), packed)) return objection;
  if (brings_something(packed)) return std::nullopt;
  const auto reasons =
      reasons_of(packed.lines(), [](const auto& line) -> std::string_view { return line.outstanding_reason(); });
  refuse(order, answer.order_id(), answer_id, reasons, event);
  return std::nullopt;
}

Objection use(const state::Order& order, const grocer::v1::GrocerAnswer& answer, std::string_view answer_id,
              BridgeEvent& event) {
  const bool waits = order.phase() == state::PHASE_SENT;
  const bool is_packed_later = waits || order.phase() == state::PHASE_ACCEPTED;
  switch (answer.answer_case()) {
    case grocer::v1::GrocerAnswer::kAccepted:
      if (!waits) return already(order);
      return use_accepted(order, answer, answer_id, event);
    case grocer::v1::GrocerAnswer::kChanged:
      if (waits) return "the order is not accepted yet";
      if (order.phase() != state::PHASE_ACCEPTED) return already(order);
      return confirm_change(order, answer.changed(),
                            about(*event.mutable_order_confirmed(), order, answer.order_id(), answer_id));
    case grocer::v1::GrocerAnswer::kRefused:
      // Also what was accepted: a shop may burn, or find its shelves empty.
      if (!is_packed_later) return already(order);
      if (answer.refused().reason().size() > reason_bytes_max) return "reason: longer than 500 characters";
      refuse(order, answer.order_id(), answer_id, answer.refused().reason(), event);
      return std::nullopt;
    case grocer::v1::GrocerAnswer::kPacked:
      // Answers may overtake each other; whoever has packed has accepted.
      if (waits && !order.by_setting() && planted("packed-waits-for-accepted")) return "packed before it was accepted";
      if (!is_packed_later) return already(order);
      return use_packed(order, answer, answer_id, event);
    case grocer::v1::GrocerAnswer::ANSWER_NOT_SET: break;
  }
  return "answer: not said";
}

}  // namespace

std::optional<processor::Decision> decide_answer(const matbud::state::TableReader& tables, const GrocerId& grocer,
                                                 std::string_view answer_id, const grocer::v1::GrocerAnswer& answer,
                                                 Arena& arena) {
  if (tables.find(table::rejected_answers, rejected_key(grocer.value(), answer_id))) return std::nullopt;
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  const auto order = table::orders.find(tables, answer.order_id());
  Objection objection;
  if (answer_id.empty()) {
    objection = "the answer has no id";
  } else if (!order || order->grocer_id() != grocer.value()) {
    objection = "this grocer was never sent that order";
  } else if (planted("answer-decided-twice")) {
    objection = use(*order, answer, answer_id, *event);
  } else if (was_used(*order, answer_id)) {
    return std::nullopt;
  } else {
    objection = use(*order, answer, answer_id, *event);
  }
  if (objection) {
    auto& rejected = *event->mutable_answer_rejected();
    rejected.set_order_id(answer.order_id());
    rejected.set_grocer_id(grocer.value());
    rejected.set_answer_id(std::string{answer_id});
    rejected.set_reason(*objection);
  }
  return processor::Decision{event, order_subject(answer.order_id())};
}

}  // namespace matbud::grocer_bridge
