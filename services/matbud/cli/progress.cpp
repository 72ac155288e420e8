#include "progress.h"

namespace matbud::cli {
namespace {

constexpr std::chrono::milliseconds over_and_over_interval{250};
constexpr std::chrono::seconds now_and_then_interval{5};
/// Back to the first column, and the rest of the line wiped (ECMA-48 EL).
constexpr const char* wiped_line = "\r\x1b[K";

}  // namespace

Progress::Progress(const Common& common, const Streams& streams, std::string unit)
    : streams_{streams},
      unit_{std::move(unit)},
      over_and_over_{streams.terminal},
      now_and_then_{common.progress && !streams.terminal} {}

Progress::~Progress() {
  wipe();
  if (now_and_then_) streams_.messages << line(Clock::now()) << "\n";
}

void Progress::add(std::size_t more) {
  if (!over_and_over_ && !now_and_then_) return;
  const std::lock_guard lock{mutex_};
  done_ += more;
  const auto now = Clock::now();
  if (now - told_at_ < (over_and_over_ ? Clock::duration{over_and_over_interval} : now_and_then_interval)) return;
  told_at_ = now;
  told_ = true;
  if (over_and_over_) streams_.messages << wiped_line << line(now) << std::flush;
  if (now_and_then_) streams_.messages << line(now) << "\n";
}

void Progress::wipe() {
  const std::lock_guard lock{mutex_};
  if (over_and_over_ && told_) streams_.messages << wiped_line << std::flush;
  told_ = false;
}

std::string Progress::line(Clock::time_point now) const {
  const std::chrono::duration<double> took = now - begun_;
  const auto a_second = took.count() > 0 ? static_cast<std::uint64_t>(static_cast<double>(done_) / took.count()) : 0;
  return "matbud: " + std::to_string(done_) + " " + unit_ + ", " + std::to_string(a_second) + " a second";
}

}  // namespace matbud::cli
