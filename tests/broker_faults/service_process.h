// A program of ours as a process of a story: started, asked over HTTP, killed.
#pragma once

#include <sys/types.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace matbud::broker_faults {

class ServiceProcess {
 public:
  /// Starts a program that prints its addresses as one line of JSON, and waits for that line. Throws
  /// std::runtime_error when it ends instead.
  ServiceProcess(const std::string& program, std::vector<std::string> arguments);
  /// Ends it by SIGTERM, when it still runs, and waits for its end.
  ~ServiceProcess();
  ServiceProcess(ServiceProcess&& other) noexcept;
  ServiceProcess(const ServiceProcess&) = delete;
  ServiceProcess& operator=(const ServiceProcess&) = delete;

  /// What /health/ready says; `ready` is the status's word too.
  [[nodiscard]] nlohmann::json health() const;
  [[nodiscard]] bool is_ready() const { return health().at("ready").get<bool>(); }
  /// Partitions of a processor that it owns now.
  [[nodiscard]] std::set<unsigned> owned(const std::string& processor) const;
  /// The exposition of /metrics.
  [[nodiscard]] std::string metrics() const;

  /// SIGKILL, and waits for its end.
  void kill();
  /// SIGTERM; returns the exit code, -1 when a signal ended it.
  int stop();

 private:
  [[nodiscard]] std::string get(const std::string& path) const;
  int end_by(int signal);

  pid_t id_ = -1;
  std::string base_;
};

/// Runs a program to its end with `input` as its standard input; returns its exit code and output.
struct Ran {
  int exit = -1;
  std::string out;
};
[[nodiscard]] Ran run_to_end(const std::string& program, const std::vector<std::string>& arguments,
                             const std::string& input = {});

}  // namespace matbud::broker_faults
