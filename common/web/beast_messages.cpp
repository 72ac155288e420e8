#include "beast_messages.h"

#include <boost/beast/http/error.hpp>
#include <stdexcept>
#include <utility>

#include "header_texts.h"

namespace matbud::web {
namespace {

namespace http = boost::beast::http;

/// The longest address there is.
constexpr std::size_t forwarded_bytes_max = 45;

constexpr std::pair<std::string_view, std::string_view> security_headers[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
     "object-src 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

boost::string_view beast_view(std::string_view text) { return {text.data(), text.size()}; }
std::string_view std_view(boost::string_view text) { return {text.data(), text.size()}; }

Heard closed() { return {true, std::nullopt}; }
Heard refused(int status, std::string_view detail) { return {false, problem(status, detail)}; }

/// What every answer says.
template <class Message>
void set_common_headers(Message& message) {
  message.set(http::field::date, http_date());
  for (const auto& [name, value] : security_headers) message.set(beast_view(name), beast_view(value));
  message.set(http::field::cache_control, "no-store");
}

}  // namespace

Heard heard_after(boost::system::error_code error, bool timed_out, bool begun) {
  if (timed_out) return begun ? refused(408, "the request did not arrive in time") : closed();
  if (error == http::error::header_limit) return refused(431, "the headers are longer than this server takes");
  if (error == http::error::body_limit) return refused(413, "the body is longer than this server takes");
  if (error == http::error::end_of_stream || error == http::error::partial_message) return closed();
  if (error.category() == http::make_error_code(http::error::bad_method).category())
    return refused(400, "this is not an HTTP/1.1 request");
  return closed();
}

bool names_one_host(const BeastRequest& message) {
  const auto hosts = message.count(http::field::host);
  return hosts == 1 || (hosts == 0 && message.version() < 11);
}

std::string_view host_of(const BeastRequest& message) { return std_view(message[http::field::host]); }

bool expects_continue(const BeastRequest& message) {
  return lower(std_view(message[http::field::expect])) == "100-continue";
}

std::string forwarded_for(const BeastRequest& message) {
  std::string_view last;
  for (const auto& field : message) {
    if (lower(std_view(field.name_string())) == "x-forwarded-for") last = std_view(field.value());
  }
  last.remove_prefix(last.find_last_of(", ") == last.npos ? 0 : last.find_last_of(", ") + 1);
  return last.size() > forwarded_bytes_max ? std::string{} : std::string{last};
}

Request as_request(BeastRequest& message, Target target, std::string client) {
  Request request;
  request.method = std_view(message.method_string());
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  for (const auto& field : message) {
    auto& value = request.headers[lower(std_view(field.name_string()))];
    if (!value.empty()) value += ", ";
    value.append(std_view(field.value()));
  }
  request.body = std::move(message.body());
  request.client = std::move(client);
  return request;
}

void check_headers(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (!is_header_text(name) || !is_header_text(value))
      throw std::invalid_argument{"a handler's header holds a line break"};
  }
}

BeastResponse as_beast(Response response, unsigned version, bool keep_alive) {
  BeastResponse message{http::int_to_status(static_cast<unsigned>(response.status)), version};
  message.result(static_cast<unsigned>(response.status));
  message.reason(beast_view(reason_phrase(response.status)));
  set_common_headers(message);
  if (!response.body.empty()) message.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) {
    if (name == "Set-Cookie") {
      message.insert(name, value);  // each is a line of its own
    } else {
      message.set(name, value);
    }
  }
  message.keep_alive(keep_alive);
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

BeastStreamHead head_of_stream(unsigned version) {
  BeastStreamHead message{http::status::ok, version};
  set_common_headers(message);
  message.set(http::field::content_type, "text/event-stream");
  message.keep_alive(false);
  return message;
}

}  // namespace matbud::web
