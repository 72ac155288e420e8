#include "fleet.h"

#include <algorithm>

namespace matbud::broker_faults {
namespace {

using std::chrono::steady_clock;

/// What a supervisor waits before it starts something again or asks it how it is.
constexpr std::chrono::milliseconds looked_after_every{300};
constexpr int small_disk_megabytes = 192;

/// The partitions of each processor that an instance owns; empty unless it is ready.
std::map<std::string, std::set<std::uint32_t>> owned_by(Instance& instance) {
  const auto health = instance.health();
  if (!health || !health->at("ready").get<bool>()) return {};
  return health->at("owned").get<std::map<std::string, std::set<std::uint32_t>>>();
}

bool share(const std::set<std::uint32_t>& one, const std::set<std::uint32_t>& other, std::uint32_t partitions) {
  return !one.empty() && !other.empty() && one.size() + other.size() == partitions &&
         std::none_of(one.begin(), one.end(), [&](auto partition) { return other.contains(partition); });
}

}  // namespace

const std::vector<std::string>& Fleet::services() {
  static const std::vector<std::string> all{"ordering", "grocer-bridge", "dispatch", "notification", "audit"};
  return all;
}

Fleet::Fleet(FleetSettings settings, HistoryWriter& history) : settings_{std::move(settings)}, history_{history} {
  for (const auto& service : services()) {
    add(service, 1);
    add(service, 2);
  }
}

void Fleet::add(const std::string& service, int number) {
  const auto name = service + "-" + std::to_string(number);
  InstanceSettings instance;
  instance.known = {name, service, settings_.directory / name};
  instance.program = settings_.programs / ("matbud-" + service);
  instance.arguments = {"--json",
                        "--port",
                        "0",
                        "--standby",
                        "--threads",
                        "1",
                        "--log-level",
                        "info",
                        "--kafka",
                        settings_.bootstrap,
                        "--kafka-client-id",
                        name,
                        "--kafka-session-ms",
                        std::to_string(settings_.session.count()),
                        "--data",
                        instance.known.data,
                        "--master-key",
                        settings_.directory / "master.key"};
  instance.output = settings_.directory / (name + ".messages");
  if (settings_.private_machine) {
    instance.link = &links_.emplace_back(name, static_cast<int>(links_.size()) + 1);
    if (number == 2) disks_.emplace_back(instance.known.data, small_disk_megabytes);
  }
  history_.instance(instance.known);
  members_.push_back({std::make_unique<Instance>(std::move(instance))});
}

Instance& Fleet::at(const Target& target) { return *member(target).instance; }

const Link& Fleet::link_of(const Target& target) const {
  return links_.at(target.service * 2 + static_cast<std::size_t>(target.instance) - 1);
}

const SmallDisk& Fleet::disk_of(const Target& target) const { return disks_.at(target.service); }

void Fleet::hold(const Target& target, bool held) {
  member(target).held = held;
  member(target).look_at = {};
}

void Fleet::forgive(const Target& target, bool forgiven) { member(target).forgiven = forgiven; }

void Fleet::note(const Member& member, const std::string& what) {
  const auto words = member.instance->known().name + " " + what;
  history_.note(words);
  if (!member.forgiven) unexplained_.push_back(words);
}

void Fleet::start_all() {
  for (auto& one : members_) one.instance->start();
}

void Fleet::look_after() {
  const auto now = steady_clock::now();
  for (auto& one : members_) {
    auto& instance = *one.instance;
    if (one.held || now < one.look_at) continue;
    one.look_at = now + looked_after_every;
    if (instance.has_died()) {
      ++unplanned_deaths_;
      note(one, "has died: " + instance.last_end());
      continue;  // a supervisor's pause
    }
    if (!instance.runs()) {
      instance.start();
      continue;
    }
    const auto health = instance.health();
    if (health && (!health->at("stopped").empty() || health->at("alarms") != 0)) {
      ++restarts_;
      note(one, "is restarted: " + health->dump());
      instance.kill();
    }
  }
}

bool Fleet::is_whole(std::uint32_t partitions) {
  for (std::size_t first = 0; first < members_.size(); first += 2) {
    const auto one = owned_by(*members_[first].instance);
    const auto other = owned_by(*members_[first + 1].instance);
    if (one.empty() || one.size() != other.size()) return false;
    for (const auto& [processor, mine] : one) {
      const auto others = other.find(processor);
      if (others == other.end() || !share(mine, others->second, partitions)) return false;
    }
  }
  return true;
}

std::string Fleet::ailing() {
  std::string who;
  for (auto& one : members_) {
    const auto health = one.instance->health();
    if (!health || !health->at("ready").get<bool>() || health->at("owned").empty())
      who += one.instance->known().name + " " + (health ? health->dump() : "does not answer") + "\n";
  }
  return who;
}

void Fleet::end() {
  for (std::size_t n = 0; n < members_.size(); ++n) {
    auto& instance = *members_[n].instance;
    if (n % 2 == 0) {
      instance.kill();
    } else if (!instance.stop()) {
      history_.note(instance.known().name + " did not end when asked to");
    }
  }
}

}  // namespace matbud::broker_faults
