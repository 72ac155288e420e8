#include "arrivals.h"

#include <algorithm>
#include <stdexcept>

#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"

namespace matbud::broker_faults {

Arrivals::Arrivals(log::Log& log, const OrderStream& orders, std::uint32_t partitions)
    : orders_{orders}, seen_(partitions), done_(partitions) {
  for (std::uint32_t p = 0; p < partitions; ++p) {
    const log::TopicPartition place{std::string{log::notification_events}, Partition{p}};
    followers_.emplace_back(log, place, true, log::chain_start(place));
  }
}

void Arrivals::look() {
  for (std::uint32_t p = 0; p < followers_.size(); ++p) {
    auto& follower = followers_[p];
    for (;;) {
      const auto followed = follower.next();
      if (!followed && followed.error().code != Error::Code::retryable)
        throw std::runtime_error{log::to_string(follower.place()) + ": " + followed.error().message};
      if (!followed || !*followed) break;
      notification::v1::NotificationEvent event;
      const auto& value = (*followed)->record.value;
      if (!event.ParseFromArray(value.data(), static_cast<int>(value.size()))) continue;
      for (const auto& one : event.notifications_requested().notifications())
        notified_at_.try_emplace(one.order_id(), (*followed)->entry.appended_at);
    }
    for (auto& order : orders_.placed(p, seen_[p].size())) seen_[p].push_back({std::move(order), std::nullopt});
    auto& done = done_[p];
    for (auto n = done; n < seen_[p].size(); ++n) {
      auto& order = seen_[p][n];
      if (const auto found = notified_at_.find(order.order.order_id); found != notified_at_.end()) {
        order.notified_at = found->second;
        notified_at_.erase(found);
      }
      if (n == done && order.notified_at) ++done;
    }
  }
}

std::optional<std::chrono::milliseconds> Arrivals::caught_up_since(Timestamp moment) const {
  auto last = moment;
  for (const auto& orders : seen_) {
    const auto first = std::find_if(orders.rbegin(), orders.rend(), [&](const Seen& one) {
                         return one.order.sent_at < moment;
                       }).base();
    const auto notified =
        std::find_if(first, orders.end(), [](const Seen& one) { return one.notified_at.has_value(); });
    if (notified == orders.end()) return std::nullopt;
    last = std::max(last, *notified->notified_at);
  }
  return last - moment;
}

std::size_t Arrivals::outstanding() const {
  std::size_t count = 0;
  for (const auto& orders : seen_)
    count += static_cast<std::size_t>(
        std::count_if(orders.begin(), orders.end(), [](const Seen& one) { return !one.notified_at; }));
  return count;
}

}  // namespace matbud::broker_faults
