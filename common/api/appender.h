// Appends commands for those who do not wait for the log.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::api {

/// One writer a partition, opened when it is first needed. Belongs to one thread.
class Appender {
 public:
  /// Nothing when the record is durable; else why nobody knows, or that it cannot be.
  using Done = std::function<void(const std::optional<Error>& failed)>;

  explicit Appender(log::Log& log) : log_{log} {}

  void add(const log::TopicPartition& place, std::string canonical, Done done);
  /// Hands over what was added, one call a partition.
  void flush();
  /// Calls Done for what has an outcome.
  void poll();
  [[nodiscard]] bool has_in_flight() const;

 private:
  struct Lane {
    std::unique_ptr<log::Writer> writer;
    std::vector<std::string> added;
    std::vector<Done> added_done;
    std::deque<std::vector<Done>> in_flight;  ///< one entry for each append()
  };
  void hand_over(const log::TopicPartition& place, Lane& lane);
  void give_up(Lane& lane, const std::string& why);

  log::Log& log_;
  std::map<log::TopicPartition, Lane> lanes_;
};

}  // namespace matbud::api
