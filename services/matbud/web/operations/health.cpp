// GET /health, /events: how far each service is with what it hears, and what stands in its way.
#include <algorithm>
#include <map>

#include "matbud/host/lag.h"
#include "office.h"

namespace matbud::apis::operations {
namespace {

using nlohmann::json;
using Phase = processor::Processor::Phase;

/// What one service has not handled of one topic, all partitions together.
struct Input {
  std::uint64_t lag_records = 0;
  std::chrono::milliseconds oldest_waits_for{0};
};

/// One service, all partitions together.
struct Line {
  std::uint32_t partitions = 0;
  std::uint32_t catching_up = 0;
  std::uint32_t stopped = 0;
  std::uint64_t parked = 0;
  std::uint64_t pending_effects = 0;
  std::uint64_t handled = 0;
  std::uint64_t voided = 0;
  std::uint64_t rebuilds = 0;
  std::map<std::string, Input> inputs;

  void count(Office& office, const host::Pipeline::Counted& one) {
    ++partitions;
    catching_up += one.phase == Phase::catching_up ? 1 : 0;
    stopped += one.phase == Phase::stopped ? 1 : 0;
    parked += one.standing.parked;
    pending_effects += one.standing.pending_effects;
    handled += one.counters.inputs;
    voided += one.counters.voided;
    rebuilds += one.counters.rebuilds;
    for (const auto& heard : one.standing.inputs) {
      processor::ProcessorStanding alone;
      alone.inputs = {heard};
      const auto lag = host::lag_of(office.log(), one.partition, alone, office.now());
      auto& input = inputs[heard.topic];
      input.lag_records += lag.records;
      input.oldest_waits_for = std::max(input.oldest_waits_for, lag.oldest_waits_for);
    }
  }

  [[nodiscard]] json told(const std::string& name) const {
    Input all;
    auto heard = json::array();
    for (const auto& [topic, input] : inputs) {
      all.lag_records += input.lag_records;
      all.oldest_waits_for = std::max(all.oldest_waits_for, input.oldest_waits_for);
      heard.push_back(
          {{"topic", topic}, {"lag_records", input.lag_records}, {"oldest_waits_ms", input.oldest_waits_for.count()}});
    }
    return {{"processor", name},
            {"partitions", partitions},
            {"catching_up", catching_up},
            {"stopped", stopped},
            {"lag_records", all.lag_records},
            {"oldest_waits_ms", all.oldest_waits_for.count()},
            {"parked", parked},
            {"pending_effects", pending_effects},
            {"handled", handled},
            {"void", voided},
            {"rebuilds", rebuilds},
            {"inputs", std::move(heard)}};
  }
};

}  // namespace

json health(Office& office) {
  std::map<std::string, Line> lines;
  for (const auto& one : office.pipeline().counted()) lines[one.processor].count(office, one);
  auto alarms = json::array();
  for (const auto& alarm : office.pipeline().alarms()) alarms.push_back(alarm.message);
  auto processors = json::array();
  bool well = alarms.empty();
  for (const auto& [name, line] : lines) {
    well = well && line.stopped == 0 && line.catching_up == 0;
    processors.push_back(line.told(name));
  }
  return {{"well", well},
          {"at_ms", to_ms(office.now())},
          {"alarms", std::move(alarms)},
          {"processors", std::move(processors)}};
}

void add_health(api::Api& api, Office* office) {
  api.add("GET", base + "/health", who_look, [office](const web::Request&, const web::Caller&) {
    return office->by_clerk([](Office& there) { return api::json_response(200, health(there)); });
  });
  api.add("GET", base + "/events", who_look,
          [office](const web::Request&, const web::Caller&) -> web::Answer { return office->news().listen(); });
}

}  // namespace matbud::apis::operations
