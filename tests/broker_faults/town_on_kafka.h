// The services of a small town, each a pipeline of its own, with their state in a folder and their log on a broker.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/host/pipeline.h"
#include "matbud/log/kafka/kafka_log.h"
#include "matbud/operations/verify.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/store/rocks_store.h"
#include "town.h"

namespace matbud::broker_faults {

/// Its verbs throw std::runtime_error when they cannot.
class TownOnKafka {
 public:
  static constexpr std::uint32_t partitions = 3;
  static const std::vector<GrocerId>& grocers();

  /// Makes the topics that are missing. The founder's `log` also takes the town's commands; it must outlive the town.
  explicit TownOnKafka(log::Log& log);
  ~TownOnKafka();
  TownOnKafka(const TownOnKafka&) = delete;
  TownOnKafka& operator=(const TownOnKafka&) = delete;

  /// Starts each service on the log that `log_of` has for it; these must live until stop().
  void start(const std::function<log::Log&(const std::string& service)>& log_of);
  /// All on the founder's log.
  void start();
  void stop();
  void lose_state() { std::filesystem::remove_all(directory_ / "state"); }

  [[nodiscard]] bool is_settled();
  [[nodiscard]] std::vector<Error> alarms();

  void tell_reference_data();
  void place_order(std::uint64_t number);
  /// How many notifications have been asked for.
  [[nodiscard]] std::int64_t notified();
  /// How many events of this type the topic holds: `matbud.bridge.v1.OrderPacked`.
  [[nodiscard]] std::size_t count(std::string_view topic, std::string_view type);
  /// Follows every chain and compares every projection with a fresh fold. Only while it is stopped.
  [[nodiscard]] operations::VerifyReport verify();

 private:
  void tell(const log::Command& command);

  log::Log& log_;
  SystemClock clock_;
  privacy::SystemRandom random_;
  std::filesystem::path directory_;
  std::optional<privacy::MasterKey> master_key_;
  std::optional<privacy::KeyRing> keys_;
  std::optional<benchmarks::Town> town_;
  std::map<std::string, std::unique_ptr<store::RocksStore>> stores_;  ///< of each service
  std::vector<std::unique_ptr<host::Pipeline>> pipelines_;
};

}  // namespace matbud::broker_faults
