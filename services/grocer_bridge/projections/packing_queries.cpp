#include "matbud/grocer_bridge/packing_table.h"
#include "packing_rows.h"

namespace matbud::grocer_bridge {

std::optional<packing::PackingOrder> find_packing_order(const state::TableReader& tables, std::string_view order_id) {
  return rows::orders.find(tables, order_id);
}

std::vector<packing::PackingOrder> packing_orders(const state::TableReader& tables, std::string_view grocer_id,
                                                  std::int32_t from_day, std::size_t limit) {
  std::vector<std::string> ids;
  const auto prefix = std::string{grocer_id} + "/";
  tables.scan(rows::orders_by_day, prefix, state::sortable(from_day), [&](std::string_view key, std::string_view) {
    ids.emplace_back(key.substr(prefix.size() + state::sortable(from_day).size() + 1));
    return ids.size() < limit;
  });
  std::vector<packing::PackingOrder> orders;
  for (const auto& id : ids) {
    if (auto order = find_packing_order(tables, id)) orders.push_back(*std::move(order));
  }
  return orders;
}

std::optional<packing::PackingStop> find_packing_stop(const state::TableReader& tables, std::string_view order_id) {
  return rows::stops.find(tables, order_id);
}

std::string area_name(const state::TableReader& tables, std::string_view area_id) {
  const auto name = tables.find(rows::area_names, area_id);
  return std::string{name && !name->empty() ? *name : area_id};
}

std::string packing_catalogue_mark(const state::TableReader& tables, std::string_view grocer_id) {
  const auto mark = tables.find(rows::catalogue_marks, grocer_id);
  return mark ? std::string{*mark} : std::string{};
}

std::optional<orders::v1::Product> find_packing_product(const state::TableReader& tables, std::string_view grocer_id,
                                                        std::uint64_t gtin) {
  return rows::products.find(tables, rows::under(grocer_id, static_cast<std::int64_t>(gtin)));
}

void for_each_packing_product(const state::TableReader& tables, std::string_view grocer_id,
                              const std::function<void(const orders::v1::Product&)>& visit) {
  rows::products.scan(tables, std::string{grocer_id} + "/", "",
                      [&](std::string_view, const orders::v1::Product& product) {
                        visit(product);
                        return true;
                      });
}

}  // namespace matbud::grocer_bridge
