#include "matbud/grocer_bridge/channels/webhook_channel.h"

#include <google/protobuf/util/json_util.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <utility>
#include <vector>

#include "matbud/grocer_bridge/channels/signature.h"
#include "matbud/http/client.h"

namespace matbud::grocer_bridge {
namespace {

using Outcome = Attempt::Outcome;

/// What a grocer's system says in the body is not for us to keep.
constexpr std::size_t answer_bytes_max = 1U << 20U;

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
  WebhookTeller(WebhookSettings settings, const Clock& clock) : settings_{std::move(settings)}, clock_{clock} {}

  Attempt tell(const Told& told) override {
    const auto& grocer = told.telling.grocer();
    if (!http::is_private_way(grocer.webhook_url()))
      return {Outcome::failed,
              "grocer " + grocer.grocer_id() + ": webhook_url: must be https, or http on this machine"};
    const auto secrets = SharedSecrets::read(settings_.secrets_folder / (grocer.grocer_id() + ".webhook"));
    if (!secrets) return {Outcome::later, secrets.error().message};
    grocer::v1::GrocerMessage message;
    if (!message.ParseFromString(told.telling.message())) return {Outcome::failed, "the message cannot be read"};
    const auto body = cloud_event(told.effect_id, told.area, from_ms(told.telling.said_at_ms()), message).dump();
    // A client a post: lanes share the teller, and a grocer hears a few a day.
    http::Client client{{settings_.connect_timeout, settings_.timeout, answer_bytes_max}, &cancelled_};
    const auto answer = client.ask(
        {grocer.webhook_url(), headers_for(told.effect_id, body, *secrets), body, http::Request::Method::post});
    return answer ? attempt_of(answer->status) : Attempt{Outcome::later, answer.error().why};
  }

  void cancel() override { cancelled_ = true; }

 private:
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers_for(const std::string& id,
                                                                             const std::string& body,
                                                                             const SharedSecrets& secrets) const {
    const auto timestamp_s = to_ms(clock_.now()) / 1'000;
    return {{"Content-Type", "application/cloudevents+json; charset=utf-8"},
            {"webhook-id", id},
            {"webhook-timestamp", std::to_string(timestamp_s)},
            {"webhook-signature", secrets.sign(id, timestamp_s, body)}};
  }

  WebhookSettings settings_;
  const Clock& clock_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

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
