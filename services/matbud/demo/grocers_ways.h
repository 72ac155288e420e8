// How grocers without a topic are told in the demo: documents in a spool folder, and signed posts to a system of
// theirs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "matbud/grocer_bridge/channels/channels.h"
#include "matbud/grocer_bridge/channels/spool_intake.h"
#include "matbud/log/command.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::demo {

/// The ways, and the system that takes posts: it listens on this machine, checks each signature and counts. Everything
/// is told at once and waited for, so that the same days give the same records. Not thread-safe; log and clock must
/// outlive it.
class GrocersWays {
 public:
  /// `unavailable` when the system cannot listen or a folder cannot be made.
  [[nodiscard]] static Result<std::unique_ptr<GrocersWays>> open(const std::filesystem::path& directory, log::Log& log,
                                                                 const Clock& clock, std::uint32_t partitions,
                                                                 const std::vector<orders::v1::Product>& products);
  ~GrocersWays();

  /// PutGrocer of each grocer, for every partition.
  [[nodiscard]] std::vector<log::Command> introduction() const;
  [[nodiscard]] std::unique_ptr<processor::Effector> effector();
  /// Where the documents of that grocer lie.
  [[nodiscard]] std::filesystem::path spool_of(const std::string& grocer) const;
  /// Whether a grocer has laid something into its spool folder.
  [[nodiscard]] bool something_lies_there() const;
  /// Reads what grocers have laid into their spool folders, and waits for the log, which must not be held; returns
  /// whether there was anything.
  [[nodiscard]] Result<bool> take_in();
  /// Commands of the catalogues that were taken in since the last call, for ordering.
  [[nodiscard]] std::vector<log::Command> taken_products() { return std::exchange(taken_products_, {}); }
  /// What has not gone as it should; empty when all is well.
  [[nodiscard]] std::vector<std::string> complaints() const;
  [[nodiscard]] std::uint64_t documents_in() const;
  [[nodiscard]] std::uint64_t catalogues_in() const { return catalogues_; }
  [[nodiscard]] std::uint64_t posts() const;

 private:
  class Effector;
  class PostedTo;
  GrocersWays() = default;
  Result<void> take_products(const GrocerId& grocer, const std::vector<orders::v1::Product>& products,
                             const std::string& import_id);
  [[nodiscard]] grocer_bridge::Attempt tell(const std::string& kind, grocer_bridge::Told told);

  std::filesystem::path spool_;
  std::uint32_t partitions_ = 0;
  std::map<std::uint64_t, std::string> names_;
  std::map<std::uint64_t, std::uint32_t> vat_;
  std::vector<log::Command> taken_products_;
  std::uint64_t catalogues_ = 0;
  std::unique_ptr<PostedTo> posted_to_;
  std::map<std::string, std::shared_ptr<grocer_bridge::Teller>> tellers_;
  std::unique_ptr<grocer_bridge::SpoolIntake> intake_;
};

}  // namespace matbud::demo
