// Read models: folds of other people's events for queries. Each has a name and a version; its state and the positions
// it has reached lie in one space and change in one write.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/follower.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::projection {

/// One accepted record as a read model sees it.
struct Seen {
  std::string_view topic;
  Partition partition;
  Offset offset;
  Timestamp appended_at;
  const log::Envelope& record;
  const log::Hash& hash;
};

/// How a read model folds. Stateless and const: threads may share it.
class ReadModel {
 public:
  virtual ~ReadModel() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual std::uint32_t version() const = 0;
  [[nodiscard]] virtual std::vector<std::string> topics() const = 0;
  /// Folds one record. Records of one topic come in order; between topics any order may come, and the result must not
  /// depend on it. Must not fail: what it cannot decode it leaves out.
  virtual void fold(state::TableWriter& state, const Seen& seen) const = 0;
};

/// One partition of one read model. Not thread-safe.
class Projection {
 public:
  /// `cache`: memory for clean values that it shares with others; null: some of its own.
  Projection(std::shared_ptr<const ReadModel> model, Partition partition, log::Log& log, state::Space& space,
             std::shared_ptr<state::CacheBudget> cache = nullptr);
  ~Projection();
  /// Folds a bounded number of records without waiting; returns how many it read. After an error step() does nothing
  /// any more and alarm() says why.
  std::size_t step();
  [[nodiscard]] const std::optional<Error>& alarm() const;
  /// How far it has come in one topic.
  [[nodiscard]] log::ChainPosition position(const std::string& topic) const;
  [[nodiscard]] const ReadModel& model() const;
  [[nodiscard]] Partition partition() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::projection
