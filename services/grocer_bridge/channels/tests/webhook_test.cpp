// Posts to a grocer's system, which a small server plays.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/channels/signature.h"
#include "matbud/grocer_bridge/channels/webhook_channel.h"
#include "matbud/web/server.h"

namespace matbud::grocer_bridge {
namespace {

namespace fs = std::filesystem;

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class AWebhook : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("matbud-webhook-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    write_secret(0400);
    router_.add("POST", "/orders", [this](const web::Request& request) {
      const std::lock_guard lock{mutex_};
      last_ = request;
      return web::Response{
          .status = status_, .content_type = "text/plain", .body = "words of a stranger", .headers = {}};
    });
    auto server = web::Server::start(router_);
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
    teller_ = webhook_teller({folder_, std::chrono::seconds{5}, std::chrono::seconds{10}}, clock_);
  }
  void TearDown() override {
    server_.reset();
    fs::remove_all(folder_);
  }
  void write_secret(mode_t mode) const {
    const auto path = folder_ / "dagros.webhook";
    fs::remove(path);
    std::ofstream{path} << secret << "\n";
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
  }
  [[nodiscard]] Told withdrawn() const {
    Told told{"ce-41c0", AreaId{"3024-sandvika"}, {}};
    told.telling.mutable_grocer()->set_grocer_id("dagros");
    told.telling.mutable_grocer()->set_webhook_url("http://127.0.0.1:" + std::to_string(server_->port()) + "/orders");
    told.telling.set_said_at_ms(1'795'446'000'000);
    grocer::v1::GrocerMessage message;
    message.mutable_order_withdrawn()->set_order_id("o-7f3a");
    told.telling.set_message(message.SerializeAsString());
    return told;
  }
  Attempt tell_with(int status) {
    status_ = status;
    return teller_->tell(withdrawn());
  }

  fs::path folder_;
  SystemClock clock_;
  web::Router router_;
  std::unique_ptr<web::Server> server_;
  std::shared_ptr<Teller> teller_;
  std::mutex mutex_;
  web::Request last_;
  std::atomic<int> status_ = 200;
};

TEST_F(AWebhook, PostsASignedCloudEvent) {
  EXPECT_EQ(tell_with(202).outcome, Attempt::Outcome::told);
  const std::lock_guard lock{mutex_};
  const auto secrets = SharedSecrets::parse(secret);
  EXPECT_TRUE(check_signed(*secrets,
                           {last_.header("webhook-id").value_or(""), last_.header("webhook-timestamp").value_or(""),
                            last_.header("webhook-signature").value_or("")},
                           last_.body, clock_.now()));
  EXPECT_EQ(last_.header("content-type"), "application/cloudevents+json; charset=utf-8");
  const auto event = nlohmann::json::parse(last_.body);
  EXPECT_EQ(event["specversion"], "1.0");
  EXPECT_EQ(event["id"], "ce-41c0");
  EXPECT_EQ(event["type"], "matbud.grocer.v1.OrderWithdrawn");
  EXPECT_EQ(event["time"], "2026-11-23T15:00:00Z");
  EXPECT_EQ(event["data"]["order_withdrawn"]["order_id"], "o-7f3a");
}

TEST_F(AWebhook, TriesAgainWhatMayPassAndGivesUpWhatWillNot) {
  using Outcome = Attempt::Outcome;
  const std::pair<int, Outcome> rows[] = {{200, Outcome::told},   {202, Outcome::told},   {400, Outcome::failed},
                                          {401, Outcome::failed}, {404, Outcome::failed}, {408, Outcome::later},
                                          {413, Outcome::failed}, {429, Outcome::later},  {500, Outcome::later},
                                          {503, Outcome::later}};
  for (const auto& [status, outcome] : rows) {
    const auto attempt = tell_with(status);
    EXPECT_EQ(attempt.outcome, outcome) << status;
    EXPECT_EQ(attempt.detail, "HTTP " + std::to_string(status)) << "nothing of the stranger's words";
  }
}

TEST_F(AWebhook, TriesAgainWhenNobodyAnswers) {
  const auto told = withdrawn();
  server_.reset();
  EXPECT_EQ(teller_->tell(told).outcome, Attempt::Outcome::later);
}

TEST_F(AWebhook, WaitsForASecretThatOnlyItsOwnerMayRead) {
  write_secret(0444);
  EXPECT_EQ(tell_with(200).outcome, Attempt::Outcome::later);
  fs::remove(folder_ / "dagros.webhook");
  EXPECT_EQ(tell_with(200).outcome, Attempt::Outcome::later);
}

}  // namespace
}  // namespace matbud::grocer_bridge
