#include "checker.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/operations/verify.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/pipeline/services.h"
#include "matbud/store/rocks_store.h"

namespace matbud::broker_faults {
namespace {

constexpr std::size_t findings_of_a_kind_max = 20;

/// What the accepted events say of the orders of one partition.
struct Told {
  std::unordered_map<std::string, int> decided;                    ///< by order: placed or refused
  std::unordered_set<std::string> refused;                         ///< orders
  std::map<std::pair<std::string, int>, int> notified;             ///< by order and kind
  std::unordered_map<std::string, std::vector<Offset>> commanded;  ///< where an order's commands lie
};

class Checker {
 public:
  Checker(log::Log& log, const History& history) : log_{log}, history_{history} {}

  Result<Verdict> run() {
    const auto topics = log_.topics();
    if (!topics) return tl::unexpected{topics.error()};
    verdict_.orders = history_.orders.size();
    for (std::uint32_t p = 0; p < history_.partitions; ++p) {
      Told told;
      for (const auto& topic : *topics) {
        if (topic.compacted) continue;
        if (auto heard = hear({topic.name, Partition{p}}, told); !heard) return tl::unexpected{heard.error()};
      }
      judge(Partition{p}, told);
    }
    for (const auto& instance : history_.instances) {
      if (auto compared = compare(instance); !compared) return tl::unexpected{compared.error()};
    }
    return std::move(verdict_);
  }

 private:
  Result<void> hear(const log::TopicPartition& place, Told& told) {
    const bool chained = log::is_chained(place.topic);
    log::Follower follower{log_, place, chained, chained ? log::chain_start(place) : log::ChainPosition{}};
    std::unordered_set<std::string> ids;
    for (;;) {
      const auto followed = follower.next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) break;
      const auto& record = (*followed)->record;
      // An edge may send a command twice; an event is there once.
      if (chained && !ids.emplace(record.id).second)
        find("event id twice", log::to_string(place) + " has the event " + std::string{record.id} + " twice");
      hear(place.topic, (*followed)->entry.offset, record, told);
    }
    verdict_.records += static_cast<std::uint64_t>(follower.position().next.value());
    verdict_.voided += follower.position().voided;
    return {};
  }

  void hear(std::string_view topic, Offset offset, const log::Envelope& record, Told& told) {
    constexpr std::string_view of_order = "order/";
    const auto size = static_cast<int>(record.value.size());
    if (topic == log::ordering_commands && record.subject.starts_with(of_order)) {
      told.commanded[std::string{record.subject.substr(of_order.size())}].push_back(offset);
    } else if (topic == log::ordering_events) {
      ordering::v1::OrderingEvent event;
      if (!event.ParseFromArray(record.value.data(), size)) return find("undecodable", "an event of ordering");
      if (event.has_order_placed()) ++told.decided[event.order_placed().order().order_id()];
      if (event.has_order_refused()) {
        ++told.decided[event.order_refused().order_id()];
        told.refused.insert(event.order_refused().order_id());
      }
    } else if (topic == log::notification_events) {
      notification::v1::NotificationEvent event;
      if (!event.ParseFromArray(record.value.data(), size)) return find("undecodable", "an event of notification");
      for (const auto& one : event.notifications_requested().notifications()) {
        ++told.notified[{one.order_id(), one.kind()}];
        ++verdict_.notifications;
      }
    }
  }

  void judge(Partition partition, const Told& told) {
    for (const auto& order : history_.orders) {
      if (order.partition != partition) continue;
      const auto& id = order.order_id;
      const auto commands = told.commanded.find(id);
      if (commands == told.commanded.end() ||
          std::find(commands->second.begin(), commands->second.end(), order.offset) == commands->second.end()) {
        find("lost command",
             id + " was acknowledged at offset " + std::to_string(order.offset.value()) + " and is not there");
        continue;
      }
      const auto decided = told.decided.find(id);
      if (decided == told.decided.end()) {
        find("undecided", id + " was acknowledged and never decided");
        continue;
      }
      if (decided->second > 1) find("decided again", id + " was decided " + std::to_string(decided->second) + " times");
      if (told.refused.contains(id)) {
        ++verdict_.refused;
      } else if (!told.notified.contains({id, notification::v1::NOTIFICATION_KIND_DRIVER_ASSIGNED})) {
        find("no notification", id + " was placed and nobody was told that a driver has it");
      }
    }
    for (const auto& [what, times] : told.notified) {
      if (times > 1)
        find("second notification",
             what.first + " has " + std::to_string(times) + " notifications of kind " + std::to_string(what.second));
    }
  }

  Result<void> compare(const KnownInstance& instance) {
    const auto directory = instance.data / "state";
    if (!std::filesystem::exists(directory)) return {};
    auto store = store::RocksStore::open(directory);
    if (!store) return tl::unexpected{store.error()};
    operations::VerifyPlan plan;
    for (auto& service : pipeline::all_services(history_.grocers)) {
      if (service.name != instance.service) continue;
      plan.processors = std::move(service.processors);
      plan.read_models = std::move(service.read_models);
    }
    plan.open_space = [&store](const std::string& name, Partition partition) {
      auto space = (*store)->open_space(name, partition);
      if (!space) throw state::StoreFailure{space.error().message};
      return std::move(*space);
    };
    const auto report = operations::verify(log_, plan);
    if (!report) return tl::unexpected{report.error()};
    verdict_.projections += report->projections.size();
    for (const auto& finding : report->findings) {
      auto where = log::to_string(finding.place);
      if (finding.offset.value() >= 0) where.append("@").append(std::to_string(finding.offset.value()));
      // Every instance is compared by reading the same log.
      if (said_.insert(where + finding.what).second) find("verify", instance.name + ": " + where + ": " + finding.what);
    }
    return {};
  }

  void find(const std::string& kind, std::string what) {
    const auto number = ++found_[kind];
    if (number <= findings_of_a_kind_max) verdict_.findings.push_back(kind + ": " + std::move(what));
    if (number == findings_of_a_kind_max + 1) verdict_.findings.push_back(kind + ": and more");
  }

  log::Log& log_;
  const History& history_;
  Verdict verdict_;
  std::map<std::string, std::size_t> found_;
  std::set<std::string> said_;
};

}  // namespace

Result<Verdict> check(log::Log& log, const History& history) { return Checker{log, history}.run(); }

}  // namespace matbud::broker_faults
