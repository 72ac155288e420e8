#include "matbud/ordering/edge/json_requests.h"

#include "json_body.h"
#include "json_lines.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::uint32_t version_max = 1'000'000;
constexpr std::size_t reference_bytes_max = 128;
constexpr std::uint32_t stars_max = 5;

void read_wish(const Body& body, v1::PlaceOrder& order) {
  order.set_citizen_id(body.fields.id("citizen_id"));
  belongs_to_citizen(body, order.citizen_id());
  order.set_window_id(body.fields.id("window_id"));
  order.set_delivery_day(body.fields.date("delivery_day"));
  order.set_ordered_by(body.asking.who);
  order.set_orderer_unit(body.asking.unit);
  order.set_channel(body.asking.channel);
  read_lines(body.fields, *order.mutable_lines(), body.texts);
}

}  // namespace

Result<OrderCommand> place_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_place_order();
    order.set_order_id(body.fields.id("order_id"));
    read_wish(body, order);
    order.set_visit_id(body.fields.optional_id("visit_id"));
    if (auto reference = body.fields.optional_text("buyer_reference", reference_bytes_max))
      order.set_buyer_reference(*std::move(reference));
    body.texts.read(body.fields, "note_to_driver", "matbud.ordering.v1.PlaceOrder.note_to_driver",
                    [&] { return order.mutable_note_to_driver(); });
    body.texts.read(body.fields, "note_to_home_care", "matbud.ordering.v1.PlaceOrder.note_to_home_care",
                    [&] { return order.mutable_note_to_home_care(); });
  });
}

Result<OrderCommand> basket_request(std::string_view json, const Asking& asking) {
  return read_body(json, asking, nothing_to_seal(), [](const Body& body, OrderCommand& command) {
    read_wish(body, *command.command.mutable_place_order());
  });
}

Result<OrderCommand> amend_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_amend_order();
    order.set_order_id(body.asking.order_id);
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    order.set_expected_version(body.fields.whole_number("expected_version", 1, version_max));
    order.set_amended_by(body.asking.who);
    order.set_orderer_unit(body.asking.unit);
    read_lines(body.fields, *order.mutable_lines(), body.texts);
  });
}

Result<OrderCommand> cancel_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& order = *command.command.mutable_cancel_order();
    order.set_order_id(body.asking.order_id);
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    order.set_cancelled_by(body.asking.who);
    order.set_orderer_unit(body.asking.unit);
    body.texts.read(body.fields, "reason", "matbud.ordering.v1.CancelOrder.reason",
                    [&] { return order.mutable_reason(); });
  });
}

Result<OrderCommand> feedback_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& said = *command.command.mutable_give_feedback();
    said.set_order_id(body.asking.order_id);
    said.set_feedback_id(body.fields.id("feedback_id"));
    belongs_to_citizen(body, body.fields.optional_id("citizen_id"));
    said.set_gtin(body.fields.optional_gtin("gtin"));
    said.set_stars(body.fields.optional_whole_number("stars", 1, stars_max));
    body.texts.read(body.fields, "words", "matbud.ordering.v1.GiveFeedback.words",
                    [&] { return said.mutable_words(); });
  });
}

Result<OrderCommand> standing_order_request(std::string_view json, const Asking& asking, const Sealer& seal) {
  return read_body(json, asking, seal, [](const Body& body, OrderCommand& command) {
    auto& put = *command.command.mutable_put_standing_order();
    auto& order = *put.mutable_standing_order();
    order.set_standing_order_id(body.fields.id("standing_order_id"));
    order.set_citizen_id(body.fields.id("citizen_id"));
    belongs_to_citizen(body, order.citizen_id());
    order.set_window_id(body.fields.id("window_id"));
    order.set_weekdays(read_weekdays(body.fields));
    read_lines(body.fields, *order.mutable_lines(), body.texts);
    order.set_first_day(body.fields.optional_date("first_day"));
    order.set_last_day(body.fields.optional_date("last_day"));
    order.set_paused_from_day(body.fields.optional_date("paused_from_day"));
    order.set_paused_until_day(body.fields.optional_date("paused_until_day"));
    order.set_ended(body.fields.flag("ended", false));
    order.set_set_by(body.asking.who);
    put.set_orderer_unit(body.asking.unit);
  });
}

}  // namespace matbud::ordering::edge
