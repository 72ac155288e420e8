#include "matbud/projection/host.h"

namespace matbud::projection {
namespace {

Error alarm_of(const ReadModel& model, Partition partition, const Error& error) {
  return {error.code, model.name() + "/" + std::to_string(partition.value()) + ": " + error.message};
}

}  // namespace

std::string space_name(const ReadModel& model) { return model.name() + "." + std::to_string(model.version()); }

ProjectionHost::ProjectionHost(
    std::shared_ptr<const ReadModel> model, log::Log& log, const std::vector<Partition>& partitions,
    const std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)>& open_space,
    const std::shared_ptr<state::CacheBudget>& cache) {
  for (const auto partition : partitions) {
    Part part;
    try {
      part.space = open_space(space_name(*model), partition);
    } catch (const state::StoreFailure& error) {
      not_opened_.push_back(alarm_of(*model, partition, {Error::Code::unavailable, error.what()}));
      continue;
    }
    part.projection = std::make_unique<Projection>(model, partition, log, *part.space, cache);
    parts_.push_back(std::move(part));
  }
}

bool ProjectionHost::step(Timestamp) {
  std::size_t read = 0;
  for (auto& part : parts_) read += part.projection->step();
  idle_ = read == 0;
  return !idle_;
}

std::vector<Error> ProjectionHost::alarms() const {
  auto alarms = not_opened_;
  for (const auto& part : parts_) {
    const auto& alarm = part.projection->alarm();
    if (alarm) alarms.push_back(alarm_of(part.projection->model(), part.projection->partition(), *alarm));
  }
  return alarms;
}

}  // namespace matbud::projection
