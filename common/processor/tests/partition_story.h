// The stage of the processor's stories: one partition of the toy service in a simulated log, with as many processes
// that believe they own it as the story needs. Each process has a space that outlives its processor, as a disk does.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "matbud/log/chain.h"
#include "matbud/log/simulated.h"
#include "moody_log.h"
#include "toy_service.h"

namespace matbud::processor {

/// An effector that only remembers what it was asked.
class ToyEffector final : public Effector {
 public:
  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override;
  [[nodiscard]] std::optional<EffectReport> poll() override;
  /// The effect is over; `reason` again: it is to be asked for anew.
  void finish(const std::string& effect_id, const std::string& reason = "done");
  /// Finishes everything it has in hand.
  void finish_all();

  bool busy = false;                     ///< takes nothing
  std::size_t takes_at_most = SIZE_MAX;  ///< in hand at once
  std::vector<std::string> performed;    ///< effect ids, in order; with a `?` behind it where it may be done already
  std::size_t offered = 0;               ///< calls of perform()

 private:
  std::deque<std::string> in_hand_;
  std::deque<EffectReport> reports_;
};

/// One accepted event as a reader of the chain sees it.
struct Told {
  Offset offset;
  std::string canonical;
  log::Envelope record;  ///< views into canonical
  toy::Event event;
  /// `count milk`, or the name of the machinery's event: `inputParked`.
  [[nodiscard]] std::string text() const;
};

/// One process: what is on its disk, and the processor while it lives.
struct Process {
  state::MemorySpace space;
  ToyEffector effector;
  std::unique_ptr<Processor> processor;
  int lives = 0;
};

class PartitionStory : public testing::Test {
 protected:
  /// A log whose appends land at once.
  PartitionStory();
  ~PartitionStory() override;
  /// Starts over with a log whose appends land when it delivers them, with these faults.
  void appends_take_time(std::uint64_t seed = 1, log::SimulatedFaults faults = {});

  // What the service hears. Each returns the record's offset.
  Offset hears(std::string_view act, std::string_view target, std::string_view reason = {});
  Offset hears_runtime(const runtime::v1::RuntimeCommand& command, std::string_view subject = {});
  Offset hears_bytes(std::string_view value, std::string_view subject, std::string_view id = "bytes");
  /// A command whose sender has left out what makes it a record.
  Offset hears_foreign(std::string_view value);
  Offset hears_of_another(std::string_view act, std::string_view target);
  /// An event of the other service's machinery about this subject's target.
  Offset hears_machinery_of_another(std::string_view target);
  /// A record that does not extend the other service's chain.
  Offset hears_void_of_another(std::string_view act, std::string_view target);
  Offset hears_redrive(const std::string& subject, bool discard = false);

  // Processes. A name is a process; its space survives a kill.
  Process& start(const std::string& name, toy::Version version = toy::Version::chokes, ProcessorSettings settings = {});
  Process& start(const std::string& name, const ProcessorSpec& spec, ProcessorSettings settings = {});
  void kill(const std::string& name);
  void wipe(const std::string& name);
  bool step(const std::string& name);
  /// Steps it until it is running.
  void catches_up(const std::string& name);
  /// Steps these processes, and delivers, until nothing moves.
  template <class... Names>
  void settle(const Names&... names) {
    settle_all({std::string{names}...});
  }
  void settle_all(const std::vector<std::string>& names);
  /// Delivers until nothing is on its way.
  void deliver_everything();
  [[nodiscard]] Process& process(const std::string& name) { return *processes_.at(name); }
  [[nodiscard]] const Processor& processor(const std::string& name) { return *processes_.at(name)->processor; }

  // What has come of it.
  [[nodiscard]] std::vector<Told> chain();
  /// text() of each event in the chain.
  [[nodiscard]] std::vector<std::string> told();
  [[nodiscard]] std::size_t void_records() { return log->records(own).size() - chain().size(); }
  /// TimerDue, StartEffect ... and `report milk` in the commands topic, in order.
  [[nodiscard]] std::vector<std::string> commands();
  [[nodiscard]] std::int64_t counted(const std::string& process, std::string_view target);
  /// Digest of the state, the positions left out.
  [[nodiscard]] std::string digest(const std::string& process);
  /// The protocol's promise: every input is decided once, in order, on the accepted state, and names its cause.
  void expect_every_input_decided_once();

  const log::TopicPartition own{std::string{toy::events_topic}, Partition{0}};
  const log::TopicPartition own_commands{std::string{toy::commands_topic}, Partition{0}};
  const log::TopicPartition others{std::string{toy::others_topic}, Partition{0}};
  log::SimulatedClock clock{from_ms(1'790'000'000'000)};
  std::unique_ptr<log::SimulatedLog> log;
  std::unique_ptr<MoodyLog> moody;  ///< what the processors see of it

 private:
  void create_topics();
  Offset append(const log::TopicPartition& place, std::string canonical);
  Offset append_command(std::string_view value, std::string_view type, std::string_view subject, std::string_view id);
  Offset append_of_another(std::string_view act, std::string_view target, const log::Hash& prev,
                           std::string_view type = "matbud.audit.v1.ReportOperatorAct");

  std::map<std::string, std::unique_ptr<Process>> processes_;
  log::Hash others_head_{};
  int next_id_ = 0;
};

}  // namespace matbud::processor
