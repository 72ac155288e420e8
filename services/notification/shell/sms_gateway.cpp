#include "sms_gateway.h"

#include <nlohmann/json.hpp>

namespace matbud::notification {
namespace {

constexpr std::size_t answer_bytes_max = 64U << 10U;

/// A text field of a JSON object; empty when there is none.
std::string text_in(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

SmsGateway::SmsGateway(const SmsSettings& settings, const std::atomic<bool>& cancelled)
    : url_{settings.url},
      from_{settings.from},
      client_{{settings.connect_timeout, settings.timeout, answer_bytes_max}, &cancelled} {
  headers_ = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  if (!settings.token.empty()) headers_.emplace_back("Authorization", "Bearer " + settings.token);
}

GatewayAnswer SmsGateway::post(const std::string& id, const std::string& to, const std::string& text) {
  using nlohmann::json;
  auto body = json{{"id", id}, {"to", to}, {"from", from_}, {"text", text}}.dump(-1, ' ', false,
                                                                                 json::error_handler_t::replace);
  return answer_to({url_ + "/messages", headers_, std::move(body), http::Request::Method::post});
}

GatewayAnswer SmsGateway::ask(const std::string& id) { return answer_to({url_ + "/messages/" + id, headers_, {}}); }

GatewayAnswer SmsGateway::answer_to(const http::Request& request) {
  GatewayAnswer answer;
  const auto heard = client_.ask(request);
  if (!heard) {
    answer.was_reached = heard.error().may_have_arrived;
    answer.why = heard.error().why;
    return answer;
  }
  answer.was_reached = true;
  answer.status = heard->status;
  read_body(heard->body, answer);
  return answer;
}

void read_body(const std::string& body, GatewayAnswer& answer) {
  const auto object = nlohmann::json::parse(body, nullptr, false);
  if (!object.is_object()) return;
  answer.state = text_in(object, "status");
  answer.error = text_in(object, "error");
}

}  // namespace matbud::notification
