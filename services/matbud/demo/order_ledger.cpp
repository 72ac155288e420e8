#include "order_ledger.h"

#include <algorithm>
#include <stdexcept>

#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::demo {
namespace {

template <class Event>
Event parsed(const log::Followed& followed) {
  Event event;
  const auto value = followed.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    throw std::runtime_error{"an event of type " + std::string{followed.record.type} + " does not decode"};
  return event;
}

/// `ORDER_ENDING_DELIVERED` as `delivered`.
std::string word_of(ordering::v1::OrderEnding ending) {
  auto word = ordering::v1::OrderEnding_Name(ending).substr(std::string_view{"ORDER_ENDING_"}.size());
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
  return word;
}

}  // namespace

OrderLedger::OrderLedger(log::Log& log, std::uint32_t partitions) {
  for (const auto topic : {log::ordering_events, log::notification_events}) {
    for (std::uint32_t p = 0; p < partitions; ++p) {
      const log::TopicPartition place{std::string{topic}, Partition{p}};
      followers_.push_back(std::make_unique<log::Follower>(log, place, true, log::chain_start(place)));
    }
  }
}

void OrderLedger::ask(const std::string& order_id, Timestamp now) { orders_[order_id].asked_at = now; }

bool OrderLedger::step() {
  bool moved = false;
  for (auto& follower : followers_) {
    for (;;) {
      const auto followed = follower->next();
      if (!followed && followed.error().code == Error::Code::retryable) break;
      if (!followed) throw std::runtime_error{followed.error().message};
      if (!*followed) break;
      moved = hear(**followed) || moved;
    }
  }
  return moved;
}

bool OrderLedger::hear(const log::Followed& followed) {
  const auto at = followed.entry.appended_at;
  if (followed.record.type == notification::v1::NotificationsRequested::descriptor()->full_name()) {
    const auto event = parsed<notification::v1::NotificationEvent>(followed);
    for (const auto& one : event.notifications_requested().notifications()) {
      if (const auto order = orders_.find(one.order_id()); order != orders_.end()) order->second.notified = true;
    }
    return true;
  }
  if (!followed.record.type.starts_with("matbud.ordering.")) return false;
  const auto event = parsed<ordering::v1::OrderingEvent>(followed);
  if (event.has_order_closed()) end(event.order_closed().order_id(), word_of(event.order_closed().ending()), at);
  if (event.has_order_refused()) end(event.order_refused().order_id(), "refused", at);
  if (event.has_order_placed()) {
    const auto order = orders_.find(event.order_placed().order().order_id());
    if (order != orders_.end() && order->second.ends == 0) order->second.step = "placed";
  }
  return true;
}

void OrderLedger::end(const std::string& order_id, std::string how, Timestamp at) {
  const auto order = orders_.find(order_id);
  if (order == orders_.end()) return;
  if (++order->second.ends > 1) return;
  order->second.step = std::move(how);
  order->second.ended_at = at;
  ++ended_;
}

BesideSummary OrderLedger::summary() const {
  BesideSummary summary;
  summary.asked = orders_.size();
  std::vector<std::chrono::milliseconds> durations;
  for (const auto& [id, order] : orders_) {
    if (order.notified) ++summary.notified;
    if (order.ends != 1) {
      summary.violations.push_back("order " + id + " has " + std::to_string(order.ends) + " ends, and was " +
                                   order.step + " last");
      continue;
    }
    ++summary.ended[order.step];
    durations.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(order.ended_at - order.asked_at));
  }
  if (durations.empty()) return summary;
  std::sort(durations.begin(), durations.end());
  summary.median_to_the_door = durations[durations.size() / 2];
  summary.longest_to_the_door = durations.back();
  return summary;
}

}  // namespace matbud::demo
