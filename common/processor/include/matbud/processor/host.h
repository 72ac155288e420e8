// Runs the processors of one service for the partitions this process owns.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/processor/processor.h"

namespace matbud::processor {

/// Something that one thread drives by calling step() again and again.
class Stepper {
 public:
  virtual ~Stepper() = default;
  /// Does a bounded piece of work without waiting; returns whether anything moved.
  virtual bool step(Timestamp now) = 0;
  /// When step() has something to do although the log is quiet; nothing when never.
  [[nodiscard]] virtual std::optional<Timestamp> next_timer() const { return std::nullopt; }
  /// Why parts of it do nothing any more, one entry a part; empty while all is well.
  [[nodiscard]] virtual std::vector<Error> alarms() const { return {}; }
};

/// What a host needs from the process around it.
struct HostEnvironment {
  /// The space of one partition of a processor, by the processor's name. When it throws StoreFailure, alarms() tell,
  /// and the partition is tried again when the assignment changes.
  std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)> open_space;
  /// The effector of one partition; may be empty or return null: effects then stay pending.
  std::function<std::unique_ptr<Effector>(Partition partition)> make_effector;
  /// A name that no processor has had before, for mb-writer.
  std::function<std::string()> new_incarnation;
  /// Whether this host takes the partition; empty = all. Several hosts in one process share the work by it.
  std::function<bool(Partition partition)> takes;
  /// When not empty: the host joins nobody, and folds these partitions without deciding (ProcessorSettings::decides).
  std::vector<Partition> only_follows;
  /// A warm standby: those of these partitions that are not owned are folded as others write them, so that taking one
  /// over begins where the fold stands. They are not visited, and count neither as ready nor as idle.
  std::vector<Partition> stands_by;
  ProcessorSettings settings;
};

/// The processors of one service in this process. Not thread-safe. Log and environment must outlive it.
class ProcessorHost final : public Stepper {
 public:
  /// Joins the owners of the service's events topic. Errors as Log::join.
  [[nodiscard]] static Result<std::unique_ptr<ProcessorHost>> open(ProcessorSpec spec, log::Log& log,
                                                                   HostEnvironment environment);

  bool step(Timestamp now) override;
  [[nodiscard]] std::optional<Timestamp> next_timer() const override;
  [[nodiscard]] std::vector<Error> alarms() const override;

  /// The log has assigned partitions to this process, and those that this host takes are past catching up. A spare
  /// process that is assigned none is not ready.
  [[nodiscard]] bool ready() const;
  /// The log has said which partitions this process owns, be it none.
  [[nodiscard]] bool knows_its_partitions() const { return generation_.value_or(0) > 0; }
  /// Every owned partition is idle.
  [[nodiscard]] bool idle() const;
  [[nodiscard]] const ProcessorSpec& spec() const { return spec_; }
  /// Calls `visit` for each owned partition's processor.
  void for_each(const std::function<void(const Processor&)>& visit) const;

 private:
  struct Owned {
    std::unique_ptr<state::Space> space;
    std::unique_ptr<Effector> effector;
    std::unique_ptr<Processor> processor;
    log::Progress told;  ///< what was told last
    Timestamp told_at{};
  };
  ProcessorHost(ProcessorSpec spec, log::Log& log, HostEnvironment environment,
                std::unique_ptr<log::Ownership> ownership);
  void follow_ownership();
  void take(Partition partition);
  void tell_progress(Timestamp now);
  void stand_by();
  [[nodiscard]] std::unique_ptr<state::Space> open_space(Partition partition);

  ProcessorSpec spec_;
  log::Log& log_;
  HostEnvironment environment_;
  std::unique_ptr<log::Ownership> ownership_;  ///< null when it only follows
  std::optional<std::uint64_t> generation_;
  Timestamp tells_at_{};   ///< not before, progress is told again
  bool assigned_ = false;  ///< the log has given this process partitions, taken or not
  std::map<std::uint32_t, Owned> owned_;
  std::map<std::uint32_t, Owned> standing_by_;  ///< folded, never decided
  std::map<std::uint32_t, Error> not_opened_;   ///< partitions whose space cannot be opened
};

}  // namespace matbud::processor
