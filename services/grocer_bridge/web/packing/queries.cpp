// Queries: what there is to pack, and what may take the place of what is missing.
#include <algorithm>
#include <map>
#include <tuple>

#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "matbud/formats/gtin.h"
#include "matbud/formats/text.h"
#include "matbud/time/zone.h"
#include "matbud/web/later.h"
#include "office.h"
#include "order_json.h"
#include "papers.h"
#include "similar_goods.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;

constexpr std::size_t orders_otherwise = 200;
constexpr std::size_t orders_max = 500;
constexpr std::size_t candidates_otherwise = 8;
constexpr std::size_t candidates_max = 30;
constexpr std::size_t query_bytes_max = 200;

/// Products by GTIN, each looked up once.
FindProduct finder(Office* office, const std::string& grocer_id) {
  return [office, grocer_id,
          known = std::make_shared<std::map<std::uint64_t, std::optional<orders::v1::Product>>>()](std::uint64_t gtin) {
    const auto found = known->find(gtin);
    if (found != known->end()) return found->second;
    return known->emplace(gtin, office->product(grocer_id, gtin)).first->second;
  };
}

Around around(Office* office, const packing::PackingOrder& order) {
  return {finder(office, order.grocer_id()), office->area_name(order.window().area_id()), office->stop(order)};
}

Found list(Office* office, const Caller& caller, std::int32_t from_day, std::size_t limit) {
  std::vector<packing::PackingOrder> orders;
  for (std::uint32_t p = 0; p < office->desk().partitions() && !caller.unit.empty(); ++p) {
    office->with_table(Partition{p}, [&](const state::TableReader& tables) {
      for (auto& order : packing_orders(tables, caller.unit, from_day, limit)) {
        if (may_pack(caller, order)) orders.push_back(std::move(order));
      }
    });
  }
  std::ranges::sort(orders, {}, [](const packing::PackingOrder& order) {
    return std::tuple{order.window().opens_at_ms(), order.window().area_id(), order.window().window_id(),
                      order.delivery_alias()};
  });
  if (orders.size() > limit) orders.resize(limit);
  const auto find = finder(office, caller.unit);
  auto rows = json::array();
  for (const auto& order : orders)
    rows.push_back(summary_json(order, {find, office->area_name(order.window().area_id()), std::nullopt}));
  return {api::json_response(200, {{"now_ms", to_ms(office->now())}, {"orders", std::move(rows)}})};
}

Found one(Office* office, const Caller& caller, const std::string& order_id) {
  const auto order = office->order(caller, order_id);
  if (!order) return {no_such_order()};
  return {api::json_response(200, order_json(*order, around(office, *order)))};
}

json candidate_json(const Candidate& candidate, const packing::PackingLine& line) {
  const auto& product = candidate.product;
  auto more = json::array();
  for (const auto& fact : candidate.more_allergens) {
    const auto* const group = orders::v1::Allergen_descriptor()->FindValueByNumber(fact.allergen());
    const auto* const state = orders::v1::AllergenState_descriptor()->FindValueByNumber(fact.state());
    const bool known = fact.state() != orders::v1::ALLERGEN_STATE_UNSPECIFIED;
    more.push_back({{"allergen", api::word_of_enum(*group)}, {"state", known ? api::word_of_enum(*state) : "unknown"}});
  }
  return {{"gtin", api::gtin_json(product.gtin())},
          {"name", product.name()},
          {"brand", product.brand().empty() ? json{} : json(product.brand())},
          {"price_ore", product.price_ore()},
          {"price_difference_ore", product.price_ore() - line.ordered_price_ore()},
          {"weight_grams", product.weight_grams() == 0 ? json{} : json(product.weight_grams())},
          {"sold_by_weight", product.sold_by_weight()},
          {"wished", product.gtin() == line.alternative_gtin()},
          {"refused", std::ranges::find(line.returned_gtins(), product.gtin()) != line.returned_gtins().end()},
          {"more_allergens", std::move(more)}};
}

/// The citizen's own alternative first. What went back is not offered again.
Found substitutes(Office* office, SimilarGoods& goods, const Caller& caller, const Request& request, std::uint64_t gtin,
                  std::size_t limit) {
  const auto order = office->order(caller, request.captured.at("order_id"));
  if (!order) return {no_such_order()};
  const auto line = std::ranges::find_if(order->lines(), [&](const auto& one) { return one.ordered_gtin() == gtin; });
  if (line == order->lines().end()) return {web::problem(404, "the order has no such line")};
  auto instead_of = office->product(order->grocer_id(), gtin).value_or(orders::v1::Product{});
  if (instead_of.price_ore() == 0) instead_of.set_price_ore(line->ordered_price_ore());
  instead_of.set_gtin(gtin);
  std::vector<Candidate> found;
  const auto add = [&](Candidate candidate) {
    const auto& returned = line->returned_gtins();
    if (std::ranges::find(returned, candidate.product.gtin()) != returned.end() || found.size() >= limit) return;
    found.push_back(std::move(candidate));
  };
  const auto words = request.query_value("q").value_or("");
  const auto own =
      line->alternative_gtin() == 0 ? std::nullopt : office->product(order->grocer_id(), line->alternative_gtin());
  if (own && words.empty() && !own->withdrawn() && own->price_ore() > 0) add({*own, more_allergens(*own, instead_of)});
  // Anything else may come only where a similar one will do.
  if (line->wish() == orders::v1::SUBSTITUTION_WISH_SIMILAR) {
    office->with_table(catalogue_partition, [&](const state::TableReader& tables) {
      for (auto& candidate : goods.find(tables, order->grocer_id(), instead_of, words,
                                        limit + static_cast<std::size_t>(line->returned_gtins_size()) + 1)) {
        if (!own || candidate.product.gtin() != own->gtin()) add(std::move(candidate));
      }
    });
  }
  auto list = json::array();
  for (const auto& candidate : found) list.push_back(candidate_json(candidate, *line));
  return {api::json_response(200, {{"substitutes", std::move(list)}})};
}

/// Sets a page of an order that stands packed.
using SetPaper = std::function<Result<std::string>(const packing::PackingOrder& order, const Around& around,
                                                   const std::string& language)>;

web::Response paper(Office* office, const Caller& caller, const std::string& order_id, const SetPaper& set) {
  const auto order = office->order(caller, order_id);
  if (!order) return no_such_order();
  if (order->phase() != packing::PACKING_PHASE_PACKED)
    return web::problem(409, "the order is not packed yet", {}, "not_packed");
  auto pdf = set(*order, around(office, *order), caller.language);
  if (!pdf) return web::problem(503, pdf.error().message);
  return {.status = 200, .content_type = "application/pdf", .body = *std::move(pdf), .headers = {}};
}

void add_paper(api::Api& api, Office* office, const std::string& what, SetPaper set) {
  api.add("GET", base + "/orders/{order_id}/" + what, who_pack,
          [office, set = std::move(set)](const Request& request, const Caller& caller) -> web::Answer {
            constexpr std::chrono::seconds patience{10};
            const auto busy = [] { return web::problem(503, "too much waits to be printed already"); };
            web::Later later{patience, busy};
            const bool taken =
                office->clerk().give([office, set, caller, id = request.captured.at("order_id"),
                                      reply = later.reply()] { (void)reply.complete(paper(office, caller, id, set)); });
            return taken ? web::Answer{later} : web::Answer{busy()};
          });
}

}  // namespace

void add_queries(api::Api& api, Office* office) {
  api.add("GET", base + "/orders", who_pack, [office](const Request& request, const Caller& caller) -> web::Answer {
    const auto limit = api::number_of(request, "limit", orders_otherwise, orders_max);
    if (!limit) return api::bad_number("limit", orders_max);
    auto from = std::optional{time::number_of(time::Zone::oslo().local(office->now()).day)};
    if (const auto text = request.query_value("from")) from = api::day_from(*text);
    if (!from) return web::problem(400, "from: must be a date like 2026-11-24");
    return office->desk().answer(
        request, caller, [office, caller, from = *from, limit = *limit] { return list(office, caller, from, limit); });
  });
  api.add("GET", base + "/orders/{order_id}", who_pack, [office](const Request& request, const Caller& caller) {
    return office->desk().answer(
        request, caller, [office, caller, id = request.captured.at("order_id")] { return one(office, caller, id); });
  });
  add_paper(api, office, "slip.pdf", slip_pdf);
  add_paper(api, office, "labels.pdf", labels_pdf);
  const auto goods = std::make_shared<SimilarGoods>();
  api.add("GET", base + "/orders/{order_id}/lines/{gtin}/substitutes", who_pack,
          [office, goods](const Request& request, const Caller& caller) -> web::Answer {
            const auto gtin = formats::parse_gtin(request.captured.at("gtin"));
            if (!gtin) return web::problem(404, "this is no GTIN: " + gtin.error().message);
            const auto words = request.query_value("q").value_or("");
            if (words.size() > query_bytes_max || formats::first_invalid_utf8(words))
              return web::problem(400, "q: must be at most 200 bytes of UTF-8");
            const auto limit = api::number_of(request, "limit", candidates_otherwise, candidates_max);
            if (!limit) return api::bad_number("limit", candidates_max);
            return office->desk().answer(request, caller,
                                         [office, goods, request, caller, gtin = gtin->value(), limit = *limit] {
                                           return substitutes(office, *goods, caller, request, gtin, limit);
                                         });
          });
}

}  // namespace matbud::grocer_bridge::packing_http
