#include "matbud/grocer_bridge/channels/webhook_channel.h"

#include <curl/curl.h>
#include <google/protobuf/util/json_util.h>

#include <array>
#include <stdexcept>

#include "matbud/grocer_bridge/channels/signature.h"

namespace matbud::grocer_bridge {
namespace {

using Outcome = Attempt::Outcome;

struct CurlDestroyer {
  void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlDestroyer>;
using Headers = std::unique_ptr<curl_slist, CurlDestroyer>;

/// What a grocer's system says in the body is not for us to keep.
std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

void add(Headers& headers, const std::string& line) {
  auto* const longer = curl_slist_append(headers.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc{};
  (void)headers.release();  // the same list, with one more
  headers.reset(longer);
}

std::string time_text(Timestamp moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(moment - day)};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

const char* type_of(const grocer::v1::GrocerMessage& message) {
  switch (message.message_case()) {
    case grocer::v1::GrocerMessage::kOrdersToPack: return "matbud.grocer.v1.OrdersToPack";
    case grocer::v1::GrocerMessage::kOrderWithdrawn: return "matbud.grocer.v1.OrderWithdrawn";
    default: return "matbud.grocer.v1.SubstitutesReturned";
  }
}

Attempt attempt_of(long status) {
  const auto detail = "HTTP " + std::to_string(status);
  if (status >= 200 && status < 300) return {Outcome::told, detail};
  const bool may_pass = status == 408 || status == 425 || status == 429 || status >= 500;
  return {may_pass ? Outcome::later : Outcome::failed, detail};
}

class WebhookTeller final : public Teller {
 public:
  WebhookTeller(WebhookSettings settings, const Clock& clock) : settings_{std::move(settings)}, clock_{clock} {
    static const bool initialised = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    (void)initialised;
  }

  Attempt tell(const Told& told) override {
    const auto& grocer = told.telling.grocer();
    if (!may_post_to(grocer.webhook_url()))
      return {Outcome::failed,
              "grocer " + grocer.grocer_id() + ": webhook_url: must be https, or http on this machine"};
    const auto secrets = SharedSecrets::read(settings_.secrets_folder / (grocer.grocer_id() + ".webhook"));
    if (!secrets) return {Outcome::later, secrets.error().message};
    grocer::v1::GrocerMessage message;
    if (!message.ParseFromString(told.telling.message())) return {Outcome::failed, "the message cannot be read"};
    const auto body = cloud_event(told.effect_id, told.area, from_ms(told.telling.said_at_ms()), message).dump();
    return post(grocer.webhook_url(), body, headers_for(told.effect_id, body, *secrets));
  }

 private:
  [[nodiscard]] Headers headers_for(const std::string& id, const std::string& body,
                                    const SharedSecrets& secrets) const {
    const auto timestamp_s = to_ms(clock_.now()) / 1'000;
    Headers headers;
    add(headers, "Content-Type: application/cloudevents+json; charset=utf-8");
    add(headers, "webhook-id: " + id);
    add(headers, "webhook-timestamp: " + std::to_string(timestamp_s));
    add(headers, "webhook-signature: " + secrets.sign(id, timestamp_s, body));
    add(headers, "Expect:");
    return headers;
  }

  [[nodiscard]] Attempt post(const std::string& url, const std::string& body, const Headers& headers) const {
    const Curl curl{curl_easy_init()};
    if (!curl) return {Outcome::later, "no memory"};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, drop);
    const auto outcome = curl_easy_perform(curl.get());
    if (outcome != CURLE_OK) return {Outcome::later, curl_easy_strerror(outcome)};
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return attempt_of(status);
  }

  WebhookSettings settings_;
  const Clock& clock_;
};

}  // namespace

bool may_post_to(std::string_view url) {
  if (url.starts_with("https://")) return true;
  for (const std::string_view here : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!url.starts_with(here)) continue;
    const auto rest = url.substr(here.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') return rest.find('@') == std::string_view::npos;
  }
  return false;
}

nlohmann::ordered_json cloud_event(const std::string& id, const AreaId& area, Timestamp said_at,
                                   const grocer::v1::GrocerMessage& message) {
  std::string data;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  const auto written = google::protobuf::util::MessageToJsonString(message, &data, options);
  if (!written.ok()) throw std::logic_error{"a grocer's message cannot be written as JSON"};
  return {{"specversion", "1.0"},
          {"id", id},
          {"source", "/matbud/grocer-bridge"},
          {"type", type_of(message)},
          {"subject", "area/" + area.value()},
          {"time", time_text(said_at)},
          {"datacontenttype", "application/json"},
          {"data", nlohmann::ordered_json::parse(data)}};
}

std::shared_ptr<Teller> webhook_teller(WebhookSettings settings, const Clock& clock) {
  return std::make_shared<WebhookTeller>(std::move(settings), clock);
}

}  // namespace matbud::grocer_bridge
