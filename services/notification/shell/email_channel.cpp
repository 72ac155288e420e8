#include "matbud/notification/email_channel.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "mail.h"
#include "matbud/notification/words.h"
#include "reports.h"
#include "smtp_client.h"

namespace matbud::notification {
namespace {

constexpr std::size_t waiting_max = 1024;

/// One partition's reports, filled by the channel's thread and emptied by the processor's.
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
  std::shared_ptr<Inbox> inbox;
};

}  // namespace

class EmailChannel::Impl {
 public:
  Impl(SmtpSettings settings, OpenField open, const Clock& clock, time::Zone zone, std::function<void()> on_report)
      : settings_{std::move(settings)},
        open_{std::move(open)},
        clock_{clock},
        zone_{zone},
        on_report_{std::move(on_report)},
        thread_{[this] { work(); }} {}

  ~Impl() {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

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
    SmtpClient client{settings_, ending_};
    while (auto job = next()) {
      const auto outcome = attempt(client, job->notification);
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

  [[nodiscard]] SmtpOutcome attempt(SmtpClient& client, const v1::Notification& notification) const {
    using Kind = privacy::Opened::Kind;
    const auto& contact = notification.contact();
    const auto address = open_(contact.address(), "matbud.notification.v1.Contact.address");
    if (address.kind == Kind::unavailable) return {v1::OUTCOME_TRY_LATER, "key unavailable"};
    if (address.kind != Kind::clear) return {v1::OUTCOME_FAILED, privacy::name_of(address.kind)};
    if (!is_mail_address(address.clear)) return {v1::OUTCOME_FAILED, "not a mail address"};
    const auto name = open_(contact.name(), "matbud.notification.v1.Contact.name");

    const MailFrame frame{settings_.from_name, settings_.from_address, address.clear,
                          message_id_of(notification.notification_id(), settings_.from_address), clock_.now()};
    return client.send(address.clear, compose(frame, render(notification, name.or_else({}), zone_)));
  }

  SmtpSettings settings_;
  OpenField open_;
  const Clock& clock_;
  time::Zone zone_;
  std::function<void()> on_report_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;  ///< last, so that it starts when all else is there
};

namespace {

/// One partition's side of the channel.
template <class Channel>
class PartitionEffector final : public processor::Effector {
 public:
  explicit PartitionEffector(Channel& channel) : channel_{channel} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    auto notification = notification_of(effect);
    if (maybe_done) return settle(effect, notification, v1::OUTCOME_UNKNOWN, "the sender died");
    if (effect.kind() != word_of(v1::CHANNEL_EMAIL))
      return settle(effect, notification, v1::OUTCOME_FAILED, "no channel for " + effect.kind());
    return channel_.enqueue(Job{effect.effect_id(), std::move(notification), inbox_});
  }

  [[nodiscard]] std::optional<processor::EffectReport> poll() override { return inbox_->take(); }

 private:
  bool settle(const runtime::v1::PendingEffect& effect, const v1::Notification& notification, v1::Outcome outcome,
              std::string_view detail) {
    inbox_->put(report_of(effect.effect_id(), notification.notification_id(), outcome, detail));
    return true;
  }

  Channel& channel_;
  std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
};

}  // namespace

EmailChannel::EmailChannel(SmtpSettings settings, OpenField open, const Clock& clock, time::Zone zone,
                           std::function<void()> on_report)
    : impl_{std::make_unique<Impl>(std::move(settings), std::move(open), clock, zone, std::move(on_report))} {}
EmailChannel::~EmailChannel() = default;

std::unique_ptr<processor::Effector> EmailChannel::effector() {
  return std::make_unique<PartitionEffector<Impl>>(*impl_);
}

}  // namespace matbud::notification
