// What the campaign did and was told, one JSON object a line, written as it happens: all that the checker has besides
// topics and projections.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"

namespace matbud::broker_faults {

/// Somebody who kept projections: `ordering-2` of service `ordering`.
struct KnownInstance {
  std::string name;
  std::string service;
  std::filesystem::path data;
};

/// An order whose command the log has acknowledged.
struct AcknowledgedOrder {
  std::string order_id;
  Partition partition;
  Offset offset;  ///< of its command; a command that was sent twice has an earlier one too
};

/// One fault, of one process or of several at once.
struct MadeFault {
  std::string kind;
  std::vector<std::string> targets;
  Timestamp began_at;  ///< it had taken effect
  /// Until an order placed after `began_at` was notified in every partition; nothing: not in the time there was.
  std::optional<std::chrono::milliseconds> recovery;
};

struct History {
  std::uint32_t partitions = 0;
  std::vector<GrocerId> grocers;
  std::vector<KnownInstance> instances;
  std::vector<AcknowledgedOrder> orders;
  std::vector<MadeFault> faults;
};

/// Writes a history; each line is with the system when the call returns. Threads may share it.
class HistoryWriter {
 public:
  /// Throws std::runtime_error when the file cannot be made.
  explicit HistoryWriter(const std::filesystem::path& file);
  void installation(std::uint32_t partitions, const std::vector<GrocerId>& grocers);
  void instance(const KnownInstance& instance);
  void order(const AcknowledgedOrder& order);
  void fault(const MadeFault& fault);
  /// For people who look for the cause of something; the checker passes over it.
  void note(const std::string& what);

 private:
  void line(const nlohmann::json& line);
  std::mutex mutex_;
  std::ofstream out_;
};

/// `not_found` when there is no such file, `corrupt` with the line's number when a line is not one of the above.
[[nodiscard]] Result<History> read_history(const std::filesystem::path& file);

}  // namespace matbud::broker_faults
