// What people and robots do because of what the services say: the grocer packs, drivers drive, an operator redrives.
#include <algorithm>

#include "installation.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "people.h"

namespace matbud::simulation {
namespace {

constexpr std::chrono::minutes a_while{20};

template <class Message>
Message parsed(const Accepted& event) {
  Message message;
  (void)message.ParseFromArray(event.record.value.data(), static_cast<int>(event.record.value.size()));
  return message;
}

std::string grocer_of(const std::string& topic) {
  const auto from = std::string_view{"grocer."}.size();
  return topic.substr(from, topic.find(".orders.") - from);
}

}  // namespace

void People::hear(const Accepted& event, const log::TopicPartition& place) {
  const std::string area{event.record.key};
  if (place.topic == log::ordering_events) hear_ordering(event, area);
  if (place.topic == log::dispatch_events) hear_dispatch(event, area);
  if (place.topic.ends_with(".orders.v1")) hear_grocer_orders(event, place);
}

void People::hear_ordering(const Accepted& event, const std::string& area) {
  const auto said = parsed<ordering::v1::OrderingEvent>(event);
  const auto* order = said.has_order_placed()    ? &said.order_placed().order()
                      : said.has_order_amended() ? &said.order_amended().order()
                                                 : nullptr;
  if (order == nullptr) return;
  if (const auto known = orders_by_id_.find(order->order_id()); known != orders_by_id_.end())
    orders_[known->second].version = order->version();
  start_shift(area, order->window());
}

void People::start_shift(const std::string& area, const orders::v1::DeliveryWindow& window) {
  if (!shifts_.emplace(area, window.delivery_day()).second) return;
  const auto drivers = 1 + random_.below(2);
  const auto midnight = from_ms(std::int64_t{window.delivery_day()} * 86'400'000);
  for (std::uint64_t i = 0; i < drivers; ++i) {
    come_on_shift(area, "driver-" + area + "-" + std::to_string(i), midnight + std::chrono::hours{5},
                  midnight + std::chrono::hours{22}, clock_.now() + std::chrono::minutes{random_.below(600)});
  }
}

void People::call_a_driver(const std::string& area) {
  const auto now = clock_.now();
  come_on_shift(area, new_id("driver-called-"), now, now + std::chrono::hours{14}, now);
}

void People::call_drivers() {
  for (const auto& area : areas_) call_a_driver(area.id);
}

std::string People::come_on_shift(const std::string& area, const std::string& driver, Timestamp from, Timestamp to,
                                  Timestamp told_at) {
  dispatch::v1::DispatchCommand command;
  auto& shift = *command.mutable_start_shift()->mutable_shift();
  shift.set_shift_id(new_id("shift-"));
  shift.set_driver_id(driver);
  shift.set_area_id(area);
  shift.set_starts_at_ms(to_ms(from));
  shift.set_ends_at_ms(to_ms(to));
  shift.set_capacity_boxes(40);
  // Who is called at the end can do everything: somebody has to.
  if (driver.starts_with("driver-called") || random_.chance(700)) shift.add_skills("lift");
  if (to - from >= std::chrono::hours{6} && random_.chance(300)) {
    shift.set_break_from_ms(to_ms(from + std::chrono::hours{5}));
    shift.set_break_to_ms(to_ms(from + std::chrono::hours{5} + std::chrono::minutes{30}));
  }
  shift.set_depot_latitude_e7(598'950'000);
  shift.set_depot_longitude_e7(105'250'000);
  send_at(told_at, log::dispatch_commands, area, command, "shift/" + shift.shift_id());
  return shift.shift_id();
}

void People::hear_grocer_orders(const Accepted& event, const log::TopicPartition& place) {
  const auto grocer = grocer_of(place.topic);
  if (grocer != answering_grocer.value()) return;  // the other one is Shops'
  const auto said = parsed<grocer::v1::GrocerMessage>(event);
  for (const auto& order : said.orders_to_pack().orders())
    answer_later(grocer, place.partition, std::string{event.record.key}, order);
}

void People::answer_later(const std::string& grocer, Partition partition, const std::string& area,
                          const grocer::v1::GrocerOrder& order) {
  const auto& order_id = order.order_id();
  auto due = clock_.now();
  const auto answer = [&](const grocer::v1::GrocerAnswer& words, const char* what) {
    log::Command command;
    command.key = area;
    command.id = order_id + "/" + what;
    command.type = "matbud.grocer.v1.GrocerAnswer";
    command.subject = "order/" + order_id;
    command.value = words.SerializeAsString();
    due += std::chrono::minutes{random_.below(40)};
    due_.emplace(due, Due{{log::grocer_answers(GrocerId{grocer}), partition},
                          log::encode_command(command, due, "/grocer/" + grocer),
                          {},
                          grocer + " " + what + " " + order_id});
  };
  grocer::v1::GrocerAnswer words;
  words.set_order_id(order_id);
  if (random_.chance(100)) {
    words.mutable_refused()->set_reason("closed for stocktaking");
    return answer(words, "refuses");
  }
  words.mutable_accepted()->set_grocer_reference("G-" + order_id);
  if (random_.chance(200) && !order.lines().empty()) {
    // The next goods on the shelf, whatever the citizen may think of them.
    auto& line = *words.mutable_accepted()->add_lines();
    line.set_ordered_gtin(order.lines(0).gtin());
    line.set_outcome(bridge::v1::LINE_OUTCOME_SUBSTITUTED);
    line.set_gtin(order.lines(0).gtin() == 7038010000010 ? 7038010000027 : 7038010000010);
    line.set_quantity(1);
    line.set_price_ore(2000);
  }
  answer(words, "accepts");
  if (random_.chance(150)) answer(words, "accepts");
  auto& box = *words.mutable_packed()->add_boxes();
  box.set_box_id("B-" + order_id);
  box.set_weight_grams(3000);
  box.set_storage(orders::v1::STORAGE_CLASS_CHILLED);
  // Answers travel on their own: now and then the second overtakes the first.
  if (random_.chance(100)) due = clock_.now();
  answer(words, "packs");
}

void People::hear_dispatch(const Accepted& event, const std::string& area) {
  const auto said = parsed<dispatch::v1::DispatchEvent>(event);
  for (const auto& run : said.runs_planned().runs())
    start_run_later(run.run_id(), run.driver_id(), area, from_ms(run.departs_at_ms()));
  if (said.has_run_replanned()) {
    const auto& run = said.run_replanned();
    start_run_later(run.run_id(), run.driver_id(), area, from_ms(run.added().window().opens_at_ms()));
  }
  if (said.has_dispatch_refused()) hear_refusal(said.dispatch_refused(), area);
  if (said.has_run_started()) drive(said.run_started(), area);
  if (said.has_run_taken_over()) go_on(said.run_taken_over(), area);
  const auto was_hasty = [&](const std::string& order_id, const std::string& driver_id) {
    dispatch::v1::DispatchCommand command;
    command.mutable_undo_delivery()->set_order_id(order_id);
    command.mutable_undo_delivery()->set_driver_id(driver_id);
    send_at(clock_.now() + std::chrono::minutes{random_.below(12)}, log::dispatch_commands, area, command,
            "order/" + order_id);
  };
  if (said.has_delivery_done() && !calm_ && random_.chance(80))
    was_hasty(said.delivery_done().order_id(), said.delivery_done().driver_id());
  if (said.has_delivery_undone()) {
    dispatch::v1::DispatchCommand command;
    command.mutable_complete_delivery()->set_order_id(said.delivery_undone().order_id());
    command.mutable_complete_delivery()->set_driver_id(said.delivery_undone().driver_id());
    command.mutable_complete_delivery()->set_age_checked(true);
    send_at(clock_.now() + a_while, log::dispatch_commands, area, command,
            "order/" + said.delivery_undone().order_id());
  }
  if (said.has_delivery_failed() && random_.chance(500)) {
    dispatch::v1::DispatchCommand command;
    command.mutable_confirm_alert()->set_order_id(said.delivery_failed().order_id());
    command.mutable_confirm_alert()->set_confirmed_by("worker-3");
    send_at(clock_.now() + std::chrono::minutes{random_.below(20)}, log::dispatch_commands, area, command,
            "order/" + said.delivery_failed().order_id());
  }
  if (said.has_delivery_failed()) {
    in_the_car_[said.delivery_failed().run_id()].insert(said.delivery_failed().order_id());
    bring_back(said.delivery_failed().order_id(), said.delivery_failed().driver_id(), area);
  }
}

void People::bring_back(const std::string& order_id, const std::string& driver_id, const std::string& area) {
  dispatch::v1::DispatchCommand command;
  command.mutable_return_goods()->set_order_id(order_id);
  command.mutable_return_goods()->set_driver_id(driver_id);
  send_at(clock_.now() + a_while, log::dispatch_commands, area, command, "order/" + order_id);
}

void People::start_run_later(const std::string& run_id, const std::string& driver_id, const std::string& area,
                             Timestamp departs) {
  const auto [run, fresh] = runs_.try_emplace(run_id, Run{run_id, driver_id, 0});
  if (fresh) try_to_start(run->second, area, std::max(departs, clock_.now()));
}

void People::try_to_start(Run& run, const std::string& area, Timestamp due) {
  dispatch::v1::DispatchCommand command;
  command.mutable_start_run()->set_run_id(run.id);
  command.mutable_start_run()->set_driver_id(run.driver);
  ++run.attempts;
  const auto id = send_at(due, log::dispatch_commands, area, command, "run/" + run.id);
  starting_[id] = run.id;
}

void People::hear_refusal(const dispatch::v1::DispatchRefused& refusal, const std::string& area) {
  if (refusal.reason() == dispatch::v1::DISPATCH_REFUSAL_NO_DRIVER && random_.chance(500)) call_a_driver(area);
  const auto command = starting_.find(refusal.command_id());
  if (command == starting_.end()) return;
  auto& run = runs_.at(command->second);
  // Goods that are not packed yet, or a driver who is still on the road: again later. A run that is gone is gone.
  constexpr int attempts_max = 60;
  const bool later = refusal.reason() == dispatch::v1::DISPATCH_REFUSAL_NOT_PACKED ||
                     refusal.reason() == dispatch::v1::DISPATCH_REFUSAL_RUN_NOT_OVER;
  if (later && run.attempts < attempts_max) try_to_start(run, area, clock_.now() + a_while * run.attempts);
}

void People::drive(const dispatch::v1::RunStarted& run, const std::string& area) {
  auto due = clock_.now();
  for (const auto& stop : run.stops()) {
    due += std::chrono::minutes{5 + random_.below(15)};
    ring(stop.order_id(), stop.citizen_id(), run.driver_id(), area, due);
  }
  if (!calm_ && random_.chance(300)) {
    // The driver falls ill at the first doors: somebody is called, who goes on.
    const auto now = clock_.now();
    dispatch::v1::DispatchCommand command;
    command.mutable_take_over_run()->set_run_id(run.run_id());
    command.mutable_take_over_run()->set_shift_id(
        come_on_shift(area, new_id("driver-called-"), now, now + std::chrono::hours{8}, now));
    send_at(now + std::chrono::minutes{1 + random_.below(30)}, log::dispatch_commands, area, command,
            "run/" + run.run_id());
  }
}

void People::go_on(const dispatch::v1::RunTakenOver& run, const std::string& area) {
  auto due = clock_.now();
  for (const auto& order_id : run.order_ids()) {
    due += std::chrono::minutes{5 + random_.below(15)};
    ring(order_id, {}, run.driver_id(), area, due);
  }
  // What their colleague could not hand over lies in the car, too. Some of it may be back already.
  for (const auto& order_id : in_the_car_[run.run_id()]) bring_back(order_id, run.driver_id(), area);
}

void People::ring(const std::string& order_id, const std::string& citizen_id, const std::string& driver_id,
                  const std::string& area, Timestamp due) {
  dispatch::v1::DispatchCommand command;
  if (random_.chance(150)) {
    command.mutable_fail_delivery()->set_order_id(order_id);
    command.mutable_fail_delivery()->set_driver_id(driver_id);
    command.mutable_fail_delivery()->set_reason(dispatch::v1::FAILURE_REASON_NOT_OPENED);
  } else {
    command.mutable_complete_delivery()->set_order_id(order_id);
    command.mutable_complete_delivery()->set_driver_id(driver_id);
    command.mutable_complete_delivery()->set_age_checked(true);
    auto received_by = citizen_id.empty() ? std::nullopt
                                          : keys_.sealed(citizen_id, "matbud.dispatch.v1.CompleteDelivery.received_by",
                                                         std::string{canary} + " the neighbour");
    if (received_by) *command.mutable_complete_delivery()->mutable_received_by() = std::move(*received_by);
  }
  send_at(due, log::dispatch_commands, area, command, "order/" + order_id);
}

std::size_t People::redrive(const std::vector<runtime::v1::InputParked>& parked, const std::string& commands_topic,
                            Partition partition, bool give_up) {
  std::set<std::string> subjects;
  for (const auto& input : parked) {
    if (!subjects.insert(input.subject()).second) continue;
    const auto record = log::decode(input.record());
    // What no version can read is given up; everything else is decided when it can be.
    const bool hopeless = record && record->id.starts_with("rubbish-");
    runtime::v1::RuntimeCommand redrive;
    redrive.mutable_redrive_parked()->set_subject(input.subject());
    redrive.mutable_redrive_parked()->set_discard(hopeless && give_up);
    redrive.mutable_redrive_parked()->set_reason("looked at");
    // Every service's top-level command carries the machinery's in the same field.
    ordering::v1::OrderingCommand command;
    *command.mutable_runtime() = redrive;
    log::Command sent{commands_topic,     record ? std::string{record->key} : std::string{},
                      new_id("redrive-"), std::string{processor::runtime_command_type},
                      input.subject(),    command.SerializeAsString(),
                      partition};
    trace_.note("an operator redrives " + input.subject() + " of " + commands_topic);
    edge_.send(sent);
  }
  return subjects.size();
}

}  // namespace matbud::simulation
