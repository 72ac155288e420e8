// Where an installation's log lies. What differs by it is here, and nowhere else.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "matbud/base/time.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/kafka/kafka_log.h"
#include "matbud/telemetry/metrics.h"

namespace matbud::host {

/// An open log and its ways. Threads may share it.
class Home {
 public:
  virtual ~Home() = default;

  [[nodiscard]] virtual log::Log& log() = 0;
  /// Other processes read and write it as well: services are owned by whoever the log says, keys are made and destroyed
  /// elsewhere, topics are somebody else's affair.
  [[nodiscard]] virtual bool is_shared() const = 0;
  /// `embedded:DIRECTORY` or `kafka:BROKERS`, for people and for `matbud log copy`.
  [[nodiscard]] virtual std::string place() const = 0;
  /// Makes superseded records of keys.v1 physically gone, where that is ours to do.
  [[nodiscard]] virtual Result<void> forget_superseded_keys() = 0;
  /// Adds what the log has done to the numbers. The home must outlive `metrics`' last exposition.
  virtual void watch(telemetry::Metrics& metrics) = 0;
  /// The embedded log, for those who need what only it can do; null when the log lies elsewhere.
  [[nodiscard]] virtual log::EmbeddedLog* embedded() { return nullptr; }
};

/// The log in `directory`, for this process alone; made there when it is missing and `create`, else `not_found`.
/// Errors as EmbeddedLog::open. `clock` must outlive the home.
[[nodiscard]] Result<std::unique_ptr<Home>> open_embedded_home(const std::filesystem::path& directory,
                                                               const Clock& clock,
                                                               const log::EmbeddedSettings& settings, bool create);

/// The log on a cluster. Errors as KafkaLog::open.
[[nodiscard]] Result<std::unique_ptr<Home>> open_kafka_home(const log::KafkaSettings& settings);

}  // namespace matbud::host
