// Answers: what a picker says of an order goes to the grocer's topic of answers, as a grocer's own system would say it.
#include "matbud/formats/gtin.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/log/topics.h"
#include "office.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using formats::Fields;
using formats::FirstError;
using grocer::v1::GrocerAnswer;
using web::Caller;
using web::Request;

constexpr std::size_t reason_characters_max = 500;
constexpr std::size_t lot_characters_max = 64;
constexpr std::size_t lines_max = 500;
constexpr std::size_t boxes_max = 200;
constexpr std::uint32_t quantity_max = 1'000'000;
constexpr std::uint32_t box_grams_max = 100'000;
constexpr std::int64_t moment_max = 4'102'444'800'000;  // the year 2100

/// One body being read.
struct Body {
  Office& office;
  Fields& fields;
  FirstError& errors;
  const packing::PackingOrder& order;
};
using ReadBody = std::function<void(const Body&, GrocerAnswer&)>;

void accept(const Body& body, GrocerAnswer& answer) {
  answer.mutable_accepted()->set_grocer_reference(body.fields.optional_id("grocer_reference"));
}

void refuse(const Body& body, GrocerAnswer& answer) {
  auto reason = body.fields.optional_text("reason", reason_characters_max);
  if (!reason) body.errors.tell(body.fields.pointer_of("reason"), "is missing");
  answer.mutable_refused()->set_reason(reason.value_or(""));
}

/// A substitute costs what the catalogue says.
void fill_substitute(const Body& body, Fields& fields, bridge::v1::ConfirmedLine& line) {
  line.set_gtin(fields.gtin("gtin"));
  line.set_quantity(fields.whole_number("quantity", 1, quantity_max));
  const auto product = body.office.product(body.order.grocer_id(), line.gtin());
  if (!product || product->withdrawn() || product->price_ore() <= 0) {
    body.errors.tell(fields.pointer_of("gtin"), "is nothing that the catalogue sells");
    return;
  }
  line.set_price_ore(product->price_ore());
  line.set_sold_by_weight(product->sold_by_weight());
}

void change(const Body& body, GrocerAnswer& answer) {
  auto& changed = *answer.mutable_changed();
  for (auto& fields : body.fields.objects("lines", lines_max)) {
    auto& line = *changed.add_lines();
    line.set_ordered_gtin(fields.gtin("ordered_gtin"));
    // The words stand in the order of the enum, whose first real value is ACCEPTED.
    const auto outcome = fields.optional_word("outcome", {"accepted", "changed", "substituted", "short"});
    if (!outcome) body.errors.tell(fields.pointer_of("outcome"), "is missing");
    line.set_outcome(static_cast<bridge::v1::LineOutcome>(bridge::v1::LINE_OUTCOME_ACCEPTED +
                                                          static_cast<int>(outcome.value_or(0))));
    if (line.outcome() == bridge::v1::LINE_OUTCOME_SUBSTITUTED) fill_substitute(body, fields, line);
    if (line.outcome() == bridge::v1::LINE_OUTCOME_CHANGED)
      line.set_quantity(fields.whole_number("quantity", 1, quantity_max));
    line.set_reason(fields.optional_text("reason", reason_characters_max).value_or(""));
    fields.refuse_the_rest();
  }
}

void read_boxes(const Body& body, grocer::v1::Packed& packed) {
  for (auto& fields : body.fields.objects("boxes", boxes_max)) {
    auto& box = *packed.add_boxes();
    box.set_box_id(fields.optional_id("box_id"));
    // Numbered under the name on its label, so that whoever carries it finds the others.
    if (box.box_id().empty()) box.set_box_id(body.order.delivery_alias() + "-" + std::to_string(packed.boxes_size()));
    box.set_weight_grams(fields.optional_whole_number("weight_grams", 0, box_grams_max));
    const auto storage = fields.optional_word("storage", {"ambient", "chilled", "frozen"});
    if (!storage) body.errors.tell(fields.pointer_of("storage"), "is missing");
    box.set_storage(static_cast<orders::v1::StorageClass>(orders::v1::STORAGE_CLASS_AMBIENT +
                                                          static_cast<int>(storage.value_or(0))));
    fields.refuse_the_rest();
  }
}

void pack(const Body& body, GrocerAnswer& answer) {
  auto& packed = *answer.mutable_packed();
  read_boxes(body, packed);
  if (body.fields.has("lines")) {
    for (auto& fields : body.fields.objects("lines", lines_max)) {
      auto& line = *packed.add_lines();
      line.set_gtin(fields.gtin("gtin"));
      line.set_quantity(fields.whole_number("quantity", 0, quantity_max));
      line.set_lot(fields.optional_text("lot", lot_characters_max).value_or(""));
      line.set_best_before_day(fields.optional_date("best_before_day"));
      line.set_outstanding_quantity(fields.optional_whole_number("outstanding_quantity", 0, quantity_max));
      line.set_outstanding_reason(fields.optional_text("outstanding_reason", reason_characters_max).value_or(""));
      fields.refuse_the_rest();
    }
  }
  if (body.fields.has("left_cold_store_at_ms"))
    packed.set_left_cold_store_at_ms(body.fields.whole_number_64("left_cold_store_at_ms", 0, moment_max));
}

/// Answers are the grocer's: their ids are known by its name, so that two grocers never share one.
std::string answer_id(const Caller& caller, const std::string& key) { return caller.unit + ":" + key; }

web::Answer ask(Office* office, const Request& request, const Caller& caller, const ReadBody& read) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  auto key = api::idempotency_key(request);
  if (!key) return std::move(key.error());
  const auto document = formats::parse_json(request.body);
  if (!document) return api::problem_of(document.error());
  const auto order = office->order(caller, request.captured.at("order_id"));
  if (!order) return no_such_order();
  FirstError errors;
  Fields fields{*document, "", errors};
  GrocerAnswer answer;
  answer.set_order_id(order->order_id());
  read({*office, fields, errors, *order}, answer);
  fields.refuse_the_rest();
  if (errors.error()) return api::problem_of(*errors.error());
  const auto& reflection = *answer.GetReflection();
  const auto* const which =
      reflection.GetOneofFieldDescriptor(answer, answer.GetDescriptor()->FindOneofByName("answer"));
  return office->desk().ask({.topic = log::grocer_answers(GrocerId{order->grocer_id()}),
                             .key = order->window().area_id(),
                             .id = answer_id(caller, *key),
                             .type = which->message_type()->full_name(),
                             .subject = "order/" + order->order_id(),
                             .value = answer.SerializeAsString(),
                             .partition = {}});
}

}  // namespace

void add_answers(api::Api& api, Office* office) {
  const auto add = [&](const std::string& what, ReadBody read) {
    api.add("POST", base + "/orders/{order_id}/" + what, who_pack,
            [office, read = std::move(read)](const Request& request, const Caller& caller) {
              return ask(office, request, caller, read);
            });
  };
  add("accept", accept);
  add("refuse", refuse);
  add("lines", change);
  add("packed", pack);
  api.add("GET", base + "/commands/{command_id}", who_pack,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            const auto& id = request.captured.at("command_id");
            if (caller.unit.empty() || !id.starts_with(answer_id(caller, "")))
              return web::problem(404, "no command of this id has been answered");
            return office->desk().outcome_of(id, caller);
          });
  api.add("GET", base + "/events", who_pack,
          [office](const Request& request, const Caller& caller) { return office->desk().stream(request, caller); });
}

}  // namespace matbud::grocer_bridge::packing_http
