#include "matbud/grocer_bridge/channels/spool_intake.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "matbud/grocer_bridge/edge/documents_in.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/topics.h"

namespace matbud::grocer_bridge {
namespace {

constexpr std::chrono::seconds append_timeout{30};
constexpr std::chrono::seconds between_looks{1};
constexpr std::size_t hash_digits = 32;

std::string hash_of_bytes(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : log::hash_of("matbud/spool/" + std::string{bytes})) {
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text.substr(0, hash_digits);
}

const char* type_of(const grocer::v1::GrocerAnswer& answer) {
  switch (answer.answer_case()) {
    case grocer::v1::GrocerAnswer::kAccepted: return "matbud.grocer.v1.Accepted";
    case grocer::v1::GrocerAnswer::kRefused: return "matbud.grocer.v1.Refused";
    case grocer::v1::GrocerAnswer::kChanged: return "matbud.grocer.v1.Changed";
    default: return "matbud.grocer.v1.Packed";
  }
}

}  // namespace

SpoolIntake::SpoolIntake(log::Log& log, const Clock& clock, IntakeSettings settings)
    : log_{log}, clock_{clock}, settings_{std::move(settings)} {}
SpoolIntake::~SpoolIntake() = default;

Result<std::size_t> SpoolIntake::step() {
  std::size_t left = 0;
  std::optional<Error> trouble;
  for (const auto& grocer : settings_.grocers) {
    Spool spool{settings_.spool_root, grocer, settings_.on_step};
    std::error_code why;
    if (!std::filesystem::is_directory(spool.folder() / "in", why)) continue;
    if (auto prepared = spool.prepare(); !prepared) {
      trouble = prepared.error();
      continue;
    }
    const auto names = spool.incoming();
    if (!names) {
      trouble = names.error();
      continue;
    }
    for (const auto& name : *names) {
      const auto taken = take(spool, grocer, name);
      if (!taken) trouble = taken.error();
      left += taken && *taken ? 1 : 0;
    }
  }
  if (trouble && left == 0) return tl::unexpected{std::move(*trouble)};
  return left;
}

Result<bool> SpoolIntake::take(Spool& spool, const GrocerId& grocer, const std::string& name) {
  const auto bytes = spool.read_in(name);
  if (!bytes && bytes.error().code == Error::Code::not_found) return false;
  if (!bytes && bytes.error().code != Error::Code::invalid) return tl::unexpected{bytes.error()};
  const auto hash = bytes ? hash_of_bytes(*bytes) : hash_of_bytes(name);
  const auto as = hash.substr(0, 8) + "-" + name;  // two files of one name stay two files
  const auto refuse = [&](const std::string& why) -> Result<bool> {
    if (auto refused = spool.refuse(name, as, why); !refused) return tl::unexpected{refused.error()};
    ++counters_.refused;
    return true;
  };
  if (!bytes) return refuse(name + ": is larger than 2 MiB");
  const auto words = [&](std::uint64_t gtin) { return settings_.words(grocer.value(), gtin); };
  const auto received = edge::read_document(*bytes, name, words);
  if (!received) return refuse(received.error().message);
  if (const auto* const answer = std::get_if<edge::ReceivedAnswer>(&*received)) {
    auto appended = append(grocer, answer->area, "peppol-" + hash, answer->answer);
    if (!appended && appended.error().code == Error::Code::invalid)
      return refuse(name + ": " + appended.error().message);
    if (!appended) return tl::unexpected{appended.error()};
  } else if (const auto* const catalogue = std::get_if<edge::ReceivedCatalogue>(&*received)) {
    if (!settings_.put_catalogue)
      return refuse(name + ": this program takes no catalogues: run `matbud catalogue import`");
    if (auto put = settings_.put_catalogue(grocer, catalogue->products, hash); !put) return tl::unexpected{put.error()};
  }
  if (auto finished = spool.finish(name, as); !finished) return tl::unexpected{finished.error()};
  ++counters_.used;
  return true;
}

Result<void> SpoolIntake::append(const GrocerId& grocer, const AreaId& area, const std::string& id,
                                 const grocer::v1::GrocerAnswer& answer) {
  const log::Command command{
      log::grocer_answers(grocer), area.value(), id, type_of(answer), "order/" + answer.order_id(),
      answer.SerializeAsString(),  std::nullopt};
  const auto writer = log_.open_writer({command.topic, log::partition_of(command, settings_.partitions)});
  if (!writer) return tl::unexpected{writer.error()};
  const auto appended = log::append_and_wait(
      log_, **writer, {log::encode_command(command, clock_.now(), "/grocer/" + grocer.value())}, append_timeout);
  if (!appended) return tl::unexpected{appended.error()};
  return {};
}

class IntakeThread::Impl {
 public:
  Impl(log::Log& log, const Clock& clock, IntakeSettings settings, std::function<void(const Error&)> on_trouble)
      : intake_{log, clock, std::move(settings)}, on_trouble_{std::move(on_trouble)}, thread_{[this] { work(); }} {}
  ~Impl() {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

 private:
  void work() {
    std::string last_trouble;
    std::unique_lock lock{mutex_};
    while (!ending_) {
      lock.unlock();
      const auto stepped = intake_.step();
      if (!stepped && stepped.error().message != last_trouble && on_trouble_) on_trouble_(stepped.error());
      last_trouble = stepped ? "" : stepped.error().message;
      lock.lock();
      changed_.wait_for(lock, between_looks, [&] { return ending_; });
    }
  }

  SpoolIntake intake_;
  std::function<void(const Error&)> on_trouble_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::thread thread_;  ///< last, so that it starts when all else is there
};

IntakeThread::IntakeThread(log::Log& log, const Clock& clock, IntakeSettings settings,
                           std::function<void(const Error&)> on_trouble)
    : impl_{std::make_unique<Impl>(log, clock, std::move(settings), std::move(on_trouble))} {}
IntakeThread::~IntakeThread() = default;

}  // namespace matbud::grocer_bridge
