// What dispatch answers, as people and programs see it.
#include "matbud/api/render.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "office.h"

namespace matbud::dispatch::http {
namespace {

using nlohmann::json;

std::string words_of(v1::DispatchRefusal reason) {
  switch (reason) {
    case v1::DISPATCH_REFUSAL_UNKNOWN_RUN: return "there is no such run, or it is over";
    case v1::DISPATCH_REFUSAL_UNKNOWN_ORDER: return "there is no such order here, or it has reached its end";
    case v1::DISPATCH_REFUSAL_NOT_ASSIGNED: return "the order has no driver yet";
    case v1::DISPATCH_REFUSAL_OTHER_DRIVER: return "another driver has it";
    case v1::DISPATCH_REFUSAL_STALE_PLAN: return "the plan answers a question that is no longer asked";
    case v1::DISPATCH_REFUSAL_INVALID_PLAN: return "the plan breaks a rule";
    case v1::DISPATCH_REFUSAL_OVERLAPPING_SHIFT: return "the driver is on another shift at that time";
    case v1::DISPATCH_REFUSAL_RUN_NOT_STARTED: return "the run has not left the depot";
    case v1::DISPATCH_REFUSAL_INVALID: return "a value cannot be";
    case v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN: return "nothing waits for a plan there";
    case v1::DISPATCH_REFUSAL_NO_DRIVER: return "nobody is on shift then";
    case v1::DISPATCH_REFUSAL_NOT_PACKED: return "the goods must be packed before they are driven";
    case v1::DISPATCH_REFUSAL_RUN_NOT_OVER: return "the driver has a run that is not over";
    case v1::DISPATCH_REFUSAL_AGE_NOT_CHECKED:
      return "the goods have an age limit, and nobody has seen to the receiver's age";
    case v1::DISPATCH_REFUSAL_ALCOHOL_HOURS: return "alcohol may not be handed over at this hour";
    case v1::DISPATCH_REFUSAL_TOO_LATE: return "the time to undo is over, or the driver has gone on to other work";
    case v1::DISPATCH_REFUSAL_ALREADY: return "it is so already";
    case v1::DISPATCH_REFUSAL_NO_ALERT: return "no alert is open for that order";
    default: return "it was refused";
  }
}

web::Response refused(const v1::DispatchRefused& event) {
  const auto* const value = v1::DispatchRefusal_descriptor()->FindValueByNumber(event.reason());
  const bool is_invalid = event.reason() == v1::DISPATCH_REFUSAL_INVALID;
  auto words = words_of(event.reason());
  if (!event.detail().empty()) words += ": " + event.detail();
  std::string pointer;
  // `ends_at_ms: already past`
  if (const auto colon = event.detail().find(':'); is_invalid && colon != std::string::npos)
    pointer = api::pointer_from_path(event.detail().substr(0, colon));
  return web::problem(is_invalid ? 422 : 409, words, pointer, value != nullptr ? api::word_of_enum(*value) : "unknown");
}

/// A text of the event's message, or null where it has none or no such field.
json text_of(const google::protobuf::Message& message, const char* name) {
  const auto* const field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) return nullptr;
  const auto text = message.GetReflection()->GetString(message, field);
  return text.empty() ? json{} : json(text);
}

}  // namespace

web::Response tell(const api::Answered& answered) {
  v1::DispatchEvent event;
  const auto value = answered.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    return web::problem(500, "the answer does not decode");
  if (event.has_dispatch_refused()) return refused(event.dispatch_refused());
  const auto& reflection = *event.GetReflection();
  const auto* const which = reflection.GetOneofFieldDescriptor(event, event.GetDescriptor()->FindOneofByName("event"));
  if (which == nullptr) return web::problem(500, "the answer does not decode");
  const auto& inner = reflection.GetMessage(event, which);
  json body{{"outcome", which->name()}};
  for (const auto* const name : {"order_id", "run_id", "shift_id", "plan_id", "driver_id"})
    body[name] = text_of(inner, name);
  if (event.has_driver_on_shift()) {
    body["shift_id"] = event.driver_on_shift().shift().shift_id();
    body["driver_id"] = event.driver_on_shift().shift().driver_id();
  }
  return api::json_response(200, body);
}

}  // namespace matbud::dispatch::http
