// The words in which stories of deliveries over HTTP are told.
#pragma once

#include <string>
#include <thread>

#include "http_story.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/log/topics.h"

namespace matbud::apis {

inline const std::string dispatch = "/api/dispatch/v1";
inline const std::string today = "2026-11-23";

class DeliveriesOverHttp : public OverHttp {
 protected:
  void as_dispatcher() { as({"dispatcher", "b-1", {}, area().substr(0, 4)}); }
  void as_driver(const std::string& id = "d-1") { as({"driver", id, {}, area().substr(0, 4)}); }

  Answer a_driver_comes_on_shift(const std::string& driver = "d-1", const std::string& shift = "s-1") {
    as_driver(driver);
    const auto now = to_ms(town().clock().now());
    return post(dispatch + "/shifts", {{"shift_id", shift},
                                       {"area_id", area()},
                                       {"starts_at_ms", now - 3'600'000},
                                       {"ends_at_ms", now + 8 * 3'600'000},
                                       {"capacity_boxes", 40},
                                       {"depot_latitude_e7", 598'900'000},
                                       {"depot_longitude_e7", 105'200'000}});
  }

  /// A same-day order, ordered, given to the driver and packed.
  void an_order_stands_packed(const std::string& order_id) {
    as_care_worker();
    auto body = basket(order_id);
    body["window_id"] = "same-day";
    body["delivery_day"] = today;
    const auto placed = post("/api/ordering/v1/orders", body);
    ASSERT_EQ(placed.status, 201) << placed.text;
    as_dispatcher();
    waits_for(order_id, "phase", "assigned");
    grocer::v1::GrocerAnswer answer;
    answer.set_order_id(order_id);
    auto& box = *answer.mutable_packed()->add_boxes();
    box.set_box_id("b-" + order_id);
    box.set_weight_grams(1'000);
    box.set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
    town().append({.topic = log::grocer_answers(GrocerId{"dagros"}),
                   .key = area(),
                   .id = "packed/" + order_id,
                   .type = "matbud.grocer.v1.GrocerAnswer",
                   .subject = "order/" + order_id,
                   .value = answer.SerializeAsString(),
                   .partition = {}});
    waits_for(order_id, "packed", true);
  }

  void waits_for(const std::string& order_id, const std::string& field, const nlohmann::json& value) {
    for (;;) {
      const auto answer = get(dispatch + "/deliveries/" + order_id);
      if (answer.status == 200 && answer.body.at(field) == value) return;
      std::this_thread::yield();
    }
  }

  [[nodiscard]] nlohmann::json runs() {
    const auto answer = get(dispatch + "/runs?area=" + area() + "&day=" + today);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.body.at("runs");
  }

  Answer the_run_leaves() {
    as_driver();
    const auto run = runs().at(0).at("run_id");
    return post(dispatch + "/runs/start", {{"area_id", area()}, {"run_id", run}});
  }

  Answer says(const std::string& order_id, const std::string& what, nlohmann::json body = nlohmann::json::object()) {
    body["area_id"] = area();
    return post(dispatch + "/deliveries/" + order_id + "/" + what, body);
  }
};

}  // namespace matbud::apis
