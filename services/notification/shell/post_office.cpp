#include "matbud/notification/post_office.h"

#include <thread>
#include <utility>

#include "matbud/log/record.h"
#include "matbud/notification/words.h"
#include "matbud/processor/effect_work.h"
#include "reports.h"

namespace matbud::notification {
namespace {

constexpr std::size_t waiting_max = 1024;

struct Job {
  std::string effect_id;
  v1::Notification notification;
  bool maybe_done;
  std::shared_ptr<processor::ReportInbox> inbox;
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
    waiting_.end();
    channel_->cancel();
    thread_.join();
  }
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  [[nodiscard]] v1::Channel kind() const { return channel_->kind(); }
  [[nodiscard]] bool enqueue(Job job) { return waiting_.add(std::move(job)); }

 private:
  void work() {
    while (const auto job = waiting_.next()) {
      const auto outcome = desk_.attempt(*channel_, job->notification, job->maybe_done);
      if (waiting_.ended()) return;
      job->inbox->put(report_of(job->effect_id, job->notification.notification_id(), outcome.outcome, outcome.detail));
      if (on_report_) on_report_();
    }
  }

  std::unique_ptr<Channel> channel_;
  const Desk& desk_;
  const std::function<void()>& on_report_;
  processor::WorkQueue<Job> waiting_{waiting_max};
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
  std::shared_ptr<processor::ReportInbox> inbox_ = std::make_shared<processor::ReportInbox>();
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
