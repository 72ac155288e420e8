#include "matbud/ordering/kitchen_table.h"
#include "table_rows.h"

namespace matbud::ordering {
namespace {

/// The last parts of the keys that begin with `prefix`.
std::vector<std::string> ids_under(const state::TableReader& tables, state::TableId index, const std::string& prefix,
                                   std::size_t limit) {
  std::vector<std::string> ids;
  tables.scan(index, prefix, "", [&](std::string_view key, std::string_view) {
    ids.emplace_back(key.substr(key.rfind('/') + 1));
    return ids.size() < limit;
  });
  return ids;
}

}  // namespace

std::optional<v1::Area> find_area(const state::TableReader& tables, std::string_view area_id) {
  return rows::areas.find(tables, area_id);
}

std::vector<v1::Area> list_areas(const state::TableReader& tables) {
  std::vector<v1::Area> areas;
  rows::areas.scan(tables, "", "", [&](std::string_view, const v1::Area& area) {
    areas.push_back(area);
    return true;
  });
  return areas;
}

std::uint32_t places_taken(const state::TableReader& tables, std::string_view area_id, std::string_view window_id,
                           std::int32_t delivery_day) {
  const auto slot = rows::slots.find(tables, rows::slot_key(area_id, window_id, delivery_day));
  return slot ? slot->used() : 0;
}

std::optional<v1::Citizen> find_citizen(const state::TableReader& tables, std::string_view citizen_id) {
  return rows::citizens.find(tables, citizen_id);
}

std::vector<v1::Citizen> list_citizens(const state::TableReader& tables, std::string_view unit, std::string_view cursor,
                                       std::size_t limit) {
  std::vector<std::string> ids;
  const auto prefix = unit.empty() ? std::string{} : rows::pair_key(unit, "");
  const auto from = cursor.starts_with(prefix) ? cursor.substr(prefix.size()) : std::string_view{};
  tables.scan(rows::citizens_by_unit, prefix, from, [&](std::string_view key, std::string_view) {
    if (key > cursor) ids.emplace_back(key.substr(key.rfind('/') + 1));
    return ids.size() < limit;
  });
  std::vector<v1::Citizen> citizens;
  for (const auto& id : ids) {
    if (auto citizen = find_citizen(tables, id)) citizens.push_back(*std::move(citizen));
  }
  return citizens;
}

std::optional<table::TableOrder> find_table_order(const state::TableReader& tables, std::string_view order_id) {
  return rows::orders.find(tables, order_id);
}

std::vector<table::TableOrder> orders_of(const state::TableReader& tables, std::string_view citizen_id,
                                         std::size_t limit) {
  std::vector<table::TableOrder> orders;
  for (const auto& id : ids_under(tables, rows::orders_by_citizen, rows::pair_key(citizen_id, ""), limit)) {
    if (auto order = find_table_order(tables, id)) orders.push_back(*std::move(order));
  }
  return orders;
}

std::optional<table::TableStanding> find_standing_order(const state::TableReader& tables,
                                                        std::string_view standing_order_id) {
  return rows::standing.find(tables, standing_order_id);
}

std::vector<table::TableStanding> standing_orders_of(const state::TableReader& tables, std::string_view citizen_id) {
  constexpr std::size_t limit = 100;
  std::vector<table::TableStanding> orders;
  for (const auto& id : ids_under(tables, rows::standing_by_citizen, rows::pair_key(citizen_id, ""), limit)) {
    if (auto order = find_standing_order(tables, id)) orders.push_back(*std::move(order));
  }
  return orders;
}

std::vector<v1::FeedbackGiven> feedback_on(const state::TableReader& tables, std::string_view order_id) {
  std::vector<v1::FeedbackGiven> said;
  rows::feedback.scan(tables, rows::pair_key(order_id, ""), "", [&](std::string_view, const v1::FeedbackGiven& one) {
    said.push_back(one);
    return true;
  });
  return said;
}

std::string catalogue_mark(const state::TableReader& tables, std::string_view grocer_id) {
  const auto mark = tables.find(rows::catalogue_marks, grocer_id);
  return mark ? std::string{*mark} : std::string{};
}

std::optional<orders::v1::Product> find_product(const state::TableReader& tables, std::string_view grocer_id,
                                                std::uint64_t gtin) {
  return rows::products.find(tables, rows::product_key(grocer_id, gtin));
}

void for_each_product(const state::TableReader& tables, std::string_view grocer_id,
                      const std::function<void(const orders::v1::Product&)>& visit) {
  rows::products.scan(tables, rows::pair_key(grocer_id, ""), "",
                      [&](std::string_view, const orders::v1::Product& product) {
                        visit(product);
                        return true;
                      });
}

}  // namespace matbud::ordering
