// How long does the bridge think about one order of twelve lines? Deciding and folding, look-ups in the overlay
// included; no log, no disk.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::grocer_bridge {
namespace {

constexpr Timestamp now = from_ms(1'772'438'400'000);
constexpr int decisions_a_batch = 512;  // as ProcessorSettings
const GrocerId dagros{"dagros"};

class Desk {
 public:
  bool submit(std::string_view topic, std::string_view type, const std::string& id, const std::string& value) {
    log::Envelope record;
    record.key = "3024-sandvika";
    record.id = id;
    record.type = type;
    record.value = value;
    const processor::Input input{topic, Partition{0}, Offset{++inputs_}, now, record};
    const auto decision = decider_->decide(tables_, input, arena_);
    if (decision) decider_->evolve(tables_, *decision->event, {id, record.key, decision->subject, now});
    tables_.close_group();
    if (inputs_ % decisions_a_batch == 0) {
      while (tables_.closed_groups() > 0) tables_.fold_oldest({});
      arena_.Reset();
    }
    return decision.has_value();
  }

 private:
  std::shared_ptr<const processor::Decider> decider_ = make_decider({dagros});
  state::MemorySpace space_;
  state::Overlay tables_{space_};
  google::protobuf::Arena arena_;
  std::int64_t inputs_ = 0;
};

std::string placed(const std::string& order_id, bool by_setting) {
  ordering::v1::OrderingEvent event;
  auto& order = *event.mutable_order_placed()->mutable_order();
  order.set_order_id(order_id);
  order.set_citizen_id("citizen");
  order.set_grocer_id(dagros.value());
  order.set_grocer_accepts_by_setting(by_setting);
  auto& window = *order.mutable_window();
  window.set_area_id("3024-sandvika");
  window.set_window_id("today");
  window.set_opens_at_ms(to_ms(now));
  window.set_same_day(true);
  for (std::uint64_t i = 0; i < 12; ++i) {
    auto& line = *order.add_lines();
    line.set_gtin(7038010000000 + i);
    line.set_quantity(2);
    line.set_price_ore(2990);
  }
  order.set_total_ore(12 * 2 * 2990);
  return event.SerializeAsString();
}

std::string answer(const std::string& order_id, bool packed) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(order_id);
  if (packed) {
    answer.mutable_packed()->add_boxes()->set_weight_grams(5000);
  } else {
    answer.mutable_accepted();
  }
  return answer.SerializeAsString();
}

void SendAndAcceptBySetting(benchmark::State& state) {
  Desk desk;
  int order = 0;
  for (auto _ : state) {
    const auto id = "order-" + std::to_string(order++);
    if (!desk.submit(log::ordering_events, "matbud.ordering.v1.OrderPlaced", id, placed(id, true)))
      state.SkipWithError("said nothing");
  }
}
BENCHMARK(SendAndAcceptBySetting)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

/// Three inputs, with the timer that waits for the answer.
void SendAndHearAcceptedAndPacked(benchmark::State& state) {
  Desk desk;
  const auto answers = log::grocer_answers(dagros);
  int order = 0;
  for (auto _ : state) {
    const auto id = "order-" + std::to_string(order++);
    const bool all = desk.submit(log::ordering_events, "matbud.ordering.v1.OrderPlaced", id, placed(id, false)) &&
                     desk.submit(answers, "matbud.grocer.v1.Accepted", id + "/accepted", answer(id, false)) &&
                     desk.submit(answers, "matbud.grocer.v1.Packed", id + "/packed", answer(id, true));
    if (!all) state.SkipWithError("said nothing");
  }
}
BENCHMARK(SendAndHearAcceptedAndPacked)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace matbud::grocer_bridge
