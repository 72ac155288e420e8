#include "release.h"

#include <charconv>
#include <optional>
#include <vector>

#include "bounds.h"
#include "buyer.h"
#include "matbud/base/plant.h"
#include "matbud/processor/decider.h"
#include "matbud/processor/machinery.h"
#include "pricing.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

constexpr std::string_view timer_prefix = "release/";

std::string path_of_window(const orders::v1::DeliveryWindow& window) {
  return window.area_id() + "/" + window.window_id() + "/" + std::to_string(window.delivery_day());
}

template <class Number>
bool read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

/// The reverse of release_timer.
bool read_timer(std::string_view id, orders::v1::DeliveryWindow& window, std::uint32_t& page) {
  if (id.substr(0, timer_prefix.size()) != timer_prefix) return false;
  id.remove_prefix(timer_prefix.size());
  std::vector<std::string_view> parts;
  for (auto slash = id.find('/'); slash != std::string_view::npos; slash = id.find('/')) {
    parts.push_back(id.substr(0, slash));
    id.remove_prefix(slash + 1);
  }
  std::int32_t day = 0;
  if (parts.size() != 3 || !read(parts[2], day) || !read(id, page)) return false;
  window.set_area_id(std::string{parts[0]});
  window.set_window_id(std::string{parts[1]});
  window.set_delivery_day(day);
  return true;
}

void withhold(const orders::v1::ReleasedOrder& content, v1::RefusalReason reason, v1::OrdersReleased& said) {
  auto& withheld = *said.add_withheld();
  withheld.set_order_id(content.order_id());
  withheld.set_citizen_id(content.citizen_id());
  withheld.set_reason(reason);
}

/// Takes out what the citizen must not get, and returns it. An allergy may have been found, or a recipe changed, since
/// somebody was at the table to give a reason.
LeftOutLines take_out_forbidden(const Asked& asked, const stored::CitizenState& citizen,
                                orders::v1::ReleasedOrder& content) {
  LeftOutLines taken_out;
  Shopping shopping;
  // Without a diet that can be read the order stays what it was when it could.
  if (know_citizen(asked, citizen, shopping) || shopping.avoids == 0) return taken_out;
  ProductKey key{content.grocer_id()};
  Lines kept;
  auto total_ore = content.total_ore();
  for (auto& line : *content.mutable_lines()) {
    const auto product = products.find(asked.state, key, line.gtin());
    const bool has_reason = !line.warning_passed_reason().box().empty();
    if (!product || has_reason || !is_forbidden(shopping.avoids, *product)) {
      *kept.Add() = std::move(line);
      continue;
    }
    total_ore -= ore_of(line);
    auto& left_out = *taken_out.Add();
    left_out.set_gtin(line.gtin());
    left_out.set_reason(v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  }
  content.set_total_ore(total_ore);
  *content.mutable_lines() = std::move(kept);
  return taken_out;
}

/// The order goes to its grocer as it stands, but to the citizen as they are known now: much may have happened since it
/// was placed.
void let_go(const Asked& asked, orders::v1::ReleasedOrder content, v1::OrdersReleased& said) {
  const auto citizen = find_buyer(asked, content.citizen_id());
  if (!citizen) return withhold(content, citizen.error().reason, said);
  auto taken_out = take_out_forbidden(asked, *citizen, content);
  if (content.lines().empty()) return withhold(content, v1::REFUSAL_REASON_WARNING_NOT_PASSED, said);
  if (!taken_out.empty()) {
    auto& shortened = *said.add_shortened();
    shortened.set_order_id(content.order_id());
    shortened.set_citizen_id(content.citizen_id());
    *shortened.mutable_lines() = std::move(taken_out);
  }
  if (citizen->address_protected()) content.mutable_hand_over()->set_at_unit(citizen->service_unit());
  *said.add_orders() = std::move(content);
}

}  // namespace

std::string release_timer(const orders::v1::DeliveryWindow& window, std::uint32_t page) {
  return std::string{timer_prefix} + path_of_window(window) + "/" + std::to_string(page);
}

std::string subject_of(const orders::v1::DeliveryWindow& window) { return "window/" + path_of_window(window); }

bool release(const Asked& asked, const runtime::v1::TimerDue& due, v1::OrdersReleased& said) {
  const auto& state = asked.state;
  if (!processor::is_due(state, due)) return false;
  std::uint32_t page = 0;
  if (!read_timer(due.timer_id(), *said.mutable_window(), page))
    throw processor::Poison{"ordering knows no timer " + due.timer_id()};
  std::vector<std::string> order_ids;
  state.scan(queue, slot_key(said.window()) + "/", "", [&](std::string_view, std::string_view order_id) {
    order_ids.emplace_back(order_id);
    return order_ids.size() <= (planted("release-page-lost") ? 0 : released_a_page);
  });
  said.set_more(order_ids.size() > released_a_page);
  if (said.more()) order_ids.pop_back();
  for (const auto& order_id : order_ids) {
    auto content = order_contents.find(state, order_id);
    if (!content) throw state::StoreFailure{"a waiting order has lost its lines"};
    *said.mutable_window() = content->window();  // with its moments
    let_go(asked, *std::move(content), said);
  }
  said.set_page(page);
  said.set_due_at_ms(due.due_at_ms());
  return true;
}

}  // namespace matbud::ordering
