#include "mailroom.h"

namespace matbud::demo {

class Mailroom::Patient final : public processor::Effector {
 public:
  Patient(Mailroom& room, std::unique_ptr<processor::Effector> inner) : room_{room}, inner_{std::move(inner)} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    const bool taken = inner_->perform(effect, maybe_done);
    if (taken) ++outstanding_;
    return taken;
  }

  [[nodiscard]] std::optional<processor::EffectReport> poll() override {
    while (outstanding_ > 0) {
      std::unique_lock lock{room_.mutex_};
      const auto seen = room_.reports_;
      lock.unlock();
      if (auto report = inner_->poll()) {
        --outstanding_;
        return report;
      }
      lock.lock();
      room_.reported_.wait(lock, [&] { return room_.reports_ != seen; });
    }
    return std::nullopt;
  }

 private:
  Mailroom& room_;
  std::unique_ptr<processor::Effector> inner_;
  std::size_t outstanding_ = 0;
};

Result<std::unique_ptr<Mailroom>> Mailroom::open(const std::filesystem::path& directory, privacy::KeyRing keys,
                                                 const Clock& clock) {
  std::unique_ptr<Mailroom> room{new Mailroom};
  auto sink = notification::SmtpSink::start({0, directory});
  if (!sink) return tl::unexpected{sink.error()};
  room->sink_ = std::move(*sink);
  notification::SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = room->sink_->port();
  settings.security = notification::SmtpSettings::Security::none;
  settings.from_address = "levering@example.com";
  settings.from_name = "Matbud";
  room->channel_ = std::make_unique<notification::EmailChannel>(
      settings,
      [keys = keys.narrowed_to(privacy::Access::of("notification"))](
          const privacy::v1::Sealed& sealed, std::string_view field) { return keys.open(sealed, field); },
      clock, time::Zone::oslo(),
      [raw = room.get()] {
        {
          const std::lock_guard guard{raw->mutex_};
          ++raw->reports_;
        }
        raw->reported_.notify_all();
      });
  return room;
}

std::unique_ptr<processor::Effector> Mailroom::effector() {
  return std::make_unique<Patient>(*this, channel_->effector());
}

}  // namespace matbud::demo
