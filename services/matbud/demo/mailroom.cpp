#include "mailroom.h"

#include <deque>
#include <map>
#include <string>

namespace matbud::demo {
namespace {

/// One number in ten is out of date.
constexpr const char* dead_numbers = "5";

}  // namespace

class Mailroom::Patient final : public processor::Effector {
 public:
  Patient(Mailroom& room, std::unique_ptr<processor::Effector> inner) : room_{room}, inner_{std::move(inner)} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    const bool taken = inner_->perform(effect, maybe_done);
    if (taken) outstanding_.push_back(effect.effect_id());
    return taken;
  }

  /// In the order in which they were taken: the channels' threads race.
  [[nodiscard]] std::optional<processor::EffectReport> poll() override {
    if (outstanding_.empty()) return std::nullopt;
    for (;;) {
      if (auto ready = arrived_.extract(outstanding_.front())) {
        outstanding_.pop_front();
        return std::move(ready.mapped());
      }
      std::unique_lock lock{room_.mutex_};
      const auto seen = room_.reports_;
      lock.unlock();
      if (auto report = inner_->poll()) {
        auto id = report->effect_id;
        arrived_.emplace(std::move(id), std::move(*report));
        continue;
      }
      lock.lock();
      room_.reported_.wait(lock, [&] { return room_.reports_ != seen; });
    }
  }

 private:
  Mailroom& room_;
  std::unique_ptr<processor::Effector> inner_;
  std::deque<std::string> outstanding_;                     ///< effect ids
  std::map<std::string, processor::EffectReport> arrived_;  ///< not asked for yet
};

Result<std::unique_ptr<Mailroom>> Mailroom::open(const std::filesystem::path& directory, privacy::KeyRing keys,
                                                 const Clock& clock) {
  std::unique_ptr<Mailroom> room{new Mailroom};
  room->letters_ = directory / "letters";
  auto mails = notification::SmtpSink::start({0, directory});
  if (!mails) return tl::unexpected{mails.error()};
  room->mails_ = std::move(*mails);
  auto phone = notification::SmsSink::start({.token = {}, .dead_ending = dead_numbers, .directory = directory / "sms"});
  if (!phone) return tl::unexpected{phone.error()};
  room->phone_ = std::move(*phone);

  notification::ChannelSettings channels;
  channels.smtp.host = "127.0.0.1";
  channels.smtp.port = room->mails_->port();
  channels.smtp.security = notification::SmtpSettings::Security::none;
  channels.smtp.from_address = "levering@example.com";
  channels.smtp.from_name = "Matbud";
  channels.sms.url = room->phone_->url();
  channels.sms.from = "Matbud";
  channels.letters.spool = room->letters_;
  channels.letters.from = "Matbud, Demonstrasjonen, 1300 Sandvika";
  channels.letters.text_beside = true;
  room->make_effector_ = notification::channel_effectors(channels, keys, clock, [raw = room.get()] {
    {
      const std::lock_guard guard{raw->mutex_};
      ++raw->reports_;
    }
    raw->reported_.notify_all();
  });
  return room;
}

std::unique_ptr<processor::Effector> Mailroom::effector(Partition partition) {
  return std::make_unique<Patient>(*this, make_effector_(partition));
}

std::size_t Mailroom::letters() const {
  std::error_code error;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{letters_, error})
    count += entry.path().extension() == ".pdf" ? 1U : 0U;
  return count;
}

}  // namespace matbud::demo
