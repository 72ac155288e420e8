#include "people.h"

#include <algorithm>

#include "installation.h"
#include "matbud/audit/v1/commands.pb.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::simulation {
namespace {

constexpr std::uint64_t unknown_goods = 7038010999993;
constexpr std::int64_t ms_a_day = 86'400'000;
constexpr std::size_t commands_to_repeat = 24;
constexpr std::size_t erased_max = 2;

}  // namespace

People::People(Edge& edge, Keys& keys, const log::SimulatedClock& clock, log::Random random, std::uint32_t partitions,
               Trace& trace)
    : edge_{edge}, keys_{keys}, clock_{clock}, random_{random}, partitions_{partitions}, trace_{trace} {
  const std::size_t areas = 2 + static_cast<std::size_t>(random_.below(2));
  constexpr const char* names[] = {"3024-sandvika", "3024-bekkestua", "3024-fornebu"};
  for (std::size_t i = 0; i < areas; ++i) {
    Area area{names[i], i == 1 ? prompt_grocer.value() : answering_grocer.value(), {}};
    for (int citizen = 0; citizen < 3; ++citizen) {
      area.citizens.push_back("citizen-" + std::to_string(i) + std::to_string(citizen));
      citizens_.push_back(area.citizens.back());
    }
    areas_.push_back(std::move(area));
  }
}

privacy::v1::Sealed People::sealed(const std::string& citizen, std::string_view field, const char* what) {
  return keys_.sealed(citizen, field, clear_text(what)).value();
}

std::int32_t People::today() const { return static_cast<std::int32_t>(to_ms(clock_.now()) / ms_a_day); }

const People::Area& People::some_area() { return areas_[static_cast<std::size_t>(random_.below(areas_.size()))]; }

log::Command People::command(std::string_view topic, const std::string& area,
                             const google::protobuf::Message& top_level, const std::string& subject, std::string id,
                             std::optional<Partition> partition) {
  if (id.empty()) id = new_id(random_.chance(25) ? "hard-" : "cmd-");
  return {std::string{topic},
          area,
          std::move(id),
          std::string{processor::type_of(top_level)},
          subject,
          top_level.SerializeAsString(),
          partition};
}

void People::send(std::string_view topic, const std::string& area, const google::protobuf::Message& top_level,
                  const std::string& subject, std::string id, std::optional<Partition> partition) {
  auto sent = command(topic, area, top_level, subject, std::move(id), partition);
  trace_.note("people send " + sent.type + " " + sent.id + " about " + subject);
  edge_.send(sent);
  sent_.push_back(std::move(sent));
  if (sent_.size() > commands_to_repeat) sent_.erase(sent_.begin());
}

std::string People::send_at(Timestamp due, std::string_view topic, const std::string& area,
                            const google::protobuf::Message& top_level, const std::string& subject) {
  auto later = command(topic, area, top_level, subject, {}, std::nullopt);
  auto what = later.type + " " + later.id + " about " + subject;
  auto id = later.id;
  due_.emplace(due, Due{{}, {}, std::move(later), std::move(what)});
  return id;
}

bool People::do_what_is_due() {
  bool any = false;
  while (!due_.empty() && due_.begin()->first <= clock_.now()) {
    const auto due = std::move(due_.begin()->second);
    due_.erase(due_.begin());
    trace_.note("people send " + due.what);
    if (due.place.topic.empty()) {
      edge_.send(due.command);
    } else {
      edge_.send(due.place, due.canonical);
    }
    any = true;
  }
  return any;
}

std::optional<Timestamp> People::next_due() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

void People::act() {
  if (calm_) return;
  const auto chance = random_.below(100);
  if (chance < 3) return put_standing_order();
  if (chance < 46) return place_order();
  if (chance < 56) return amend_order();
  if (chance < 66) return cancel_order();
  if (chance < 76) return repeat_a_command();
  if (chance < 80) return send_rubbish();
  if (chance < 85) return look_at_a_citizen();
  if (chance < 92) return change_reference_data();
  if (chance < 96) return ask_for_a_plan();
  speak();
}

void People::place_order() {
  const auto& area = some_area();
  ordering::v1::OrderingCommand command;
  auto& place = *command.mutable_place_order();
  // Sometimes the id is taken. Ids are random in life, so that nobody takes one of another area.
  const auto* older = orders_.empty() ? nullptr : &orders_[static_cast<std::size_t>(random_.below(orders_.size()))];
  const bool taken = random_.chance(40) && older != nullptr && older->area == area.id;
  const auto id = taken ? older->id : new_id("order-");
  place.set_order_id(id);
  place.set_citizen_id(random_.chance(30)
                           ? "citizen-none"
                           : area.citizens[static_cast<std::size_t>(random_.below(area.citizens.size()))]);
  const bool same_day = random_.chance(400);
  place.set_window_id(random_.chance(20) ? "midnight" : (same_day ? "today" : "morning"));
  place.set_delivery_day(today() + static_cast<std::int32_t>(same_day ? random_.below(2) : 1 + random_.below(3)));
  const auto lines = random_.chance(30) ? 0 : 1 + random_.below(3);
  for (std::uint64_t i = 0; i < lines; ++i) {
    auto& line = *place.add_lines();
    line.set_gtin(random_.chance(20) ? unknown_goods : goods[i]);
    line.set_quantity(
        random_.chance(20) ? 0 : static_cast<std::uint32_t>(1 + random_.below(goods[i] == goods[3] ? 2000 : 4)));
    line.set_wish(random_.chance(700) ? orders::v1::SUBSTITUTION_WISH_SIMILAR : orders::v1::SUBSTITUTION_WISH_NEVER);
    if (!random_.chance(800)) continue;
    auto reason = keys_.sealed(place.citizen_id(), "matbud.orders.v1.OrderLine.warning_passed_reason",
                               clear_text("we have read the label"));
    if (reason) *line.mutable_warning_passed_reason() = std::move(*reason);
  }
  place.set_ordered_by("worker-1");
  place.set_orderer_unit(random_.chance(20) ? "unit-2" : "unit-1");
  place.set_visit_id("visit-" + id);
  place.set_channel("page");
  auto note =
      keys_.sealed(place.citizen_id(), "matbud.ordering.v1.PlaceOrder.note_to_driver", clear_text("ring twice"));
  if (note) *place.mutable_note_to_driver() = std::move(*note);
  send(log::ordering_commands, area.id, command, "order/" + id);
  if (!taken) {
    orders_by_id_[id] = orders_.size();
    orders_.push_back({id, area.id, 0});
  }
}

void People::put_standing_order() {
  const auto& area = some_area();
  ordering::v1::OrderingCommand command;
  auto& order = *command.mutable_put_standing_order()->mutable_standing_order();
  const auto citizen = static_cast<std::size_t>(random_.below(area.citizens.size()));
  // One a citizen: now and then it is changed, paused or ended.
  order.set_standing_order_id("standing-" + area.citizens[citizen]);
  order.set_citizen_id(area.citizens[citizen]);
  order.set_window_id(random_.chance(300) ? "today" : "morning");
  order.set_weekdays(static_cast<std::uint32_t>(1 + random_.below(127)));
  order.set_last_day(today() + static_cast<std::int32_t>(1 + random_.below(5)));
  order.set_ended(random_.chance(100));
  if (random_.chance(100)) {
    order.set_paused_from_day(today());
    order.set_paused_until_day(today() + 2);
  }
  order.set_set_by("worker-1");
  command.mutable_put_standing_order()->set_orderer_unit("unit-1");
  for (std::uint64_t i = 0; i < 1 + random_.below(2); ++i) {
    auto& line = *order.add_lines();
    line.set_gtin(goods[2 - i]);
    line.set_quantity(1);
  }
  send(log::ordering_commands, area.id, command, "standing/" + order.standing_order_id());
}

void People::amend_order() {
  if (orders_.empty()) return;
  const auto& order = orders_[static_cast<std::size_t>(random_.below(orders_.size()))];
  ordering::v1::OrderingCommand command;
  auto& amend = *command.mutable_amend_order();
  amend.set_order_id(order.id);
  amend.set_expected_version(random_.chance(100) ? order.version + 1 : order.version);
  auto& line = *amend.add_lines();
  line.set_gtin(goods[random_.below(3)]);
  line.set_quantity(static_cast<std::uint32_t>(1 + random_.below(3)));
  amend.set_amended_by("worker-2");
  amend.set_orderer_unit(random_.chance(20) ? "unit-2" : "unit-1");
  send(log::ordering_commands, order.area, command, "order/" + order.id);
}

void People::cancel_order() {
  if (orders_.empty()) return;
  const auto& order = orders_[static_cast<std::size_t>(random_.below(orders_.size()))];
  ordering::v1::OrderingCommand command;
  command.mutable_cancel_order()->set_order_id(order.id);
  command.mutable_cancel_order()->set_cancelled_by("worker-1");
  command.mutable_cancel_order()->set_orderer_unit("unit-1");
  send(log::ordering_commands, order.area, command, "order/" + order.id);
}

void People::repeat_a_command() {
  if (sent_.empty()) return;
  const auto& again = sent_[static_cast<std::size_t>(random_.below(sent_.size()))];
  trace_.note("people repeat " + again.type + " " + again.id);
  edge_.send(again);
}

void People::send_rubbish() {
  constexpr std::string_view topics[] = {log::ordering_commands, log::dispatch_commands, log::notification_commands,
                                         log::audit_commands};
  const auto& area = some_area();
  log::Command rubbish;
  rubbish.topic = topics[random_.below(4)];
  rubbish.key = area.id;
  rubbish.id = new_id("rubbish-");
  rubbish.type = "matbud.ordering.v1.PlaceOrder";
  const bool has_subject = random_.chance(700) && !orders_.empty();
  if (has_subject) rubbish.subject = "order/" + orders_[static_cast<std::size_t>(random_.below(orders_.size()))].id;
  rubbish.value = std::string{"\x0a\xff\xff rubbish", 11};
  trace_.note("people send rubbish " + rubbish.id + " to " + rubbish.topic + " about " + rubbish.subject);
  edge_.send(rubbish);
}

void People::look_at_a_citizen() {
  const auto& area = some_area();
  audit::v1::AuditCommand command;
  std::string subject;
  if (random_.chance(700)) {
    auto& access = *command.mutable_report_access();
    access.set_citizen_id(area.citizens[0]);
    access.set_actor_id("worker-1");
    access.set_role("care_worker");
    access.set_ground("visit");
    access.add_fields("order");
    subject = "citizen/" + area.citizens[0];
  } else {
    auto& act = *command.mutable_report_operator_act();
    act.set_actor_id("operator-1");
    act.set_act("replay");
    act.set_target("ordering");
    act.set_reason("monthly check");
    subject = "operator/operator-1";
  }
  send(log::audit_commands, area.id, command, subject);
}

void People::ask_for_a_plan() {
  dispatch::v1::DispatchCommand command;
  const bool same_day = random_.chance(300);
  const auto& area = some_area();
  auto& request = *command.mutable_request_plan();
  request.set_window_id(same_day ? "today" : "morning");
  request.set_delivery_day(today() + static_cast<std::int32_t>(random_.below(2)));
  if (random_.chance(600)) request.set_reason(dispatch::v1::REPLAN_REASON_DISPATCHER);
  if (random_.chance(200)) {
    request.set_reason(dispatch::v1::REPLAN_REASON_ROAD_CLOSED);
    auto& road = *request.add_closed_roads();
    road.set_latitude_e7(598'950'000);
    road.set_longitude_e7(105'250'000);
    road.set_radius_metres(static_cast<std::uint32_t>(random_.below(500)));  // 0 is refused
  }
  send(log::dispatch_commands, area.id, command,
       "window/" + area.id + "/" + request.window_id() + "/" + std::to_string(request.delivery_day()));
}

void People::speak() {
  if (orders_.empty()) return;
  const auto& order = orders_[static_cast<std::size_t>(random_.below(orders_.size()))];
  ordering::v1::OrderingCommand command;
  auto& feedback = *command.mutable_give_feedback();
  feedback.set_feedback_id(new_id("feedback-"));
  feedback.set_order_id(order.id);
  feedback.set_stars(4);
  auto words = keys_.sealed("citizen-00", "matbud.ordering.v1.GiveFeedback.words", clear_text("fine potatoes"));
  if (words) *feedback.mutable_words() = std::move(*words);
  send(log::ordering_commands, order.area, command, "order/" + order.id);
}

void People::erase_a_citizen() {
  const auto& citizen = citizens_[static_cast<std::size_t>(random_.below(citizens_.size()))];
  if (keys_.erased().size() == erased_max || keys_.erased().contains(citizen)) return;
  trace_.note("the key of " + citizen + " is destroyed");
  keys_.erase(citizen);
  // Another edge has not heard of it, and makes a key for whom it takes to be new: that one must not count.
  if (random_.chance(300)) keys_.give(citizen);
}

bool People::names_a_citizen(std::string_view bytes) const {
  return std::any_of(citizens_.begin(), citizens_.end(),
                     [&](const std::string& citizen) { return bytes.find(citizen) != std::string_view::npos; });
}

}  // namespace matbud::simulation
