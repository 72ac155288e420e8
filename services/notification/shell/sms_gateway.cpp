#include "sms_gateway.h"

#include <curl/curl.h>

#include <new>
#include <nlohmann/json.hpp>

#include "curl_handles.h"

namespace matbud::notification {
namespace {

constexpr std::size_t answer_bytes_max = 64U << 10U;

std::size_t take_some(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& body = *static_cast<std::string*>(context);
  if (body.size() + size * count > answer_bytes_max) return 0;  // libcurl then ends the transfer
  body.append(bytes, size * count);
  return size * count;
}

/// A text field of a JSON object; empty when there is none.
std::string text_in(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// Whether an attempt that ended like this may have reached the gateway: only those that never got through to it have
/// not.
bool may_have_reached(CURLcode result) {
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION: return false;
    default: return true;
  }
}

}  // namespace

class SmsGateway::Impl {
 public:
  Impl(const SmsSettings& settings, const std::atomic<bool>& cancelled)
      : url_{settings.url}, from_{settings.from}, session_{curl_easy_init()} {
    if (!session_) throw std::bad_alloc{};
    add_header("Content-Type: application/json");
    add_header("Accept: application/json");
    if (!settings.token.empty()) add_header("Authorization: Bearer " + settings.token);
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");           // a proxy of the environment is not ours
    set(CURLOPT_FOLLOWLOCATION, 0L);  // the token goes where it was meant to go
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
    set(CURLOPT_WRITEFUNCTION, take_some);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, stop_when_cancelled);
    set(CURLOPT_XFERINFODATA, &cancelled);
  }

  [[nodiscard]] GatewayAnswer post(const std::string& id, const std::string& to, const std::string& text) {
    using nlohmann::json;
    const auto body = json{{"id", id}, {"to", to}, {"from", from_}, {"text", text}}.dump(
        -1, ' ', false, json::error_handler_t::replace);
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_POSTFIELDS, body.data());
    return perform(url_ + "/messages");
  }

  [[nodiscard]] GatewayAnswer ask(const std::string& id) {
    set(CURLOPT_HTTPGET, 1L);
    return perform(url_ + "/messages/" + id);
  }

 private:
  GatewayAnswer perform(const std::string& url) {
    std::string body;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_WRITEDATA, &body);
    const auto result = curl_easy_perform(session_.get());
    GatewayAnswer answer;
    if (result != CURLE_OK) {
      answer.was_reached = may_have_reached(result);
      answer.why = curl_easy_strerror(result);
      return answer;
    }
    answer.was_reached = true;
    curl_easy_getinfo(session_.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    const auto object = nlohmann::json::parse(body, nullptr, false);
    if (object.is_object()) {
      answer.state = text_in(object, "status");
      answer.error = text_in(object, "error");
    }
    return answer;
  }

  void add_header(const std::string& line) {
    if (auto* longer = curl_slist_append(headers_.get(), line.c_str())) {
      (void)headers_.release();  // the list's head now belongs to the longer one
      headers_.reset(longer);
    } else {
      throw std::bad_alloc{};
    }
  }
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(session_.get(), option, value);
  }

  std::string url_;
  std::string from_;
  CurlList headers_;
  CurlSession session_;
};

SmsGateway::SmsGateway(const SmsSettings& settings, const std::atomic<bool>& cancelled)
    : impl_{std::make_unique<Impl>(settings, cancelled)} {}
SmsGateway::~SmsGateway() = default;

GatewayAnswer SmsGateway::post(const std::string& id, const std::string& to, const std::string& text) {
  return impl_->post(id, to, text);
}

GatewayAnswer SmsGateway::ask(const std::string& id) { return impl_->ask(id); }

}  // namespace matbud::notification
