#include "matbud/notification/email_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

#include "matbud/notification/post_office.h"
#include "matbud/notification/smtp_sink.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"

namespace matbud::notification {
namespace {

using privacy::Opened;
using ::testing::HasSubstr;
using ::testing::Not;

class StillClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return from_ms(1'772'438'400'000); }
};

/// A channel that talks to a mailbox of the test's own. Sealed fields hold their clear text here.
class AChannel : public ::testing::Test {
 protected:
  void SetUp() override {
    auto started = SmtpSink::start();
    ASSERT_TRUE(started) << started.error().message;
    mailbox_ = std::move(*started);
    opens(mailbox_->port());
  }

  void opens(std::uint16_t port) {
    effector_.reset();
    SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.security = SmtpSettings::Security::none;
    settings.from_address = "matbud@post.example";
    settings.from_name = "Matbud";
    office_ = std::make_unique<PostOffice>(
        channels_of(email_channel(settings, clock_)),
        [](const privacy::v1::Sealed& sealed, std::string_view field) {
          if (sealed.box() == "erased") return Opened{Opened::Kind::erased, {}};
          if (sealed.box() == "later") return Opened{Opened::Kind::unavailable, {}};
          if (!field.starts_with("matbud.notification.v1.Contact.")) return Opened{Opened::Kind::unreadable, {}};
          return Opened{Opened::Kind::clear, sealed.box()};
        },
        time::Zone::oslo(),
        [this] {
          const std::lock_guard lock{mutex_};
          changed_.notify_one();
        });
    effector_ = office_->effector();
  }

  static runtime::v1::PendingEffect mail_to(const std::string& address, const std::string& name = "Kari",
                                            const std::string& effect_id = "o1/delivered/daughter") {
    v1::Notification notification;
    notification.set_notification_id("o1/delivered/daughter");
    notification.set_order_id("o1");
    notification.set_kind(v1::NOTIFICATION_KIND_DELIVERED);
    notification.mutable_contact()->set_channel(v1::CHANNEL_EMAIL);
    notification.mutable_contact()->mutable_address()->set_box(address);
    notification.mutable_contact()->mutable_name()->set_box(name);
    notification.mutable_contact()->set_language("nb");
    runtime::v1::PendingEffect effect;
    effect.set_effect_id(effect_id);
    effect.set_kind("email");
    effect.set_request(notification.SerializeAsString());
    return effect;
  }

  /// What the channel reports of an attempt.
  v1::ReportOutcome reported_of(const runtime::v1::PendingEffect& effect, bool maybe_done = false) {
    EXPECT_TRUE(effector_->perform(effect, maybe_done));
    std::optional<processor::EffectReport> report;
    {
      std::unique_lock lock{mutex_};
      EXPECT_TRUE(
          changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return (report = effector_->poll()).has_value(); }));
    }
    v1::NotificationCommand command;
    if (!report) return {};
    EXPECT_EQ(report->effect_id, effect.effect_id());
    EXPECT_EQ(report->type, "matbud.notification.v1.ReportOutcome");
    EXPECT_TRUE(command.ParseFromString(report->command));
    EXPECT_EQ(command.report_outcome().effect_id(), effect.effect_id());
    EXPECT_EQ(effector_->poll(), std::nullopt);
    return command.report_outcome();
  }

  StillClock clock_;
  std::unique_ptr<SmtpSink> mailbox_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<PostOffice> office_;
  std::unique_ptr<processor::Effector> effector_;
};

TEST_F(AChannel, DeliversAMail) {
  const auto report = reported_of(mail_to("kari@mail.example"));
  EXPECT_EQ(report.outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(report.notification_id(), "o1/delivered/daughter");
  EXPECT_EQ(report.detail(), "smtp 250");
  const auto mails = mailbox_->mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].from, "matbud@post.example");
  EXPECT_THAT(mails[0].recipients, ::testing::ElementsAre("kari@mail.example"));
  EXPECT_THAT(mails[0].data, HasSubstr("Subject: Leveringen er kommet fram\r\n"));
  EXPECT_THAT(mails[0].data, HasSubstr("Hei Kari,\r\n"));
}

TEST_F(AChannel, DeliversOneAfterTheOtherAndGivesARetryTheSameMessageId) {
  EXPECT_EQ(reported_of(mail_to("kari@mail.example")).outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(reported_of(mail_to("kari@mail.example", "Kari", "o1/delivered/daughter#2")).outcome(), v1::OUTCOME_SENT);
  const auto mails = mailbox_->mails();
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(mails[0].data, mails[1].data);
}

TEST_F(AChannel, TellsWhatTheServerMadeOfIt) {
  const struct {
    const char* story;
    SinkBehaviour behaviour;
    v1::Outcome outcome;
    const char* detail;
  } rows[] = {
      {"no such mailbox", SinkBehaviour::refuse_recipient, v1::OUTCOME_POINT_DEAD, "smtp 550 5.1.1"},
      {"we are not welcome", SinkBehaviour::refuse_recipient_by_policy, v1::OUTCOME_FAILED, "smtp 550"},
      {"busy before the mail", SinkBehaviour::recipient_try_later, v1::OUTCOME_TRY_LATER, "smtp 451"},
      {"not wanted", SinkBehaviour::refuse_data, v1::OUTCOME_FAILED, "smtp 554"},
      {"busy after the mail", SinkBehaviour::data_try_later, v1::OUTCOME_TRY_LATER, "smtp 451"},
  };
  for (const auto& [story, behaviour, outcome, detail] : rows) {
    SCOPED_TRACE(story);
    mailbox_->behave(behaviour);
    const auto report = reported_of(mail_to("kari@mail.example"));
    EXPECT_EQ(report.outcome(), outcome);
    EXPECT_EQ(report.detail(), detail);
    EXPECT_TRUE(mailbox_->mails().empty());
  }
}

TEST_F(AChannel, KnowsThatAServerWhichHangsUpEarlyHasNothing) {
  mailbox_->behave(SinkBehaviour::hang_up_before_data);
  EXPECT_EQ(reported_of(mail_to("kari@mail.example")).outcome(), v1::OUTCOME_TRY_LATER);
}

TEST_F(AChannel, DoesNotKnowWhatAServerHasThatHangsUpAfterTheMail) {
  mailbox_->behave(SinkBehaviour::hang_up_after_data);
  EXPECT_EQ(reported_of(mail_to("kari@mail.example")).outcome(), v1::OUTCOME_UNKNOWN);
  EXPECT_EQ(mailbox_->mails().size(), 1U);  // it was delivered: another attempt would have been the second mail
}

TEST_F(AChannel, TriesLaterWhenNobodyAnswers) {
  const auto port = mailbox_->port();
  mailbox_.reset();
  opens(port);
  EXPECT_EQ(reported_of(mail_to("kari@mail.example")).outcome(), v1::OUTCOME_TRY_LATER);
}

TEST_F(AChannel, SendsNothingWithoutAnAddress) {
  const struct {
    const char* address;
    v1::Outcome outcome;
    const char* detail;
  } rows[] = {
      {"erased", v1::OUTCOME_FAILED, "erased"},
      {"later", v1::OUTCOME_TRY_LATER, "key unavailable"},
      {"kari@mail.example>\r\nRCPT TO:<x@y", v1::OUTCOME_POINT_DEAD, "not a mail address"},
  };
  for (const auto& [address, outcome, detail] : rows) {
    SCOPED_TRACE(detail);
    const auto report = reported_of(mail_to(address));
    EXPECT_EQ(report.outcome(), outcome);
    EXPECT_EQ(report.detail(), detail);
  }
  EXPECT_TRUE(mailbox_->mails().empty());
}

TEST_F(AChannel, GreetsNobodyByNameWhenTheNameIsErased) {
  EXPECT_EQ(reported_of(mail_to("kari@mail.example", "erased")).outcome(), v1::OUTCOME_SENT);
  EXPECT_THAT(mailbox_->mails().at(0).data, HasSubstr("Hei,\r\n"));
}

TEST_F(AChannel, SendsNothingThatAnEarlierOwnerMayHaveSent) {
  const auto report = reported_of(mail_to("kari@mail.example"), true);
  EXPECT_EQ(report.outcome(), v1::OUTCOME_UNKNOWN);
  EXPECT_TRUE(mailbox_->mails().empty());
}

TEST_F(AChannel, OffersEmailOnlyAndSaysSo) {
  auto text_message = mail_to("+4790000000");
  text_message.set_kind("sms");
  const auto report = reported_of(text_message);
  EXPECT_EQ(report.outcome(), v1::OUTCOME_FAILED);
  EXPECT_EQ(report.detail(), "no channel for sms");
}

TEST_F(AChannel, RepeatsNoAddressInADetail) {
  for (const auto behaviour : {SinkBehaviour::refuse_recipient, SinkBehaviour::hang_up_before_data,
                               SinkBehaviour::hang_up_after_data, SinkBehaviour::accept}) {
    mailbox_->behave(behaviour);
    EXPECT_THAT(reported_of(mail_to("kari@mail.example")).detail(), Not(HasSubstr("kari")));
  }
}

TEST_F(AChannel, EndsThoughTheServerIsSilentAndMailsWait) {
  mailbox_->behave(SinkBehaviour::say_nothing);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(effector_->perform(mail_to("kari@mail.example"), false));
  const auto begun = std::chrono::steady_clock::now();
  office_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{10});  // not the 30 s of a mail's time-out
  EXPECT_FALSE(effector_->poll());
}

TEST_F(AChannel, FillsADirectoryThatAMailboxKeepsAcrossItsLives) {
  const auto directory = std::filesystem::path{::testing::TempDir()} / "matbud_mailbox_of_a_channel" / "mails";
  std::filesystem::remove_all(directory.parent_path());
  for (const char* file : {"000001.eml", "000002.eml"}) {
    auto mailbox = SmtpSink::start({.port = 0, .directory = directory});
    ASSERT_TRUE(mailbox) << mailbox.error().message;
    opens((*mailbox)->port());
    EXPECT_EQ(reported_of(mail_to("kari@mail.example")).outcome(), v1::OUTCOME_SENT);
    std::ifstream written{directory / file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{written}, {}};
    EXPECT_EQ(text, (*mailbox)->mails().at(0).data);
    EXPECT_EQ((*mailbox)->unwritten(), 0U);
  }
  std::filesystem::remove_all(directory.parent_path());
}

}  // namespace
}  // namespace matbud::notification
