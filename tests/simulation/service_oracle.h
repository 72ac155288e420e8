// Judges the accepted events of one partition of one service, one at a time as they land: each must be what its cause,
// decided again on the state of that moment, causes, to the byte; no input may be skipped that causes something; and
// the state after each event is kept as a digest, to hold every projection to.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger.h"
#include "machinery_oracle.h"
#include "simulated_space.h"

namespace matbud::simulation {

/// Lets the oracle decide again with the other version of the code: an event may have been decided before a new
/// version came, or after.
class Versions {
 public:
  virtual ~Versions() = default;
  [[nodiscard]] virtual bool fixed() const = 0;
  virtual void set_fixed(bool fixed) = 0;
};

class ServiceOracle {
 public:
  /// All arguments must outlive it.
  ServiceOracle(const processor::ProcessorSpec& spec, Partition partition, const Ledger& ledger, Versions& versions);

  /// Judges the next accepted event of the own topic. Throws Violation.
  void judge(const Accepted& event);
  /// Throws Violation when an accepted input has not been decided although it causes something.
  void expect_every_input_decided();
  /// Throws Violation when the space is not the fold of the accepted prefix it says it stands at.
  void expect_fold(const SimulatedSpace& space) const;

  [[nodiscard]] const processor::ProcessorSpec& spec() const { return spec_; }
  [[nodiscard]] const Chain& chain() const { return chain_; }
  [[nodiscard]] const state::TableReader& state() const { return tables_; }
  /// Digest of the state after so many accepted events.
  [[nodiscard]] const Digest& digest_after(std::size_t events) const { return digests_[events]; }
  [[nodiscard]] std::uint64_t redecided() const { return redecided_; }

 private:
  /// How far one input topic has been decided, counted in accepted inputs.
  struct Heard {
    const Chain* chain;
    std::size_t after_last_event = 0;  ///< behind the input of the newest event
    std::size_t may_have_passed = 0;   ///< as far as inputs since then caused nothing on some state since then
  };

  [[nodiscard]] Heard& heard_from(const Accepted& event);
  [[nodiscard]] processor::Input input_at(const Heard& heard, std::size_t index) const;
  void pass_what_causes_nothing();
  void expect_same_event(const Accepted& event, const processor::Input& cause);
  [[nodiscard]] std::string difference(const Accepted& event, const processor::Input& cause);
  void fold(const Accepted& event);
  void expect_state_of_its_version(const SimulatedSpace& space, std::size_t events) const;
  [[nodiscard]] std::string place_of(const Accepted& event) const;

  const processor::ProcessorSpec& spec_;
  Partition partition_;
  const Chain& chain_;
  Versions& versions_;
  MachineryOracle machinery_;
  KeptMap kept_;
  KeptTables tables_{kept_};
  google::protobuf::Arena arena_;
  std::vector<Heard> heard_;
  std::vector<Digest> digests_;                   ///< after each number of accepted events
  std::vector<std::uint64_t> events_of_service_;  ///< of those events, how many are not the machinery's
  std::set<std::string, std::less<>> ids_;
  std::uint64_t redecided_ = 0;
};

}  // namespace matbud::simulation
