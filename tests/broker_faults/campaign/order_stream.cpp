#include "order_stream.h"

#include "matbud/log/append.h"
#include "matbud/log/topics.h"

namespace matbud::broker_faults {
namespace {

constexpr std::chrono::seconds acknowledged_within{5};
constexpr std::chrono::milliseconds try_again_after{50};

}  // namespace

OrderStream::OrderStream(log::Log& log, const benchmarks::Town& town, std::uint32_t partitions, double orders_a_second,
                         HistoryWriter& history)
    : log_{log},
      town_{town},
      partitions_{partitions},
      pause_{static_cast<std::int64_t>(1e6 / orders_a_second)},
      history_{history},
      writers_(partitions),
      placed_(partitions) {}

void OrderStream::start() {
  thread_ = std::thread{[this] { run(); }};
}

void OrderStream::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  writers_.clear();
}

void OrderStream::run() {
  auto next = std::chrono::steady_clock::now();
  for (std::uint64_t number = 0; !stopping_; ++number) {
    place(number);
    // Nobody makes up for the orders that an outage kept people from placing.
    next = std::max(next + pause_, std::chrono::steady_clock::now());
    std::this_thread::sleep_until(next);
  }
}

void OrderStream::place(std::uint64_t number) {
  const auto command = town_.order(number);
  const auto partition = log::partition_of(command, partitions_);
  const SystemClock clock;
  const auto sent_at = clock.now();
  const auto record = log::encode_command(command, sent_at, "/matbud/faults");
  auto& writer = writers_[partition.value()];
  for (;;) {
    if (!writer) {
      auto opened = log_.open_writer({command.topic, partition});
      if (opened) writer = std::move(*opened);
    }
    if (writer) {
      const auto offset = log::append_and_wait(log_, *writer, {record}, acknowledged_within);
      if (offset) {
        const auto order_id = benchmarks::Town::order_id(number);
        history_.order({order_id, partition, *offset});
        const std::lock_guard guard{mutex_};
        placed_[partition.value()].push_back({order_id, sent_at});
        return;
      }
      writer.reset();
    }
    std::this_thread::sleep_for(try_again_after);
  }
}

std::vector<OrderStream::Placed> OrderStream::placed(std::uint32_t partition, std::size_t first) const {
  const std::lock_guard guard{mutex_};
  const auto& all = placed_[partition];
  if (first >= all.size()) return {};
  return {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()};
}

std::size_t OrderStream::count() const {
  const std::lock_guard guard{mutex_};
  std::size_t count = 0;
  for (const auto& one : placed_) count += one.size();
  return count;
}

}  // namespace matbud::broker_faults
