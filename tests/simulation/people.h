// Everybody outside the services: care workers who order, drivers, dispatchers, operators, and whoever sends rubbish.
// They read what the services say and answer with commands, at moments that chance chooses.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "edge.h"
#include "keys.h"
#include "ledger.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/log/random.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "trace.h"

namespace matbud::simulation {

/// A text that stands in the clear in every personal field before it is sealed: nowhere in the log may it be found.
inline constexpr std::string_view canary = "kanarifugl";

/// What the shops sell: it holds milk, nobody has said, it has an age limit, it is sold by weight.
inline constexpr std::uint64_t goods[] = {7038010000010, 7038010000027, 7038010000034, 7038010000041};

/// A personal text before it is sealed.
[[nodiscard]] inline std::string clear_text(const char* what) { return std::string{canary} + " " + what; }

class People {
 public:
  People(Edge& edge, Keys& keys, const log::SimulatedClock& clock, log::Random random, std::uint32_t partitions,
         Trace& trace);

  /// Areas, goods, citizens and their contacts are registered. The citizens must have their keys.
  void set_up();
  /// Somebody does something.
  void act();
  /// Does what is due by now: drivers drive, answers are written. Returns whether there was anything.
  bool do_what_is_due();
  /// The earliest moment at which something becomes due.
  [[nodiscard]] std::optional<Timestamp> next_due() const;
  /// An operator looks after what is parked: sends a redrive for each subject; returns how many.
  std::size_t redrive(const std::vector<runtime::v1::InputParked>& parked, const std::string& commands_topic,
                      Partition partition, bool give_up);
  /// Somebody has no driver: another one comes on shift in every area, from now on.
  void call_drivers();
  /// A citizen has to be forgotten: their key is destroyed, whatever of theirs is on its way. Not everybody's.
  void erase_a_citizen();
  /// No more new orders, rubbish or haste: what is begun is brought to its end.
  void calm_down() { calm_ = true; }

  /// They hear of each accepted event.
  void hear(const Accepted& event, const log::TopicPartition& place);

  [[nodiscard]] const std::vector<std::string>& citizens() const { return citizens_; }
  /// Whether every citizen id is missing in this text: what a grocer may see.
  [[nodiscard]] bool names_a_citizen(std::string_view bytes) const;

 private:
  struct Area {
    std::string id;
    std::string grocer;
    std::vector<std::string> citizens;
  };
  /// An order as its people know it.
  struct Order {
    std::string id;
    std::string area;
    std::uint32_t version = 0;
  };

  void define_area(const Area& area, std::uint32_t capacity);
  void put_products(const std::string& grocer, bool withdrawn);
  void register_citizen(const Area& area, const std::string& citizen, bool active, bool new_allergy = false);
  void put_settings(const Area& area);
  void put_contacts(const Area& area, const std::string& citizen);
  void put_drop_point(const Area& area, const std::string& citizen);

  void place_order();
  void put_standing_order();
  void amend_order();
  void cancel_order();
  void repeat_a_command();
  void send_rubbish();
  void look_at_a_citizen();
  void change_reference_data();
  void ask_for_a_plan();
  void speak();

  void hear_ordering(const Accepted& event, const std::string& area);
  void hear_grocer_orders(const Accepted& event, const log::TopicPartition& place);
  void hear_dispatch(const Accepted& event, const std::string& area);
  void drive(const dispatch::v1::RunStarted& run, const std::string& area);
  /// Another driver does what is left of the run.
  void go_on(const dispatch::v1::RunTakenOver& run, const std::string& area);
  /// The driver is at the door then; `citizen_id` is empty when they do not say who received.
  void ring(const std::string& order_id, const std::string& citizen_id, const std::string& driver_id,
            const std::string& area, Timestamp due);
  void bring_back(const std::string& order_id, const std::string& driver_id, const std::string& area);
  void hear_refusal(const dispatch::v1::DispatchRefused& refusal, const std::string& area);
  void start_run_later(const std::string& run_id, const std::string& driver_id, const std::string& area,
                       Timestamp departs);
  void answer_later(const std::string& grocer, Partition partition, const std::string& area,
                    const grocer::v1::GrocerOrder& order);
  void start_shift(const std::string& area, const orders::v1::DeliveryWindow& window);
  void call_a_driver(const std::string& area);
  /// Returns the shift's id.
  std::string come_on_shift(const std::string& area, const std::string& driver, Timestamp from, Timestamp to,
                            Timestamp told_at);

  /// The citizen must have a key.
  [[nodiscard]] privacy::v1::Sealed sealed(const std::string& citizen, std::string_view field, const char* what);
  void send(std::string_view topic, const std::string& area, const google::protobuf::Message& top_level,
            const std::string& subject, std::string id = {}, std::optional<Partition> partition = std::nullopt);
  /// Returns the command's id.
  std::string send_at(Timestamp due, std::string_view topic, const std::string& area,
                      const google::protobuf::Message& top_level, const std::string& subject);
  [[nodiscard]] log::Command command(std::string_view topic, const std::string& area,
                                     const google::protobuf::Message& top_level, const std::string& subject,
                                     std::string id, std::optional<Partition> partition);
  [[nodiscard]] std::string new_id(const char* prefix) { return prefix + std::to_string(++ids_); }
  [[nodiscard]] const Area& some_area();
  [[nodiscard]] std::int32_t today() const;

  Edge& edge_;
  Keys& keys_;
  const log::SimulatedClock& clock_;
  log::Random random_;
  std::uint32_t partitions_;
  Trace& trace_;
  bool calm_ = false;
  std::uint64_t ids_ = 0;
  std::vector<Area> areas_;
  std::vector<std::string> citizens_;
  std::vector<Order> orders_;
  std::map<std::string, std::size_t> orders_by_id_;
  std::vector<log::Command> sent_;  ///< the newest ones, to repeat
  struct Due {
    log::TopicPartition place;  ///< of a grocer's answer; empty topic: a command
    std::string canonical;
    log::Command command;
    std::string what;
  };
  std::multimap<Timestamp, Due> due_;
  std::map<std::string, std::set<std::string>> in_the_car_;  ///< by run: orders that failed at the door
  std::set<std::pair<std::string, std::int32_t>> shifts_;
  /// What its driver knows of a run.
  struct Run {
    std::string id;
    std::string driver;
    int attempts = 0;
  };
  void try_to_start(Run& run, const std::string& area, Timestamp due);
  std::map<std::string, Run> runs_;
  std::map<std::string, std::string> starting_;  ///< command id -> run id
};

}  // namespace matbud::simulation
