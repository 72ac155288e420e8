// A post office of one channel in a test: what it reports of an attempt. Sealed fields hold their clear text here.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "matbud/notification/post_office.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/notification/words.h"

namespace matbud::notification::testing {

class StillClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return from_ms(1'772'438'400'000); }
};

class AnOffice : public ::testing::Test {
 protected:
  void opens(std::unique_ptr<Channel> channel) {
    effector_.reset();
    office_ = std::make_unique<PostOffice>(
        channels_of(std::move(channel)),
        [](const privacy::v1::Sealed& sealed, std::string_view) {
          using privacy::Opened;
          if (sealed.box() == "erased") return Opened{Opened::Kind::erased, {}};
          return Opened{Opened::Kind::clear, sealed.box()};
        },
        time::Zone::oslo(),
        [this] {
          const std::lock_guard lock{mutex_};
          changed_.notify_one();
        });
    effector_ = office_->effector();
  }

  static v1::Notification news(v1::Channel channel, const std::string& address, const std::string& order = "o1") {
    v1::Notification notification;
    notification.set_notification_id(order + "/refused_by_grocer/daughter");
    notification.set_order_id(order);
    notification.set_kind(v1::NOTIFICATION_KIND_REFUSED_BY_GROCER);
    notification.mutable_contact()->set_channel(channel);
    notification.mutable_contact()->mutable_address()->set_box(address);
    notification.mutable_contact()->mutable_name()->set_box("Kari Prøve");
    notification.mutable_contact()->set_language("nb");
    return notification;
  }

  /// What the office reports of an attempt.
  v1::ReportOutcome reported_of(const v1::Notification& notification, bool maybe_done = false) {
    runtime::v1::PendingEffect effect;
    effect.set_effect_id(notification.notification_id());
    effect.set_kind(std::string{word_of(notification.contact().channel())});
    effect.set_request(notification.SerializeAsString());
    EXPECT_TRUE(effector_->perform(effect, maybe_done));
    std::optional<processor::EffectReport> report;
    std::unique_lock lock{mutex_};
    EXPECT_TRUE(
        changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return (report = effector_->poll()).has_value(); }));
    v1::NotificationCommand command;
    if (report) {
      EXPECT_TRUE(command.ParseFromString(report->command));
    }
    return command.report_outcome();
  }

  StillClock clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<PostOffice> office_;
  std::unique_ptr<processor::Effector> effector_;
};

}  // namespace matbud::notification::testing
