#include "overview_rows.h"

#include <algorithm>

#include "matbud/ordering/order_overview.h"

namespace matbud::ordering {
namespace {

using overview::OrderRow;
using overview::OrderStep;
using overview::StepTimes;

std::string place_key(const OrderRow& row) {
  return place_prefix(row.area_id(), row.window().delivery_day()) + row.order_id();
}

std::string step_key(const OrderRow& row, std::string_view place) {
  return std::string{word_of(row.step())}.append("/").append(place);
}

void move_index(state::TableWriter& state, state::TableId index, const std::string& from, const std::string& to) {
  if (from == to) return;
  if (!from.empty()) state.erase(index, from);
  state.put(index, to, "");
}

}  // namespace

std::string place_prefix(std::string_view area_id, std::int32_t delivery_day) {
  char day[] = "0000000000";
  auto rest = std::max(delivery_day, 0);
  for (auto* digit = day + sizeof day - 2; rest > 0; rest /= 10) *digit-- = static_cast<char>('0' + rest % 10);
  return std::string{area_id}.append("/").append(day).append("/");
}

OrderStep furthest_step(const StepTimes& at) {
  const std::pair<std::int64_t, OrderStep> furthest_first[] = {
      // What was called back too late has come all the same.
      {at.returned(), overview::ORDER_STEP_RETURNED},
      {at.delivered(), overview::ORDER_STEP_DELIVERED},
      {at.cancelled(), overview::ORDER_STEP_CANCELLED},
      {at.refused_by_grocer(), overview::ORDER_STEP_REFUSED_BY_GROCER},
      {at.not_delivered(), overview::ORDER_STEP_NOT_DELIVERED},
      {at.on_the_way(), overview::ORDER_STEP_ON_THE_WAY},
      {at.planned(), overview::ORDER_STEP_PLANNED},
      {at.packed(), overview::ORDER_STEP_PACKED},
      {at.confirmed(), overview::ORDER_STEP_CONFIRMED},
      {at.sent(), overview::ORDER_STEP_SENT},
      {at.released(), overview::ORDER_STEP_RELEASED},
      {at.amended(), overview::ORDER_STEP_AMENDED},
      {at.placed(), overview::ORDER_STEP_PLACED},
      {at.missed(), overview::ORDER_STEP_MISSED},
      {at.refused(), overview::ORDER_STEP_REFUSED},
  };
  for (const auto& [time, step] : furthest_first) {
    if (time != 0) return step;
  }
  return overview::ORDER_STEP_UNSPECIFIED;
}

void change_row(state::TableWriter& state, const std::string& order_id, std::string_view area_id, Timestamp time,
                const std::function<void(OrderRow&, std::int64_t)>& edit) {
  if (order_id.empty()) return;
  auto found = overview_rows.find(state, order_id);
  const auto old_place_key = found ? place_key(*found) : std::string{};
  const auto old_step_key = found ? step_key(*found, old_place_key) : std::string{};
  auto row = std::move(found).value_or(OrderRow{});
  row.set_order_id(order_id);
  row.set_area_id(std::string{area_id});
  edit(row, to_ms(time));
  row.set_step(furthest_step(row.at()));
  row.set_last_change_ms(std::max(row.last_change_ms(), to_ms(time)));
  overview_rows.put(state, order_id, row);
  const auto new_place_key = place_key(row);
  move_index(state, rows_by_step, old_step_key, step_key(row, new_place_key));
  move_index(state, rows_by_place, old_place_key, new_place_key);
}

}  // namespace matbud::ordering
