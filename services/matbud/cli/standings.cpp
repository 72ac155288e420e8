#include "standings.h"

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "matbud/host/lag.h"

namespace matbud::cli {
namespace {

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// One line of Prometheus's text format: `name{label="value",...} number`.
struct Sample {
  std::string_view name;
  std::map<std::string_view, std::string_view> labels;
  double value = 0;
};

/// Nothing for comments and for what is no sample. Our label values hold nothing that would have to be escaped.
std::optional<Sample> sample_of(std::string_view line) {
  const auto space = line.rfind(' ');
  if (line.empty() || line.front() == '#' || space == std::string_view::npos) return std::nullopt;
  const auto value = number_of(line.substr(space + 1));
  if (!value) return std::nullopt;
  Sample sample;
  sample.value = *value;
  const auto subject = line.substr(0, space);
  const auto open = subject.find('{');
  sample.name = subject.substr(0, open);
  if (open == std::string_view::npos) return sample;
  auto rest = subject.substr(open + 1);
  for (;;) {
    const auto equals = rest.find("=\"");
    if (equals == std::string_view::npos) return sample;
    const auto close = rest.find('"', equals + 2);
    if (close == std::string_view::npos) return std::nullopt;
    sample.labels.emplace(rest.substr(0, equals), rest.substr(equals + 2, close - equals - 2));
    rest = rest.substr(close + 1);
    if (rest.starts_with(',')) rest.remove_prefix(1);
  }
}

/// Which figure of a row a number is.
constexpr std::pair<std::string_view, std::optional<double> Standing::*> figures_by_metric[] = {
    {"matbud_processor_lag_records", &Standing::lag_records},
    {"matbud_processor_lag_seconds", &Standing::lag_seconds},
    {"matbud_processor_catch_up_records", &Standing::catch_up},
    {"matbud_processor_void_total", &Standing::voided},
    {"matbud_processor_rebuilds_total", &Standing::rebuilds},
    {"matbud_processor_parked", &Standing::parked},
};

/// A log's appends, wherever it lies.
class Appends {
 public:
  void see(const Sample& sample) {
    if (sample.name == "matbud_log_commit_seconds_sum" || sample.name == "matbud_log_append_seconds_sum") {
      seconds_ += sample.value;
    } else if (sample.name == "matbud_log_commit_seconds_count" || sample.name == "matbud_log_append_seconds_count") {
      count_ += sample.value;
    }
  }
  [[nodiscard]] std::optional<double> mean_ms() const {
    return count_ > 0 ? std::optional{1000 * seconds_ / count_} : std::nullopt;
  }

 private:
  double seconds_ = 0;
  double count_ = 0;
};

std::map<std::string_view, std::string_view> parts_of(std::string_view figures) {
  std::map<std::string_view, std::string_view> parts;
  while (!figures.empty()) {
    const auto word = figures.substr(0, figures.find(' '));
    figures.remove_prefix(std::min(figures.size(), word.size() + 1));
    if (const auto equals = word.find('='); equals != std::string_view::npos)
      parts.emplace(word.substr(0, equals), word.substr(equals + 1));
  }
  return parts;
}

std::string cell(const std::optional<double>& number, int digits) {
  if (!number) return "-";
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << *number;
  return text.str();
}

nlohmann::json json_of(const std::optional<double>& number) {
  return number ? nlohmann::json(*number) : nlohmann::json(nullptr);
}

void print_json(const Standing& one, std::ostream& out) {
  out << nlohmann::json{{"processor", one.processor},
                        {"partition", one.partition.value()},
                        {"phase", one.phase.empty() ? nlohmann::json(nullptr) : nlohmann::json(one.phase)},
                        {"lag_records", json_of(one.lag_records)},
                        {"lag_seconds", json_of(one.lag_seconds)},
                        {"catch_up_records", json_of(one.catch_up)},
                        {"void", json_of(one.voided)},
                        {"rebuilds", json_of(one.rebuilds)},
                        {"parked", json_of(one.parked)},
                        {"append_ms", json_of(one.append_ms)},
                        {"told_seconds_ago", json_of(one.told_seconds_ago)}}
             .dump()
      << "\n";
}

}  // namespace

std::vector<Standing> standings_from_metrics(std::string_view exposition) {
  std::map<std::pair<std::string, std::uint32_t>, Standing> rows;
  Appends appends;
  while (!exposition.empty()) {
    const auto line = exposition.substr(0, exposition.find('\n'));
    exposition.remove_prefix(std::min(exposition.size(), line.size() + 1));
    const auto sample = sample_of(line);
    if (!sample) continue;
    appends.see(*sample);
    const auto processor = sample->labels.find("processor");
    const auto partition = sample->labels.find("partition");
    if (processor == sample->labels.end() || partition == sample->labels.end()) continue;
    const auto number = static_cast<std::uint32_t>(number_of(partition->second).value_or(0));
    auto& row = rows[{std::string{processor->second}, number}];
    row.processor = processor->second;
    row.partition = Partition{number};
    if (sample->name == "matbud_processor_phase" && sample->value != 0) row.phase = sample->labels.at("phase");
    for (const auto& [name, figure] : figures_by_metric) {
      if (sample->name == name) row.*figure = sample->value;
    }
  }
  std::vector<Standing> standings;
  for (auto& [place, row] : rows) {
    row.append_ms = appends.mean_ms();
    standings.push_back(std::move(row));
  }
  return standings;
}

Standing standing_from(const processor::ProcessorSpec& spec, const log::Progress& told, log::Log& log, Timestamp now) {
  Standing standing;
  standing.processor = spec.name;
  standing.partition = told.partition;
  const auto parts = parts_of(told.figures);
  const auto figure = [&](std::string_view name) -> std::optional<double> {
    const auto found = parts.find(name);
    return found == parts.end() ? std::nullopt : number_of(found->second);
  };
  if (const auto phase = parts.find("phase"); phase != parts.end()) standing.phase = phase->second;
  standing.voided = figure("void");
  standing.rebuilds = figure("rebuilds");
  standing.parked = figure("parked");
  if (const auto us = figure("append_us")) standing.append_ms = *us / 1000;
  if (const auto ms = figure("told_ms")) standing.told_seconds_ago = (static_cast<double>(to_ms(now)) - *ms) / 1000;
  processor::ProcessorStanding heard;
  for (const auto& reached : told.reached) {
    const processor::ProcessorStanding::Heard one{reached.place.topic, reached.next};
    if (one.topic == spec.own_topic) {
      heard.own = one;
    } else {
      heard.inputs.push_back(one);
    }
  }
  const auto lag = host::lag_of(log, told.partition, heard, now);
  standing.catch_up = standing.phase == "running" ? 0 : static_cast<double>(lag.own_records);
  standing.lag_records = static_cast<double>(lag.records);
  standing.lag_seconds = std::chrono::duration<double>(lag.oldest_waits_for).count();
  return standing;
}

void print(const std::vector<Standing>& standings, bool json, std::ostream& out) {
  if (json) {
    for (const auto& one : standings) print_json(one, out);
    return;
  }
  constexpr int name_width = 24;
  constexpr int width = 11;
  out << std::left << std::setw(name_width) << "processor/partition" << std::setw(width + 1) << "phase" << std::right;
  for (const char* const title :
       {"lag", "oldest s", "catch-up", "void", "rebuilds", "parked", "append ms", "told s ago"})
    out << std::setw(width) << title;
  out << "\n";
  for (const auto& one : standings) {
    out << std::left << std::setw(name_width) << one.processor + "/" + std::to_string(one.partition.value())
        << std::setw(width + 1) << (one.phase.empty() ? "-" : one.phase) << std::right << std::setw(width)
        << cell(one.lag_records, 0) << std::setw(width) << cell(one.lag_seconds, 1) << std::setw(width)
        << cell(one.catch_up, 0) << std::setw(width) << cell(one.voided, 0) << std::setw(width) << cell(one.rebuilds, 0)
        << std::setw(width) << cell(one.parked, 0) << std::setw(width) << cell(one.append_ms, 1) << std::setw(width)
        << cell(one.told_seconds_ago, 0) << "\n";
  }
}

}  // namespace matbud::cli
