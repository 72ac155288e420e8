#include "campaign.h"

#include <algorithm>
#include <stdexcept>

namespace matbud::broker_faults {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds recovers_within{60};
constexpr std::chrono::seconds whole_within{60};
constexpr milliseconds look_every{20};

/// Audit only watches: its own recovery is not to be seen in orders.
bool orders_pass(const PlannedFault& fault) {
  return fault.targets.empty() || std::any_of(fault.targets.begin(), fault.targets.end(), [](const Target& target) {
           return Fleet::services()[target.service] != "audit";
         });
}

}  // namespace

Campaign::Campaign(CampaignSettings settings, testing_broker::TestBroker& broker, Fleet& fleet, OrderStream& orders,
                   Arrivals& arrivals, log::Log& log, HistoryWriter& history, std::ostream& progress)
    : settings_{std::move(settings)},
      broker_{broker},
      fleet_{fleet},
      orders_{orders},
      arrivals_{arrivals},
      log_{log},
      history_{history},
      progress_{progress} {}

bool Campaign::wait(milliseconds patience, const std::function<bool()>& it_is_so) {
  const auto deadline = steady_clock::now() + patience;
  for (;;) {
    const auto seen = log_.activity();
    if (!broker_is_down_) {  // asking anybody anything would only keep us from starting it again
      arrivals_.look();
      fleet_.look_after();
    }
    if (it_is_so()) return true;
    const auto left = std::chrono::floor<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    log_.wait_for_activity(seen, std::min(left, look_every));
  }
}

void Campaign::wait_until_whole() {
  const auto began_at = SystemClock{}.now();
  if (!wait(whole_within, [&] { return fleet_.is_whole(settings_.partitions); }))
    throw std::runtime_error{"the fleet is not whole:\n" + fleet_.ailing()};
  if (!wait(recovers_within, [&] { return arrivals_.caught_up_since(began_at).has_value(); }))
    throw std::runtime_error{"no order reaches its notification"};
}

std::vector<std::string> Campaign::names(const PlannedFault& fault) const {
  if (fault.kind == FaultKind::broker) return {"broker"};
  std::vector<std::string> names;
  for (const auto& target : fault.targets) {
    const auto& service = Fleet::services()[target.service];
    names.push_back(fault.kind == FaultKind::twin ? service + "-twin"
                                                  : service + "-" + std::to_string(target.instance));
  }
  return names;
}

CampaignResult Campaign::carry_out(const std::vector<PlannedFault>& plan) {
  CampaignResult result;
  for (std::size_t n = 0; n < plan.size(); ++n) {
    if (steady_clock::now() > settings_.until) {
      result.left_out = plan.size() - n;
      break;
    }
    const auto& fault = plan[n];
    pass(fault.after);
    make(fault);
    MadeFault made{name_of(fault.kind), names(fault), SystemClock{}.now(), std::nullopt};
    pass(fault.lasts);
    undo(fault);
    // A clock or a twin need not stop anything: what matters is what comes afterwards.
    const bool beside = fault.kind == FaultKind::twin || fault.kind == FaultKind::clock;
    const auto since = beside ? SystemClock{}.now() : made.began_at;
    if (wait(recovers_within, [&] { return arrivals_.caught_up_since(since).has_value(); }))
      made.recovery = arrivals_.caught_up_since(since);
    history_.fault(made);
    ++result.made[made.kind];
    result.processes[made.kind] += static_cast<int>(made.targets.size());
    if (made.recovery && orders_pass(fault)) result.recovery[made.kind].push_back(*made.recovery);
    const bool whole = wait(whole_within, [&] { return fleet_.is_whole(settings_.partitions); });
    std::string who;
    for (const auto& name : made.targets) who += " " + name;
    progress_ << n + 1 << "/" << plan.size() << " " << made.kind << who << ": "
              << (made.recovery ? std::to_string(made.recovery->count()) + " ms" : "not recovered") << std::endl;
    if (!made.recovery) result.failures.push_back(made.kind + who + ": orders did not get through again");
    for (const auto& target : fault.targets) fleet_.forgive(target, false);
    for (const auto& what : fleet_.take_unexplained())
      result.failures.push_back(made.kind + who + ": nothing explains that " + what);
    if (!whole) result.failures.push_back(made.kind + who + ": not whole again:\n" + fleet_.ailing());
    if (!result.failures.empty()) break;  // what follows would only blur it
  }
  return result;
}

void Campaign::make(const PlannedFault& fault) {
  if (fault.kind == FaultKind::broker) {
    broker_is_down_ = true;
    return broker_.kill();
  }
  if (fault.kind == FaultKind::twin) return start_twin(Fleet::services()[fault.targets.front().service]);
  for (const auto& target : fault.targets) {
    auto& instance = fleet_.at(target);
    // Who finds its disk full is the supervisor's affair.
    fleet_.hold(target, fault.kind != FaultKind::full);
    switch (fault.kind) {
      case FaultKind::kill: instance.kill(); break;
      case FaultKind::pause: instance.pause(); break;
      case FaultKind::cut: fleet_.link_of(target).cut(fault.cut); break;
      case FaultKind::full:
        fleet_.forgive(target, true);
        // Started again, it needs room at once; one that runs has some laid by.
        fleet_.disk_of(target).fill();
        instance.kill();
        break;
      case FaultKind::clock:
        instance.kill();
        set_clock("+0");
        instance.set_environment({{"LD_PRELOAD", settings_.faketime},
                                  {"FAKETIME_TIMESTAMP_FILE", settings_.fleet.directory / "clock"},
                                  {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
                                  {"FAKETIME_CACHE_DURATION", "1"}});
        instance.start();
        pass(fault.lasts);
        set_clock("+3d");
        pass(fault.lasts);
        set_clock("-7h");
        break;
      case FaultKind::broker:
      case FaultKind::twin: break;
    }
  }
}

void Campaign::undo(const PlannedFault& fault) {
  if (fault.kind == FaultKind::broker) {
    broker_.start_again();
    broker_is_down_ = false;
    return;
  }
  if (fault.kind == FaultKind::twin) return twin_->kill();
  for (const auto& target : fault.targets) {
    auto& instance = fleet_.at(target);
    if (fault.kind == FaultKind::pause) instance.go_on();
    if (fault.kind == FaultKind::cut) fleet_.link_of(target).heal();
    if (fault.kind == FaultKind::full) fleet_.disk_of(target).free();
    if (fault.kind == FaultKind::clock) {
      instance.kill();
      instance.set_environment({});
    }
    fleet_.hold(target, false);
  }
}

void Campaign::start_twin(const std::string& service) {
  const auto name = service + "-twin";
  InstanceSettings twin;
  twin.known = {name, service, settings_.fleet.directory / name};
  twin.program = settings_.usurper;
  twin.arguments = {service,
                    "--kafka",
                    settings_.fleet.bootstrap,
                    "--data",
                    twin.known.data,
                    "--master-key",
                    settings_.fleet.directory / "master.key"};
  twin.output = settings_.fleet.directory / (name + ".messages");
  if (known_twins_.insert(name).second) history_.instance(twin.known);
  twin_ = std::make_unique<Instance>(std::move(twin));
  twin_->start();
}

void Campaign::set_clock(const std::string& offset) const {
  std::ofstream{settings_.fleet.directory / "clock"} << offset << "\n";
}

std::size_t Campaign::settle() {
  orders_.stop();
  (void)wait(recovers_within, [&] { return arrivals_.outstanding() == 0; });
  return arrivals_.outstanding();
}

}  // namespace matbud::broker_faults
