// The processor's inside: what is read, what is decided, what is in flight.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "command_outbox.h"
#include "effect_driver.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/processor/processor.h"
#include "matbud/state/overlay.h"
#include "ticker.h"

namespace matbud::processor {

class Processor::Impl {
 public:
  Impl(const ProcessorSpec& spec, Partition partition, log::Log& log, state::Space& space, Effector* effector,
       std::string incarnation, ProcessorSettings settings);

  bool step(Timestamp now);
  [[nodiscard]] ProcessorStanding standing() const;
  [[nodiscard]] log::Progress progress() const;

  const ProcessorSpec spec;
  const Partition partition;
  Phase phase = Phase::catching_up;
  std::optional<Error> alarm;
  ProcessorCounters counters;
  Ticker ticker;
  bool idle = false;

 private:
  /// One topic that is heard.
  struct InputTopic {
    std::string topic;
    bool chained;
    log::ChainPosition position;  ///< behind the last input that was handled, verified or not
    std::unique_ptr<log::Follower> follower;
  };
  /// One append that has no outcome yet.
  struct Flight {
    Offset first;
    std::size_t count;
    log::ChainPosition own_after;
    std::vector<log::ChainPosition> inputs_after;
  };
  /// What handling one input led to.
  struct Outcome {
    google::protobuf::Message* event = nullptr;
    std::string subject;
    std::optional<Timestamp> time;  ///< of a redriven input: when it was first read; else the input's append time
  };

  /// Memory for the messages of one input: most fit the first block, which stays warm and is never given back.
  struct Workspace {
    static constexpr std::size_t block_bytes = 24U << 10U;
    Workspace() : block{std::make_unique<char[]>(block_bytes)}, arena{options(block.get())} {}
    static google::protobuf::ArenaOptions options(char* block) {
      google::protobuf::ArenaOptions options;
      options.initial_block = block;
      options.initial_block_size = block_bytes;
      return options;
    }
    std::unique_ptr<char[]> block;
    google::protobuf::Arena arena;
  };

  // standing.cpp
  [[nodiscard]] Offset verified_next(const std::string& topic, Offset handled) const;

  // catch_up.cpp
  void start();
  bool check();
  void restart();
  bool catch_up();
  bool fold_own(const log::Followed& followed);
  void advance_input(const log::Cause& cause);
  bool begin_running();
  bool wait_or_stop(const Error& error);
  void stop(Error error);

  // processor.cpp
  bool run(Timestamp now);
  bool verify();
  bool decide_batch();
  bool take_input(InputTopic& input, std::vector<std::string>& batch);
  bool is_still_followed(const InputTopic& input);
  void append(std::vector<std::string> batch);
  Error because_of_log(const Error& error, const InputTopic& input);
  bool store_positions_when_quiet(Timestamp now);
  bool drive_effects(Timestamp now);
  void see_reports_decided();
  std::vector<state::Change> position_changes(const log::ChainPosition& own,
                                              const std::vector<log::ChainPosition>& inputs) const;
  std::vector<log::ChainPosition> input_positions() const;

  // handling.cpp
  Outcome handle(const Input& input);
  Outcome decide(const Input& input);
  Outcome parked(const Input& input, std::string_view subject, std::string reason, bool behind);
  Outcome redrive(const Input& input, const runtime::v1::RedriveParked& command);
  Outcome start_effect(const Input& input, const runtime::v1::StartEffect& command);
  Outcome said(std::string subject, runtime::v1::RuntimeEvent*& event);
  void evolve(const google::protobuf::Message& event, const EventInfo& info);

  log::Log& log_;
  state::Space& space_;
  std::string incarnation_;
  std::string source_;
  ProcessorSettings settings_;
  log::TopicPartition own_;

  state::Overlay overlay_;
  log::ChainPosition own_position_;  ///< the chain's head as decided, verified or not
  std::unique_ptr<log::Follower> own_follower_;
  std::vector<InputTopic> inputs_;
  std::size_t next_input_ = 0;
  std::unique_ptr<log::Writer> writer_;
  std::deque<Flight> flights_;
  Workspace workspace_;
  google::protobuf::Arena& arena_ = workspace_.arena;  ///< for one input or event at a time
  std::set<std::string, std::less<>> parked_subjects_;
  Timestamp positions_due_{};       ///< not before, positions are stored without an event
  bool positions_changed_ = false;  ///< inputs without an event were passed since positions were stored

  std::string scratch_value_;  ///< keeps its room from event to event

  bool read_failed_ = false;  ///< an input could not be read in the last round

  CommandOutbox outbox_;
  EffectDriver effects_;
  Offset commands_end_at_start_;  ///< reports of earlier incarnations lie before it
  bool reports_decided_ = false;  ///< those reports are decided and verified: what they settle is not done again
  bool checked_ = false;          ///< the log has been seen not to have gone back since start()
};

}  // namespace matbud::processor
