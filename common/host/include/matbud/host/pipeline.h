// The processors and read models of one process, over one log.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/processor/worker.h"
#include "matbud/projection/host.h"

namespace matbud::host {

/// What differs between programs, and between production, demo and benchmark.
struct Wiring {
  std::vector<GrocerId> grocers;  ///< whose topics there are
  std::vector<processor::ProcessorSpec> processors;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
  std::uint32_t partitions = 12;
  /// Where state lies. Called from the thread that opens the pipeline.
  std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)> open_space;
  /// Effector of a service's partition by the processor's name; may be empty or return null: nothing is performed.
  std::function<std::unique_ptr<processor::Effector>(const std::string& processor, Partition partition)> make_effector;
  /// A name never used before, for mb-writer.
  std::function<std::string()> new_incarnation;
  /// Something else that the first thread steps, such as what keeps the keys current; may be empty.
  std::function<std::unique_ptr<processor::Stepper>()> make_companion;
  /// False: every partition is folded and nothing is decided, owned or performed, as for an operator who looks on while
  /// services run elsewhere. ready() is then never true; idle() says that the log was read to its end.
  bool decides = true;
  /// Partitions that other processes own are folded as well, to take them over at once.
  bool stands_by = false;
  std::function<void(const Error&)> on_alarm;  ///< called from any thread; may be empty
  unsigned threads = 2;                        ///< partitions are shared between them
  std::size_t cache_bytes = 24U << 20U;        ///< clean values of all processors and read models together, about
  processor::ProcessorSettings settings;
};

/// Runs either on its own threads (start, stop) or by step(), never both at once.
class Pipeline {
 public:
  /// Joins the owners of each processor's topic. `not_found` when a topic that is heard or written is missing, and
  /// errors as Log::topics and Log::join. `log` and `clock` must outlive the pipeline.
  [[nodiscard]] static Result<std::unique_ptr<Pipeline>> open(log::Log& log, const Clock& clock, Wiring wiring);
  ~Pipeline();

  void start();
  void stop();
  /// One step of everything, in a fixed order, without waiting; returns whether anything moved. Other threads may look
  /// meanwhile, by the calls that are safe while running.
  bool step();
  /// Every processor is past catching up. Safe while running.
  [[nodiscard]] bool ready();
  /// The processors for which the log has not said yet which partitions they own. Safe while running.
  [[nodiscard]] std::vector<std::string> joining();
  /// Nothing left to do until time passes or somebody appends, as of the last step. Safe while running.
  [[nodiscard]] bool idle();
  /// The earliest timer of any processor. Only between steps or when stopped.
  [[nodiscard]] std::optional<Timestamp> next_timer();
  /// Alarms so far. Safe while running.
  [[nodiscard]] std::vector<Error> alarms();
  /// Alarms that hold now. Safe while running.
  [[nodiscard]] std::vector<Error> standing_alarms();

  /// What one processor has counted, for metrics and status.
  struct Counted {
    std::string processor;
    Partition partition;
    processor::Processor::Phase phase;
    processor::ProcessorCounters counters;
    processor::ProcessorStanding standing;
  };
  /// Safe while running.
  [[nodiscard]] std::vector<Counted> counted();

 private:
  class Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::host
