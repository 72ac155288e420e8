#include "ordering_story.h"

#include <gtest/gtest.h>

#include "matbud/time/zone.h"

namespace matbud::ordering::story {

namespace {
const std::string readable_mark = "diet:";
}  // namespace

Timestamp oslo(std::int32_t day, int hours, int minutes) {
  return time::Zone::oslo().utc(time::day_from(day), std::chrono::minutes{60 * hours + minutes});
}

v1::DefineArea the_area() {
  v1::DefineArea command;
  auto& area = *command.mutable_area();
  area.set_area_id(sandvika);
  area.set_municipality("3024");
  area.set_name("Sandvika");
  area.set_grocer_id("dagros");
  area.set_order_weight_grams_max(20'000);
  auto& morning = *area.add_windows();
  morning.set_window_id("morning");
  morning.set_weekdays(0b0111111);
  morning.set_opens_minute(9 * 60);
  morning.set_closes_minute(12 * 60);
  morning.set_cut_off_minute(16 * 60);
  morning.set_capacity_orders(3);
  auto& today = *area.add_windows();
  today.set_window_id("today");
  today.set_weekdays(0b0111111);
  today.set_opens_minute(8 * 60);
  today.set_closes_minute(20 * 60);
  today.set_capacity_orders(2);
  today.set_same_day(true);
  return command;
}

v1::PutProducts the_shelf() {
  v1::PutProducts command;
  command.set_grocer_id("dagros");
  const auto add = [&](std::uint64_t gtin, const char* name, std::int64_t price_ore, std::uint32_t weight_grams) {
    auto& product = *command.add_products();
    product.set_gtin(gtin);
    product.set_name(name);
    product.set_price_ore(price_ore);
    product.set_weight_grams(weight_grams);
    return &product;
  };
  add(milk, "Lettmelk", 2490, 1000);
  add(bananas, "Bananer", 2990, 0)->set_sold_by_weight(true);
  add(soda, "Brus", 3000, 1500)->set_deposit_ore(300);
  add(unpriced, "Nyhet", 0, 500);
  add(withdrawn, "Utgått", 1000, 500)->set_withdrawn(true);
  return command;
}

v1::RegisterCitizen a_citizen(const std::string& citizen_id) {
  v1::RegisterCitizen command;
  auto& citizen = *command.mutable_citizen();
  citizen.set_citizen_id(citizen_id);
  citizen.set_area_id(sandvika);
  citizen.set_active(true);
  citizen.mutable_name()->set_key_id(citizen_id);
  citizen.mutable_name()->set_box("sealed");
  return command;
}

orders::v1::OrderLine line(std::uint64_t gtin, std::uint32_t quantity) {
  orders::v1::OrderLine wished;
  wished.set_gtin(gtin);
  wished.set_quantity(quantity);
  return wished;
}

v1::PlaceOrder an_order(const std::string& order_id, const std::string& window_id, std::int32_t day) {
  v1::PlaceOrder command;
  command.set_order_id(order_id);
  command.set_citizen_id("kari");
  command.set_window_id(window_id);
  command.set_delivery_day(day);
  command.set_channel("page");
  *command.add_lines() = line(milk, 2);
  return command;
}

v1::AmendOrder amended(const std::string& order_id, std::uint32_t expected_version,
                       const std::vector<orders::v1::OrderLine>& lines) {
  v1::AmendOrder command;
  command.set_order_id(order_id);
  command.set_expected_version(expected_version);
  command.set_amended_by("worker-1");
  for (const auto& wished : lines) *command.add_lines() = wished;
  return command;
}

v1::CancelOrder cancelled(const std::string& order_id) {
  v1::CancelOrder command;
  command.set_order_id(order_id);
  command.set_cancelled_by("worker-1");
  return command;
}

privacy::v1::Sealed sealed_diet(const std::string& citizen_id, const std::vector<orders::v1::Allergen>& avoids) {
  v1::Diet diet;
  for (const auto allergen : avoids) diet.add_avoids(allergen);
  privacy::v1::Sealed sealed;
  sealed.set_key_id(citizen_id);
  sealed.set_box(readable_mark + diet.SerializeAsString());
  return sealed;
}

DietRead read_diet(const privacy::v1::Sealed& sealed) {
  if (sealed.box() == erased_box) return {DietRead::Kind::erased, {}};
  DietRead read{DietRead::Kind::unreadable, {}};
  if (sealed.box().starts_with(readable_mark) && read.diet.ParseFromString(sealed.box().substr(readable_mark.size())))
    read.kind = DietRead::Kind::readable;
  return read;
}

OrderingStory::OrderingStory(Nothing) : Story{make_decider(read_diet), sandvika} { at(oslo(monday, 9)); }

bridge::v1::OrderConfirmed confirmed_with(std::uint64_t substitute, std::uint64_t ordered) {
  bridge::v1::OrderConfirmed confirmed;
  confirmed.set_order_id("o1");
  confirmed.set_citizen_id("kari");
  confirmed.set_grocer_id("dagros");
  auto& line = *confirmed.add_lines();
  line.set_ordered_gtin(ordered);
  line.set_outcome(bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  line.set_gtin(substitute);
  return confirmed;
}

OrderingStory::OrderingStory() : OrderingStory{Nothing{}} { given(the_area(), the_shelf(), a_citizen("kari")); }

OrderingStory& OrderingStory::then_refused(v1::RefusalReason reason, const std::string& field, std::uint64_t gtin,
                                           Where where) {
  const auto* refused = said<v1::OrderRefused>();
  v1::OrderRefused expected;
  if (refused != nullptr) expected = *refused;
  expected.set_reason(reason);
  expected.set_field(field);
  expected.set_gtin(gtin);
  return then(expected, where);
}

OrderingStory& OrderingStory::then_placed(Where where) { return then_like(v1::OrderPlaced{}, where); }

}  // namespace matbud::ordering::story
