#include <algorithm>
#include <array>
#include <utility>

#include "matbud/ordering/order_overview.h"
#include "overview_rows.h"

namespace matbud::ordering {
namespace {

using overview::OrderRow;
using overview::OrderStep;

constexpr std::array<std::pair<OrderStep, std::string_view>, 16> words{{
    {overview::ORDER_STEP_UNSPECIFIED, "unknown"},
    {overview::ORDER_STEP_REFUSED, "refused"},
    {overview::ORDER_STEP_PLACED, "placed"},
    {overview::ORDER_STEP_AMENDED, "amended"},
    {overview::ORDER_STEP_RELEASED, "released"},
    {overview::ORDER_STEP_SENT, "sent"},
    {overview::ORDER_STEP_CONFIRMED, "confirmed"},
    {overview::ORDER_STEP_PACKED, "packed"},
    {overview::ORDER_STEP_PLANNED, "planned"},
    {overview::ORDER_STEP_ON_THE_WAY, "on_the_way"},
    {overview::ORDER_STEP_NOT_DELIVERED, "not_delivered"},
    {overview::ORDER_STEP_DELIVERED, "delivered"},
    {overview::ORDER_STEP_RETURNED, "returned"},
    {overview::ORDER_STEP_REFUSED_BY_GROCER, "refused_by_grocer"},
    {overview::ORDER_STEP_CANCELLED, "cancelled"},
    {overview::ORDER_STEP_MISSED, "missed"},
}};

/// Of a day in a key.
constexpr std::size_t day_digits = 10;

/// The index that answers a query, and which of its keys do.
struct Range {
  state::TableId index;
  std::string prefix;
};

Range range_of(const OrderQuery& query) {
  std::string place;
  if (query.area) {
    place = query.delivery_day ? place_prefix(query.area->value(), *query.delivery_day) : query.area->value() + "/";
  }
  if (!query.step) return {rows_by_place, std::move(place)};
  return {rows_by_step, std::string{word_of(*query.step)} + "/" + place};
}

}  // namespace

std::string_view word_of(OrderStep step) {
  for (const auto& [known, word] : words) {
    if (known == step) return word;
  }
  return "unknown";
}

std::optional<OrderStep> step_from(std::string_view word) {
  for (const auto& [step, known] : words) {
    if (known == word) return step;
  }
  return std::nullopt;
}

bool is_end(OrderStep step) {
  switch (step) {
    case overview::ORDER_STEP_REFUSED:
    case overview::ORDER_STEP_MISSED:
    case overview::ORDER_STEP_DELIVERED:
    case overview::ORDER_STEP_RETURNED:
    case overview::ORDER_STEP_REFUSED_BY_GROCER:
    case overview::ORDER_STEP_CANCELLED: return true;
    default: return false;
  }
}

std::optional<OrderRow> find_order(const state::TableReader& tables, const OrderId& order) {
  return overview_rows.find(tables, order.value());
}

OrderPage list_orders(const state::TableReader& tables, const OrderQuery& query) {
  const auto range = range_of(query);
  // The cursor is the key of the last row shown. Keys are compared whole, so a cursor of another query only decides
  // where to go on, never what is shown.
  const auto after = query.cursor.compare(0, range.prefix.size(), range.prefix) == 0
                         ? query.cursor.substr(range.prefix.size())
                         : std::string{};
  std::vector<std::string> keys;
  tables.scan(range.index, range.prefix, after, [&](std::string_view key, std::string_view) {
    if (key > query.cursor) keys.emplace_back(key);
    return keys.size() <= query.limit;
  });
  OrderPage page;
  const bool more = keys.size() > query.limit;
  if (more) keys.resize(query.limit);
  for (const auto& key : keys) {
    if (auto row = find_order(tables, OrderId{key.substr(key.rfind('/') + 1)})) page.rows.push_back(*std::move(row));
  }
  if (more && !keys.empty()) page.next = keys.back();
  return page;
}

std::map<OrderStep, std::uint64_t> count_orders(const state::TableReader& tables) {
  std::map<OrderStep, std::uint64_t> counts;
  tables.scan(rows_by_step, "", "", [&](std::string_view key, std::string_view) {
    ++counts[step_from(key.substr(0, key.find('/'))).value_or(overview::ORDER_STEP_UNSPECIFIED)];
    return true;
  });
  return counts;
}

std::vector<AreaId> areas_with_orders(const state::TableReader& tables) {
  std::vector<AreaId> areas;
  std::string from;
  for (bool found = true; found;) {
    found = false;
    tables.scan(rows_by_place, "", from, [&](std::string_view key, std::string_view) {
      areas.emplace_back(std::string{key.substr(0, key.find('/'))});
      found = true;
      return false;
    });
    // '0' follows '/': the first key behind all of this area's.
    if (found) from = areas.back().value() + "0";
  }
  return areas;
}

std::map<OrderStep, std::uint64_t> count_orders_of(const state::TableReader& tables, const AreaId& area,
                                                   std::int32_t first_day, std::int32_t last_day) {
  std::map<OrderStep, std::uint64_t> counts;
  const auto first = place_prefix(area.value(), first_day).substr(area.value().size() + 1);
  for (const auto& [step, word] : words) {
    const auto prefix = std::string{word}.append("/").append(area.value()).append("/");
    // '0' follows the '/' behind the day.
    const auto after_last = prefix + place_prefix("", last_day).substr(1, day_digits) + "0";
    tables.scan(rows_by_step, prefix, first, [&, counted = step](std::string_view key, std::string_view) {
      if (key >= after_last) return false;
      ++counts[counted];
      return true;
    });
  }
  return counts;
}

}  // namespace matbud::ordering
