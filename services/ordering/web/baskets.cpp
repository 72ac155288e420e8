// What an order would come to, before it is placed.
#include <google/protobuf/arena.h>

#include "matbud/api/render.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/decider.h"
#include "matbud/ordering/diet_reader.h"
#include "matbud/ordering/edge/json_requests.h"
#include "matbud/ordering/v1/events.pb.h"
#include "office.h"
#include "product_json.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_serve{Role::care_worker, Role::administrator};
/// The id of the order and of the command, which nothing keeps.
constexpr std::string_view nobodys = "basket";

/// The wish as an order whose warnings are passed, so that everything else is told as well.
v1::OrderingCommand trial_of(const edge::OrderCommand& wished) {
  auto command = wished.command;
  auto& order = *command.mutable_place_order();
  order.set_order_id(std::string{nobodys});
  for (auto& line : *order.mutable_lines()) {
    line.mutable_warning_passed_reason()->set_key_id(order.citizen_id());
    line.mutable_warning_passed_reason()->set_box("-");
  }
  return command;
}

/// What ordering's own rules answer on its own state; nothing when this process cannot see that state. The event lives
/// in `arena`.
const v1::OrderingEvent* decided(Office& office, const AreaId& area, const v1::OrderingCommand& trial,
                                 google::protobuf::Arena& arena) {
  const auto value = trial.SerializeAsString();
  const auto partition = office.partition_of(area.value());
  log::Envelope record;
  record.key = area.value();
  record.id = nobodys;
  record.type = "matbud.ordering.v1.PlaceOrder";
  record.value = value;
  const processor::Input input{log::ordering_commands, partition, Offset{0}, office.now(), record};
  std::optional<processor::Decision> decision;
  office.with_processor(partition, [&](const state::TableReader& tables) {
    decision = make_decider(diet_reader(office.keys()))->decide(tables, input, arena);
  });
  return decision ? static_cast<const v1::OrderingEvent*>(decision->event) : nullptr;
}

json refusal_json(const v1::OrderingEvent& event) {
  if (!event.has_order_refused()) return {};
  const auto& refused = event.order_refused();
  return {{"code", code_of(refused.reason())},
          {"detail", words_of(refused.reason())},
          {"pointer",
           refused.field().empty() ? json{} : json(std::string{"#"}.append(api::pointer_from_path(refused.field())))},
          {"gtin", api::gtin_json(refused.gtin())}};
}

json lines_json(Office& office, const v1::Area& area, const v1::PlaceOrder& wish, const std::optional<v1::Diet>& diet) {
  auto lines = json::array();
  for (const auto& line : wish.lines()) {
    const auto product = office.product(area, line.gtin());
    lines.push_back({{"gtin", api::gtin_json(line.gtin())},
                     {"quantity", line.quantity()},
                     {"product", product ? product_json(*product) : json{}},
                     {"warning", product && diet ? warning_json(*product, *diet) : json{}}});
  }
  return lines;
}

Found basket(Office* office, const Caller& caller, const edge::OrderCommand& wished) {
  const auto& wish = wished.command.place_order();
  const auto citizen = office->citizen(wish.citizen_id());
  const auto area = office->area(wished.area.value());
  if (!area) return {web::problem(422, words_of(v1::REFUSAL_REASON_UNKNOWN_AREA), "/area_id", "unknown_area")};
  if (!citizen || !office->sees(caller, *citizen))
    return {web::problem(422, words_of(v1::REFUSAL_REASON_UNKNOWN_CITIZEN), "/citizen_id", "unknown_citizen")};
  auto opening = opening_for(*office, caller, citizen->citizen_id());
  const auto diet = diet_of(*citizen, opening);

  google::protobuf::Arena arena;
  const auto* const event = decided(*office, wished.area, trial_of(wished), arena);
  if (event == nullptr) return {web::problem(503, "ordering's state cannot be had here")};
  const auto& placed = event->order_placed();
  const bool can = event->has_order_placed();
  return {api::json_response(
              200, {{"can_order", can},
                    {"refusal", refusal_json(*event)},
                    {"total_ore", can ? json(placed.order().total_ore()) : json{}},
                    {"weight_grams", can ? json(placed.weight_grams()) : json{}},
                    {"spending", placed.has_spending() ? json{{"ordered_ore", placed.spending().ordered_ore()},
                                                              {"budget_month_ore", placed.spending().budget_ore()}}
                                                       : json{}},
                    {"lines", lines_json(*office, *area, wish, diet)}}),
          opening.looks(CitizenId{citizen->citizen_id()}, AreaId{citizen->area_id()}, true)};
}

web::Answer check_basket(Office* office, const Request& request, const Caller& caller) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  const edge::Asking asking{.command_id = std::string{nobodys},
                            .who = caller.subject,
                            .unit = caller.unit,
                            .channel = "page",
                            .order_id = {}};
  auto wished = edge::basket_request(request.body, asking);
  if (!wished) return api::problem_of(wished.error());
  if (!caller.may_see_area(wished->area.value())) return api::not_your_municipality();
  return office->desk().answer(
      request, caller, [office, caller, wished = *std::move(wished)] { return basket(office, caller, wished); });
}

}  // namespace

void add_baskets(api::Api& api, Office* office) {
  api.add("POST", base + "/baskets", who_serve,
          [office](const Request& request, const Caller& caller) { return check_basket(office, request, caller); });
}

}  // namespace matbud::ordering::http
