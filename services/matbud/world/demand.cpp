#include "matbud/world/demand.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "kinds.h"
#include "matbud/formats/text.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/csv.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/world/dice.h"
#include "name_words.h"

namespace matbud::world {
namespace {

using orders::v1::OrderLine;
using orders::v1::Product;

constexpr std::size_t shelf_goods_max = 12;
constexpr std::size_t shelf_by_chance_goods = 3;

using ordering::Warning;

bool is_known_to_hold(const ordering::AllergenFacts& facts, ordering::AllergenSet avoided) {
  const auto warning = ordering::warning_for(avoided, facts);
  return warning == Warning::contains || warning == Warning::may_contain;
}

struct Baskets {
  std::vector<std::string> kinds;
  std::vector<std::vector<std::uint16_t>> baskets;
};

Result<Baskets> read_baskets(std::string_view csv, const std::string& file) {
  Baskets read;
  std::map<std::string, std::uint16_t> place_of;
  ordering::edge::CsvReader reader{csv, file};
  constexpr std::size_t kinds_max = 10'000;
  while (true) {
    auto row = reader.next();
    if (!row) return tl::unexpected<Error>{std::move(row.error())};
    if (!*row) break;
    auto& basket = read.baskets.emplace_back();
    for (auto& kind : (*row)->fields) {
      kind.resize(kind.find_last_not_of(' ') + 1);
      if (kind.empty())
        return failure(Error::Code::invalid, reader.at((*row)->line, "a basket names an empty kind of goods"));
      const auto [found, is_new] = place_of.try_emplace(kind, static_cast<std::uint16_t>(read.kinds.size()));
      if (is_new) read.kinds.push_back(kind);
      if (read.kinds.size() > kinds_max)
        return failure(Error::Code::invalid,
                       reader.at((*row)->line, "more than 10,000 kinds of goods; is this a file of baskets?"));
      basket.push_back(found->second);
    }
  }
  if (read.baskets.empty()) return failure(Error::Code::invalid, reader.at(1, "there are no baskets in it"));
  return read;
}

}  // namespace

Result<Demand> Demand::load(const std::filesystem::path& baskets_csv, std::span<const Product> products,
                            const Settings& settings) {
  const std::ifstream file{baskets_csv, std::ios::binary};
  if (!file)
    return failure(Error::Code::not_found, baskets_csv.string() + ": there are no baskets to shape the demand by");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  auto read = read_baskets(bytes.str(), baskets_csv.filename().string());
  if (!read) return tl::unexpected<Error>{std::move(read.error())};
  Demand demand{settings};
  demand.baskets_ = std::move(read->baskets);
  demand.fill_shelves(read->kinds, products);
  if (demand.shelves_.front().goods.empty())
    return failure(Error::Code::invalid, "the catalogue has nothing that can be ordered: no product has a price");
  return demand;
}

void Demand::fill_shelves(const std::vector<std::string>& kinds, std::span<const Product> products) {
  struct Offered {
    std::string folded_name;
    Goods goods;
  };
  std::vector<Offered> offered;
  for (const auto& product : products) {
    const bool can_be_ordered = product.price_ore() > 0 && product.age_limit_years() == 0 && !product.withdrawn() &&
                                !product.sold_by_weight() && product.weight_grams() <= settings_.order_weight_grams_max;
    if (can_be_ordered)
      offered.push_back(
          {formats::fold(product.name()), {product.gtin(), product.weight_grams(), ordering::facts_of(product)}});
  }
  for (const auto& one : offered) facts_.emplace(one.goods.gtin, one.goods.allergens);
  for (const auto& kind : kinds) {
    auto& shelf = shelves_.emplace_back(Shelf{kind, {}});
    Dice dice{settings_.seed, "shelf/" + kind};
    const auto words = words_of_kind(kind);
    for (const auto& [name, goods] : offered)
      if (holds_any(name, words)) shelf.goods.push_back(goods);
    // Some of them, chosen by the seed: a shop does not carry fifty sorts of milk.
    for (std::size_t at = 0; at < std::min(shelf_goods_max, shelf.goods.size()); ++at)
      std::swap(shelf.goods[at], shelf.goods[at + dice.below(shelf.goods.size() - at)]);
    shelf.goods.resize(std::min(shelf_goods_max, shelf.goods.size()));
    while (shelf.goods.empty() ? !offered.empty() : words.empty() && shelf.goods.size() < shelf_by_chance_goods)
      shelf.goods.push_back(offered[dice.below(offered.size())].goods);
  }
}

std::vector<std::uint64_t> Demand::shelf_of(std::string_view kind) const {
  std::vector<std::uint64_t> gtins;
  const auto shelf = std::ranges::find(shelves_, kind, &Shelf::kind);
  if (shelf == shelves_.end()) return gtins;
  for (const auto& goods : shelf->goods) gtins.push_back(goods.gtin);
  return gtins;
}

std::vector<std::uint64_t> Demand::similar_to(std::uint64_t gtin) const {
  std::vector<std::uint64_t> gtins;
  for (const auto& shelf : shelves_) {
    if (std::ranges::find(shelf.goods, gtin, &Goods::gtin) == shelf.goods.end()) continue;
    for (const auto& goods : shelf.goods) {
      if (goods.gtin != gtin) gtins.push_back(goods.gtin);
    }
    break;
  }
  return gtins;
}

ordering::AllergenFacts Demand::facts_of(std::uint64_t gtin) const {
  const auto known = facts_.find(gtin);
  return known == facts_.end() ? ordering::AllergenFacts{} : known->second;
}

std::vector<OrderLine> Demand::basket(const Citizen& citizen, std::uint64_t number) const {
  Dice dice{settings_.seed, "basket/" + citizen.id.value() + "/" + std::to_string(number)};
  const auto avoided = ordering::avoided_by(citizen.diet);
  const auto taste = hash_of(settings_.seed, citizen.id.value());
  std::vector<OrderLine> lines;
  std::uint64_t grams = 0;
  // A basket that has nothing for this citizen is put back and another one taken; the last resort is any goods at all.
  for (int attempt = 0; lines.empty() && attempt < 100; ++attempt) {
    for (const auto place : baskets_[dice.below(baskets_.size())]) {
      const auto& goods = shelves_[place].goods;
      const auto& chosen = goods[(taste ^ (place * 0x9E3779B97F4A7C15U)) % goods.size()];
      const bool is_there = std::ranges::find(lines, chosen.gtin, &OrderLine::gtin) != lines.end();
      const auto quantity = static_cast<std::uint32_t>(1 + (dice.chance(25) ? dice.below(3) : 0));
      const auto weight = std::uint64_t{chosen.weight_grams} * quantity;
      if (is_there || is_known_to_hold(chosen.allergens, avoided) || grams + weight > settings_.order_weight_grams_max)
        continue;
      grams += weight;
      auto& line = lines.emplace_back();
      line.set_gtin(chosen.gtin);
      line.set_quantity(quantity);
      line.set_wish(
          dice.one_of(std::to_array({orders::v1::SUBSTITUTION_WISH_SIMILAR, orders::v1::SUBSTITUTION_WISH_SIMILAR,
                                     orders::v1::SUBSTITUTION_WISH_ASK, orders::v1::SUBSTITUTION_WISH_NEVER})));
    }
  }
  if (lines.empty()) {
    auto& line = lines.emplace_back();
    line.set_gtin(shelves_.front().goods.front().gtin);
    line.set_quantity(1);
  }
  return lines;
}

std::vector<OrderLine> Demand::lines_with_reasons(const Citizen& citizen, std::uint64_t number,
                                                  const ordering::edge::Sealer& seal) const {
  const auto avoided = ordering::avoided_by(citizen.diet);
  auto lines = basket(citizen, number);
  for (auto& line : lines) {
    // Nobody has said whether it holds what they avoid: somebody read the label at the table.
    if (ordering::warning_for(avoided, facts_of(line.gtin())) == Warning::none) continue;
    *line.mutable_warning_passed_reason() =
        seal(citizen.id, "matbud.orders.v1.OrderLine.warning_passed_reason", "Vi har lest på pakken sammen.");
  }
  return lines;
}

log::Command Demand::standing_order(const Citizen& citizen, std::int32_t last_day,
                                    const ordering::edge::Sealer& seal) const {
  Dice dice{settings_.seed, "standing/" + citizen.id.value()};
  ordering::v1::OrderingCommand put;
  auto& order = *put.mutable_put_standing_order()->mutable_standing_order();
  order.set_standing_order_id(dice.id("f"));
  order.set_citizen_id(citizen.id.value());
  order.set_window_id("morning");
  constexpr std::uint64_t monday_to_friday = 5;
  order.set_weekdays(1U << dice.below(monday_to_friday));
  order.set_last_day(last_day);
  for (auto& line : lines_with_reasons(citizen, 0, seal)) *order.add_lines() = std::move(line);
  log::Command command;
  command.topic = log::ordering_commands;
  command.key = citizen.area.value();
  command.id = "put/" + order.standing_order_id();
  command.type = put.put_standing_order().GetTypeName();
  command.subject = "standing/" + order.standing_order_id();
  command.value = put.SerializeAsString();
  return command;
}

OrderId Demand::order_id(const Citizen& citizen, std::uint64_t number) const {
  return OrderId{Dice{settings_.seed, "order/" + citizen.id.value() + "/" + std::to_string(number)}.id("o")};
}

log::Command Demand::order(const Citizen& citizen, std::uint64_t number, std::string_view window_id,
                           std::int32_t delivery_day, const ordering::edge::Sealer& seal) const {
  ordering::edge::OrderCommand placed;
  placed.area = citizen.area;
  auto& order = *placed.command.mutable_place_order();
  order.set_order_id(order_id(citizen, number).value());
  placed.command_id = "place/" + order.order_id();
  order.set_citizen_id(citizen.id.value());
  order.set_window_id(std::string{window_id});
  order.set_delivery_day(delivery_day);
  order.set_channel("page");
  for (auto& line : lines_with_reasons(citizen, number, seal)) *order.add_lines() = std::move(line);
  Dice dice{settings_.seed, "visit/" + order.order_id()};
  order.set_visit_id(dice.id("v"));
  order.set_ordered_by(
      Dice{settings_.seed, "worker/" + citizen.service_unit + "/" + std::to_string(dice.below(8))}.id("w"));
  order.set_orderer_unit(citizen.service_unit);
  if (dice.chance(10))
    *order.mutable_note_to_driver() =
        seal(citizen.id, "matbud.ordering.v1.PlaceOrder.note_to_driver", "Det kan være noen på besøk som åpner.");
  return ordering::edge::to_record(placed);
}

}  // namespace matbud::world
