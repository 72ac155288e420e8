#include "plan.h"

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <tuple>

namespace matbud::broker_faults {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t services = 5;
constexpr milliseconds session{2000};
const FaultCounts whole{.kills = 300, .pauses = 100, .brokers = 50, .cuts = 20, .twins = 10, .full = 5, .clocks = 5};

auto key(const PlannedFault& fault) {
  std::vector<std::pair<std::size_t, int>> targets;
  for (const auto& target : fault.targets) targets.emplace_back(target.service, target.instance);
  return std::tuple{fault.kind, targets, fault.after, fault.lasts, fault.cut};
}

TEST(Plan, IsTheSameForTheSameSeed) {
  const auto one = make_plan(7, whole, services, session);
  const auto same = make_plan(7, whole, services, session);
  const auto other = make_plan(8, whole, services, session);
  ASSERT_EQ(one.size(), same.size());
  bool differs = one.size() != other.size();
  for (std::size_t n = 0; n < one.size(); ++n) {
    EXPECT_EQ(key(one[n]), key(same[n])) << n;
    differs = differs || key(one[n]) != key(other[n]);
  }
  EXPECT_TRUE(differs);
}

TEST(Plan, HasAsManyAsWanted) {
  std::map<FaultKind, std::size_t> times;
  std::map<FaultKind, std::size_t> processes;
  std::set<CutKind> cuts;
  for (const auto& fault : make_plan(1, whole, services, session)) {
    ++times[fault.kind];
    processes[fault.kind] += fault.targets.size();
    if (fault.kind == FaultKind::cut) cuts.insert(fault.cut);
  }
  EXPECT_EQ(processes[FaultKind::kill], 300U);
  EXPECT_EQ(processes[FaultKind::pause], 100U);
  EXPECT_EQ(times[FaultKind::broker], 50U);
  EXPECT_EQ(times[FaultKind::cut], 20U);
  EXPECT_EQ(times[FaultKind::twin], 10U);
  EXPECT_EQ(times[FaultKind::full], 5U);
  EXPECT_EQ(times[FaultKind::clock], 5U);
  EXPECT_EQ(cuts.size(), 3U) << "down, deaf and mute";
}

TEST(Plan, LeavesEachServiceOneInstanceAndOutlastsTheSession) {
  for (const auto& fault : make_plan(2, whole, services, session)) {
    std::set<std::size_t> hit;
    for (const auto& target : fault.targets) EXPECT_TRUE(hit.insert(target.service).second) << target.service;
    const bool outlasts = fault.kind == FaultKind::pause || fault.kind == FaultKind::cut;
    EXPECT_GT(fault.lasts, outlasts ? session : milliseconds{-1});
  }
}

}  // namespace
}  // namespace matbud::broker_faults
