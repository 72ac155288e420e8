// One world: the log, the clock, the cluster, the people, and those who judge.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "cluster.h"
#include "edge.h"
#include "house_rules.h"
#include "installation.h"
#include "keys.h"
#include "ledger.h"
#include "people.h"
#include "provider.h"
#include "service_oracle.h"
#include "shops.h"

namespace matbud::simulation {

/// Which faults this world has: each seed draws its own mixture, so that some worlds have much of one kind.
struct Weather {
  log::SimulatedFaults log;
  unsigned kill = 0;  ///< chances per thousand steps, as all below
  unsigned death_in_write = 0;
  unsigned move = 0;
  unsigned pause = 0;
  unsigned clock_jump = 0;
  bool power_loss = false;
  bool state_loss = false;
};

class World {
 public:
  World(std::uint64_t seed, const Options& options);
  ~World();

  /// Runs to the end. What went wrong is in the outcome.
  [[nodiscard]] Outcome run();

 private:
  [[nodiscard]] log::SimulatedLog& log_with_topics();
  void landed(const log::TopicPartition& place, Offset offset, const log::SimulatedRecord& record);
  void step_with_faults();
  void let_time_pass();
  void give_keys();
  void roll_out_new_version();
  void follow_read_models();
  void look_after_parked(bool give_up);

  // world_end.cpp
  void settle();
  bool round_without_faults();
  bool skip_to_the_next_moment(Timestamp horizon);
  [[nodiscard]] std::vector<runtime::v1::InputParked> parked_in(const ServiceOracle& oracle) const;
  void expect_quiet_and_whole();
  void expect_read_models_are_folds();
  void expect_prefixes_replay();
  /// Calls `look` for all bytes that are kept anywhere but in keys.v1, with words for where.
  void for_all_bytes(const std::function<void(const std::string& where, std::string_view bytes)>& look) const;
  void expect_no_personal_data();
  void expect_erased_are_unreadable();
  void expect_every_look_is_recorded();
  void expect_a_cut_log_is_noticed();
  void gather_counts();

  const std::uint64_t seed_;
  const Options options_;
  log::Random random_;
  Trace trace_;
  Counts counts_;
  log::SimulatedClock clock_;
  std::uint32_t partitions_;
  Weather weather_;
  CodeVersion version_;
  Installation installation_;
  log::SimulatedLog log_;
  Ledger ledger_;
  std::vector<std::unique_ptr<ServiceOracle>> oracles_;
  std::map<log::TopicPartition, ServiceOracle*> oracle_of_topic_;
  HouseRules rules_;
  Provider provider_;
  Edge edge_;
  Keys keys_;
  People people_;
  Shops shops_;
  struct Folded {
    std::shared_ptr<const projection::ReadModel> model;
    SimulatedSpace space;
    std::unique_ptr<projection::Projection> projection;
  };
  std::vector<std::unique_ptr<Folded>> read_models_;
  std::unique_ptr<Cluster> cluster_;
};

}  // namespace matbud::simulation
