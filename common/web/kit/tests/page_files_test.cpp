// The pages inside the program: every file is found, compressed for who takes it, and asked for once.
#include "matbud/web/page_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace matbud::web {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

/// `kitchen-table` and the others.
std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const auto& file : page_files()) {
    if (file.path.ends_with('/')) names.emplace_back(file.path.substr(1, file.path.size() - 2));
  }
  return names;
}

Router every_page() {
  Router router;
  for (const auto& name : names()) add_page(router, name);
  add_shared_files(router);
  return router;
}

Response get(const std::string& path, std::map<std::string, std::string, std::less<>> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = path;
  request.headers = std::move(headers);
  return std::get<Response>(every_page().answer(request));
}

std::string header_of(const Response& response, std::string_view name) {
  const auto header = std::find_if(response.headers.begin(), response.headers.end(),
                                   [&](const auto& one) { return one.first == name; });
  return header == response.headers.end() ? "" : header->second;
}

TEST(PageFiles, HoldEverythingThatThePageAsksFor) {
  const auto page = get("/kitchen-table/");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.content_type, HasSubstr("text/html"));
  std::size_t assets = 0;
  for (auto at = page.body.find("/assets/"); at != std::string::npos; at = page.body.find("/assets/", at + 1)) {
    const auto asset = page.body.substr(at, page.body.find('"', at) - at);
    EXPECT_EQ(get(asset).status, 200) << asset;
    ++assets;
  }
  EXPECT_GE(assets, 2U) << "a script and a style sheet";
}

TEST(PageFiles, HoldNothingInlineThatTheContentPolicyWouldRefuse) {
  const auto page = get("/kitchen-table/").body;
  EXPECT_EQ(page.find("<style"), std::string::npos);
  EXPECT_EQ(page.find("style="), std::string::npos);
  for (auto at = page.find("<script"); at != std::string::npos; at = page.find("<script", at + 1))
    EXPECT_THAT(page.substr(at, page.find('>', at) - at), HasSubstr("src="));
}

TEST(PageFiles, AreCompressedForThoseWhoTakeThat) {
  const auto plain = get("/kitchen-table/");
  EXPECT_EQ(header_of(plain, "Content-Encoding"), "");
  for (const auto* codings : {"gzip", "br, gzip", "gzip;q=0.5", "*"}) {
    const auto compressed = get("/kitchen-table/", {{"accept-encoding", codings}});
    EXPECT_EQ(header_of(compressed, "Content-Encoding"), "gzip") << codings;
    EXPECT_EQ(compressed.body.substr(0, 2), "\x1f\x8b") << codings;
  }
  for (const auto* codings : {"br", "gzip;q=0", ""})
    EXPECT_EQ(header_of(get("/kitchen-table/", {{"accept-encoding", codings}}), "Content-Encoding"), "") << codings;
}

TEST(PageFiles, AreNotSentAgainToThoseWhoHaveThem) {
  const auto etag = header_of(get("/kitchen-table/"), "ETag");
  ASSERT_FALSE(etag.empty());
  const auto again = get("/kitchen-table/", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST(PageFiles, AreKeptForEverOnlyUnderNamesThatChange) {
  for (const auto& file : page_files()) {
    const auto kept = header_of(get(std::string{file.path}), "Cache-Control");
    EXPECT_EQ(kept == "no-cache", !file.path.starts_with("/assets/")) << file.path << ": " << kept;
  }
}

TEST(PageFiles, LeadFromTheNameToThePage) {
  const auto moved = get("/kitchen-table");
  EXPECT_EQ(moved.status, 308);
  EXPECT_THAT(moved.headers, Contains(Pair("Location", "/kitchen-table/")));
}

TEST(PageFiles, WithoutSuchAPageAreNotServed) {
  Router router;
  EXPECT_THROW(add_page(router, "no-such-page"), std::invalid_argument);
}

// What is fetched before anything can be seen: the budget is 150 kB compressed.
TEST(PageFiles, AreLightEnoughForASlowNetwork) {
  for (const auto& name : names()) {
    const auto home = "/" + name + "/";
    const auto page = get(home);
    std::size_t bytes = get(home, {{"accept-encoding", "gzip"}}).body.size();
    for (auto at = page.body.find("/assets/"); at != std::string::npos; at = page.body.find("/assets/", at + 1)) {
      const auto asset = page.body.substr(at, page.body.find('"', at) - at);
      bytes += get(asset, {{"accept-encoding", "gzip"}}).body.size();
    }
    RecordProperty("first_load_bytes_" + name, static_cast<int>(bytes));
    EXPECT_LE(bytes, 150'000U) << name;
  }
}

}  // namespace
}  // namespace matbud::web
