// What does the kitchen table cost for each order, and how long does somebody wait who types?
#include <benchmark/benchmark.h>

#include <string>

#include "catalogue_index.h"
#include "matbud/api/tap.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/ordering/http_api.h"
#include "matbud/ordering/kitchen_table.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"

namespace matbud::ordering {
namespace {

/// An order of twelve lines, as ordering says it.
std::string placed(const std::string& order_id) {
  v1::OrderingEvent event;
  auto& said = *event.mutable_order_placed();
  auto& order = *said.mutable_order();
  order.set_order_id(order_id);
  order.set_citizen_id("z-" + order_id.substr(order_id.size() - 2));
  order.set_grocer_id("dagros");
  order.mutable_window()->set_area_id("3024-sandvika");
  order.mutable_window()->set_window_id("morning");
  order.mutable_window()->set_delivery_day(20'780);
  for (std::uint64_t i = 0; i < 12; ++i) {
    auto& line = *order.add_lines();
    line.set_gtin(7038010000010 + i * 10);
    line.set_quantity(2);
    line.set_price_ore(2490);
  }
  order.set_total_ore(59'760);
  order.set_version(1);
  said.set_command_id("k-" + order_id);
  said.set_ordered_by("w-7");
  return event.SerializeAsString();
}

/// Folds orders into a space in memory, as many to a store as a busy projection has.
void fold_orders(benchmark::State& run, const projection::ReadModel& model) {
  constexpr std::int64_t orders_a_store = 512;
  state::MemorySpace space;
  state::Overlay overlay{space, std::size_t{16} << 20U};
  std::int64_t number = 0;
  const log::Hash hash{};
  for (auto _ : run) {
    run.PauseTiming();
    const auto value = placed("o-" + std::to_string(1'000'000 + number));
    log::Envelope record;
    record.key = "3024-sandvika";
    record.type = "matbud.ordering.v1.OrderPlaced";
    record.value = value;
    run.ResumeTiming();
    model.fold(overlay, {log::ordering_events, Partition{0}, Offset{number}, Timestamp{}, record, hash});
    if (++number % orders_a_store == 0) {
      overlay.close_group();
      overlay.fold_oldest({});
    }
  }
}

void FoldAnOrderForTheTableAndItsAnswer(benchmark::State& run) {
  fold_orders(run, *api_read_model(std::make_shared<api::Tap>()));
}
BENCHMARK(FoldAnOrderForTheTableAndItsAnswer)->Iterations(50'000);

void FoldAnOrderForTheOverview(benchmark::State& run) { fold_orders(run, *order_overview()); }
BENCHMARK(FoldAnOrderForTheOverview)->Iterations(50'000);

void SearchTheNordicCatalogueAsSomebodyTypes(benchmark::State& run) {
  const auto import = edge::import_catalogue_file(MATBUD_SOURCE_DIR "/../shared/data/products-nordic.csv");
  if (!import) return run.SkipWithError(import.error().message.c_str());
  state::MemorySpace space;
  state::Overlay overlay{space};
  const auto model = kitchen_table();
  v1::OrderingEvent event;
  event.mutable_products_put()->set_grocer_id("dagros");
  *event.mutable_products_put()->mutable_products() = {import->products.begin(), import->products.end()};
  const auto value = event.SerializeAsString();
  log::Envelope record;
  record.type = "matbud.ordering.v1.ProductsPut";
  record.value = value;
  model->fold(overlay, {log::ordering_events, catalogue_partition, Offset{1}, Timestamp{}, record, log::Hash{}});
  http::CatalogueIndex index;
  const char* const typed[] = {"m", "me", "mel", "melk", "havre gr", "knäcke", "5700"};
  std::size_t which = 0;
  std::size_t found = 0;
  for (auto _ : run) found += index.search(overlay, "dagros", typed[which++ % std::size(typed)], 30).size();
  run.counters["products"] = static_cast<double>(import->products.size());
  run.counters["found"] = benchmark::Counter(static_cast<double>(found), benchmark::Counter::kAvgIterations);
}
BENCHMARK(SearchTheNordicCatalogueAsSomebodyTypes)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace matbud::ordering

BENCHMARK_MAIN();
