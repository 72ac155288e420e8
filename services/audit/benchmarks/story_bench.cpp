// How long does the story index take for a record? Decoding and writes into an overlay; no log, no disk.
#include <benchmark/benchmark.h>

#include <string>

#include "matbud/audit/story.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::audit {
namespace {

constexpr std::size_t records_a_write = 2048;

/// Folds the same record again and again, each at an offset of its own.
void fold(benchmark::State& state, const std::string& type, const std::string& subject, const std::string& value) {
  const auto model = story();
  state::MemorySpace space;
  auto tables = std::make_unique<state::Overlay>(space);
  log::Envelope record;
  record.type = type;
  record.subject = subject;
  record.value = value;
  std::int64_t offset = 0;
  for (auto _ : state) {
    model->fold(*tables, {log::ordering_events, Partition{0}, Offset{offset++}, from_ms(1'772'438'400'000), record,
                          log::Hash{}});
    if (static_cast<std::size_t>(offset) % records_a_write != 0) continue;
    state.PauseTiming();
    tables->discard();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations());
}

ordering::v1::OrderingEvent released(int orders) {
  ordering::v1::OrderingEvent event;
  for (int i = 0; i < orders; ++i) {
    auto& order = *event.mutable_orders_released()->add_orders();
    order.set_order_id("order-" + std::to_string(i));
    for (int line = 0; line < 12; ++line) order.add_lines()->set_gtin(7'038'010'000'737U + static_cast<unsigned>(line));
  }
  return event;
}

void IndexARecordOfOneOrder(benchmark::State& state) {
  fold(state, "matbud.ordering.v1.OrderPlaced", "order/7f3a", std::string(600, 'x'));
}
BENCHMARK(IndexARecordOfOneOrder);

void IndexAReleaseOfFortyOrders(benchmark::State& state) {
  fold(state, "matbud.ordering.v1.OrdersReleased", "window/a/morning/20515", released(40).SerializeAsString());
}
BENCHMARK(IndexAReleaseOfFortyOrders);

}  // namespace
}  // namespace matbud::audit

BENCHMARK_MAIN();
