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
  for (std::uint64_t i = 0; i < drivers; ++i) {
    dispatch::v1::DispatchCommand command;
    auto& shift = *command.mutable_start_shift()->mutable_shift();
    shift.set_shift_id("shift-" + area + "-" + std::to_string(window.delivery_day()) + "-" + std::to_string(i));
    shift.set_driver_id("driver-" + area + "-" + std::to_string(i));
    shift.set_area_id(area);
    const auto midnight = std::int64_t{window.delivery_day()} * 86'400'000;
    shift.set_starts_at_ms(midnight + 5 * 3'600'000);
    shift.set_ends_at_ms(midnight + 22 * 3'600'000);
    shift.set_capacity_boxes(40);
    shift.set_depot_latitude_e7(598'950'000);
    shift.set_depot_longitude_e7(105'250'000);
    send_at(clock_.now() + std::chrono::minutes{random_.below(600)}, log::dispatch_commands, area, command,
            "shift/" + shift.shift_id());
  }
}

void People::hear_grocer_orders(const Accepted& event, const log::TopicPartition& place) {
  const auto said = parsed<grocer::v1::GrocerMessage>(event);
  for (const auto& order : said.orders_to_pack().orders()) {
    answer_later(grocer_of(place.topic), place.partition, std::string{event.record.key}, order.order_id(),
                 order.accepted_by_setting());
  }
}

void People::answer_later(const std::string& grocer, Partition partition, const std::string& area,
                          const std::string& order_id, bool accepted_by_setting) {
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
  if (!accepted_by_setting) {
    if (random_.chance(100)) {
      words.mutable_refused()->set_reason("closed for stocktaking");
      return answer(words, "refuses");
    }
    words.mutable_accepted()->set_grocer_reference("G-" + order_id);
    answer(words, "accepts");
    if (random_.chance(150)) answer(words, "accepts");
  }
  auto& box = *words.mutable_packed()->add_boxes();
  box.set_box_id("B-" + order_id);
  box.set_weight_grams(3000);
  box.set_storage(orders::v1::STORAGE_CLASS_CHILLED);
  answer(words, "packs");
}

void People::hear_dispatch(const Accepted& event, const std::string& area) {
  const auto said = parsed<dispatch::v1::DispatchEvent>(event);
  for (const auto& run : said.runs_planned().runs())
    start_run_later(run.run_id(), run.driver_id(), area, from_ms(run.departs_at_ms()));
  if (said.has_run_started()) drive(said.run_started(), area);
  if (said.has_delivery_failed()) {
    dispatch::v1::DispatchCommand command;
    command.mutable_return_goods()->set_order_id(said.delivery_failed().order_id());
    command.mutable_return_goods()->set_driver_id(said.delivery_failed().driver_id());
    send_at(clock_.now() + a_while, log::dispatch_commands, area, command,
            "order/" + said.delivery_failed().order_id());
  }
}

void People::start_run_later(const std::string& run_id, const std::string& driver_id, const std::string& area,
                             Timestamp departs) {
  dispatch::v1::DispatchCommand command;
  command.mutable_start_run()->set_run_id(run_id);
  command.mutable_start_run()->set_driver_id(driver_id);
  // A driver whose goods are not packed yet, or who is still on the road, tries again later.
  auto due = std::max(departs, clock_.now());
  for (int attempt = 0; attempt < 3; ++attempt) {
    send_at(due, log::dispatch_commands, area, command, "run/" + run_id);
    due += a_while * (attempt + 1) * 3;
  }
}

void People::drive(const dispatch::v1::RunStarted& run, const std::string& area) {
  auto due = clock_.now();
  for (const auto& stop : run.stops()) {
    dispatch::v1::DispatchCommand command;
    if (random_.chance(150)) {
      command.mutable_fail_delivery()->set_order_id(stop.order_id());
      command.mutable_fail_delivery()->set_driver_id(run.driver_id());
      command.mutable_fail_delivery()->set_reason(dispatch::v1::FAILURE_REASON_NOT_OPENED);
    } else {
      command.mutable_complete_delivery()->set_order_id(stop.order_id());
      command.mutable_complete_delivery()->set_driver_id(run.driver_id());
      *command.mutable_complete_delivery()->mutable_received_by() = sealed(
          stop.citizen_id(), "matbud.dispatch.v1.CompleteDelivery.received_by", std::string{canary} + " the neighbour");
    }
    due += std::chrono::minutes{5 + random_.below(15)};
    send_at(due, log::dispatch_commands, area, command, "order/" + stop.order_id());
  }
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
