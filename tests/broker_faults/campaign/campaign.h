// The campaign: a plan of faults carried out on a fleet while orders flow, each fault until everything has caught up.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <set>

#include "arrivals.h"
#include "fleet.h"
#include "order_stream.h"
#include "test_broker.h"

namespace matbud::broker_faults {

struct CampaignSettings {
  FleetSettings fleet;
  std::uint32_t partitions = 4;
  std::filesystem::path usurper;
  std::filesystem::path faketime;  ///< the library that makes clocks jump; empty: there is none
  /// No fault begins later; what is left of the plan is left out, and said.
  std::chrono::steady_clock::time_point until;
};

/// What became of the plan.
struct CampaignResult {
  std::map<std::string, int> made;                                         ///< faults, by kind
  std::map<std::string, int> processes;                                    ///< processes they hit, by kind
  std::map<std::string, std::vector<std::chrono::milliseconds>> recovery;  ///< by kind
  std::vector<std::string> failures;                                       ///< what did not recover
  std::size_t left_out = 0;
};

class Campaign {
 public:
  /// All must outlive it. The fleet runs, and the orders flow.
  Campaign(CampaignSettings settings, testing_broker::TestBroker& broker, Fleet& fleet, OrderStream& orders,
           Arrivals& arrivals, log::Log& log, HistoryWriter& history, std::ostream& progress);

  /// Waits until every service has its two instances at work and an order has passed. Throws std::runtime_error when
  /// that does not come to be.
  void wait_until_whole();
  [[nodiscard]] CampaignResult carry_out(const std::vector<PlannedFault>& plan);
  /// Ends the stream of orders and waits for their notifications; returns how many never came.
  [[nodiscard]] std::size_t settle();

 private:
  void make(const PlannedFault& fault);
  void undo(const PlannedFault& fault);
  void start_twin(const std::string& service);
  void set_clock(const std::string& offset) const;
  /// Looks after fleet and arrivals until it is so, or so long.
  bool wait(std::chrono::milliseconds patience, const std::function<bool()>& it_is_so);
  void pass(std::chrono::milliseconds time) {
    (void)wait(time, [] { return false; });
  }
  [[nodiscard]] std::vector<std::string> names(const PlannedFault& fault) const;

  CampaignSettings settings_;
  testing_broker::TestBroker& broker_;
  Fleet& fleet_;
  OrderStream& orders_;
  Arrivals& arrivals_;
  log::Log& log_;
  HistoryWriter& history_;
  std::ostream& progress_;
  bool broker_is_down_ = false;
  std::unique_ptr<Instance> twin_;
  std::set<std::string> known_twins_;
};

}  // namespace matbud::broker_faults
