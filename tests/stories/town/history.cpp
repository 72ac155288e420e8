#include "matbud/stories/history.h"

#include <algorithm>
#include <map>
#include <set>

#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/notification/words.h"
#include "matbud/operations/verify.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/machinery.h"
#include "matbud/projection/host.h"

namespace matbud::stories {
namespace {

using notification::effect_id_of;

std::unique_ptr<state::Space> space_of(host::Installation& installation, const std::string& name, Partition partition) {
  return installation.wiring().open_space(name, partition);
}

/// Looks at everything and writes down what does not hold.
class Audit {
 public:
  Audit(host::Installation& installation, const History& history) : installation_{installation}, history_{history} {}

  std::vector<std::string> findings() && {
    verify();
    for (const auto& command : history_.acknowledged) look_for(command);
    read_orders();
    compare_orders();
    read_notifications();
    compare_notifications();
    look_for_what_stopped();
    return std::move(findings_);
  }

 private:
  void expect(bool holds, const std::string& otherwise) {
    if (!holds) findings_.push_back(otherwise);
  }

  void verify() {
    operations::VerifyPlan plan;
    plan.processors = pipeline::all_processors(installation_.grocers());
    plan.read_models = pipeline::all_read_models(installation_.grocers());
    plan.open_space = [&](const std::string& name, Partition partition) {
      return space_of(installation_, name, partition);
    };
    const auto report = operations::verify(installation_.log(), plan);
    if (!report) return findings_.push_back(report.error().message);
    for (const auto& spec : plan.processors) {
      for (const auto& written : report->partitions) {
        if (written.place.topic != spec.own_topic || written.position.accepted == 0) continue;
        const bool compared =
            std::any_of(report->projections.begin(), report->projections.end(), [&](const auto& projection) {
              return projection.name == spec.name && projection.partition == written.place.partition;
            });
        expect(compared, spec.name + " has no state for " + to_string(written.place));
      }
    }
    for (const auto& finding : report->findings)
      findings_.push_back(to_string(finding.place) + " at " + std::to_string(finding.offset.value()) + ": " +
                          finding.what);
  }

  void look_for(const Acknowledged& command) {
    const auto where =
        command.id + ", acknowledged at " + std::to_string(command.offset.value()) + " of " + to_string(command.place);
    auto& reader = readers_[command.place];
    if (!reader) {
      auto opened = installation_.log().open_reader(command.place, command.offset);
      if (!opened) return findings_.push_back(opened.error().message);
      reader = std::move(*opened);
    }
    reader->seek(command.offset);
    const auto batch = reader->read(1);
    if (!batch || batch->empty()) return findings_.push_back("lost: " + where);
    const auto record = log::decode(batch->entries.front().canonical);
    expect(record && record->id == command.id, "another record stands for " + where);
  }

  template <class Event>
  void read(std::string_view topic, const std::function<void(const Event&)>& see) {
    for (std::uint32_t p = 0; p < installation_.partitions(); ++p) {
      const log::TopicPartition place{std::string{topic}, Partition{p}};
      log::Follower follower{installation_.log(), place, true, log::chain_start(place)};
      for (;;) {
        const auto followed = follower.next();
        if (!followed) return findings_.push_back(followed.error().message);
        if (!*followed) break;
        Event event;
        const auto value = (*followed)->record.value;
        if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
          return findings_.push_back(to_string(place) + " holds what cannot be decoded");
        see(event);
      }
    }
  }

  void read_orders() {
    using ordering::v1::OrderingEvent;
    read<OrderingEvent>(log::ordering_events, [&](const OrderingEvent& event) {
      if (event.has_order_placed()) {
        ++answers_[event.order_placed().command_id()];
        expect(placed_.insert(event.order_placed().order().order_id()).second,
               "order " + event.order_placed().order().order_id() + " was placed twice");
      }
      if (event.has_order_refused()) ++answers_[event.order_refused().command_id()];
    });
  }

  void compare_orders() {
    std::set<std::string> asked;
    for (const auto& command : history_.acknowledged) {
      if (command.id.starts_with("place-")) asked.insert(command.id);
    }
    for (const auto& id : asked) {
      const auto answers = answers_.contains(id) ? answers_.at(id) : 0;
      expect(answers == 1, "command " + id + " was answered " + std::to_string(answers) + " times");
    }
  }

  void read_requested(const notification::v1::NotificationsRequested& requested) {
    for (const auto& one : requested.notifications()) {
      expect(requested_.try_emplace(one.notification_id(), 0).second,
             "notification " + one.notification_id() + " was asked for twice");
      asked_.insert(effect_id_of(one.notification_id(), 1));
    }
  }

  void read_notifications() {
    using notification::v1::NotificationEvent;
    read<NotificationEvent>(log::notification_events, [&](const NotificationEvent& event) {
      read_requested(event.notifications_requested());
      read_requested(event.notification_failed().told());
      if (event.has_notification_sent()) {
        const auto& sent = event.notification_sent();
        ++requested_[sent.notification_id()];
        sent_.insert(effect_id_of(sent.notification_id(), sent.attempts()));
      }
      if (event.has_notification_retried()) {
        const auto& retried = event.notification_retried();
        asked_.insert(effect_id_of(retried.notification_id(), retried.attempt()));
      }
      if (event.has_notification_failed()) read_failed(event.notification_failed());
    });
  }

  /// It is over with this attempt, or goes to the contact's next point with the next one.
  void read_failed(const notification::v1::NotificationFailed& failed) {
    if (failed.has_next() && failed.retry_at_ms() == 0)
      asked_.insert(effect_id_of(failed.notification_id(), failed.attempts() + 1));
    if (!failed.has_next() && failed.retry_at_ms() == 0) ++requested_[failed.notification_id()];
  }

  void compare_notifications() {
    std::set<std::string> told;
    for (const auto& effect : history_.told) {
      expect(told.insert(effect).second, "told twice: " + effect);
      expect(asked_.contains(effect), "told and never asked for: " + effect);
    }
    for (const auto& [id, outcomes] : requested_)
      expect(outcomes == 1, "notification " + id + " has " + std::to_string(outcomes) + " outcomes");
    for (const auto& effect : sent_) expect(told.contains(effect), "counts as sent and was never told: " + effect);
  }

  void look_for_what_stopped() {
    for (const auto& [step, count] : orders_by_step(installation_)) {
      const auto known = ordering::step_from(step);
      expect(known && ordering::is_end(*known), std::to_string(count) + " orders stopped at " + step);
    }
    for (const auto& spec : pipeline::all_processors(installation_.grocers())) {
      for (std::uint32_t p = 0; p < installation_.partitions(); ++p) {
        const auto space = space_of(installation_, spec.name, Partition{p});
        state::SpaceTables{*space}.scan(processor::parked_inputs, "", "", [&](std::string_view, std::string_view) {
          findings_.push_back(spec.name + "/" + std::to_string(p) + " has parked an input");
          return true;
        });
      }
    }
  }

  host::Installation& installation_;
  const History& history_;
  std::vector<std::string> findings_;
  std::map<log::TopicPartition, std::unique_ptr<log::Reader>> readers_;
  std::map<std::string, int> answers_;  ///< by command id
  std::set<std::string> placed_;
  std::map<std::string, int> requested_;  ///< notification id -> outcomes
  std::set<std::string> asked_;           ///< effects: every attempt that an event asks for
  std::set<std::string> sent_;            ///< effects: the attempts that count as sent
};

}  // namespace

std::vector<std::string> findings(host::Installation& installation, const History& history) {
  return Audit{installation, history}.findings();
}

std::map<std::string, std::uint64_t> orders_by_step(host::Installation& installation) {
  std::map<std::string, std::uint64_t> orders;
  const auto model = ordering::order_overview();
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    const auto space = space_of(installation, projection::space_name(*model), Partition{p});
    for (const auto& [step, count] : ordering::count_orders(state::SpaceTables{*space}))
      orders[std::string{ordering::word_of(step)}] += count;
  }
  return orders;
}

}  // namespace matbud::stories
