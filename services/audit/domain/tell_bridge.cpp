#include <algorithm>
#include <vector>

#include "tellers.h"

namespace matbud::audit {
namespace {

using namespace bridge::v1;

std::size_t size_of(const auto& repeated) { return static_cast<std::size_t>(repeated.size()); }

std::string tell_sent(const OrdersSent& sent, const Scene& scene) {
  for (const auto& one : sent.orders()) {
    if (!is_told(scene, one.order().order_id())) continue;
    std::string line =
        "sent to grocer " + one.order().grocer_id() + " without a name, under the label " + one.delivery_alias();
    if (one.answer_due_at_ms() != 0) line += "; an answer is due by " + moment(scene, one.answer_due_at_ms());
    return line;
  }
  return count(size_of(sent.orders()), "order") + " sent to the grocer";
}

/// Which goods, what comes instead, and why, for as many as somebody reads.
std::string which(const std::vector<const ConfirmedLine*>& lines) {
  constexpr std::size_t read_at_most = 5;
  std::string words;
  for (std::size_t i = 0; i < std::min(lines.size(), read_at_most); ++i) {
    const auto& line = *lines[i];
    words += (words.empty() ? "GTIN " : ", GTIN ") + std::to_string(line.ordered_gtin());
    if (line.outcome() == LINE_OUTCOME_SUBSTITUTED) words += " by GTIN " + std::to_string(line.gtin());
    if (!line.reason().empty()) words += ": " + line.reason();
  }
  return " (" + words + (lines.size() > read_at_most ? ", and more" : "") + ")";
}

std::string tell_confirmed(const OrderConfirmed& confirmed) {
  std::string line = confirmed.by_setting() ? "sent to grocer " + confirmed.grocer_id() + ", accepted by agreement"
                                            : "grocer " + confirmed.grocer_id() + " accepted the order";
  const auto tell_those = [&](LineOutcome outcome, std::string_view word) {
    std::vector<const ConfirmedLine*> lines;
    for (const auto& one : confirmed.lines()) {
      if (one.outcome() == outcome) lines.push_back(&one);
    }
    if (!lines.empty()) line += ", " + count(lines.size(), "item") + " " + std::string{word} + which(lines);
  };
  tell_those(LINE_OUTCOME_CHANGED, "changed");
  tell_those(LINE_OUTCOME_SUBSTITUTED, "substituted");
  tell_those(LINE_OUTCOME_SHORT, "not to be had");
  if (!confirmed.returned().empty())
    line += ", " + count(size_of(confirmed.returned()), "substitute") + " that nobody wished for went back";
  return line + "; " + kroner(confirmed.total_ore()) + " in all";
}

/// What the slip lists as outstanding; empty when all is there.
std::string not_in_the_boxes(const OrderPacked& packed) {
  std::string words;
  for (const auto& line : packed.lines()) {
    if (line.outstanding_quantity() == 0) continue;
    words += words.empty() ? "; not all in the boxes: " : ", ";
    words += "GTIN " + std::to_string(line.gtin());
    if (!line.outstanding_reason().empty()) words += ": " + line.outstanding_reason();
  }
  return words;
}

std::string tell_packed(const OrderPacked& packed) {
  std::uint64_t grams = 0;
  bool cold = false;
  for (const auto& box : packed.boxes()) {
    grams += box.weight_grams();
    cold =
        cold || box.storage() == orders::v1::STORAGE_CLASS_CHILLED || box.storage() == orders::v1::STORAGE_CLASS_FROZEN;
  }
  return "grocer " + packed.grocer_id() + " packed it: " + count(size_of(packed.boxes()), "box") + ", " +
         kilograms(grams) + (cold ? ", cold goods among them" : "") + "; " + kroner(packed.total_ore()) +
         not_in_the_boxes(packed);
}

std::string because(const std::string& reason) { return reason.empty() ? reason : ": " + reason; }

/// Of a report and of the event that it leads to.
std::string tell_told(const auto& told) {
  return std::string{told.outcome() == TELL_OUTCOME_TOLD ? "the grocer's system was told"
                                                         : "the grocer's system could not be told"} +
         because(told.detail());
}

}  // namespace

std::string tell(const BridgeCommand& command, const Scene& scene) {
  switch (command.command_case()) {
    case BridgeCommand::kPutGrocer: return "settings of grocer " + command.put_grocer().grocer().grocer_id();
    case BridgeCommand::kReportTold: return tell_told(command.report_told());
    case BridgeCommand::kRuntime: return tell(command.runtime(), scene);
    case BridgeCommand::COMMAND_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const BridgeEvent& event, const Scene& scene) {
  switch (event.event_case()) {
    case BridgeEvent::kOrdersSent: return tell_sent(event.orders_sent(), scene);
    case BridgeEvent::kOrderConfirmed: return tell_confirmed(event.order_confirmed());
    case BridgeEvent::kOrderPacked: return tell_packed(event.order_packed());
    case BridgeEvent::kGrocerRefused:
      if (event.grocer_refused().answer_id().empty())
        return "grocer " + event.grocer_refused().grocer_id() + " never packed the order, and it ends";
      return "grocer " + event.grocer_refused().grocer_id() + " will not deliver the order" +
             because(event.grocer_refused().reason());
    case BridgeEvent::kGrocerLate:
      return "grocer " + event.grocer_late().grocer_id() + " is late: its answer, or the packed order, was due " +
             moment(scene, event.grocer_late().due_at_ms());
    case BridgeEvent::kAnswerRejected:
      return "an answer of grocer " + event.answer_rejected().grocer_id() + " could not be used" +
             because(event.answer_rejected().reason());
    case BridgeEvent::kOrderWithdrawn:
      return "grocer " + event.order_withdrawn().grocer_id() + " shall not pack it after all";
    case BridgeEvent::kSubstitutesReturned:
      return count(size_of(event.substitutes_returned().lines()), "product") + " went back to grocer " +
             event.substitutes_returned().grocer_id() + "; " + kroner(event.substitutes_returned().total_ore()) +
             " in all" +
             (event.substitutes_returned().after_packing() ? "; the order was packed already: look into its boxes"
                                                           : "");
    case BridgeEvent::kGrocerPut: return "grocer " + event.grocer_put().grocer().grocer_id() + " has new settings";
    case BridgeEvent::kGrocerTold: return tell_told(event.grocer_told());
    case BridgeEvent::kRuntime: return tell(event.runtime(), scene);
    case BridgeEvent::EVENT_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const grocer::v1::GrocerMessage& message, const Scene& scene, std::string_view grocer) {
  using grocer::v1::GrocerMessage;
  const std::string told = "grocer " + std::string{grocer} + " was told ";
  switch (message.message_case()) {
    case GrocerMessage::kOrdersToPack: {
      const auto& orders = message.orders_to_pack().orders();
      const bool mine = std::any_of(orders.begin(), orders.end(),
                                    [&](const auto& order) { return is_told(scene, order.order_id()); });
      return told + "to pack " + (mine ? "it" + and_others(size_of(orders)) : count(size_of(orders), "order"));
    }
    case GrocerMessage::kOrderWithdrawn: return told + "not to pack it after all";
    case GrocerMessage::kSubstitutesReturned:
      return told + "not to pack " + count(size_of(message.substitutes_returned().lines()), "product");
    case GrocerMessage::MESSAGE_NOT_SET: break;
  }
  return std::string{unknown_words};
}

std::string tell(const grocer::v1::GrocerAnswer& answer, const Scene&, std::string_view grocer) {
  using grocer::v1::GrocerAnswer;
  const std::string answered = "grocer " + std::string{grocer} + " answered: ";
  switch (answer.answer_case()) {
    case GrocerAnswer::kAccepted:
      return answered + "accepted" +
             (answer.accepted().lines().empty()
                  ? std::string{}
                  : ", " + count(size_of(answer.accepted().lines()), "item") + " changed");
    case GrocerAnswer::kChanged: return answered + count(size_of(answer.changed().lines()), "item") + " changed";
    case GrocerAnswer::kRefused: return answered + "refused" + because(answer.refused().reason());
    case GrocerAnswer::kPacked: return answered + "packed in " + count(size_of(answer.packed().boxes()), "box");
    case GrocerAnswer::ANSWER_NOT_SET: break;
  }
  return std::string{unknown_words};
}

}  // namespace matbud::audit
