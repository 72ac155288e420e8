#include "matbud/operations/trace.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "matbud/audit/tell.h"
#include "matbud/log/record.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/time/zone.h"

namespace matbud::operations {
namespace {

std::string local_text(Timestamp moment) {
  const auto local = time::Zone::oslo().local(moment);
  const std::chrono::year_month_day date{local.day};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count() % 60;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(local.after_midnight.count() / 60),
                static_cast<int>(local.after_midnight.count() % 60), static_cast<int>(seconds));
  return text.data();
}

}  // namespace

Result<std::vector<TraceLine>> trace(log::Log& log, const std::vector<audit::StoryEntry>& entries,
                                     const std::string& order_id) {
  const auto zone = time::Zone::oslo();
  std::vector<TraceLine> lines;
  std::vector<audit::Happening> happenings;
  for (const auto& entry : entries) {
    const log::TopicPartition place{entry.topic, entry.partition};
    auto reader = log.open_reader(place, entry.offset);
    if (!reader) return tl::unexpected{reader.error()};
    const auto batch = (*reader)->read(1);
    if (!batch) return tl::unexpected{batch.error()};
    if (batch->empty() || batch->entries.front().offset != entry.offset) {
      return failure(Error::Code::corrupt,
                     log::to_string(place) + " has no record at " + std::to_string(entry.offset.value()));
    }
    const auto record = log::decode(batch->entries.front().canonical);
    if (!record) return tl::unexpected{record.error()};
    audit::Happening happening{{entry.topic, entry.partition, entry.offset},
                               entry.appended_at,
                               std::nullopt,
                               audit::effect_steps(entry.topic, *record),
                               entry.type == runtime::v1::RuntimeCommand::descriptor()->full_name()};
    if (record->cause) {
      happening.cause =
          audit::Place{std::string{record->cause->topic}, record->cause->partition, record->cause->offset};
    }
    lines.push_back({happening.place, entry.appended_at, entry.type, happening.cause,
                     audit::tell(entry.topic, *record, order_id, zone)});
    happenings.push_back(std::move(happening));
  }
  std::vector<TraceLine> told;
  for (const auto index : audit::causal_order(happenings)) told.push_back(std::move(lines[index]));
  return told;
}

void print(const std::vector<TraceLine>& lines, bool json, std::ostream& out) {
  for (const auto& line : lines) {
    if (json) {
      out << nlohmann::json{{"appended_at_ms", to_ms(line.appended_at)},
                            {"topic", line.place.topic},
                            {"partition", line.place.partition.value()},
                            {"offset", line.place.offset.value()},
                            {"type", line.type},
                            {"told", line.told}}
                 .dump()
          << "\n";
    } else {
      out << local_text(line.appended_at) << "  " << line.told << "  ["
          << log::to_string({line.place.topic, line.place.partition}) << "@" << line.place.offset.value() << "]\n";
    }
  }
}

}  // namespace matbud::operations
