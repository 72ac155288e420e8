// One instance of a service: a process that is started, started again when it has died, and harmed on purpose.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "history.h"
#include "private_machine.h"

namespace matbud::broker_faults {

/// How an instance is started.
struct InstanceSettings {
  KnownInstance known;
  std::string program;
  std::vector<std::string> arguments;
  std::filesystem::path output;  ///< its messages are appended here
  const Link* link = nullptr;    ///< runs behind it; null: beside us
  bool small_disk = false;       ///< its state lies on a disk that fills can fill
};

/// Ends when its owner ends. Only the thread that made it may call it.
class Instance {
 public:
  explicit Instance(InstanceSettings settings);
  /// SIGKILL, and waits for the end.
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// Starts it when it does not run; returns at once.
  void start();
  /// More variables for the next starts, instead of those before.
  void set_environment(std::map<std::string, std::string> variables) { environment_ = std::move(variables); }
  void kill();
  void pause() const;
  void go_on() const;
  /// SIGTERM, and SIGKILL after ten seconds; returns whether SIGTERM was enough.
  bool stop();

  /// Notices when it has died by itself: true once for each such death.
  [[nodiscard]] bool has_died();
  [[nodiscard]] bool runs() const { return id_ > 0; }
  /// What /health/ready says; nothing while it does not answer.
  [[nodiscard]] std::optional<nlohmann::json> health();
  [[nodiscard]] const KnownInstance& known() const { return settings_.known; }
  [[nodiscard]] const Link* link() const { return settings_.link; }
  /// How it ended last, for people.
  [[nodiscard]] const std::string& last_end() const { return last_end_; }

 private:
  [[nodiscard]] std::vector<std::string> command() const;
  void hear_address();
  void ended(int status);
  void close_output();

  InstanceSettings settings_;
  std::map<std::string, std::string> environment_;
  pid_t id_ = -1;
  int out_ = -1;
  std::string heard_;
  std::uint16_t port_ = 0;
  std::string last_end_;
};

}  // namespace matbud::broker_faults
