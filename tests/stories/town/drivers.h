// The drivers: they read what dispatch says and do what is still to be done.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/command.h"
#include "matbud/log/follower.h"

namespace matbud::stories {

/// Every driver of an installation. Remembers nothing but what the log says. Not thread-safe; the log must outlive it.
class Drivers {
 public:
  Drivers(log::Log& log, std::uint32_t partitions, std::uint64_t seed);
  /// Reads what is new; returns whether there was anything.
  [[nodiscard]] Result<bool> read();
  /// What is to be tapped at `now`, each command once.
  [[nodiscard]] std::vector<log::Command> due(Timestamp now);
  /// When the next driver does something.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  void hear(const dispatch::v1::DispatchEvent& event, const std::string& area, Timestamp at);
  void leave_later(const std::string& run_id, const std::string& driver_id, const std::string& area, Timestamp at);
  void drive(const dispatch::v1::RunStarted& run, const std::string& area, Timestamp at);
  void plan(log::Command command, Timestamp at);
  void done(const std::string& id);

  struct Run {
    std::string driver_id;
    std::uint32_t attempts;
  };
  std::uint64_t seed_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::map<std::string, Run> waiting_runs_;  ///< planned and not started
  std::map<std::pair<Timestamp, std::string>, log::Command> agenda_;
  std::map<std::string, Timestamp> due_;  ///< by command id
};

}  // namespace matbud::stories
