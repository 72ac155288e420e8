// Reads what grocers put into their spool folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer_bridge/channels/peppol_channel.h"
#include "matbud/grocer_bridge/channels/spool.h"
#include "matbud/log/log.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::grocer_bridge {

struct IntakeSettings {
  std::filesystem::path spool_root;
  std::vector<GrocerId> grocers;
  std::uint32_t partitions = 12;
  FindWordsOf words;
  /// Where a catalogue goes; `import_id` is the same for the same file. Empty: catalogues are refused, with the command
  /// that imports them.
  std::function<Result<void>(const GrocerId& grocer, const std::vector<orders::v1::Product>& products,
                             const std::string& import_id)>
      put_catalogue = nullptr;
  Spool::OnStep on_step = nullptr;
};

/// What has become of files.
struct IntakeCounters {
  std::uint64_t used = 0;
  std::uint64_t refused = 0;
};

/// Each file is answered once, or kept aside: an answer's id is a hash of the file's bytes, so that a file that is read
/// again, after a death or because it came twice, is the same answer; it leaves in/ when its answer is durable in the
/// log. Not thread-safe; another process may read the same folders.
class SpoolIntake {
 public:
  /// `log` and `clock` must outlive it.
  SpoolIntake(log::Log& log, const Clock& clock, IntakeSettings settings);
  ~SpoolIntake();

  /// Reads what lies in every grocer's in/ now. Waits for the log. Returns how many files have left in/. `retryable`
  /// when the log or a folder could not take something: what was not done stays for the next time.
  [[nodiscard]] Result<std::size_t> step();
  [[nodiscard]] const IntakeCounters& counters() const { return counters_; }

 private:
  Result<bool> take(Spool& spool, const GrocerId& grocer, const std::string& name);
  Result<void> append(const GrocerId& grocer, const AreaId& area, const std::string& id,
                      const grocer::v1::GrocerAnswer& answer);

  log::Log& log_;
  const Clock& clock_;
  IntakeSettings settings_;
  IntakeCounters counters_;
};

/// Steps an intake about every second on a thread of its own, until it is destroyed.
class IntakeThread {
 public:
  /// `on_trouble` is called from the thread with what an operator should hear; the same trouble only once in a row.
  IntakeThread(log::Log& log, const Clock& clock, IntakeSettings settings,
               std::function<void(const Error&)> on_trouble);
  ~IntakeThread();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::grocer_bridge
