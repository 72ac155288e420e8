// Drivers who start a run as soon as something in it is packed and ring the next door at once: for a demo that is
// watched on the real clock.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/follower.h"
#include "post.h"

namespace matbud::demo {

/// Follows dispatch's and the bridge's events of every partition. Not thread-safe; log and post must outlive it.
class PromptDrivers {
 public:
  /// `not_opened_percent` of the doors stay shut; what was to go there is brought back. Runs of `area_left_to_people`,
  /// which may be empty, are others' to drive.
  PromptDrivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed,
                std::uint64_t not_opened_percent, std::string area_left_to_people = {});
  /// Reads what there is and taps what is due. Returns whether anything moved. Throws std::runtime_error when an event
  /// cannot be read, for ever.
  bool step(Timestamp now);

 private:
  struct Run {
    std::string driver;
    std::string area;
    std::set<std::string> orders;         ///< planned in it
    std::optional<std::size_t> to_visit;  ///< doors left, once it has started
    Timestamp asked_at;                   ///< when its start was asked for last
    int asked = 0;                        ///< how often
  };
  bool hear(const log::Followed& followed, Timestamp now);
  void hear_dispatch(const dispatch::v1::DispatchEvent& event, const std::string& area, Timestamp now);
  void plan(const std::string& run_id, const std::string& driver, const std::string& area, const std::string& order);
  void drive(const dispatch::v1::RunStarted& started, const std::string& area, Timestamp now);
  void visited(const std::string& run_id);
  bool start_packed(Timestamp now);
  void tap(Timestamp at, const std::string& area, const std::string& id, std::string_view type,
           const std::string& subject, const dispatch::v1::DispatchCommand& command);

  Post& post_;
  std::uint64_t seed_;
  std::uint64_t not_opened_percent_;
  std::string area_left_to_people_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::map<std::string, Run> runs_;            ///< not over yet
  std::map<std::string, std::string> run_of_;  ///< by order
  std::set<std::string> packed_;               ///< orders that no run has taken along yet
  std::set<std::string> on_the_road_;          ///< drivers
  std::multimap<Timestamp, log::Command> agenda_;
};

}  // namespace matbud::demo
