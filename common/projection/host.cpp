#include "matbud/projection/host.h"

namespace matbud::projection {

std::string space_name(const ReadModel& model) { return model.name() + "." + std::to_string(model.version()); }

ProjectionHost::ProjectionHost(
    std::shared_ptr<const ReadModel> model, log::Log& log, const std::vector<Partition>& partitions,
    const std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)>& open_space) {
  for (const auto partition : partitions) {
    Part part;
    part.space = open_space(space_name(*model), partition);
    part.projection = std::make_unique<Projection>(model, partition, log, *part.space);
    parts_.push_back(std::move(part));
  }
}

bool ProjectionHost::step(Timestamp) {
  std::size_t read = 0;
  for (auto& part : parts_) read += part.projection->step();
  idle_ = read == 0;
  return !idle_;
}

std::optional<Error> ProjectionHost::alarm() const {
  for (const auto& part : parts_) {
    if (const auto& alarm = part.projection->alarm()) {
      return Error{alarm->code, part.projection->model().name() + "/" +
                                    std::to_string(part.projection->partition().value()) + ": " + alarm->message};
    }
  }
  return std::nullopt;
}

}  // namespace matbud::projection
