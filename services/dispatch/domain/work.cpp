#include "work.h"

#include <algorithm>
#include <chrono>

namespace matbud::dispatch {
namespace {

constexpr std::int32_t days_counted = 7;
constexpr std::uint32_t minutes_a_stop = 10;

std::uint32_t minutes_of(const v1::RunStarted& event, const state::RunSummary& run) {
  if (run.open_ended()) return minutes_a_stop * static_cast<std::uint32_t>(event.stops_size());
  const auto length = std::chrono::milliseconds{std::max<std::int64_t>(run.to_ms() - run.from_ms(), 0)};
  return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::minutes>(length).count());
}

}  // namespace

std::uint32_t worked_minutes(const TableReader& tables, std::string_view driver_id, std::int32_t day) {
  const auto work = table::work.find(tables, driver_id);
  std::uint32_t minutes = 0;
  if (!work) return minutes;
  for (const auto& one : work->days()) {
    if (one.day() > day - days_counted && one.day() <= day) minutes += one.minutes();
  }
  return minutes;
}

void count_work(TableWriter& tables, const v1::RunStarted& event, const state::RunSummary& run) {
  auto work = table::work.find(tables, event.driver_id()).value_or(state::Work{});
  auto& days = *work.mutable_days();
  auto found = std::find_if(days.begin(), days.end(), [&](const auto& one) { return one.day() == run.delivery_day(); });
  if (found == days.end()) {
    auto& added = *work.add_days();
    added.set_day(run.delivery_day());
    std::sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.day() < b.day(); });
    found = std::find_if(days.begin(), days.end(), [&](const auto& one) { return one.day() == run.delivery_day(); });
  }
  found->set_minutes(found->minutes() + minutes_of(event, run));
  while (days.size() > days_counted) days.erase(days.begin());
  table::work.put(tables, event.driver_id(), work);
}

}  // namespace matbud::dispatch
