// Two instances of every service on one broker, looked after as by a supervisor.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "history.h"
#include "instance.h"

namespace matbud::broker_faults {

struct FleetSettings {
  std::string bootstrap;
  std::filesystem::path directory;  ///< of the whole campaign; `master.key` lies in it
  std::filesystem::path programs;   ///< where the services' programs lie
  std::chrono::milliseconds session{2000};
  bool private_machine = false;  ///< links and small disks can be had
};

class Fleet {
 public:
  static const std::vector<std::string>& services();

  /// Starts nothing yet.
  Fleet(FleetSettings settings, HistoryWriter& history);

  [[nodiscard]] Instance& at(const Target& target);
  [[nodiscard]] const Link& link_of(const Target& target) const;
  /// The disk of second instances.
  [[nodiscard]] const SmallDisk& disk_of(const Target& target) const;

  void start_all();
  /// Starts again what has died by itself, and restarts what says that it has stopped deciding. Instances that are held
  /// stay as they are.
  void look_after();
  /// Whether look_after() leaves it alone.
  void hold(const Target& target, bool held);
  /// Whether it may end or stop by itself now, because a fault takes what it needs.
  void forgive(const Target& target, bool forgiven);
  /// Ends and stops since the last call that no fault explains, in words: there should be none.
  [[nodiscard]] std::vector<std::string> take_unexplained() { return std::exchange(unexplained_, {}); }
  /// Each service's two instances are ready and share its partitions.
  [[nodiscard]] bool is_whole(std::uint32_t partitions);
  /// For people: who is not as is_whole() wants it.
  [[nodiscard]] std::string ailing();
  /// Half of them by SIGKILL, half by SIGTERM.
  void end();

  /// Deaths that nobody had planned, and restarts of those that had stopped deciding.
  [[nodiscard]] int unplanned_deaths() const { return unplanned_deaths_; }
  [[nodiscard]] int restarts() const { return restarts_; }

 private:
  struct Member {
    std::unique_ptr<Instance> instance;
    bool held = false;
    bool forgiven = false;
    std::chrono::steady_clock::time_point look_at{};  ///< not before
  };
  Member& member(const Target& target) {
    return members_[target.service * 2 + static_cast<std::size_t>(target.instance) - 1];
  }
  void add(const std::string& service, int number);
  void note(const Member& member, const std::string& what);

  FleetSettings settings_;
  HistoryWriter& history_;
  std::deque<Link> links_;
  std::deque<SmallDisk> disks_;
  std::vector<Member> members_;
  std::vector<std::string> unexplained_;
  int unplanned_deaths_ = 0;
  int restarts_ = 0;
};

}  // namespace matbud::broker_faults
