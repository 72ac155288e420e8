// How long does dispatch think about one same-day order, and does that grow with the run? Deciding and folding,
// look-ups in the overlay included; no log, no disk.
#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <string>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/decider.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::dispatch {
namespace {

constexpr Timestamp now = from_ms(1'772'438'400'000);
constexpr int decisions_a_batch = 512;  // as ProcessorSettings

/// An area with so many drivers on shift, whose vehicles hold anything.
class Desk {
 public:
  explicit Desk(int drivers) {
    for (int i = 0; i < drivers; ++i) {
      v1::DispatchCommand command;
      auto& shift = *command.mutable_start_shift()->mutable_shift();
      shift.set_shift_id("shift-" + std::to_string(i));
      shift.set_driver_id("driver-" + std::to_string(i));
      shift.set_area_id("3024-sandvika");
      shift.set_starts_at_ms(to_ms(now));
      shift.set_ends_at_ms(to_ms(now + std::chrono::hours{12}));
      shift.set_capacity_boxes(1'000'000'000);
      submit(log::dispatch_commands, "matbud.dispatch.v1.StartShift", command.SerializeAsString());
    }
  }

  void insert(int order) {
    bridge::v1::BridgeEvent event;
    auto& confirmed = *event.mutable_order_confirmed();
    confirmed.set_order_id("order-" + std::to_string(order));
    confirmed.set_citizen_id("citizen-" + std::to_string(order % 600));
    confirmed.set_by_setting(true);
    auto& window = *confirmed.mutable_window();
    window.set_area_id("3024-sandvika");
    window.set_window_id("today");
    window.set_delivery_day(20514);
    window.set_opens_at_ms(to_ms(now));
    window.set_closes_at_ms(to_ms(now + std::chrono::hours{12}));
    window.set_same_day(true);
    submit(log::bridge_events, "matbud.bridge.v1.OrderConfirmed", event.SerializeAsString());
  }

  /// Whether the last input put an order into a run.
  [[nodiscard]] bool inserted() const { return inserted_; }

 private:
  void submit(std::string_view topic, std::string_view type, const std::string& value) {
    const auto id = std::to_string(++inputs_);
    log::Envelope record;
    record.key = "3024-sandvika";
    record.id = id;
    record.type = type;
    record.value = value;
    const processor::Input input{topic, Partition{0}, Offset{inputs_}, now, record};
    const auto decision = decider_->decide(tables_, input, arena_);
    inserted_ = decision && static_cast<const v1::DispatchEvent*>(decision->event)->has_run_replanned();
    if (decision) decider_->evolve(tables_, *decision->event, {id, record.key, decision->subject, now});
    tables_.close_group();
    if (inputs_ % decisions_a_batch == 0) {
      while (tables_.closed_groups() > 0) tables_.fold_oldest({});
      arena_.Reset();
    }
  }

  std::shared_ptr<const processor::Decider> decider_ = make_decider();
  state::MemorySpace space_;
  state::Overlay tables_{space_};
  google::protobuf::Arena arena_;
  std::int64_t inputs_ = 0;
  bool inserted_ = false;
};

/// Arguments: drivers on shift, stops already in the area's runs.
void InsertASameDayOrder(benchmark::State& state) {
  Desk desk{static_cast<int>(state.range(0))};
  int order = 0;
  while (order < state.range(1)) desk.insert(order++);
  for (auto _ : state) {
    desk.insert(order++);
    if (!desk.inserted()) state.SkipWithError("nobody had room");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(InsertASameDayOrder)
    ->ArgNames({"drivers", "stops"})
    ->Args({1, 0})
    ->Args({1, 200'000})
    ->Args({10, 0})
    ->Args({10, 200'000})
    ->Iterations(20'000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace matbud::dispatch
