#include "matbud/web/router.h"

#include <gtest/gtest.h>

namespace matbud::web {
namespace {

TEST(ATarget, IsTakenApartAndDecoded) {
  const struct {
    const char* target;
    bool valid;
    const char* path;
    std::vector<std::pair<std::string, std::string>> query;
  } rows[] = {
      {"/", true, "/", {}},
      {"/orders/7f3a", true, "/orders/7f3a", {}},
      {"/omr%C3%A5de", true, "/område", {}},
      {"/a+b", true, "/a+b", {}},  // a plus is a space in a query only
      {"/o?area=3024-sandvika&day=2", true, "/o", {{"area", "3024-sandvika"}, {"day", "2"}}},
      {"/o?words=god+dag&flag&&x=%26", true, "/o", {{"words", "god dag"}, {"flag", ""}, {"x", "&"}}},
      {"/o?", true, "/o", {}},
      {"", false, "", {}},
      {"orders", false, "", {}},
      {"http://localhost/", false, "", {}},
      {"/%", false, "", {}},
      {"/%4", false, "", {}},
      {"/%4g", false, "", {}},
      {"/a%00b", false, "", {}},
      {"/o?x=%", false, "", {}},
  };
  for (const auto& [target, valid, path, query] : rows) {
    SCOPED_TRACE(target);
    const auto parsed = parse_target(target);
    ASSERT_EQ(parsed.has_value(), valid);
    if (!valid) continue;
    EXPECT_EQ(parsed->path, path);
    EXPECT_EQ(parsed->query, query);
  }
}

TEST(ARouter, PrefersFixedSegmentsAndTheRouteAddedFirst) {
  const auto says = [](const char* text) { return [text](const Request&) { return Response{200, "", text, {}}; }; };
  Router router;
  router.add("GET", "/orders/{id}", says("one order"))
      .add("GET", "/orders/{number}", says("never"))
      .add("GET", "/orders/new", says("the form"))
      .add("POST", "/orders/{id}", says("changed"));
  const struct {
    const char* method;
    const char* path;
    int status;
    const char* body;
  } rows[] = {
      {"GET", "/orders/7f3a", 200, "one order"}, {"GET", "/orders/new", 200, "the form"},
      {"HEAD", "/orders/new", 200, "the form"},  {"POST", "/orders/new", 200, "changed"},
      {"GET", "/orders", 404, nullptr},          {"GET", "/orders/7f3a/lines", 404, nullptr},
      {"GET", "/orders/", 404, nullptr},         {"PUT", "/orders/7f3a", 405, nullptr},
  };
  for (const auto& [method, path, status, body] : rows) {
    SCOPED_TRACE(std::string{method} + " " + path);
    Request request;
    request.method = method;
    request.path = path;
    const auto response = std::get<Response>(router.answer(request));
    EXPECT_EQ(response.status, status);
    if (body != nullptr) {
      EXPECT_EQ(response.body, body);
    }
  }
}

TEST(ARequest, FindsItsQueryHeadersAndCaptures) {
  Router router;
  Request seen;
  router.add("GET", "/areas/{area}/orders/{id}", [&](const Request& request) { return seen = request, Response{}; });
  Request request;
  request.method = "GET";
  request.path = "/areas/3024-sandvika/orders/7f3a";
  request.query = {{"as", "json"}, {"as", "text"}};
  request.headers = {{"accept", "application/json"}};
  EXPECT_EQ(std::get<Response>(router.answer(request)).status, 200);
  EXPECT_EQ(seen.captured.at("area"), "3024-sandvika");
  EXPECT_EQ(seen.captured.at("id"), "7f3a");
  EXPECT_EQ(seen.query_value("as"), "json");
  EXPECT_EQ(seen.query_value("of"), std::nullopt);
  EXPECT_EQ(seen.header("accept"), "application/json");
  EXPECT_EQ(seen.header("cookie"), std::nullopt);
}

TEST(AProblem, StaysJsonWhateverItsDetail) {
  EXPECT_EQ(problem(404, "no \"order\"").body,
            "{\"detail\":\"no \\\"order\\\"\",\"status\":404,\"title\":\"Not Found\"}\n");
  EXPECT_EQ(problem(400, "\xff").body, "{\"detail\":\"\xEF\xBF\xBD\",\"status\":400,\"title\":\"Bad Request\"}\n");
}

}  // namespace
}  // namespace matbud::web
