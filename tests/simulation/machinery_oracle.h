// What becomes of one input, by the letter of the design: a second implementation of parking, redriving and starting
// effects on a plain map, to compare the processor's events with.
#pragma once

#include <optional>
#include <string>

#include "matbud/processor/processor.h"
#include "simulated_space.h"

namespace matbud::simulation {

class MachineryOracle {
 public:
  explicit MachineryOracle(const processor::ProcessorSpec& spec) : spec_{spec} {}

  struct Expected {
    google::protobuf::Message* event = nullptr;  ///< null: the input causes nothing
    std::string subject;
    std::optional<Timestamp> time;  ///< nothing: the append time of the cause
  };
  /// The event that this input must cause on this state. Lives on the arena.
  [[nodiscard]] Expected handle(const state::TableReader& state, const processor::Input& input,
                                google::protobuf::Arena& arena) const;
  /// Folds an event.
  void evolve(state::TableWriter& state, const google::protobuf::Message& event,
              const processor::EventInfo& info) const;

 private:
  [[nodiscard]] Expected park(const processor::Input& input, const std::string& subject, const std::string& reason,
                              bool behind, google::protobuf::Arena& arena) const;
  [[nodiscard]] Expected redrive(const state::TableReader& state, const runtime::v1::RedriveParked& command,
                                 google::protobuf::Arena& arena) const;
  [[nodiscard]] Expected start_effect(const state::TableReader& state, const processor::Input& input,
                                      const runtime::v1::StartEffect& command, google::protobuf::Arena& arena) const;
  [[nodiscard]] Expected said(const std::string& subject, runtime::v1::RuntimeEvent*& event,
                              google::protobuf::Arena& arena) const;

  const processor::ProcessorSpec& spec_;
};

}  // namespace matbud::simulation
