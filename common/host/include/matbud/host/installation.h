// One installation as one process has it: its log, the process's own state, the keys, and what runs on them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/host/home.h"
#include "matbud/host/pipeline.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/store/rocks_store.h"

namespace matbud::host {

/// How an installation is opened. Partitions and grocers count when it is made; later openings keep what the log has,
/// and add grocers.
struct Settings {
  std::filesystem::path directory;          ///< `state/` lies in it, and an embedded log in `log/`
  std::filesystem::path master_key;         ///< its file; empty: `master.key` in the directory
  std::optional<log::KafkaSettings> kafka;  ///< where the log is; none: embedded, in the directory
  std::uint32_t partitions = 12;
  std::vector<GrocerId> grocers;
  log::EmbeddedSettings log;
  store::StoreSettings store;
  privacy::Access access = privacy::Access::all();  ///< fields that this process may open
};

/// Owns its parts. Threads may share log and keys; each thread opens spaces of its own.
class Installation {
 public:
  /// Opens the log and the directory. `create`: makes what is not there: directory, topics, master key. Without it,
  /// an embedded log must be there (`not_found`), and topics on a cluster must be (`not_found`, which names the command
  /// that makes them).
  /// A master key is made only while keys.v1 is empty, and on a cluster only with `create`: a second one could open
  /// nothing that the first has sealed. A process that may open no field needs none and has no keys.
  /// `conflict` when another process has the directory open, `corrupt` when the log is not what was written, and what
  /// the home and the key ring say. State that is corrupt is moved aside and rebuilt from the log; `notices()` says so.
  /// `clock` and `random` must outlive the installation.
  [[nodiscard]] static Result<std::unique_ptr<Installation>> open(const Settings& settings, const Clock& clock,
                                                                  privacy::Random& random, bool create);

  [[nodiscard]] Home& home() { return *home_; }
  [[nodiscard]] log::Log& log() { return home_->log(); }
  /// The embedded log. Throws std::logic_error when the log lies elsewhere.
  [[nodiscard]] log::EmbeddedLog& embedded_log();
  [[nodiscard]] store::RocksStore& store() { return *store_; }
  /// Opens the state of a processor or read model by its name; null when the store is out of order. Any thread may call
  /// it, while the installation lives.
  [[nodiscard]] std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)> spaces();
  /// Throws std::logic_error in a process that may open no field.
  [[nodiscard]] privacy::KeyRing& keys();
  [[nodiscard]] const std::vector<GrocerId>& grocers() const { return grocers_; }
  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  /// What people should know of how it opened; usually nothing.
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }

  /// Wiring for a pipeline on this installation: spaces in its store, random incarnations; no processors, read models
  /// or effectors yet. On a shared log, the keys are kept current while the pipeline runs.
  [[nodiscard]] Wiring wiring();

 private:
  Installation() = default;
  Result<void> find_topics(const Settings& settings, bool create);
  Result<void> load_keys(const Settings& settings, bool create);

  std::filesystem::path directory_;
  std::unique_ptr<Home> home_;
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
