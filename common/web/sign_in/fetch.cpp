#include "matbud/web/sign_in/fetch.h"

#include "matbud/http/client.h"

namespace matbud::web {
namespace {

constexpr http::Limits limits{.connect_timeout = std::chrono::milliseconds{3'000},
                              .timeout = std::chrono::milliseconds{5'000},
                              .answer_bytes_max = 256U << 10U};

Result<Fetched> fetched(const FetchRequest& request) {
  if (!http::is_private_way(request.address))
    return failure(Error::Code::invalid, "only https, or a server on this machine, is asked who somebody is");
  http::Request question{.url = request.address, .headers = {{"Accept", "application/json"}}, .body = request.form};
  if (!request.form.empty()) {
    question.method = http::Request::Method::post;
    question.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  }
  auto answer = http::Client{limits}.ask(question);
  if (!answer) return failure(Error::Code::retryable, answer.error().why);
  return Fetched{static_cast<int>(answer->status), std::move(answer->body)};
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-._~"}.find(c) != std::string_view::npos;
}

}  // namespace

Fetch network_fetch() { return fetched; }

void add_field(std::string& form, std::string_view name, std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (!form.empty()) form.push_back('&');
  form.append(name).push_back('=');
  for (const char c : value) {
    if (is_unreserved(c)) {
      form.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      form.push_back('%');
      form.push_back(digits[byte >> 4U]);
      form.push_back(digits[byte & 15U]);
    }
  }
}

}  // namespace matbud::web
