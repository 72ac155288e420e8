#include "second_look.h"

#include <algorithm>

#include "buyer.h"
#include "matbud/processor/machinery.h"
#include "pricing.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

using RefusedLines = google::protobuf::RepeatedPtrField<v1::RefusedSubstitute>;

/// What comes where this product was ordered.
std::uint64_t comes_for(const stored::OrderState& order, std::uint64_t ordered_gtin) {
  const auto& substitutes = order.substitutes();
  const auto found = std::find_if(substitutes.begin(), substitutes.end(),
                                  [&](const auto& one) { return one.ordered_gtin() == ordered_gtin; });
  return found == substitutes.end() ? ordered_gtin : found->gtin();
}

RefusedLines forbidden_in(const Asked& asked, const stored::OrderState& order, AllergenSet avoids) {
  RefusedLines forbidden;
  if (order.phase() != stored::ORDER_PHASE_RELEASED || avoids == 0) return forbidden;
  ProductKey key{order.grocer_id()};
  const auto& warned = order.warned_gtins();
  for (const auto ordered_gtin : order.gtins()) {
    const auto gtin = comes_for(order, ordered_gtin);
    if (std::find(warned.begin(), warned.end(), gtin) != warned.end()) continue;
    const auto product = products.find(asked.state, key, gtin);
    if (!product || !is_forbidden(avoids, *product)) continue;
    auto& line = *forbidden.Add();
    line.set_ordered_gtin(ordered_gtin);
    line.set_gtin(gtin);
    line.set_reason(v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  }
  return forbidden;
}

AllergenSet avoided_by(const Asked& asked, const stored::CitizenState& citizen) {
  Shopping shopping;
  return know_citizen(asked, citizen, shopping) ? 0 : shopping.avoids;
}

}  // namespace

std::string second_look_timer(std::string_view order_id) { return std::string{second_look_prefix}.append(order_id); }

std::vector<std::string> doubtful_orders(const Asked& asked, const v1::Citizen& citizen) {
  std::vector<std::string> order_ids;
  const auto prefix = with_grocer_key(citizen.citizen_id(), "");
  asked.state.scan(with_grocers, prefix, "", [&](std::string_view key, std::string_view) {
    order_ids.emplace_back(key.substr(prefix.size()));
    return true;
  });
  if (order_ids.empty()) return order_ids;
  stored::CitizenState known_now;
  if (citizen.has_diet()) *known_now.mutable_diet() = citizen.diet();
  const auto avoids = avoided_by(asked, known_now);
  std::erase_if(order_ids, [&](const std::string& order_id) {
    const auto order = order_states.find(asked.state, order_id);
    return !order || forbidden_in(asked, *order, avoids).empty();
  });
  return order_ids;
}

bool look_again(const Asked& asked, const runtime::v1::TimerDue& due, v1::GoodsRefused& said) {
  if (!processor::is_due(asked.state, due)) return false;
  said.set_order_id(due.timer_id().substr(second_look_prefix.size()));
  const auto order = order_states.find(asked.state, said.order_id());
  if (!order) return true;
  said.set_citizen_id(order->citizen_id());
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  if (citizen) *said.mutable_lines() = forbidden_in(asked, *order, avoided_by(asked, *citizen));
  return true;
}

}  // namespace matbud::ordering
