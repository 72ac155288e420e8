// Answers that come later, and streams of events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "matbud/web/server.h"
#include "matbud/web/testing/tcp_client.h"

namespace matbud::web {
namespace {

using testing::get;
using ::testing::HasSubstr;
using testing::TcpClient;

/// A server with one route that answers as the test says.
class AServerThatWaits : public ::testing::Test {
 protected:
  void answers(Handler handler, Settings settings = {}) {
    Router router;
    router.add("GET", "/it", std::move(handler)).add("GET", "/other", [](const Request&) {
      return Response{.status = 200, .content_type = "text/plain", .body = "at once", .headers = {}};
    });
    auto started = Server::start(std::move(router), std::move(settings));
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  /// Answers later; the reply is handed to the test.
  void answers_later(std::chrono::milliseconds deadline = std::chrono::seconds{10}) {
    answers(
        [this, deadline](const Request&) {
          Later later{deadline, [] { return problem(503, "nobody knew"); }};
          asked_.set_value(later.reply());
          return later;
        },
        {.stop_deadline = std::chrono::milliseconds{1}, .on_fault = {}});
  }
  [[nodiscard]] TcpClient client() const { return TcpClient{server_->port()}; }
  [[nodiscard]] Reply asked() { return asked_.get_future().get(); }
  static Response text(std::string body) {
    return {.status = 200, .content_type = "text/plain", .body = std::move(body), .headers = {}};
  }

  std::promise<Reply> asked_;
  std::unique_ptr<Server> server_;
};

TEST_F(AServerThatWaits, SendsTheAnswerThatAnotherThreadGives) {
  answers_later();
  auto caller = client();
  caller.say(get("/it"));
  const auto reply = asked();
  std::thread{[&] { EXPECT_TRUE(reply.complete(text("here"))); }}.join();
  EXPECT_EQ(caller.hear().body, "here");
  EXPECT_FALSE(reply.complete(text("again"))) << "an answer is given once";
  EXPECT_EQ(caller.say(get("/other")).hear().body, "at once") << "the connection goes on";
}

TEST_F(AServerThatWaits, AnswersOthersMeanwhile) {
  answers_later();
  auto waiting = client();
  waiting.say(get("/it"));
  const auto reply = asked();
  EXPECT_EQ(client().say(get("/other")).hear().body, "at once");
  EXPECT_TRUE(reply.is_awaited());
  reply.complete(text("late"));
  EXPECT_EQ(waiting.hear().body, "late");
}

TEST_F(AServerThatWaits, GivesUpAtTheDeadline) {
  answers_later(std::chrono::milliseconds{1});
  EXPECT_EQ(client().say(get("/it")).hear().status, 503);
  const auto reply = asked();
  EXPECT_FALSE(reply.is_awaited());
  EXPECT_FALSE(reply.complete(text("too late")));
}

TEST_F(AServerThatWaits, SendsAnAnswerThatWasThereBeforeAnybodyWaited) {
  answers([](const Request&) {
    Later later{std::chrono::seconds{10}, [] { return Response{}; }};
    later.reply().complete(text("early"));
    return later;
  });
  EXPECT_EQ(client().say(get("/it")).hear().body, "early");
}

TEST_F(AServerThatWaits, IsToldNothingOnceItHasEnded) {
  answers_later();
  auto caller = client();
  caller.say(get("/it"));
  const auto reply = asked();
  server_.reset();
  EXPECT_FALSE(reply.complete(text("to nobody")));
}

TEST_F(AServerThatWaits, ALateAnswerCannotSplitItself) {
  answers_later();
  auto caller = client();
  caller.say(get("/it"));
  asked().complete({.status = 200, .content_type = "text/plain", .body = "", .headers = {{"X", "a\r\nY: b"}}});
  EXPECT_EQ(caller.hear().status, 500);
}

/// A stream that the test holds the other end of.
class AStream : public AServerThatWaits {
 protected:
  void streams(StreamSettings stream = {}, Settings settings = {}) {
    answers(
        [this, stream](const Request& request) {
          const EventStream made{stream};
          if (const auto last = request.header("last-event-id")) (void)made.send(event_text(*last, "resumed", "{}"));
          opened_.set_value(made);
          return made;
        },
        std::move(settings));
  }
  [[nodiscard]] EventStream opened() { return opened_.get_future().get(); }

  std::promise<EventStream> opened_;
};

TEST_F(AStream, CarriesEventsUntilItEnds) {
  streams();
  auto reader = client();
  reader.say(get("/it", "Last-Event-ID: 0.7\r\n"));
  const auto stream = opened();
  EXPECT_TRUE(stream.send(event_text("0.8", "order_placed", "{\"a\":1}\n{}")));
  stream.end();
  const auto answer = reader.hear();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("Content-Type"), "text/event-stream");
  EXPECT_EQ(answer.body,
            "retry: 2000\n\nid: 0.7\nevent: resumed\ndata: {}\n\n"
            "id: 0.8\nevent: order_placed\ndata: {\"a\":1}\ndata: {}\n\n");
}

TEST_F(AStream, BeatsWhileNothingHappens) {
  streams({.heartbeat = std::chrono::milliseconds{1}});
  auto reader = client();
  reader.say(get("/it"));
  const auto stream = opened();
  EXPECT_TRUE(reader.hears(":\n\n"));
  stream.end();
}

TEST_F(AStream, EndsAfterALongWhileSoThatItsReaderIsAskedAgainWhoTheyAre) {
  Settings settings;
  settings.stream_longest = std::chrono::milliseconds{20};
  streams({}, settings);
  auto reader = client();
  reader.say(get("/it"));
  const auto stream = opened();
  EXPECT_EQ(reader.hear().status, 200) << "the whole answer";
}

TEST_F(AStream, DropsAReaderThatIsTooSlow) {
  streams({.buffer_bytes_max = 4096});
  auto reader = client();
  reader.say(get("/it"));
  const auto stream = opened();
  const std::string event = event_text("1", "big", std::string(1000, 'x'));
  std::size_t sent = 0;
  while (stream.send(event)) ++sent;
  EXPECT_GE(sent, 1U);
  EXPECT_FALSE(stream.is_open());
}

TEST_F(AStream, EndsWithTheServer) {
  streams();
  auto reader = client();
  reader.say(get("/it"));
  const auto stream = opened();
  server_->stop();
  EXPECT_FALSE(stream.send(event_text("1", "late", "{}")));
}

TEST_F(AStream, DoesNotKeepOthersWaiting) {
  streams();
  auto reader = client();
  reader.say(get("/it"));
  const auto stream = opened();
  EXPECT_EQ(client().say(get("/other")).hear().body, "at once");
  stream.end();
}

TEST(AProblem, NamesTheFieldAsAJsonPointer) {
  const auto response = problem(422, "is full", "/window_id", "window_full");
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_THAT(response.body, HasSubstr(R"("errors":[{"detail":"is full","pointer":"#/window_id"}])"));
  EXPECT_THAT(response.body, HasSubstr(R"("code":"window_full")"));
}

}  // namespace
}  // namespace matbud::web
