#include "matbud/host/metrics.h"

#include <array>
#include <utility>

#include "matbud/host/lag.h"

namespace matbud::host {
namespace {

using telemetry::Labels;
using telemetry::Metrics;
using Phase = processor::Processor::Phase;

constexpr std::array<std::pair<Phase, const char*>, 3> phases{{
    {Phase::catching_up, "catching_up"},
    {Phase::running, "running"},
    {Phase::stopped, "stopped"},
}};

/// Bounds of the histograms of what a log takes its time for.
const std::vector<double> log_seconds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

void count(Metrics& metrics, const Labels& labels, const processor::ProcessorCounters& counters) {
  const auto total = [&](const char* name, const char* help, std::uint64_t number) {
    metrics.counter(name, help, labels).raise_to(static_cast<double>(number));
  };
  total("matbud_processor_inputs_total", "Inputs handled.", counters.inputs);
  total("matbud_processor_events_total", "Events decided and verified.", counters.events);
  total("matbud_processor_folded_total", "Own records folded while catching up.", counters.folded);
  total("matbud_processor_void_total", "Void records seen in the own partition and the inputs.", counters.voided);
  total("matbud_processor_parked_total", "Inputs set aside because they could not be decided.", counters.parked);
  total("matbud_processor_rebuilds_total", "Times undecided state was thrown away and the log read again.",
        counters.rebuilds);
  total("matbud_processor_timers_total", "Timers that came due.", counters.timers);
  total("matbud_processor_effects_total", "Effects handed to their effector.", counters.effects);
}

void show(Metrics& metrics, Labels labels, const Pipeline::Counted& one, const Lag& lag) {
  const auto gauge = [&](const char* name, const char* help, double number) {
    metrics.gauge(name, help, labels).set(number);
  };
  gauge("matbud_processor_parked", "Inputs that wait to be redriven.", static_cast<double>(one.standing.parked));
  gauge("matbud_processor_pending_effects", "Effects asked for and not settled.",
        static_cast<double>(one.standing.pending_effects));
  gauge("matbud_processor_lag_records", "Records heard and not handled yet.", static_cast<double>(lag.records));
  gauge("matbud_processor_catch_up_records", "Own records that are not folded yet, while it catches up.",
        one.phase == Phase::running ? 0 : static_cast<double>(lag.own_records));
  gauge("matbud_processor_lag_seconds", "Age of the oldest record that is not handled yet.",
        seconds(lag.oldest_waits_for));
  for (const auto& [phase, word] : phases) {
    labels["phase"] = word;
    gauge("matbud_processor_phase", "1 for the phase that the processor is in.", one.phase == phase ? 1 : 0);
  }
}

}  // namespace

void watch_pipeline(Metrics& metrics, Pipeline& pipeline, log::Log& log, const Clock& clock) {
  metrics.before_exposition([&] {
    for (const auto& one : pipeline.counted()) {
      const Labels labels{{"processor", one.processor}, {"partition", std::to_string(one.partition.value())}};
      count(metrics, labels, one.counters);
      show(metrics, labels, one, lag_of(log, one.partition, one.standing, clock.now()));
    }
    metrics.counter("matbud_alarms_total", "Processors and read models that have stopped.")
        .raise_to(static_cast<double>(pipeline.alarms().size()));
  });
}

void watch_log(Metrics& metrics, const log::EmbeddedLog& log) {
  metrics.before_exposition([&] {
    const auto figures = log.figures();
    const auto total = [&](const char* name, const char* help, std::uint64_t number) {
      metrics.counter(name, help).raise_to(static_cast<double>(number));
    };
    total("matbud_log_commits_total", "Syncs that appends have shared.", figures.commits);
    total("matbud_log_records_total", "Records appended.", figures.records);
    total("matbud_log_record_bytes_total", "Bytes of the records appended.", figures.record_bytes);
    total("matbud_log_disk_reads_total", "Reads that the newest records in memory could not serve.",
          figures.reads_from_disk);
  });
}

std::function<void(std::chrono::microseconds)> append_timer(Metrics& metrics) {
  auto histogram = metrics.histogram("matbud_log_append_seconds", "How long an append took until it was acknowledged.",
                                     {}, log_seconds);
  return [histogram](std::chrono::microseconds took) mutable { histogram.observe(seconds(took)); };
}

std::function<void(std::chrono::nanoseconds)> commit_timer(Metrics& metrics) {
  auto histogram =
      metrics.histogram("matbud_log_commit_seconds", "How long a commit took, its sync included.", {}, log_seconds);
  return [histogram](std::chrono::nanoseconds took) mutable { histogram.observe(seconds(took)); };
}

}  // namespace matbud::host
