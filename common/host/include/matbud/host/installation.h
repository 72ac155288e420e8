// One installation on one machine: a directory with the log, the state, the master key, and what runs on them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "matbud/host/pipeline.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/store/rocks_store.h"

namespace matbud::host {

/// How an installation is opened. Partitions and grocers count when it is made; later openings keep what the log has,
/// and add grocers.
struct Settings {
  std::filesystem::path directory;  ///< `log/`, `state/` and `master.key` lie in it
  std::uint32_t partitions = 12;
  std::vector<GrocerId> grocers;
  log::EmbeddedSettings log;
  store::StoreSettings store;
  privacy::Access access = privacy::Access::all();  ///< fields that this process may open
};

/// Owns the directory's parts. Threads may share log and keys; each thread opens spaces of its own.
class Installation {
 public:
  /// Opens the directory, which is made when `create` and it is not there. `not_found` when it is not there, `conflict`
  /// when another process has it open, `corrupt` when the log is not what was written. State that is corrupt is moved
  /// aside and rebuilt from the log; `notices()` says so. `clock` and `random` must outlive the installation.
  [[nodiscard]] static Result<std::unique_ptr<Installation>> open(const Settings& settings, const Clock& clock,
                                                                  privacy::Random& random, bool create);

  [[nodiscard]] log::EmbeddedLog& log() { return *log_; }
  [[nodiscard]] store::RocksStore& store() { return *store_; }
  [[nodiscard]] privacy::KeyRing& keys() { return *keys_; }
  [[nodiscard]] const std::vector<GrocerId>& grocers() const { return grocers_; }
  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  /// What people should know of how it opened; usually nothing.
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }

  /// Wiring for a pipeline on this installation: spaces in its store, random incarnations; no processors, read models
  /// or effectors yet.
  [[nodiscard]] Wiring wiring();

 private:
  Installation() = default;

  std::filesystem::path directory_;
  std::unique_ptr<log::EmbeddedLog> log_;
  std::unique_ptr<store::RocksStore> store_;
  std::unique_ptr<privacy::MasterKey> master_key_;
  std::unique_ptr<privacy::KeyRing> keys_;
  privacy::Random* random_ = nullptr;
  std::vector<GrocerId> grocers_;
  std::uint32_t partitions_ = 0;
  std::vector<std::string> notices_;
};

/// The grocers that a log has topics for.
[[nodiscard]] Result<std::vector<GrocerId>> grocers_of(log::Log& log);

}  // namespace matbud::host
