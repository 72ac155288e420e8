// Folds the projections of one partition from records that somebody else reads, and compares them with what is stored.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chain_check.h"
#include "folded_tables.h"
#include "matbud/processor/replay.h"

namespace matbud::operations {

/// A processor's fold lives while its own topic is read; those of read models live until the end.
class ProjectionCheck final : public RecordListener {
 public:
  /// Both must outlive it; `plan.open_space` must be set.
  ProjectionCheck(const VerifyPlan& plan, Partition partition, VerifyReport& report);

  void hear(const std::string& topic, const log::Entry& entry, const log::Envelope& record,
            const log::Hash& hash) override;
  void topic_ended(const std::string& topic, bool whole) override;
  /// Compares the read models. An error when an accepted event cannot be decoded.
  [[nodiscard]] Result<void> finish();

 private:
  struct OwnFold {
    const processor::ProcessorSpec& spec;
    std::unique_ptr<state::Space> stored;
    log::ChainPosition position;  ///< as stored
    FoldedTables tables{};
    std::optional<log::Hash> head{};  ///< of what was folded
    processor::EventFold fold;
    OwnFold(const processor::ProcessorSpec& the_spec, std::unique_ptr<state::Space> the_stored,
            const log::ChainPosition& stored_position)
        : spec{the_spec}, stored{std::move(the_stored)}, position{stored_position}, fold{spec, tables} {}
  };
  struct ModelFold {
    const projection::ReadModel& model;
    std::unique_ptr<state::Space> stored;
    std::map<std::string, Offset> ends;  ///< by topic: the first offset that is not in the stored state
    FoldedTables tables{};
  };

  void compare(const std::string& name, const std::string& topic, const state::Space& stored, FoldedTables& folded);
  void compare(OwnFold& own);

  Partition partition_;
  VerifyReport& report_;
  std::map<std::string, OwnFold> own_;  ///< by own topic
  std::vector<std::unique_ptr<ModelFold>> models_;
  std::optional<Error> error_;
  bool whole_ = true;
};

}  // namespace matbud::operations
