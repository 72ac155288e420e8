// The read model behind every list of orders: one row an order, told by all services.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"
#include "order_overview.pb.h"

namespace matbud::ordering {

/// The read model `order_overview`. It hears the events of ordering, grocer bridge, dispatch and notification; the
/// result does not depend on the order between them.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> order_overview();

/// `placed`, `on_the_way` ... as JSON and commands write it. `unknown` for a row that ordering has not spoken of yet.
[[nodiscard]] std::string_view word_of(overview::OrderStep step);
/// The reverse; nothing when it is no such word.
[[nodiscard]] std::optional<overview::OrderStep> step_from(std::string_view word);
/// Whether nothing more will happen to the goods: refused, missed, cancelled, delivered, returned or refused by the
/// grocer.
[[nodiscard]] bool is_end(overview::OrderStep step);

// Queries read one partition's tables; an order lies in the partition of its area.

/// The row of this order; nothing when no service has spoken of it in this partition.
[[nodiscard]] std::optional<overview::OrderRow> find_order(const state::TableReader& tables, const OrderId& order);

/// Which orders to list.
struct OrderQuery {
  std::optional<overview::OrderStep> step = {};   ///< only those that have come exactly so far
  std::optional<AreaId> area = {};                ///< only this area's
  std::optional<std::int32_t> delivery_day = {};  ///< only this day's (days since 1970-01-01); heeded only with an area
  std::size_t limit = 50;                         ///< at most so many rows
  std::string cursor = {};                        ///< `OrderPage::next` of the page before; empty = from the start
};

/// Rows by area, day of delivery and order id.
struct OrderPage {
  std::vector<overview::OrderRow> rows;
  std::string next;  ///< cursor of the next page, printable; empty when this is the last one
};

/// A cursor stays good while rows come and go; one that belongs to another query gives that query's rows behind it.
[[nodiscard]] OrderPage list_orders(const state::TableReader& tables, const OrderQuery& query);

/// How many orders have come how far. Looks at every order of the partition.
[[nodiscard]] std::map<overview::OrderStep, std::uint64_t> count_orders(const state::TableReader& tables);

/// The areas that have or had an order, by their ids. Looks at one order of each.
[[nodiscard]] std::vector<AreaId> areas_with_orders(const state::TableReader& tables);

/// As `count_orders`, of those to be delivered in this area from one day to another, both included. Looks at no others.
[[nodiscard]] std::map<overview::OrderStep, std::uint64_t> count_orders_of(const state::TableReader& tables,
                                                                           const AreaId& area, std::int32_t first_day,
                                                                           std::int32_t last_day);

}  // namespace matbud::ordering
