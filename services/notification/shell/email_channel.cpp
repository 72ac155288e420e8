#include "matbud/notification/email_channel.h"

#include <atomic>

#include "mail.h"
#include "matbud/notification/addresses.h"
#include "smtp_client.h"

namespace matbud::notification {
namespace {

class EmailChannel final : public Channel {
 public:
  EmailChannel(const SmtpSettings& settings, const Clock& clock) : settings_{settings}, clock_{clock} {}

  [[nodiscard]] v1::Channel kind() const override { return v1::CHANNEL_EMAIL; }

  [[nodiscard]] Attempted send(const Outgoing& outgoing, bool maybe_done) override {
    if (maybe_done) return {v1::OUTCOME_UNKNOWN, "the sender died"};
    if (!is_mail_address(outgoing.address)) return {v1::OUTCOME_POINT_DEAD, "not a mail address"};
    const MailFrame frame{settings_.from_name, settings_.from_address, outgoing.address,
                          message_id_of(outgoing.id, settings_.from_address), clock_.now()};
    return client_.send(outgoing.address, compose(frame, outgoing.message));
  }

  void cancel() override { cancelled_ = true; }

 private:
  SmtpSettings settings_;
  const Clock& clock_;
  std::atomic<bool> cancelled_ = false;
  SmtpClient client_{settings_, cancelled_};
};

}  // namespace

std::unique_ptr<Channel> email_channel(const SmtpSettings& settings, const Clock& clock) {
  return std::make_unique<EmailChannel>(settings, clock);
}

}  // namespace matbud::notification
