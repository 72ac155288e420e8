#include "matbud/projection/projection.h"

#include "matbud/base/plant.h"
#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/state/overlay.h"

namespace matbud::projection {
namespace {

constexpr std::size_t records_a_step = 2048;
constexpr std::size_t cache_bytes = 4U << 20U;

}  // namespace

class Projection::Impl {
 public:
  Impl(std::shared_ptr<const ReadModel> the_model, Partition the_partition, log::Log& log, state::Space& space,
       std::shared_ptr<state::CacheBudget> cache)
      : model{std::move(the_model)},
        partition{the_partition},
        log_{log},
        space_{space},
        overlay_{space, cache ? std::move(cache) : std::make_shared<state::CacheBudget>(cache_bytes)} {
    try {
      if (processor::stored_version(space_) != model->version()) {
        space_.clear();
        space_.write({processor::version_change(model->version())});
      }
      for (const auto& topic : model->topics()) {
        const log::TopicPartition place{topic, partition};
        const bool chained = log::is_chained(topic);
        const auto from = processor::stored_position(space_, topic)
                              .value_or(chained ? log::chain_start(place) : log::ChainPosition{});
        followers_.push_back(std::make_unique<log::Follower>(log_, place, chained, from));
      }
    } catch (const state::StoreFailure& error) {
      alarm = Error{Error::Code::unavailable, error.what()};
    }
  }

  std::size_t step() {
    if (alarm || (!checked_ && !check())) return 0;
    std::size_t read = 0;
    bool moved = false;
    try {
      for (auto& follower : followers_) {
        const auto before = follower->position();
        read += fold_some(*follower);
        moved = moved || !(before == follower->position());
      }
      if (moved) store();
    } catch (const state::StoreFailure& error) {
      alarm = Error{Error::Code::unavailable, error.what()};
    }
    return read;
  }

  [[nodiscard]] log::ChainPosition position(const std::string& topic) const {
    for (const auto& follower : followers_) {
      if (follower->place().topic == topic) return follower->position();
    }
    return {};
  }

  const std::shared_ptr<const ReadModel> model;
  const Partition partition;
  std::optional<Error> alarm;

 private:
  bool check() {
    for (const auto& follower : followers_) {
      const auto sound = log::check_not_gone_back(log_, follower->place(), follower->position());
      if (sound) continue;
      if (sound.error().code != Error::Code::retryable) alarm = sound.error();
      return false;
    }
    checked_ = true;
    return true;
  }

  std::size_t fold_some(log::Follower& follower) {
    std::size_t read = 0;
    while (read < records_a_step) {
      const auto voided = follower.position().voided;
      auto followed = follower.next();
      if (follower.position().voided > voided && !is_still_followed(follower)) break;
      if (!followed) {
        give_up_unless_outage(followed.error(), follower);
        break;
      }
      if (!*followed) break;
      const auto& [entry, record, hash] = **followed;
      model->fold(overlay_, {follower.place().topic, partition, entry.offset, entry.appended_at, record, hash});
      ++read;
    }
    return read;
  }

  /// As the processor's: a log that was cut and has grown anew is void from there on, and would look like quiet.
  bool is_still_followed(const log::Follower& follower) {
    const auto sound = log::check_not_gone_back(log_, follower.place(), follower.position());
    if (sound || sound.error().code == Error::Code::retryable) return true;
    alarm = sound.error();
    return false;
  }

  void give_up_unless_outage(const Error& error, const log::Follower& follower) {
    if (error.code == Error::Code::retryable) return;
    alarm = error;
    if (error.code != Error::Code::not_found) return;
    if (const auto sound = log::check_not_gone_back(log_, follower.place(), follower.position()); !sound)
      alarm = sound.error();
  }

  void store() {
    std::vector<state::Change> positions;
    for (const auto& follower : followers_) {
      positions.push_back(processor::position_change(follower->place().topic, follower->position()));
    }
    overlay_.close_group();
    overlay_.fold_oldest(planted("read-model-without-position") ? std::vector<state::Change>{} : positions);
  }

  log::Log& log_;
  state::Space& space_;
  state::Overlay overlay_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  bool checked_ = false;
};

Projection::Projection(std::shared_ptr<const ReadModel> model, Partition partition, log::Log& log, state::Space& space,
                       std::shared_ptr<state::CacheBudget> cache)
    : impl_{std::make_unique<Impl>(std::move(model), partition, log, space, std::move(cache))} {}
Projection::~Projection() = default;
std::size_t Projection::step() { return impl_->step(); }
const std::optional<Error>& Projection::alarm() const { return impl_->alarm; }
log::ChainPosition Projection::position(const std::string& topic) const { return impl_->position(topic); }
const ReadModel& Projection::model() const { return *impl_->model; }
Partition Projection::partition() const { return impl_->partition; }

}  // namespace matbud::projection
