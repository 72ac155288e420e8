// Ordering without a log or a disk: one area, 2,000 products, 600 citizens.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "matbud/log/topics.h"
#include "matbud/ordering/decider.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::ordering::bench {

inline constexpr const char* area_id = "3024-sandvika";
inline constexpr Timestamp monday_morning = from_ms(1'772'438'400'000);  // 2026-03-02T08:00:00Z
inline constexpr std::int32_t wednesday = 20516;
inline constexpr int decisions_a_batch = 512;  // as ProcessorSettings

/// A thirteen-digit GTIN with its check digit.
inline std::uint64_t gtin(std::uint64_t number) {
  const auto stem = 703'801'000'000U + number;
  std::uint64_t sum = 0;
  std::uint64_t weight = 3;
  for (auto rest = stem; rest != 0; rest /= 10, weight = 4 - weight) sum += rest % 10 * weight;
  return stem * 10 + (10 - sum % 10) % 10;
}

class Desk {
 public:
  Desk() {
    v1::OrderingCommand command;
    auto& area = *command.mutable_define_area()->mutable_area();
    area.set_area_id(area_id);
    area.set_municipality("3024");
    area.set_name("Sandvika");
    area.set_grocer_id("dagros");
    for (const auto* name : {"morning", "evening", "today"}) {
      auto& window = *area.add_windows();
      window.set_window_id(name);
      window.set_weekdays(0b1111111);
      window.set_opens_minute(540);
      window.set_closes_minute(1200);
      window.set_cut_off_minute(960);
      window.set_capacity_orders(100'000);
    }
    submit(command);
    for (std::uint64_t i = 0; i < 2000; ++i) {
      auto& product = *command.mutable_put_products()->add_products();
      if (i == 0) command.mutable_put_products()->set_grocer_id("dagros");
      product.set_gtin(gtin(i));
      product.set_price_ore(1000 + static_cast<std::int64_t>(i));
      product.set_weight_grams(500);
    }
    submit(command);
    for (int i = 0; i < citizens; ++i) {
      auto& citizen = *command.mutable_register_citizen()->mutable_citizen();
      citizen.set_citizen_id("citizen-" + std::to_string(i));
      citizen.set_area_id(area_id);
      citizen.set_active(true);
      submit(command);
    }
    fold();
  }

  /// The next order as it lies in the log.
  std::string next_order() {
    v1::OrderingCommand command;
    auto& order = *command.mutable_place_order();
    ++orders_;
    order.set_order_id("7f3a0c52-9b1e-4d57-8a60-" + std::to_string(100'000'000'000 + orders_));
    order.set_citizen_id("citizen-" + std::to_string(orders_ % citizens));
    order.set_window_id(orders_ % 2 == 0 ? "morning" : "evening");
    // A day of its own for every 20,000 orders, so that no window fills up.
    order.set_delivery_day(wednesday + static_cast<std::int32_t>(orders_ / 20'000 % 50));
    order.set_channel("page");
    for (std::uint64_t line = 0; line < 12; ++line) {
      auto& wished = *order.add_lines();
      wished.set_gtin(gtin((static_cast<std::uint64_t>(orders_) * 37 + line * 151) % 2000));
      wished.set_quantity(2);
    }
    return command.SerializeAsString();
  }

  /// Decides and folds one command. Whether it was taken.
  bool submit(const std::string& value, std::string_view id) {
    google::protobuf::ArenaOptions options;
    options.initial_block = block_.data();
    options.initial_block_size = block_.size();
    google::protobuf::Arena arena{options};
    processor::Input input{log::ordering_commands, Partition{0}, Offset{0}, monday_morning, {}};
    input.record.key = area_id;
    input.record.id = id;
    input.record.value = value;
    const auto decision = decider_->decide(tables_, input, arena);
    if (!decision) return false;
    decider_->evolve(tables_, *decision->event, {id, area_id, decision->subject, monday_morning});
    return !static_cast<const v1::OrderingEvent*>(decision->event)->has_order_refused();
  }

  void fold() {
    tables_.close_group();
    tables_.fold_oldest({});
  }

 private:
  static constexpr int citizens = 600;

  void submit(v1::OrderingCommand& command) {
    if (!submit(command.SerializeAsString(), "setup-" + std::to_string(++setups_))) std::abort();
    command.Clear();
  }

  std::shared_ptr<const processor::Decider> decider_ = make_decider(no_diets());
  state::MemorySpace space_;
  state::Overlay tables_{space_};
  std::vector<char> block_ = std::vector<char>(64U << 10U);
  std::int64_t orders_ = 0;
  int setups_ = 0;
};

}  // namespace matbud::ordering::bench
