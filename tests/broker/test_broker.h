// A real broker for one test program: deploy/kafka/run on free ports with a folder of its own, gone when this goes,
// also when the program is killed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace matbud::testing_broker {

class TestBroker {
 public:
  /// Starts it and waits until it is ready. `options` go to deploy/kafka/run. Throws std::runtime_error with its words
  /// when it does not start.
  explicit TestBroker(const std::vector<std::string>& options = {});
  ~TestBroker();
  TestBroker(const TestBroker&) = delete;
  TestBroker& operator=(const TestBroker&) = delete;

  /// `127.0.0.1:23456`.
  [[nodiscard]] const std::string& bootstrap() const { return bootstrap_; }
  /// Where the first node keeps its partitions, a folder each.
  [[nodiscard]] std::filesystem::path log_directory() const { return directory_ / "node-1" / "log"; }
  /// With --tls: where NAME.pem, NAME.key and ca.pem lie.
  [[nodiscard]] std::filesystem::path certificates() const { return directory_ / "certificates"; }
  /// Takes the power of a node away.
  void kill(int node = 1) const;
  /// Starts the nodes again that were killed, of several, and returns at once.
  void start_killed_nodes() const;
  /// Starts what was killed again, on the same ports and data, and waits until it is ready.
  void start_again();

 private:
  void start();
  void stop();

  std::filesystem::path directory_;
  std::vector<std::string> options_;
  pid_t pid_ = -1;
  int stdin_ = -1;
  std::string bootstrap_;
};

/// Whether the broker's jars are there or can be had. Without Maven Central, tests that need a broker skip themselves.
[[nodiscard]] bool have_jars();

}  // namespace matbud::testing_broker
