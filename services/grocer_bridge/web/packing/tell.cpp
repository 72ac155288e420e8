// What the bridge makes of an answer, as people and programs see it.
#include "matbud/api/render.h"
#include "matbud/bridge/v1/events.pb.h"
#include "office.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using bridge::v1::BridgeEvent;
using nlohmann::json;

/// A word for programs and for pages that translate, by how the bridge's words end.
std::string code_of(std::string_view reason) {
  constexpr std::pair<std::string_view, std::string_view> codes[] = {
      {"the order is already accepted", "already_accepted"},
      {"the order is already packed", "already_packed"},
      {"the order is already refused", "already_refused"},
      {"the order is already withdrawn", "already_withdrawn"},
      {"the order is not accepted yet", "not_accepted"},
      {"this grocer was never sent that order", "unknown_order"},
      {"was sent back", "sent_back"},
      {"was not ordered", "not_ordered"},
      {"was neither ordered nor confirmed", "not_ordered"}};
  for (const auto& [words, code] : codes) {
    if (reason.ends_with(words)) return std::string{code};
  }
  return "invalid";
}

/// `lines[0].gtin: 7038010000027 was sent back`: the field, if the words begin with one.
web::Response rejected(const bridge::v1::AnswerRejected& event) {
  const std::string_view reason = event.reason();
  const auto colon = reason.find(": ");
  const auto words = "it was not taken: " + event.reason();
  if (colon == std::string_view::npos) return web::problem(409, words, {}, code_of(reason));
  return web::problem(422, words, api::pointer_from_path(reason.substr(0, colon)), code_of(reason));
}

}  // namespace

web::Response tell(const api::Answered& answered) {
  BridgeEvent event;
  const auto value = answered.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    return web::problem(500, "the answer does not decode");
  switch (event.event_case()) {
    case BridgeEvent::kOrderConfirmed: {
      auto returned = json::array();
      for (const auto& line : event.order_confirmed().returned())
        returned.push_back(
            {{"ordered_gtin", api::gtin_json(line.ordered_gtin())}, {"gtin", api::gtin_json(line.gtin())}});
      return api::json_response(200, {{"outcome", "confirmed"},
                                      {"order_id", event.order_confirmed().order_id()},
                                      {"total_ore", event.order_confirmed().total_ore()},
                                      {"returned", std::move(returned)}});
    }
    case BridgeEvent::kOrderPacked:
      return api::json_response(200, {{"outcome", "packed"},
                                      {"order_id", event.order_packed().order_id()},
                                      {"total_ore", event.order_packed().total_ore()},
                                      {"returned", json::array()}});
    case BridgeEvent::kGrocerRefused:
      return api::json_response(200, {{"outcome", "refused"},
                                      {"order_id", event.grocer_refused().order_id()},
                                      {"total_ore", nullptr},
                                      {"returned", json::array()}});
    case BridgeEvent::kGrocerPut:
      return api::json_response(200,
                                {{"outcome", "grocer_put"}, {"grocer_id", event.grocer_put().grocer().grocer_id()}});
    case BridgeEvent::kAnswerRejected: return rejected(event.answer_rejected());
    default: return web::problem(500, "the answer does not decode");
  }
}

}  // namespace matbud::grocer_bridge::packing_http
