// Runs one read model over the partitions this process takes.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "matbud/processor/host.h"
#include "matbud/projection/projection.h"

namespace matbud::projection {

/// Not thread-safe. The log must outlive it.
class ProjectionHost final : public processor::Stepper {
 public:
  /// `open_space` is called with `<model name>.<version>`, so that a new version is built beside the old one. Where it
  /// throws StoreFailure, alarms() tell, and the other partitions are folded.
  ProjectionHost(
      std::shared_ptr<const ReadModel> model, log::Log& log, const std::vector<Partition>& partitions,
      const std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)>& open_space,
      const std::shared_ptr<state::CacheBudget>& cache = nullptr);

  bool step(Timestamp now) override;
  [[nodiscard]] std::vector<Error> alarms() const override;
  /// The last step read nothing.
  [[nodiscard]] bool idle() const { return idle_; }

 private:
  struct Part {
    std::unique_ptr<state::Space> space;
    std::unique_ptr<Projection> projection;
  };
  std::vector<Part> parts_;
  std::vector<Error> not_opened_;  ///< partitions whose space cannot be opened
  bool idle_ = false;
};

/// `<model name>.<version>`: the name of a read model's spaces.
[[nodiscard]] std::string space_name(const ReadModel& model);

}  // namespace matbud::projection
