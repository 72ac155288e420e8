// Queries about goods.
#include "catalogue_index.h"
#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "matbud/formats/gtin.h"
#include "matbud/formats/text.h"
#include "office.h"
#include "product_json.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_see_goods{Role::care_worker, Role::picker, Role::administrator, Role::operations};
constexpr std::size_t query_bytes_max = 200;
constexpr std::size_t hits_max = 100;
constexpr std::size_t hits_otherwise = 30;

/// The diet to warn by: that of `citizen`, when the caller names one.
struct Warner {
  std::optional<v1::Citizen> citizen;
  std::optional<v1::Diet> diet;
};

/// Nothing when the citizen is none that the caller may see.
std::optional<Warner> warner_of(Office& office, const Caller& caller, const Request& request, api::Opening& opening) {
  const auto id = request.query_value("citizen");
  if (!id) return Warner{};
  auto citizen = office.citizen(*id);
  if (!citizen || !office.sees(caller, *citizen)) return std::nullopt;
  auto diet = diet_of(*citizen, opening);
  return Warner{std::move(citizen), std::move(diet)};
}

json shown(const orders::v1::Product& product, const Warner& warner) {
  auto object = product_json(product);
  object["warning"] = warner.diet ? warning_json(product, *warner.diet) : json{};
  return object;
}

std::vector<api::Look> looks(const api::Opening& opening, const Warner& warner) {
  if (!warner.citizen) return {};
  // Asked again at each letter: the looks of one sitting are one.
  return opening.looks(CitizenId{warner.citizen->citizen_id()}, AreaId{warner.citizen->area_id()}, true);
}

Found search(Office* office, CatalogueIndex& index, const Request& request, const Caller& caller, std::size_t limit) {
  const auto area = office->area(request.query_value("area").value_or(""));
  if (!area || !caller.may_see_area(area->area_id())) return {web::problem(404, "there is no such area")};
  auto opening = opening_for(*office, caller, request.query_value("citizen").value_or(""));
  const auto warner = warner_of(*office, caller, request, opening);
  if (!warner) return {web::problem(404, "there is no such citizen")};
  auto products = json::array();
  office->with_table(catalogue_partition, [&](const state::TableReader& tables) {
    for (const auto& product : index.search(tables, area->grocer_id(), request.query_value("q").value_or(""), limit))
      products.push_back(shown(product, *warner));
  });
  return {api::json_response(200, {{"products", std::move(products)}}), looks(opening, *warner)};
}

Found one(Office* office, const Request& request, const Caller& caller, std::uint64_t gtin) {
  const auto area = office->area(request.query_value("area").value_or(""));
  if (!area || !caller.may_see_area(area->area_id())) return {web::problem(404, "there is no such area")};
  auto opening = opening_for(*office, caller, request.query_value("citizen").value_or(""));
  const auto warner = warner_of(*office, caller, request, opening);
  if (!warner) return {web::problem(404, "there is no such citizen")};
  const auto product = office->product(*area, gtin);
  if (!product) return {web::problem(404, "the catalogue has no such product")};
  auto body = shown(*product, *warner);
  body["ingredients"] = product->ingredients().empty() ? json{} : json(product->ingredients());
  return {api::json_response(200, body), looks(opening, *warner)};
}

}  // namespace

void add_catalogue(api::Api& api, Office* office) {
  const auto index = std::make_shared<CatalogueIndex>();
  api.add("GET", base + "/products", who_see_goods,
          [office, index](const Request& request, const Caller& caller) -> web::Answer {
            const auto query = request.query_value("q").value_or("");
            if (query.empty() || query.size() > query_bytes_max || formats::first_invalid_utf8(query))
              return web::problem(400, "q: must be 1 to 200 bytes of UTF-8");
            const auto limit = api::number_of(request, "limit", hits_otherwise, hits_max);
            if (!limit) return api::bad_number("limit", hits_max);
            return office->desk().answer(request, caller, [office, index, request, caller, limit = *limit] {
              return search(office, *index, request, caller, limit);
            });
          });
  api.add("GET", base + "/products/{gtin}", who_see_goods,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            const auto gtin = formats::parse_gtin(request.captured.at("gtin"));
            if (!gtin) return web::problem(404, "this is no GTIN: " + gtin.error().message);
            return office->desk().answer(request, caller, [office, request, caller, gtin = gtin->value()] {
              return one(office, request, caller, gtin);
            });
          });
}

}  // namespace matbud::ordering::http
