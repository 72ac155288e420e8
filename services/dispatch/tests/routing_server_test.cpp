// Matrices of a routing server that the test starts, in the forms of OSRM and of VROOM.
#include "matbud/dispatch/routing_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>

#include "matbud/web/server.h"
#include "matrix_forms.h"

namespace matbud::dispatch {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<Position> places{{59.89, 10.52}, {59.9, 10.53}, {59.91, 10.6}};
constexpr const char* tables = R"("durations": [[0, 60.5, 120], [61, 0, null], [121, 71, 0]],
                                  "distances": [[0, 500, 1000], [510, 0, null], [1010, 600, 0]])";

/// Answers every request with one body, and keeps what it was asked.
class ARoutingServer : public ::testing::Test {
 protected:
  void starts(int status, std::string body) {
    web::Router router;
    const auto answer = [this, status, body](const web::Request& request) {
      const std::lock_guard lock{mutex_};
      asked_ = request;
      return web::Response{status, "application/json", body, {}};
    };
    router.add("GET", "/table/v1/driving/{coordinates}", answer);
    router.add("POST", "/matrix", answer);
    auto started = web::Server::start(std::move(router));
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  [[nodiscard]] RoutingSettings settings(RoutingSettings::Form form = RoutingSettings::Form::osrm) const {
    RoutingSettings settings;
    settings.url = server_->address() + (form == RoutingSettings::Form::vroom ? "/matrix" : "/");
    settings.form = form;
    return settings;
  }
  web::Request asked() {
    const std::lock_guard lock{mutex_};
    return asked_;
  }

  std::mutex mutex_;
  web::Request asked_;
  std::unique_ptr<web::Server> server_;
};

TEST_F(ARoutingServer, IsAskedInTheFormOfOsrm) {
  starts(200, std::string{R"({"code": "Ok", )"} + tables + "}");
  const auto matrix = routing_server(settings())(places);
  ASSERT_TRUE(matrix) << matrix.error().message;
  EXPECT_EQ(asked().captured.find("coordinates")->second,
            "10.5200000,59.8900000;10.5300000,59.9000000;10.6000000,59.9100000");
  EXPECT_EQ(asked().query_value("annotations"), "duration,distance");
  EXPECT_EQ(matrix->seconds[1], 60.5);
  EXPECT_EQ(matrix->metres[3], 510);
  EXPECT_TRUE(std::isinf(matrix->seconds[5]));
  EXPECT_TRUE(std::isinf(matrix->metres[5]));
}

TEST_F(ARoutingServer, IsAskedInTheFormOfVroom) {
  starts(200, std::string{R"({"matrices": {"car": {)"} + tables + "}}}");
  const auto matrix = routing_server(settings(RoutingSettings::Form::vroom))(places);
  ASSERT_TRUE(matrix) << matrix.error().message;
  const auto body = json::parse(asked().body);
  ASSERT_EQ(body["locations"].size(), 3U);
  EXPECT_EQ(body["locations"][2][0], 10.6) << "longitude first";
  EXPECT_EQ(matrix->seconds[2], 120);
}

TEST_F(ARoutingServer, ThatFailsIsAnErrorThatNamesNoPlace) {
  const struct {
    const char* story;
    int status;
    const char* body;
    const char* why;
  } rows[] = {
      {"too many places for it", 400, R"({"code": "TooBig"})", "http 400"},
      {"broken", 500, "", "http 500"},
      {"no JSON", 200, "<html>", "no matrix"},
      {"no tables", 200, "{}", "durations: not a table"},
      {"of other places", 200, R"({"durations": [[0]], "distances": [[0]]})", "durations: not a table"},
      {"without distances", 200, R"({"durations": [[0,1,1],[1,0,1],[1,1,0]]})", "distances: not a table"},
      {"with words", 200, R"({"durations": [[0,"a",1],[1,0,1],[1,1,0]], "distances": []})", "durations: not a table"},
      {"back in time", 200, R"({"durations": [[0,-1,1],[1,0,1],[1,1,0]], "distances": []})", "durations: not a table"},
      {"with a ragged row", 200, R"({"durations": [[0,1],[1,0,1],[1,1,0]], "distances": []})",
       "durations: not a table"},
      {"of no profile", 200, R"({"matrices": {}})", "no matrix"},
      {"of a profile that is none", 200, R"({"matrices": {"car": 3}})", "no matrix"},
  };
  for (const auto& [story, status, body, why] : rows) {
    SCOPED_TRACE(story);
    starts(status, body);
    const auto matrix = routing_server(settings())(places);
    ASSERT_FALSE(matrix);
    EXPECT_THAT(matrix.error().message, HasSubstr(why));
    EXPECT_THAT(matrix.error().message, Not(HasSubstr("10.5")));
  }
}

TEST_F(ARoutingServer, ThatIsNotThereIsAnError) {
  starts(200, "{}");
  const auto gone = settings();
  server_.reset();
  const auto matrix = routing_server(gone)(places);
  ASSERT_FALSE(matrix);
  EXPECT_THAT(matrix.error().message, HasSubstr("routing server: "));
  EXPECT_FALSE(routing_server({})) << "none is set";
}

TEST(RoutingOptions, SendNoPositionsOverAnOpenWire) {
  const struct {
    const char* url;
    bool good;
  } rows[] = {{"https://routes.example", true}, {"http://127.0.0.1:5000", true},      {"http://localhost:5000/", true},
              {"http://routes.example", false}, {"http://127.routes.example", false}, {"routes.example", false}};
  for (const auto& [url, good] : rows) {
    SCOPED_TRACE(url);
    RoutingSettings settings;
    CLI::App app;
    add_routing_options(app, settings);
    bool parsed = true;
    try {
      app.parse(std::vector<std::string>{"vroom", "--routing-form", url, "--routing-url"});
    } catch (const CLI::ParseError&) {
      parsed = false;
    }
    EXPECT_EQ(parsed, good);
    if (parsed) {
      EXPECT_EQ(settings.form, RoutingSettings::Form::vroom);
    }
  }
}

}  // namespace
}  // namespace matbud::dispatch
