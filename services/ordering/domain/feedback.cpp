#include "feedback.h"

#include <algorithm>

#include "forms.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

bool holds(const google::protobuf::RepeatedField<std::uint64_t>& gtins, std::uint64_t gtin) {
  return std::find(gtins.begin(), gtins.end(), gtin) != gtins.end();
}

/// Of the whole everybody may speak at any time: that nothing came is worth hearing too. Goods must have come.
Objection check_item(const stored::OrderState& order, std::uint64_t gtin) {
  if (!holds(order.gtins(), gtin) && !holds(order.alternative_gtins(), gtin)) return invalid("gtin", gtin);
  if (!order.delivered()) return Refusal{v1::REFUSAL_REASON_NOT_DELIVERED, "order_id"};
  return std::nullopt;
}

}  // namespace

Objection give_feedback(const Asked& asked, const v1::GiveFeedback& wish, v1::FeedbackGiven& said) {
  constexpr std::uint32_t stars_max = 5;
  if (!is_id(wish.feedback_id())) return invalid("feedback_id");
  if (!is_id(wish.order_id())) return invalid("order_id");
  if (wish.gtin() != 0 && !is_gtin(wish.gtin())) return invalid("gtin", wish.gtin());
  if (wish.stars() > stars_max) return invalid("stars");
  if (wish.stars() == 0 && wish.words().box().empty()) return invalid("words");
  const auto order = order_states.find(asked.state, wish.order_id());
  if (!order || order->phase() == stored::ORDER_PHASE_REFUSED || order->window().area_id() != asked.area_id)
    return Refusal{v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id"};
  if (wish.gtin() != 0) {
    if (auto objection = check_item(*order, wish.gtin())) return objection;
  }
  if (!is_sealed_for(order->citizen_id(), wish.words())) return invalid("words");
  said.set_feedback_id(wish.feedback_id());
  said.set_order_id(wish.order_id());
  said.set_citizen_id(order->citizen_id());
  said.set_gtin(wish.gtin());
  said.set_stars(wish.stars());
  if (wish.has_words()) *said.mutable_words() = wish.words();
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  return std::nullopt;
}

}  // namespace matbud::ordering
