#include "matbud/notification/post_office.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "matbud/log/record.h"
#include "matbud/notification/words.h"
#include "reports.h"

namespace matbud::notification {
namespace {

constexpr std::size_t waiting_max = 1024;

/// One partition's reports, filled by the channels' threads and emptied by the processor's.
class Inbox {
 public:
  void put(processor::EffectReport report) {
    const std::lock_guard lock{mutex_};
    reports_.push_back(std::move(report));
  }
  [[nodiscard]] std::optional<processor::EffectReport> take() {
    const std::lock_guard lock{mutex_};
    if (reports_.empty()) return std::nullopt;
    auto report = std::move(reports_.front());
    reports_.pop_front();
    return report;
  }

 private:
  std::mutex mutex_;
  std::deque<processor::EffectReport> reports_;
};

struct Job {
  std::string effect_id;
  v1::Notification notification;
  bool maybe_done;
  std::shared_ptr<Inbox> inbox;
};

/// Opens what a channel needs and renders what it says.
class Desk {
 public:
  Desk(OpenField open, time::Zone zone) : open_{std::move(open)}, zone_{zone} {}

  [[nodiscard]] Attempted attempt(Channel& channel, const v1::Notification& notification, bool maybe_done) const {
    using Kind = privacy::Opened::Kind;
    const auto& contact = notification.contact();
    const auto address = open_(address_of(contact, notification.point()), address_field_of(notification.point()));
    if (address.kind == Kind::unavailable) return {v1::OUTCOME_TRY_LATER, "key unavailable"};
    if (address.kind != Kind::clear) return {v1::OUTCOME_FAILED, privacy::name_of(address.kind)};
    const auto name = open_(contact.name(), "matbud.notification.v1.Contact.name").or_else({});
    const auto id = log::hex(log::hash_of(notification.notification_id() + " " + address.clear)).substr(0, 32);
    return channel.send({id, address.clear, name, render(notification, name, zone_)}, maybe_done);
  }

 private:
  OpenField open_;
  time::Zone zone_;
};

/// One channel with its queue and its thread.
class Counter {
 public:
  Counter(std::unique_ptr<Channel> channel, const Desk& desk, const std::function<void()>& on_report)
      : channel_{std::move(channel)}, desk_{desk}, on_report_{on_report}, thread_{[this] { work(); }} {}

  ~Counter() {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    channel_->cancel();
    changed_.notify_one();
    thread_.join();
  }
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  [[nodiscard]] v1::Channel kind() const { return channel_->kind(); }
  [[nodiscard]] bool enqueue(Job job) {
    {
      const std::lock_guard lock{mutex_};
      if (waiting_.size() >= waiting_max) return false;
      waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
  }

 private:
  void work() {
    while (auto job = next()) {
      const auto outcome = desk_.attempt(*channel_, job->notification, job->maybe_done);
      if (ending_) return;
      job->inbox->put(report_of(job->effect_id, job->notification.notification_id(), outcome.outcome, outcome.detail));
      if (on_report_) on_report_();
    }
  }

  [[nodiscard]] std::optional<Job> next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return std::nullopt;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
  }

  std::unique_ptr<Channel> channel_;
  const Desk& desk_;
  const std::function<void()>& on_report_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;  ///< last, so that it starts when all else is there
};

}  // namespace

class PostOffice::Impl {
 public:
  Impl(std::vector<std::unique_ptr<Channel>> channels, OpenField open, time::Zone zone, std::function<void()> on_report)
      : desk_{std::move(open), zone}, on_report_{std::move(on_report)} {
    for (auto& channel : channels)
      counters_.push_back(std::make_unique<Counter>(std::move(channel), desk_, on_report_));
  }

  [[nodiscard]] Counter* counter_for(const std::string& kind) const {
    for (const auto& counter : counters_) {
      if (kind == word_of(counter->kind())) return counter.get();
    }
    return nullptr;
  }

 private:
  Desk desk_;
  std::function<void()> on_report_;
  std::vector<std::unique_ptr<Counter>> counters_;
};

namespace {

/// One partition's side of the post office.
template <class Office>
class PartitionEffector final : public processor::Effector {
 public:
  explicit PartitionEffector(Office& office) : office_{office} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    auto notification = notification_of(effect);
    if (auto* counter = office_.counter_for(effect.kind()))
      return counter->enqueue(Job{effect.effect_id(), std::move(notification), maybe_done, inbox_});
    // What an earlier owner, who may have had such a channel, has begun may have arrived.
    const auto outcome = maybe_done ? v1::OUTCOME_UNKNOWN : v1::OUTCOME_FAILED;
    inbox_->put(
        report_of(effect.effect_id(), notification.notification_id(), outcome, "no channel for " + effect.kind()));
    return true;
  }

  [[nodiscard]] std::optional<processor::EffectReport> poll() override { return inbox_->take(); }

 private:
  Office& office_;
  std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
};

}  // namespace

PostOffice::PostOffice(std::vector<std::unique_ptr<Channel>> channels, OpenField open, time::Zone zone,
                       std::function<void()> on_report)
    : impl_{std::make_unique<Impl>(std::move(channels), std::move(open), zone, std::move(on_report))} {}
PostOffice::~PostOffice() = default;

std::unique_ptr<processor::Effector> PostOffice::effector() {
  return std::make_unique<PartitionEffector<Impl>>(*impl_);
}

}  // namespace matbud::notification
