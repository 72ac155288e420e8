#include "order_json.h"

#include "matbud/api/render.h"
#include "matbud/grocer_bridge/deadlines.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using nlohmann::json;
using packing::PackingLine;
using packing::PackingOrder;

const char* word_of(packing::PackingPhase phase) {
  switch (phase) {
    case packing::PACKING_PHASE_ACCEPTED: return "accepted";
    case packing::PACKING_PHASE_PACKED: return "packed";
    case packing::PACKING_PHASE_REFUSED: return "refused";
    case packing::PACKING_PHASE_WITHDRAWN: return "withdrawn";
    default: return "sent";
  }
}

/// `chilled`; null when nobody has said.
json word_of(orders::v1::StorageClass storage) {
  if (storage == orders::v1::STORAGE_CLASS_UNSPECIFIED) return nullptr;
  const auto* const value = orders::v1::StorageClass_descriptor()->FindValueByNumber(storage);
  return value == nullptr ? json{} : json(api::word_of_enum(*value));
}

json word_or_null(const std::string& text) { return text.empty() ? json{} : json(text); }

json named(std::uint64_t gtin, const FindProduct& find) {
  if (gtin == 0) return nullptr;
  const auto product = find(gtin);
  return {{"gtin", api::gtin_json(gtin)}, {"name", product ? json(product->name()) : json{}}};
}

/// When somebody waits for it: for the answer, then for the packed boxes.
json due_at(const PackingOrder& order) {
  if (order.phase() == packing::PACKING_PHASE_SENT)
    return order.answer_due_at_ms() == 0 ? json{} : json(order.answer_due_at_ms());
  if (order.phase() != packing::PACKING_PHASE_ACCEPTED) return nullptr;
  return to_ms(packing_due(order.window(), from_ms(order.accepted_at_ms())));
}

std::int64_t cost_ore(std::uint32_t quantity, std::int64_t price_ore, std::int64_t deposit_ore, bool by_weight) {
  if (by_weight) return (price_ore * quantity + 500) / 1000;
  return (price_ore + deposit_ore) * quantity;
}

/// What a product is to somebody who holds it in the hand.
json product_json(std::uint64_t gtin, const FindProduct& find) {
  const auto product = find(gtin);
  if (!product)
    return {{"gtin", api::gtin_json(gtin)}, {"name", nullptr},           {"brand", nullptr},
            {"storage", nullptr},           {"weight_grams", nullptr},   {"age_limit_years", 0},
            {"vat_basis_points", nullptr},  {"allergens", json::array()}};
  return {{"gtin", api::gtin_json(gtin)},
          {"name", product->name()},
          {"brand", word_or_null(product->brand())},
          {"storage", word_of(product->storage())},
          {"weight_grams", product->weight_grams() == 0 ? json{} : json(product->weight_grams())},
          {"age_limit_years", product->age_limit_years()},
          {"vat_basis_points", product->vat_basis_points() == 0 ? json{} : json(product->vat_basis_points())},
          {"allergens", allergens_json(product->allergens())}};
}

json packed_json(const PackingLine& line) {
  if (!line.has_packed()) return nullptr;
  const auto& packed = line.packed();
  return {{"quantity", packed.quantity()},
          {"price_ore", packed.price_ore()},
          {"lot", word_or_null(packed.lot())},
          {"best_before_day", api::date_json(packed.best_before_day())},
          {"outstanding_quantity", packed.outstanding_quantity()},
          {"outstanding_reason", word_or_null(packed.outstanding_reason())}};
}

json line_json(const PackingLine& line, const FindProduct& find) {
  const auto* const wish = orders::v1::SubstitutionWish_descriptor()->FindValueByNumber(line.wish());
  const auto* const outcome = bridge::v1::LineOutcome_descriptor()->FindValueByNumber(line.outcome());
  json comes = nullptr;
  if (line.gtin() != 0) {
    // A substitute's deposit is not told; it stands on the invoice.
    const auto deposit_ore = line.gtin() == line.ordered_gtin() ? line.deposit_ore() : 0;
    comes = {{"product", product_json(line.gtin(), find)},
             {"quantity", line.quantity()},
             {"price_ore", line.price_ore()},
             {"deposit_ore", deposit_ore},
             {"sold_by_weight", line.comes_by_weight()},
             {"cost_ore", cost_ore(line.quantity(), line.price_ore(), deposit_ore, line.comes_by_weight())}};
  }
  auto returned = json::array();
  for (const auto gtin : line.returned_gtins()) returned.push_back(named(gtin, find));
  return {
      {"ordered",
       {{"product", product_json(line.ordered_gtin(), find)},
        {"quantity", line.ordered_quantity()},
        {"price_ore", line.ordered_price_ore()},
        {"deposit_ore", line.deposit_ore()},
        {"sold_by_weight", line.sold_by_weight()},
        {"cost_ore",
         cost_ore(line.ordered_quantity(), line.ordered_price_ore(), line.deposit_ore(), line.sold_by_weight())}}},
      {"comes", std::move(comes)},
      {"outcome", outcome == nullptr ? "accepted" : api::word_of_enum(*outcome)},
      {"wish",
       wish == nullptr || line.wish() == orders::v1::SUBSTITUTION_WISH_UNSPECIFIED ? "ask" : api::word_of_enum(*wish)},
      {"alternative", named(line.alternative_gtin(), find)},
      {"reason", word_or_null(line.reason())},
      {"returned", std::move(returned)},
      {"packed", packed_json(line)}};
}

}  // namespace

json allergens_json(const google::protobuf::RepeatedPtrField<orders::v1::AllergenFact>& facts) {
  auto list = json::array();
  for (const auto& fact : facts) {
    if (fact.state() == orders::v1::ALLERGEN_STATE_FREE_FROM) continue;
    const auto* const group = orders::v1::Allergen_descriptor()->FindValueByNumber(fact.allergen());
    const auto* const state = orders::v1::AllergenState_descriptor()->FindValueByNumber(fact.state());
    if (group == nullptr || state == nullptr) continue;
    const bool known = fact.state() != orders::v1::ALLERGEN_STATE_UNSPECIFIED;
    list.push_back({{"allergen", api::word_of_enum(*group)}, {"state", known ? api::word_of_enum(*state) : "unknown"}});
  }
  return list;
}

json summary_json(const PackingOrder& order, const Around& around) {
  std::map<std::string, int> kept{{"ambient", 0}, {"chilled", 0}, {"frozen", 0}};
  for (const auto& line : order.lines()) {
    const auto product = around.find(line.gtin() == 0 ? line.ordered_gtin() : line.gtin());
    const auto storage = product ? word_of(product->storage()) : json{};
    ++kept[storage.is_null() ? "ambient" : storage.get<std::string>()];
  }
  return {{"order_id", order.order_id()},    {"alias", order.delivery_alias()},
          {"area_name", around.area_name},   {"window", api::json_of(order.window())},
          {"state", word_of(order.phase())}, {"lines", order.lines_size()},
          {"kept", std::move(kept)},         {"total_ore", order.total_ore()},
          {"due_at_ms", due_at(order)},      {"late", order.late_at_ms() != 0},
          {"boxes", order.boxes_size()},     {"take_out", order.take_out_gtins_size()}};
}

json order_json(const PackingOrder& order, const Around& around) {
  const auto& find = around.find;
  auto object = summary_json(order, around);
  auto lines = json::array();
  for (const auto& line : order.lines()) lines.push_back(line_json(line, find));
  object["line_list"] = std::move(lines);
  auto boxes = json::array();
  for (const auto& box : order.boxes())
    boxes.push_back(
        {{"box_id", box.box_id()}, {"weight_grams", box.weight_grams()}, {"storage", word_of(box.storage())}});
  object["box_list"] = std::move(boxes);
  auto take_out = json::array();
  for (const auto gtin : order.take_out_gtins()) take_out.push_back(named(gtin, find));
  object["take_out_list"] = std::move(take_out);
  object["refused_reason"] = word_or_null(order.refused_reason());
  object["age_limit_years"] = order.age_limit_years();
  object["packed_at_ms"] = order.packed_at_ms() == 0 ? json{} : json(order.packed_at_ms());
  object["stop"] = around.stop ? json(around.stop->number()) : json{};
  return object;
}

}  // namespace matbud::grocer_bridge::packing_http
