#include "matbud/notification/sms_channel.h"

#include <atomic>

#include "matbud/notification/addresses.h"
#include "sms_gateway.h"
#include "sms_text.h"

namespace matbud::notification {
namespace {

bool is_dead_number(const std::string& error) { return error == "unknown_number" || error == "invalid_number"; }

/// What the gateway made of a message that it has an opinion on.
Attempted refused(const GatewayAnswer& answer) {
  if (is_dead_number(answer.error)) return {v1::OUTCOME_POINT_DEAD, answer.error};
  return {v1::OUTCOME_FAILED, "http " + std::to_string(answer.status)};
}

class SmsChannel final : public Channel {
 public:
  explicit SmsChannel(const SmsSettings& settings) : settings_{settings} {}

  [[nodiscard]] v1::Channel kind() const override { return v1::CHANNEL_SMS; }
  void cancel() override { cancelled_ = true; }

  [[nodiscard]] Attempted send(const Outgoing& outgoing, bool maybe_done) override {
    if (!is_e164(outgoing.address)) return {v1::OUTCOME_POINT_DEAD, "not a phone number"};
    if (maybe_done) return what_became_of(outgoing.id);
    const auto answer = gateway_.post(outgoing.id, outgoing.address, text_of(outgoing));
    const auto by_status = "http " + std::to_string(answer.status);
    switch (answer.status) {
      case 200:
      case 201:
      case 202:
      case 409: return {v1::OUTCOME_SENT, by_status};  // 409: it has this id already
      case 401:
      case 403: return {v1::OUTCOME_TRY_LATER, "token refused"};  // the operator's mistake, not the reader's
      case 408:
      case 425:
      case 429:
      case 503: return {v1::OUTCOME_TRY_LATER, by_status};
      default: break;
    }
    if (answer.status >= 300 && answer.status < 500) return refused(answer);
    if (!answer.was_reached) return {v1::OUTCOME_TRY_LATER, answer.why};
    return what_became_of(outgoing.id);
  }

 private:
  /// Asks the gateway by our id.
  [[nodiscard]] Attempted what_became_of(const std::string& id) {
    const auto answer = gateway_.ask(id);
    if (answer.status == 200 && answer.state == "failed") return refused(answer);
    if (answer.status == 200) return {v1::OUTCOME_SENT, "the gateway has it"};
    if (answer.status == 404) return {v1::OUTCOME_TRY_LATER, "the gateway never got it"};
    return {v1::OUTCOME_UNKNOWN, answer.status == 0 ? answer.why : "http " + std::to_string(answer.status)};
  }

  /// No greeting: a phone shows whom it is from.
  static std::string text_of(const Outgoing& outgoing) { return fitted_sms(outgoing.message.lines, sms_segments_max); }

  SmsSettings settings_;
  std::atomic<bool> cancelled_ = false;
  SmsGateway gateway_{settings_, cancelled_};
};

}  // namespace

std::unique_ptr<Channel> sms_channel(const SmsSettings& settings) { return std::make_unique<SmsChannel>(settings); }

}  // namespace matbud::notification
