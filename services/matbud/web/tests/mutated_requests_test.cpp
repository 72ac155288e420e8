// Ten thousand requests that were right once: each gets a clear answer, nothing is lost, and nothing breaks.
#include <random>
#include <set>
#include <thread>

#include "http_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;

constexpr std::uint64_t seed = 20'261'122;
constexpr int requests = 10'000;

/// A request that was right once.
struct Template {
  std::string method;
  std::string path;
  json body;
};

/// Changes requests at random, the same way for the same seed.
class Mutator {
 public:
  explicit Mutator(std::uint64_t the_seed) : random_{the_seed} {}

  [[nodiscard]] std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>{0, end - 1}(random_);
  }

  /// The body's text with one to three changes: of values, or of bytes.
  [[nodiscard]] std::string text_of(json body) {
    const auto changes = 1 + below(3);
    for (std::size_t i = 0; i < changes; ++i) change(body, 0);
    auto text = body.dump(-1, ' ', false, json::error_handler_t::replace);
    if (below(3) == 0) change_bytes(text);
    return text;
  }

  void change_bytes(std::string& text) {
    if (text.empty()) return;
    switch (below(4)) {
      case 0: text[below(text.size())] = static_cast<char>(below(256)); break;
      case 1: text.resize(below(text.size())); break;
      case 2: text.insert(below(text.size()), text.substr(below(text.size()), 20)); break;
      default: text.erase(below(text.size()), 1 + below(5)); break;
    }
  }

 private:
  /// Changes one value somewhere in the tree.
  void change(json& value, int depth) {
    if (value.is_structured() && !value.empty() && below(4) != 0 && depth < 6) {
      auto at = value.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(below(value.size())));
      if (value.is_object() && below(5) == 0) {
        value.erase(at.key());
      } else {
        change(*at, depth + 1);
      }
      return;
    }
    if (value.is_object() && below(2) == 0) {
      value["surprise"] = strange();
    } else if (value.is_array() && below(2) == 0) {
      value.push_back(strange());
    } else {
      value = strange();
    }
  }

  [[nodiscard]] json strange() {
    static const json values[] = {nullptr,
                                  true,
                                  0,
                                  -1,
                                  1,
                                  4'294'967'296,
                                  1.5,
                                  1e300,
                                  "",
                                  " ",
                                  "x",
                                  "2026-02-30",
                                  "9999-12-31",
                                  "../../etc",
                                  "o-1/../..",
                                  std::string(70, 'a'),
                                  std::string(3'000, 'b'),
                                  "\u0000\u0001",
                                  "æøå\u2028",
                                  json::array(),
                                  json::object(),
                                  json::array({json::array({json::array()})}),
                                  "00000000000000",
                                  "7038010000010"};
    return values[below(std::size(values))];
  }

  std::mt19937_64 random_;
};

class MutatedRequests : public OverHttp {
 protected:
  std::vector<Template> templates() {
    const std::string base = "/api/ordering/v1";
    auto order = basket("o-1");
    order["note_to_driver"] = "Ring to ganger";
    order["lines"].push_back({{"gtin", good(1)}, {"quantity", 1}, {"warning_passed_reason", "Til besøk"}});
    auto checked = basket("o-1");
    checked.erase("order_id");
    auto standing = basket("o-1");
    standing.erase("order_id");
    standing.erase("delivery_day");
    standing["standing_order_id"] = "s-1";
    standing["weekdays"] = {"mon"};
    return {
        {"POST", base + "/orders", order},
        {"POST", base + "/orders/o-1/amend", {{"area_id", area()}, {"expected_version", 1}, {"lines", order["lines"]}}},
        {"POST",
         base + "/orders/o-1/cancel",
         {{"area_id", area()}, {"citizen_id", citizen().id.value()}, {"reason", "x"}}},
        {"POST", base + "/orders/o-1/feedback", {{"area_id", area()}, {"feedback_id", "f-1"}, {"stars", 3}}},
        {"POST", base + "/standing-orders", standing},
        {"POST",
         base + "/citizens",
         {{"citizen_id", "z-9"}, {"area_id", area()}, {"name", "Å"}, {"diet", {{"avoids", {"milk"}}}}}},
        {"POST", base + "/baskets", checked},
        {"POST",
         base + "/areas",
         {{"area_id", "3024-ny"},
          {"municipality", "3024"},
          {"name", "Ny"},
          {"grocer_id", "dagros"},
          {"windows",
           {{{"window_id", "morning"},
             {"weekdays", {"mon"}},
             {"opens_minute", 540},
             {"closes_minute", 720},
             {"capacity_orders", 9},
             {"cut_off_minute", 960}}}},
          {"closed_days", {"2026-12-24"}},
          {"alcohol", {{"until_minute", 1140}}}}},
        {"POST",
         base + "/products",
         {{"grocer_id", "dagros"},
          {"products", {{{"gtin", good(1)}, {"name", "Ny"}, {"allergens", {{"contains", {"fish"}}}}}}}}},
        {"POST",
         "/api/packing/v1/grocers",
         {{"grocer_id", "dagros"}, {"channel", "CHANNEL_WEBHOOK"}, {"webhook_url", "https://dagros.example"}}},
        {"GET", base + "/products?area=" + area() + "&q=melk", {}},
        {"GET", base + "/orders?area=" + area() + "&limit=10", {}},
        {"GET", base + "/areas/" + area() + "/windows?days=3", {}},
        {"GET", base + "/citizens/" + citizen().id.value() + "/proposal", {}}};
  }
  /// One of the known requests, changed; its answer must be a clear one.
  Answer ask_changed(const std::vector<Template>& known, Mutator& mutator, int number) {
    static const std::set<int> clear{200, 201, 202, 400, 403, 404, 405, 409, 413, 415, 422};
    const auto& request = known[mutator.below(known.size())];
    auto path = request.path;
    std::string body;
    if (request.method == "GET") {
      // A space or a line break in it would end the target: then it is another request, or none.
      auto query = path.substr(path.find_last_of("/?") + 1);
      mutator.change_bytes(query);
      for (auto& c : query) c = c > ' ' && c < 127 ? c : '%';
      path = path.substr(0, path.find_last_of("/?") + 1) + query;
    } else {
      body = mutator.text_of(request.body);
    }
    auto key = "m-" + std::to_string(number);
    if (mutator.below(50) == 0) mutator.change_bytes(key);
    for (auto& c : key) c = c > ' ' && c < 127 ? c : '/';
    const auto answer =
        say(request.method, path, body, headers("Content-Type: application/json\r\nIdempotency-Key: " + key + "\r\n"));
    EXPECT_TRUE(clear.contains(answer.status)) << request.method << " " << path << "\n"
                                               << body << "\n"
                                               << answer.status << " " << answer.text;
    if (answer.status >= 400 && answer.status != 405) {
      const bool is_clear = answer.body.is_object() && answer.body.value("detail", "").size() > 5;
      EXPECT_TRUE(is_clear) << answer.text;
    }
    EXPECT_NE(answer.status, 202) << "an outcome was not found: " << body;
    return answer;
  }
};

TEST_F(MutatedRequests, EachGetAClearAnswerAndNothingIsLost) {
  as_care_worker();
  const auto known = templates();
  Mutator mutator{seed};
  std::set<std::string> placed;
  std::map<int, int> counts;
  for (int i = 0; i < requests; ++i) {
    SCOPED_TRACE("request " + std::to_string(i) + " of seed " + std::to_string(seed));
    if (i % 500 == 0) as({i % 1'000 == 0 ? "administrator" : "care_worker", "w-7", citizen().service_unit});
    const auto answer = ask_changed(known, mutator, i);
    if (HasFailure()) return;
    ++counts[answer.status];
    if (answer.status == 201 && answer.body.value("outcome", "") == "placed")
      placed.insert(answer.body["order"]["order_id"]);
  }
  RecordProperty("answers", json(counts).dump());
  EXPECT_GT(counts[422], 1'000);
  EXPECT_GT(counts[201] + counts[200], 100) << "some changes do not matter";

  as({"operator", "local"});
  std::set<std::string> listed;
  std::string cursor;
  do {
    const auto page = get("/api/ordering/v1/orders?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& row : page.body["orders"]) {
      if (row["step"] != "refused") listed.insert(row["order_id"]);
    }
    cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
  } while (!cursor.empty());
  EXPECT_EQ(listed, placed);
  EXPECT_TRUE(running().pipeline().alarms().empty());
}

TEST_F(MutatedRequests, OfAPickerGetAClearAnswerAndTheOrderIsPackedAtMostOnce) {
  as_care_worker();
  auto order = basket("o-1");
  order["window_id"] = "same-day";
  order["delivery_day"] = "2026-11-23";
  ASSERT_EQ(post("/api/ordering/v1/orders", order).status, 201);
  as({"picker", "p-1", "dagros"});
  const std::string base = "/api/packing/v1/orders";
  while (get(base + "/o-1").status != 200) std::this_thread::yield();
  const std::vector<Template> known{
      {"POST",
       base + "/o-1/lines",
       {{"lines", {{{"ordered_gtin", good()}, {"outcome", "substituted"}, {"gtin", good(2)}, {"quantity", 2}}}}}},
      {"POST",
       base + "/o-1/lines",
       {{"lines", {{{"ordered_gtin", good()}, {"outcome", "accepted"}, {"reason", "x"}}}}}},
      {"POST",
       base + "/o-1/packed",
       {{"boxes", {{{"weight_grams", 1'000}, {"storage", "chilled"}, {"box_id", "b-1"}}}},
        {"lines", {{{"gtin", good()}, {"quantity", 2}, {"lot", "L1"}, {"best_before_day", "2027-01-01"}}}}}},
      {"POST", base + "/o-1/accept", {{"grocer_reference", "G-1"}}},
      {"POST", base + "/o-1/refuse", {{"reason", "x"}}},
      {"GET", base + "?from=2026-11-23&limit=10", {}},
      {"GET", base + "/o-1/lines/" + good() + "/substitutes?q=melk", {}}};
  Mutator mutator{seed};
  std::set<std::string> packed;  // a key that was used before gets the first answer again
  for (int i = 0; i < 2'000; ++i) {
    SCOPED_TRACE("request " + std::to_string(i) + " of seed " + std::to_string(seed));
    const auto answer = ask_changed(known, mutator, i);
    if (HasFailure()) return;
    if (answer.status == 200 && answer.body.value("outcome", "") == "packed") packed.insert(answer.token());
  }
  EXPECT_LE(packed.size(), 1U);
  EXPECT_EQ(get(base + "/o-1").status, 200);
  EXPECT_TRUE(running().pipeline().alarms().empty());
}

}  // namespace
}  // namespace matbud::apis
