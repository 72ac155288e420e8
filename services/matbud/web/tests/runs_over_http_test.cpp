// A dispatcher arranges runs by hand, over HTTP.
#include <map>
#include <utility>
#include <vector>

#include "deliveries_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::IsEmpty;

/// What each of the town's citizens has ordered for one window stands packed; d-1 drives the first two, d-2 the third.
class RunsOverHttp : public DeliveriesOverHttp {
 protected:
  void a_morning_is_packed() {
    std::vector<std::string> order_ids;
    for (const auto& who : town().world().citizens) {
      order_ids.push_back("o-" + std::to_string(order_ids.size() + 1));
      is_ordered(order_ids.back(), who);
    }
    town().clock().move_on(std::chrono::hours{8});  // past the cut-off
    for (const auto& order_id : order_ids) {
      if (!HasFatalFailure()) is_packed(order_id);
    }
  }

  void a_morning_is_planned() {
    ASSERT_NO_FATAL_FAILURE(a_morning_is_packed());
    for (const std::string number : {"1", "2"}) drives("d-" + number, "s-" + number);
    if (HasFatalFailure()) return;
    as_dispatcher();
    // Nobody solves anything in this town: the dispatcher does it all.
    const auto arranged = post(dispatch + "/plans/arrange", wish({{"s-1", {"o-1", "o-2"}}, {"s-2", {"o-3"}}}));
    ASSERT_EQ(arranged.status, 200) << arranged.text;
    ASSERT_EQ(board().size(), 2U);
  }

  [[nodiscard]] json window() const {
    return {{"area_id", area()}, {"window_id", ordered_["window_id"]}, {"delivery_day", ordered_["delivery_day"]}};
  }

  /// The runs of that day.
  [[nodiscard]] json board() {
    const auto day = ordered_["delivery_day"].get<std::string>();
    const auto answer = get(dispatch + "/runs?area=" + area() + "&day=" + day);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.body.at("runs");
  }

  /// The dispatcher's runs in the place of all that stand: these orders with these shifts.
  [[nodiscard]] json wish(const std::vector<std::pair<std::string, std::vector<std::string>>>& runs) const {
    auto asked = window();
    for (const auto& [shift, orders] : runs) asked["runs"].push_back({{"shift_id", shift}, {"order_ids", orders}});
    return asked;
  }

  /// Orders by shift, with when they are reached.
  [[nodiscard]] static std::map<std::string, json> told(const json& runs) {
    std::map<std::string, json> shifts;
    for (const auto& run : runs) {
      auto& told = shifts[run.at("shift_id")];
      told.push_back({run.at("departs_at_ms"), run.at("returns_at_ms"), run.at("distance_metres")});
      for (const auto& stop : run.at("stops")) told.push_back({stop.at("order_id"), stop.at("eta_ms")});
    }
    return shifts;
  }

  Answer arranges(const json& preview, const std::string& key = {}) {
    auto asked = window();
    asked["before"] = preview.at("as_seen");
    asked["runs"] = preview.at("runs");
    return post(dispatch + "/plans/arrange", asked, key);
  }

  void drives(const std::string& driver, const std::string& shift) {
    as_dispatcher();
    const auto when = get(dispatch + "/deliveries/o-1").body["window"];
    const auto on_shift =
        post(dispatch + "/shifts", {{"shift_id", shift},
                                    {"driver_id", driver},
                                    {"area_id", area()},
                                    {"starts_at_ms", when["opens_at_ms"].get<std::int64_t>() - 7'200'000},
                                    {"ends_at_ms", when["closes_at_ms"].get<std::int64_t>() + 7'200'000},
                                    {"capacity_boxes", 40},
                                    {"depot_latitude_e7", 598'900'000},
                                    {"depot_longitude_e7", 105'200'000}});
    ASSERT_EQ(on_shift.status, 200) << on_shift.text;
  }

 private:
  void is_ordered(const std::string& order_id, const world::Citizen& who) {
    as({"care_worker", "w-1", who.service_unit, area().substr(0, 4)});
    ordered_ = basket(order_id);
    ordered_["citizen_id"] = who.id.value();
    const auto placed = post("/api/ordering/v1/orders", ordered_);
    ASSERT_EQ(placed.status, 201) << placed.text;
  }

  void is_packed(const std::string& order_id) {
    const auto order = "/api/packing/v1/orders/" + order_id;
    as({"picker", "p-1", "dagros", "3024"});
    while (get(order).status != 200) std::this_thread::yield();
    const auto packed = post(order + "/packed", {{"boxes", {{{"weight_grams", 1'200}, {"storage", "ambient"}}}}});
    ASSERT_EQ(packed.status, 200) << packed.text;
    as_dispatcher();
    waits_for(order_id, "packed", true);
  }

  json ordered_{{"window_id", "morning"}, {"delivery_day", today}};
};

TEST_F(RunsOverHttp, ThatNobodyCanDriveLeaveEachOrderWithTheReasonWhyItWaits) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_packed());
  as_dispatcher();
  EXPECT_TRUE(get(dispatch + "/deliveries/o-1").body.at("waits_because").is_null()) << "nobody has tried yet";
  EXPECT_EQ(post(dispatch + "/plans", window()).body["code"], "no_driver");
  waits_for("o-1", "waits_because", "no_driver");
  waits_for("o-3", "waits_because", "no_driver");
  drives("d-1", "s-1");
  ASSERT_EQ(post(dispatch + "/plans/arrange", wish({{"s-1", {"o-1"}}})).status, 200);
  waits_for("o-1", "waits_because", nullptr);
}

TEST_F(RunsOverHttp, AreMovedOnceTheDifferenceWasSeen) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  const auto stood = told(board());
  const auto asked = wish({{"s-1", {"o-3", "o-1"}}, {"s-2", {"o-2"}}});
  const auto preview = post(dispatch + "/plans/preview", asked);
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_THAT(preview.body["hindered"], IsEmpty());
  EXPECT_THAT(preview.body["unplanned"], IsEmpty());
  EXPECT_EQ(told(preview.body["before"]["runs"]), stood);
  EXPECT_EQ(told(board()), stood) << "looking changes nothing";

  const auto arranged = arranges(preview.body, "k-arrange");
  ASSERT_EQ(arranged.status, 200) << arranged.text;
  EXPECT_EQ(told(board()), told(preview.body["after"]["runs"])) << "what was seen is what came";
  EXPECT_EQ(arranges(preview.body, "k-arrange").status, 200) << "said again, it is the same change";
  const auto stale = arranges(preview.body);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body["code"], "stale_plan");
}

TEST_F(RunsOverHttp, AreTimedByTheRoutingServerWhereThereIsOne) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  town().set_roads([](const std::vector<dispatch::Position>& places) -> Result<dispatch::TravelMatrix> {
    const auto ways = places.size() * places.size();
    return dispatch::TravelMatrix{.metres = std::vector<double>(ways, 7'000),
                                  .seconds = std::vector<double>(ways, 600)};
  });
  const auto preview = post(dispatch + "/plans/preview", wish({{"s-1", {"o-3", "o-1"}}, {"s-2", {"o-2"}}}));
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.body["after"]["distance_metres"], (3 + 2) * 7'000);
  const auto arranged = arranges(preview.body);
  ASSERT_EQ(arranged.status, 200) << arranged.text;
  EXPECT_EQ(told(board()), told(preview.body["after"]["runs"]));
}

TEST_F(RunsOverHttp, ThatNobodySpeaksOfStandAsTheyStood) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  const auto preview = post(dispatch + "/plans/preview", wish({{"s-1", {"o-2", "o-1"}}, {"s-2", {"o-3"}}}));
  ASSERT_EQ(preview.body["as_seen"].size(), 1U) << preview.text;
  ASSERT_EQ(preview.body["runs"].size(), 1U) << preview.text;
  const auto run_of = [](const json& runs, const std::string& shift) {
    for (const auto& run : runs) {
      if (run["shift_id"] == shift) return run;
    }
    return json{};
  };
  const auto before = board();
  const auto arranged = arranges(preview.body);
  ASSERT_EQ(arranged.status, 200) << arranged.text;
  const auto after = board();
  EXPECT_EQ(run_of(after, "s-2"), run_of(before, "s-2"));
  EXPECT_NE(run_of(after, "s-1"), run_of(before, "s-1"));
}

TEST_F(RunsOverHttp, ThatASolverWouldMakeAreSeenFirst) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  const auto preview = post(dispatch + "/plans/preview", window());
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_THAT(preview.body["hindered"], IsEmpty());
  EXPECT_THAT(preview.body["unplanned"], IsEmpty());
  EXPECT_LE(preview.body["after"]["distance_metres"], preview.body["before"]["distance_metres"]);
  std::size_t stops = 0;
  for (const auto& run : preview.body["after"]["runs"]) stops += run["stops"].size();
  EXPECT_EQ(stops, 3U);
}

TEST_F(RunsOverHttp, GoAroundWhatIsClosed) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  const auto door = board()[0]["stops"][0]["doorstep"]["point"];
  const auto metres = [&] {
    const auto preview = post(dispatch + "/plans/preview", wish({{"s-1", {"o-1", "o-2", "o-3"}}}));
    EXPECT_EQ(preview.status, 200) << preview.text;
    return preview.body["after"]["distance_metres"].get<int>();
  };
  const auto open = metres();
  auto closing = window();
  closing["reason"] = "road_closed";
  closing["closed_roads"] = {{{"latitude_e7", (door["latitude_e7"].get<int>() + 598'900'000) / 2},
                              {"longitude_e7", (door["longitude_e7"].get<int>() + 105'200'000) / 2},
                              {"radius_metres", 25}}};
  const auto closed = post(dispatch + "/plans", closing);
  ASSERT_EQ(closed.status, 200) << closed.text;
  EXPECT_GT(metres(), open);
}

TEST_F(RunsOverHttp, ThatCannotBeDrivenAreRefusedWithTheirReason) {
  ASSERT_NO_FATAL_FAILURE(a_morning_is_planned());
  const auto asked = wish({{"s-9", {"o-1", "o-2", "o-3"}}});
  const auto preview = post(dispatch + "/plans/preview", asked);
  ASSERT_EQ(preview.status, 200) << preview.text;
  ASSERT_EQ(preview.body["hindered"].size(), 1U);
  EXPECT_EQ(preview.body["hindered"][0]["why"], "time");
  EXPECT_EQ(preview.body["unplanned"].size(), 3U);
  const auto refused = arranges(preview.body, "k-impossible");
  EXPECT_EQ(refused.status, 409) << refused.text;
  EXPECT_EQ(refused.body["code"], "invalid_plan");
  EXPECT_EQ(arranges(preview.body, "k-impossible").status, 409) << "said again, it is the same answer";
}

TEST_F(RunsOverHttp, AreReckonedFromWhatTheirDispatcherHasSeenOrNotAtAll) {
  as_dispatcher();
  for (const std::string what : {"preview", "arrange"}) {
    auto asked = window();
    if (what == "arrange") asked = wish({{"s-1", {"o-1"}}});
    const auto with = [&](const std::string& token) {
      return say("POST", dispatch + "/plans/" + what, asked.dump(),
                 headers("Content-Type: application/json\r\nIdempotency-Key: " + new_key() +
                         "\r\nmatbud-token: " + token + "\r\n"));
    };
    EXPECT_EQ(with("0.4000000000").status, 503) << what << ": nobody has written that far";
    EXPECT_EQ(with("not-a-token").status, 400) << what;
  }
}

TEST_F(RunsOverHttp, ThatAreNotThereCannotBeMoved) {
  as_dispatcher();
  const auto nothing = post(dispatch + "/plans/preview", window());
  EXPECT_EQ(nothing.status, 409) << nothing.text;
  EXPECT_EQ(nothing.body["code"], "nothing_to_plan");
  const auto incomplete = post(dispatch + "/plans/arrange", window());
  EXPECT_EQ(incomplete.status, 422);
  EXPECT_EQ(incomplete.body["errors"][0]["pointer"], "#/runs");
  auto asked = wish({{"s-1", {"o-1"}}});
  asked["before"] = json::array({{{"run_id", "a/b/1"}, {"order_ids", {"o-1"}}}});
  const auto refused = post(dispatch + "/plans/arrange", asked);
  EXPECT_EQ(refused.status, 409) << refused.text;
  EXPECT_EQ(refused.body["code"], "stale_plan");
}

}  // namespace
}  // namespace matbud::apis
