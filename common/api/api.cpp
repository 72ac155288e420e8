#include "matbud/api/api.h"

#include <algorithm>
#include <stdexcept>

namespace matbud::api {

extern const std::string_view common_openapi;

namespace {

constexpr std::size_t key_bytes_max = 64;

bool is_id_byte(char c) {
  constexpr std::string_view others = "._-:";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

void add_members(nlohmann::json& to, const nlohmann::json& from) {
  for (const auto& [name, value] : from.items()) {
    if (to.contains(name)) throw std::logic_error{"two parts of the API's document describe " + name};
    to[name] = value;
  }
}

}  // namespace

Api::Api(web::Router& router, std::shared_ptr<const web::Gate> gate)
    : router_{router}, gate_{std::move(gate)}, document_(nlohmann::json::parse(common_openapi)) {}

Api& Api::add(std::string method, const std::string& path, web::Roles may, Handler handler) {
  endpoints_.push_back({method, path, may});
  router_.add(std::move(method), path,
              [gate = gate_, may, handler = std::move(handler)](const web::Request& request) -> web::Answer {
                const auto caller = gate->admit(request);
                if (!caller) return caller.error();
                if (!may.contains(caller->role))
                  return web::problem(403, "role " + std::string{web::word_of(caller->role)} + " may not do this");
                return handler(request, *caller);
              });
  return *this;
}

Api& Api::add_for_partners(std::string method, const std::string& path, web::Handler handler) {
  endpoints_.push_back({method, path, web::Roles::everybody()});
  router_.add(std::move(method), path, std::move(handler));
  return *this;
}

Api& Api::keep(std::shared_ptr<const void> used) {
  router_.keep(std::move(used));
  return *this;
}

Api& Api::describe(std::string_view openapi) {
  const auto part = nlohmann::json::parse(openapi, nullptr, false);
  if (part.is_discarded()) throw std::logic_error{"a part of the API's document is no JSON"};
  add_members(document_["paths"], part.at("paths"));
  add_members(document_["components"]["schemas"], part.at("components").at("schemas"));
  for (const auto& tag : part.at("tags")) document_["tags"].push_back(tag);
  return *this;
}

void Api::publish() {
  router_.add("GET", "/api/openapi.json", [body = document_.dump(1) + "\n"](const web::Request&) {
    return web::Response{.status = 200, .content_type = "application/json", .body = body, .headers = {}};
  });
}

web::Response json_response(int status, const nlohmann::json& body) {
  return {.status = status,
          .content_type = "application/json",
          .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n",
          .headers = {}};
}

web::Response problem_of(const Error& error) {
  const auto status = [&] {
    switch (error.code) {
      case Error::Code::invalid: return 422;
      case Error::Code::not_found: return 404;
      case Error::Code::conflict: return 409;
      default: return 503;
    }
  }();
  const std::string_view message = error.message;
  const auto colon = message.find(": ");
  if (!message.starts_with('/') || colon == std::string_view::npos) return web::problem(status, message);
  return web::problem(status, message, message.substr(0, colon), "invalid");
}

std::string pointer_from_path(std::string_view path) {
  std::string pointer;
  for (const char c : path) {
    if (pointer.empty()) pointer.push_back('/');
    if (c == ']') continue;
    pointer.push_back(c == '.' || c == '[' ? '/' : c);
  }
  return pointer;
}

tl::expected<std::string, web::Response> idempotency_key(const web::Request& request) {
  auto key = request.header("idempotency-key").value_or("");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  if (!key.empty() && key.size() <= key_bytes_max && std::ranges::all_of(key, is_id_byte)) return std::string{key};
  return tl::unexpected{
      web::problem(400,
                   "header idempotency-key: must be 1 to 64 letters a-z, digits, '.', '_', '-' or ':', a new one "
                   "for each request and the same one when it is repeated")};
}

std::optional<web::Response> objection_to_body(const web::Request& request) {
  const auto type = request.header("content-type").value_or("");
  if (type.substr(0, type.find(';')) == "application/json") return std::nullopt;
  return web::problem(415, "header content-type: must be application/json");
}

web::Response not_your_municipality() { return web::problem(403, "the area is another municipality's"); }

}  // namespace matbud::api
