// Verifies chains and causes while the services run, one time after another, on a thread of its own.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "matbud/api/clerk.h"
#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/operations/verify.h"

namespace matbud::apis::operations {

/// Log and clock must outlive it. Any thread may call. Its end ends a run under way.
class Verifier {
 public:
  /// One run that has ended.
  struct Ended {
    Timestamp began_at;
    std::chrono::milliseconds took;  ///< on this machine, whatever the installation's clock says
    matbud::operations::VerifyReport report;
    std::string failed;  ///< why nothing can be said; empty when `report` says it
  };
  struct State {
    bool running = false;
    Timestamp began_at{};            ///< of the run under way
    std::uint64_t records_read = 0;  ///< by the run under way
    std::uint64_t records_all = 0;   ///< that it will read
    std::optional<Ended> last;
  };

  Verifier(log::Log& log, const Clock& clock) : log_{log}, clock_{clock} {}
  ~Verifier() { wanted_ = false; }
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

  /// Begins a run, unless one is under way.
  void begin();
  [[nodiscard]] State state() const;

 private:
  void run();

  log::Log& log_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  bool running_ = false;
  Timestamp began_at_{};
  std::optional<Ended> last_;
  std::atomic<std::uint64_t> records_read_{0};
  std::atomic<std::uint64_t> records_all_{0};
  std::atomic<bool> wanted_{true};
  api::Clerk clerk_;
};

}  // namespace matbud::apis::operations
