#include "matbud/notification/sms_sink.h"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "matbud/web/server.h"

namespace matbud::notification {
namespace {

using nlohmann::json;

web::Response answer(int status, const json& body) { return {status, "application/json", body.dump(), {}}; }

std::string numbered(std::size_t number) {
  auto digits = std::to_string(number);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits + ".json";
}

}  // namespace

class SmsSink::Impl {
 public:
  explicit Impl(Settings settings) : settings_{std::move(settings)} {}

  Result<void> start() {
    if (settings_.directory) {
      std::error_code error;
      std::filesystem::create_directories(*settings_.directory, error);
      if (error) {
        return failure(Error::Code::unavailable, "cannot make directory " + settings_.directory->string() +
                                                     " for text messages: " + error.message());
      }
    }
    web::Router router;
    router.add("POST", "/messages", [this](const web::Request& request) { return take(request); });
    router.add("GET", "/messages/{id}", [this](const web::Request& request) { return tell(request); });
    web::Settings serving;
    serving.requests_a_second = serving.requests_at_once = 1e9;  // whoever talks to it is not a stranger
    auto started = web::Server::start(std::move(router), serving);
    if (!started) return tl::unexpected{started.error()};
    server_ = std::move(*started);
    return {};
  }

  [[nodiscard]] std::string url() const { return server_->address(); }
  void behave(GatewayBehaviour behaviour) {
    const std::lock_guard lock{mutex_};
    behaviour_ = behaviour;
  }
  [[nodiscard]] std::vector<ReceivedSms> messages() const {
    const std::lock_guard lock{mutex_};
    return messages_;
  }

 private:
  [[nodiscard]] bool is_welcome(const web::Request& request) const {
    return settings_.token.empty() || request.header("authorization") == "Bearer " + settings_.token;
  }

  web::Response take(const web::Request& request) {
    const std::lock_guard lock{mutex_};
    if (!is_welcome(request) || behaviour_ == GatewayBehaviour::refuse_token)
      return answer(401, {{"error", "token_refused"}});
    const auto body = json::parse(request.body, nullptr, false);
    const auto field = [&](const char* name) {
      return body.is_object() && body.contains(name) && body[name].is_string() ? body[name].get<std::string>() : "";
    };
    ReceivedSms sms{field("id"), field("to"), field("from"), field("text")};
    if (sms.id.empty() || sms.to.empty() || sms.text.empty()) return answer(400, {{"error", "incomplete"}});
    if (find(sms.id)) return answer(409, {{"error", "known_id"}});
    if (!settings_.dead_ending.empty() && sms.to.ends_with(settings_.dead_ending))
      return answer(422, {{"error", "unknown_number"}});
    switch (behaviour_) {
      case GatewayBehaviour::refuse_number: return answer(422, {{"error", "unknown_number"}});
      case GatewayBehaviour::refuse_message: return answer(400, {{"error", "content_refused"}});
      case GatewayBehaviour::be_busy: return answer(503, {{"error", "busy"}});
      case GatewayBehaviour::break_before_taking:
      case GatewayBehaviour::find_out_later: return answer(500, {{"error", "broken"}});
      default: break;
    }
    keep(std::move(sms));
    const bool breaks =
        behaviour_ == GatewayBehaviour::break_after_taking || behaviour_ == GatewayBehaviour::know_nothing;
    return breaks ? answer(500, {{"error", "broken"}}) : answer(202, {{"status", "accepted"}});
  }

  web::Response tell(const web::Request& request) {
    const std::lock_guard lock{mutex_};
    if (!is_welcome(request)) return answer(401, {{"error", "token_refused"}});
    if (behaviour_ == GatewayBehaviour::know_nothing) return answer(500, {{"error", "broken"}});
    if (behaviour_ == GatewayBehaviour::find_out_later)
      return answer(200, {{"status", "failed"}, {"error", "unknown_number"}});
    if (!find(request.captured.find("id")->second)) return answer(404, {{"error", "unknown_id"}});
    return answer(200, {{"status", "sent"}});
  }

  [[nodiscard]] bool find(const std::string& id) const {
    return std::any_of(messages_.begin(), messages_.end(), [&](const ReceivedSms& one) { return one.id == id; });
  }

  void keep(ReceivedSms sms) {
    if (settings_.directory) {
      std::ofstream file{*settings_.directory / numbered(messages_.size() + 1)};
      file << json{{"id", sms.id}, {"to", sms.to}, {"from", sms.from}, {"text", sms.text}}.dump(2) << "\n";
    }
    messages_.push_back(std::move(sms));
  }

  Settings settings_;
  mutable std::mutex mutex_;
  GatewayBehaviour behaviour_ = GatewayBehaviour::accept;
  std::vector<ReceivedSms> messages_;
  std::unique_ptr<web::Server> server_;  ///< last: its thread uses the rest
};

SmsSink::SmsSink(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
SmsSink::~SmsSink() = default;

Result<std::unique_ptr<SmsSink>> SmsSink::start(Settings settings) {
  auto impl = std::make_unique<Impl>(std::move(settings));
  if (auto started = impl->start(); !started) return tl::unexpected{started.error()};
  return std::unique_ptr<SmsSink>{new SmsSink{std::move(impl)}};
}

std::string SmsSink::url() const { return impl_->url(); }
void SmsSink::behave(GatewayBehaviour behaviour) { impl_->behave(behaviour); }
std::vector<ReceivedSms> SmsSink::messages() const { return impl_->messages(); }

}  // namespace matbud::notification
