#include "matbud/web/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <stdexcept>

#include "matbud/web/testing/tcp_client.h"
#include "matbud/web/this_machine.h"

namespace matbud::web {
namespace {

using testing::Answer;
using testing::get;
using ::testing::HasSubstr;
using testing::TcpClient;

/// A server with a few routes.
class AServer : public ::testing::Test {
 protected:
  void starts(Settings settings = {}) {
    settings.on_fault = [this](std::string_view what) {
      const std::lock_guard lock{mutex_};
      faults_.emplace_back(what);
    };
    Router router;
    router.add("GET", "/hello",
               [](const Request&) {
                 return Response{200, "text/plain", "hei\n", {}};
               })
        .add("GET", "/orders/{id}",
             [](const Request& request) {
               return Response{200, "text/plain", request.captured.at("id"), {}};
             })
        .add("POST", "/echo",
             [](const Request& request) {
               return Response{201, "text/plain", request.body, {}};
             })
        .add("GET", "/slow",
             [this](const Request&) {
               slow_begun_.set_value();
               may_end_.get_future().wait();
               return Response{};
             })
        .add("GET", "/cookies",
             [](const Request&) {
               return Response{200, "text/plain", "", {{"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}}};
             })
        .add("GET", "/numbers", only_for_this_machine([](const Request&) { return Response{}; }))
        .add("GET", "/breaks", [](const Request&) -> Response { throw std::runtime_error{"no shelf"}; })
        .add("GET", "/splits", [](const Request&) {
          return Response{200, "text/plain", "", {{"X-Note", "one\r\nSet-Cookie: two"}}};
        });
    auto started = Server::start(std::move(router), std::move(settings));
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  [[nodiscard]] TcpClient client() const { return TcpClient{server_->port()}; }
  [[nodiscard]] Answer answer_to(std::string_view request) const { return client().say(request).hear(); }
  [[nodiscard]] std::vector<std::string> faults() {
    const std::lock_guard lock{mutex_};
    return faults_;
  }

  std::promise<void> slow_begun_;
  std::promise<void> may_end_;
  std::unique_ptr<Server> server_;

 private:
  std::mutex mutex_;
  std::vector<std::string> faults_;
};

TEST_F(AServer, AnswersWithTheBodyAndTheSecurityHeaders) {
  starts();
  const auto answer = answer_to(get("/hello"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hei\n");
  EXPECT_EQ(answer.headers.at("Content-Type"), "text/plain");
  EXPECT_THAT(answer.headers.at("Content-Security-Policy"), HasSubstr("default-src 'self'"));
  EXPECT_EQ(answer.headers.at("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.headers.at("Cache-Control"), "no-store");
  EXPECT_TRUE(answer.headers.contains("Date"));
}

TEST_F(AServer, CarriesManyRequestsOverOneConnectionPipelinedOnesToo) {
  starts();
  auto connection = client();
  connection.say(get("/orders/o1") + get("/orders/o2"));
  EXPECT_EQ(connection.hear().body, "o1");
  EXPECT_EQ(connection.hear().body, "o2");
  connection.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nmelk");
  const auto echoed = connection.hear();
  EXPECT_EQ(echoed.status, 201);
  EXPECT_EQ(echoed.body, "melk");
  connection.say(get("/hello", "Connection: close\r\n"));
  EXPECT_EQ(connection.hear().headers.at("Connection"), "close");
  EXPECT_TRUE(connection.hears_the_end());
}

TEST_F(AServer, ClosesAfterOneRequestOfHttp10) {
  starts();
  auto connection = client();
  connection.say("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(connection.hear().body, "hei\n");
  EXPECT_TRUE(connection.hears_the_end());
}

TEST_F(AServer, AnswersHeadWithTheLengthAndNoBody) {
  starts();
  auto connection = client();
  connection.say("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto head = connection.hear(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("Content-Length"), "4");
  connection.say(get("/hello"));
  EXPECT_EQ(connection.hear().body, "hei\n");  // had HEAD sent its body, this answer would begin with it
}

TEST_F(AServer, TakesAChunkedBodyAndAnExpectation) {
  starts();
  EXPECT_EQ(answer_to("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "2\r\nme\r\n2\r\nlk\r\n0\r\n\r\n")
                .body,
            "melk");
  auto connection = client();
  connection.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection.hear().status, 100);
  EXPECT_EQ(connection.say("melk").hear().body, "melk");
}

TEST_F(AServer, RefusesWhatItCannotServe) {
  Settings settings;
  settings.body_bytes_max = 1000;
  settings.header_bytes_max = 2000;
  starts(settings);
  const std::string host = "Host: localhost\r\n";
  const struct {
    const char* story;
    std::string request;
    int status;
  } rows[] = {
      {"a path nobody has", get("/nowhere"), 404},
      {"an empty segment", get("/orders/"), 404},
      {"a method the path does not have", "DELETE /hello HTTP/1.1\r\n" + host + "\r\n", 405},
      {"a body over the limit, announced", "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1001\r\n\r\n", 413},
      {"a body over the limit, in chunks",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') + "\r\n",
       413},
      {"headers over the limit", get("/hello", "X-Long: " + std::string(3000, 'x') + "\r\n"), 431},
      {"no HTTP at all", "hei hei\r\n\r\n", 400},
      {"another version of it", "PRI * HTTP/2.0\r\n\r\n", 400},
      {"a bad header line", "GET /hello HTTP/1.1\r\n" + host + "no colon here\r\n\r\n", 400},
      {"two lengths", "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400},
      {"a length and chunks",
       "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two hosts", get("/hello", host), 400},
      {"a foreign name for this machine", "GET /hello HTTP/1.1\r\nHost: pages.example:80\r\n\r\n", 421},
      {"a target that is no path", "GET http://localhost/hello HTTP/1.1\r\n" + host + "\r\n", 400},
      {"a bad percent sequence", get("/orders/%zz"), 400},
  };
  for (const auto& [story, request, status] : rows) {
    SCOPED_TRACE(story);
    const auto answer = answer_to(request);
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.headers.at("Content-Type"), "application/problem+json");
    EXPECT_THAT(answer.body, HasSubstr("\"status\":" + std::to_string(status)));
    EXPECT_EQ(answer.headers.at("X-Content-Type-Options"), "nosniff");
  }
}

TEST_F(AServer, SaysWhichMethodsAPathHas) {
  starts();
  EXPECT_EQ(answer_to("DELETE /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").headers.at("Allow"), "GET, HEAD");
}

TEST_F(AServer, DeliversA413ThoughTheBodyIsStillComing) {
  starts();
  auto connection = client();
  connection.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000\r\n\r\n" +
                 std::string(400'000, 'x'));
  EXPECT_EQ(connection.hear().status, 413);
}

TEST_F(AServer, TakesABodyAsLargeAsTheLimit) {
  starts();
  const std::string body(256U << 10U, 'x');
  EXPECT_EQ(answer_to("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
                      "\r\n\r\n" + body)
                .body,
            body);
}

TEST_F(AServer, GivesUpOnARequestThatDoesNotArrive) {
  Settings settings;
  settings.read_deadline = std::chrono::milliseconds{30};
  starts(settings);
  auto half_a_header = client();
  half_a_header.say("GET /hello HTTP/1.1\r\nHost: loc");
  EXPECT_EQ(half_a_header.hear().status, 408);
  auto half_a_body = client();
  half_a_body.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nme");
  EXPECT_EQ(half_a_body.hear().status, 408);
  EXPECT_TRUE(client().hears_the_end());
}

TEST_F(AServer, ClosesAConnectionThatAsksNothingMore) {
  Settings settings;
  settings.idle_deadline = std::chrono::milliseconds{30};
  starts(settings);
  auto connection = client();
  EXPECT_EQ(connection.say(get("/hello")).hear().status, 200);
  EXPECT_TRUE(connection.hears_the_end());
}

TEST_F(AServer, AsksAClientThatAsksTooOftenToWait) {
  Settings settings;
  settings.requests_at_once = 2;
  settings.requests_a_second = 0.1;
  starts(settings);
  auto connection = client();
  EXPECT_EQ(connection.say(get("/hello")).hear().status, 200);
  EXPECT_EQ(connection.say(get("/hello")).hear().status, 200);
  const auto refused = connection.say(get("/hello")).hear();
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.at("Retry-After"), "10");
}

TEST_F(AServer, ServesManyConnectionsAtOnce) {
  starts();
  std::vector<TcpClient> connections;
  for (int i = 0; i < 300; ++i) connections.push_back(client());
  for (std::size_t i = 0; i < connections.size(); ++i) connections[i].say(get("/orders/o" + std::to_string(i)));
  for (std::size_t i = connections.size(); i-- > 0;) EXPECT_EQ(connections[i].hear().body, "o" + std::to_string(i));
}

TEST_F(AServer, TurnsAwayConnectionsBeyondItsLimitAndTakesNewOnesAfterwards) {
  Settings settings;
  settings.connections_max = 1;
  starts(settings);
  {
    auto first = client();
    EXPECT_EQ(first.say(get("/hello")).hear().status, 200);
    EXPECT_EQ(client().hear().status, 503);
  }
  // The server learns of the first one's end in its own time; until then it goes on refusing.
  while (answer_to(get("/hello")).status != 200) {
  }
}

TEST_F(AServer, SurvivesAHandlerThatThrowsAndTellsNoDetails) {
  starts();
  auto connection = client();
  const auto answer = connection.say(get("/breaks")).hear();
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, ::testing::Not(HasSubstr("shelf")));
  EXPECT_THAT(faults(), ::testing::ElementsAre(HasSubstr("no shelf")));
  EXPECT_EQ(connection.say(get("/hello")).hear().status, 200);
}

TEST_F(AServer, LetsNoHeaderSplitAnAnswer) {
  starts();
  const auto answer = answer_to(get("/splits"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_FALSE(answer.headers.contains("Set-Cookie"));
}

TEST_F(AServer, FinishesWhatIsUnderWayBeforeItStops) {
  starts();
  auto idle = client();
  auto under_way = client();
  EXPECT_EQ(idle.say(get("/hello")).hear().status, 200);
  under_way.say(get("/slow"));
  slow_begun_.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { server_->stop(); });
  may_end_.set_value();
  const auto answer = under_way.hear();
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(under_way.hears_the_end());
  EXPECT_TRUE(idle.hears_the_end());
  stopped.get();
}

TEST_F(AServer, StopsThoughAClientNeverFinishesItsRequest) {
  Settings settings;
  settings.stop_deadline = std::chrono::milliseconds{30};
  starts(settings);
  auto stuck = client();
  stuck.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(stuck.hear().status, 100);
  server_->stop();
  EXPECT_TRUE(stuck.hears_the_end());
}

TEST_F(AServer, BehindAProxyAnswersForItsPublicNameAndCountsWhomTheProxyNames) {
  Settings settings;
  settings.public_host = "matbud.example";
  settings.requests_a_second = 0.001;
  settings.requests_at_once = 2;
  starts(settings);
  const auto from = [&](const std::string& host, const std::string& forwarded) {
    return answer_to("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n" + forwarded + "\r\n").status;
  };
  EXPECT_EQ(from("Matbud.example", "X-Forwarded-For: 10.0.0.1, 192.0.2.1\r\n"), 200);
  EXPECT_EQ(from("matbud.example.evil", "X-Forwarded-For: 192.0.2.1\r\n"), 421);
  EXPECT_EQ(from("matbud.example", "X-Forwarded-For: 192.0.2.1\r\n"), 429) << "the third of one client";
  EXPECT_EQ(from("matbud.example", "X-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n"), 200);
  EXPECT_EQ(from("localhost", ""), 200) << "a supervisor beside it";
  const auto numbers = [&](const std::string& host) {
    return answer_to("GET /numbers HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-For: 192.0.2.3\r\n\r\n").status;
  };
  EXPECT_EQ(numbers("matbud.example"), 404);
  EXPECT_EQ(numbers("127.0.0.1:8420"), 200);
}

TEST_F(AServer, WithoutAProxyBelievesNobodyAboutWhoAsks) {
  Settings settings;
  settings.requests_a_second = 0.001;
  settings.requests_at_once = 1;
  starts(settings);
  EXPECT_EQ(answer_to(get("/hello", "X-Forwarded-For: 192.0.2.1\r\n")).status, 200);
  EXPECT_EQ(answer_to(get("/hello", "X-Forwarded-For: 192.0.2.2\r\n")).status, 429);
}

TEST_F(AServer, SetsEachCookieInALineOfItsOwn) {
  starts();
  auto connection = client();
  connection.say(get("/cookies"));
  const auto head = connection.hear_until("\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Set-Cookie: a=1\r\n"));
  EXPECT_THAT(head, HasSubstr("Set-Cookie: b=2"));
}

TEST(StartingAServer, SaysWhyItCannot) {
  Settings settings;
  settings.address = "0.0.0.0";
  const auto open_to_all = Server::start(Router{}, settings);
  ASSERT_FALSE(open_to_all);
  EXPECT_EQ(open_to_all.error().code, Error::Code::invalid);
  settings.address = "localhost:80";
  EXPECT_EQ(Server::start(Router{}, settings).error().code, Error::Code::invalid);

  const auto first = Server::start(Router{});
  ASSERT_TRUE(first);
  settings.address = "127.0.0.1";
  settings.port = (*first)->port();
  const auto second = Server::start(Router{}, settings);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Error::Code::unavailable);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(settings.port)));
}

}  // namespace
}  // namespace matbud::web
