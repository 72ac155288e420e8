// A client against a server of this machine that the test starts.
#include "matbud/http/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "matbud/web/later.h"
#include "matbud/web/server.h"

namespace matbud::http {
namespace {

using ::testing::HasSubstr;

class AServerOfSomebodyElse : public ::testing::Test {
 protected:
  void SetUp() override {
    web::Router router;
    router.add("GET", "/gone", [](const web::Request&) { return web::Response{404, "text/plain", "gone", {}}; });
    router.add("GET", "/elsewhere", [](const web::Request&) {
      return web::Response{302, "text/plain", "", {{"Location", "/gone"}}};
    });
    router.add("GET", "/long", [](const web::Request&) {
      return web::Response{200, "text/plain", std::string(100'000, 'a'), {}};
    });
    router.add("POST", "/echo", [](const web::Request& request) {
      return web::Response{200, "text/plain", request.body, {}};
    });
    // Answers never: the reply is kept until the test is over.
    router.add("GET", "/silent", [this](const web::Request&) {
      const std::lock_guard lock{mutex_};
      web::Later later{std::chrono::minutes{5}, [] { return web::problem(504, "nobody answered"); }};
      replies_.push_back(later.reply());
      asked_.notify_all();
      return web::Answer{std::move(later)};
    });
    auto started = web::Server::start(std::move(router));
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  /// A server that ends gives open replies a few seconds.
  void TearDown() override {
    const std::lock_guard lock{mutex_};
    for (const auto& reply : replies_) reply.complete({});
  }
  [[nodiscard]] Request get(const std::string& path) const { return {server_->address() + path, {}, "", {}}; }
  void waits_until_it_was_asked() {
    std::unique_lock lock{mutex_};
    asked_.wait(lock, [&] { return !replies_.empty(); });
  }

  std::mutex mutex_;
  std::condition_variable asked_;
  std::vector<web::Reply> replies_;
  std::unique_ptr<web::Server> server_;
};

TEST_F(AServerOfSomebodyElse, IsHeardWhateverItSays) {
  Client client;
  const auto gone = client.ask(get("/gone"));
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->status, 404);
  EXPECT_EQ(gone->body, "gone");

  auto echo = get("/echo");
  echo.method = Request::Method::post;
  echo.headers = {{"Content-Type", "text/plain"}};
  echo.body = "what was sent";
  EXPECT_EQ(client.ask(echo)->body, "what was sent");
  EXPECT_EQ(client.ask(get("/gone"))->status, 404) << "a get after a post";
}

TEST_F(AServerOfSomebodyElse, SendsNobodyElsewhere) { EXPECT_EQ(Client{}.ask(get("/elsewhere"))->status, 302); }

TEST_F(AServerOfSomebodyElse, MayNotTalkForEver) {
  Limits limits;
  limits.answer_bytes_max = 1'000;
  const auto answer = Client{limits}.ask(get("/long"));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().may_have_arrived);
}

TEST_F(AServerOfSomebodyElse, ThatIsNotThereWasNotReached) {
  auto request = get("/gone");
  server_.reset();
  const auto answer = Client{}.ask(request);
  ASSERT_FALSE(answer);
  EXPECT_FALSE(answer.error().may_have_arrived);
  EXPECT_FALSE(answer.error().why.empty());
}

TEST_F(AServerOfSomebodyElse, IsNotWaitedForOnceItIsCancelled) {
  std::atomic<bool> cancelled = false;
  Limits limits;
  limits.timeout = std::chrono::minutes{5};
  std::thread stopper{[&] {
    waits_until_it_was_asked();
    cancelled = true;
  }};
  const auto answer = Client{limits, &cancelled}.ask(get("/silent"));
  stopper.join();
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().may_have_arrived);
}

TEST(ASecret, GoesByHttpsOrStaysOnThisMachine) {
  for (const char* url : {"https://example.com/x", "http://127.0.0.1:80/x", "http://localhost", "http://[::1]:8080/"})
    EXPECT_TRUE(is_private_way(url)) << url;
  for (const char* url :
       {"http://example.com", "http://127.0.0.1.example.com", "http://localhost@example.com/",
        "http://127.0.0.1:80@example.com", "https://user@example.com", "ftp://127.0.0.1", "https://", "localhost", ""})
    EXPECT_FALSE(is_private_way(url)) << url;
}

}  // namespace
}  // namespace matbud::http
