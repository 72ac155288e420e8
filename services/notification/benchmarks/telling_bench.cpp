// How long does notification think about one piece of news, and about one report? Deciding and folding, look-ups in
// the overlay included; no log, no disk, no mail.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/decider.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::notification {
namespace {

constexpr int citizens = 600;
constexpr int orders = 20'000;
constexpr int decisions_a_batch = 512;  // as ProcessorSettings

class Desk {
 public:
  Desk() {
    for (int i = 0; i < citizens; ++i) {
      v1::NotificationCommand command;
      auto& put = *command.mutable_put_contacts();
      put.set_citizen_id(citizen(i));
      auto& contact = *put.add_contacts();
      contact.set_contact_id("kin-" + std::to_string(i));
      contact.set_relation("next_of_kin");
      contact.set_channel(v1::CHANNEL_EMAIL);
      contact.mutable_address()->set_key_id(citizen(i));
      contact.mutable_address()->set_box(std::string(64, 'x'));
      contact.mutable_name()->set_key_id(citizen(i));
      contact.mutable_name()->set_box(std::string(52, 'x'));
      contact.set_language("nb");
      contact.add_kinds(v1::NOTIFICATION_KIND_DRIVER_ASSIGNED);
      contact.add_kinds(v1::NOTIFICATION_KIND_DELIVERED);
      submit(log::notification_commands, "matbud.notification.v1.PutContacts", command.SerializeAsString());
    }
  }

  static std::string citizen(int i) { return "c-" + std::to_string(i % citizens); }

  /// Decides and folds one input; whether it caused an event.
  bool submit(std::string_view topic, std::string_view type, std::string_view value) {
    const auto id = std::to_string(++inputs_);
    log::Envelope record;
    record.key = "3024-sandvika";
    record.id = id;
    record.type = type;
    record.value = value;
    const processor::Input input{topic, Partition{0}, Offset{inputs_}, from_ms(1'772'438'400'000), record};
    const auto decision = decider_->decide(tables_, input, arena_);
    if (decision) decider_->evolve(tables_, *decision->event, {id, record.key, decision->subject, input.appended_at});
    tables_.close_group();
    if (inputs_ % decisions_a_batch == 0) {
      while (tables_.closed_groups() > 0) tables_.fold_oldest({});
      arena_.Reset();
    }
    return decision.has_value();
  }

 private:
  std::shared_ptr<const processor::Decider> decider_ = make_decider();
  state::MemorySpace space_;
  state::Overlay tables_{space_};
  google::protobuf::Arena arena_;
  std::int64_t inputs_ = 0;
};

/// A plan of one stop for each order.
std::vector<std::string> all_news() {
  std::vector<std::string> news;
  for (int order = 0; order < orders; ++order) {
    dispatch::v1::DispatchEvent event;
    auto& stop = *event.mutable_runs_planned()->add_runs()->add_stops();
    stop.set_order_id("order-" + std::to_string(order));
    stop.set_citizen_id(Desk::citizen(order));
    news.push_back(event.SerializeAsString());
  }
  return news;
}

std::vector<std::string> all_reports() {
  std::vector<std::string> reports;
  for (int order = 0; order < orders; ++order) {
    v1::NotificationCommand command;
    command.mutable_report_outcome()->set_notification_id("order-" + std::to_string(order) + "/driver_assigned/kin-" +
                                                          std::to_string(order % citizens));
    command.mutable_report_outcome()->set_outcome(v1::OUTCOME_SENT);
    reports.push_back(command.SerializeAsString());
  }
  return reports;
}

void TellOfADriver(benchmark::State& state) {
  Desk desk;
  const auto news = all_news();
  std::size_t order = 0;
  for (auto _ : state) {
    if (!desk.submit(log::dispatch_events, "matbud.dispatch.v1.RunsPlanned", news[order++]))
      state.SkipWithError("told nobody");
  }
}
BENCHMARK(TellOfADriver)->Iterations(orders);

/// From the news to the channel's report of it.
void TellOfADriverAndHearThatItWasSent(benchmark::State& state) {
  Desk desk;
  const auto news = all_news();
  const auto reports = all_reports();
  std::size_t order = 0;
  for (auto _ : state) {
    if (!desk.submit(log::dispatch_events, "matbud.dispatch.v1.RunsPlanned", news[order]) ||
        !desk.submit(log::notification_commands, "matbud.notification.v1.ReportOutcome", reports[order]))
      state.SkipWithError("told nobody");
    ++order;
  }
}
BENCHMARK(TellOfADriverAndHearThatItWasSent)->Iterations(orders);

/// What notification pays for the events it does not care about.
void PassOverWhatIsNoNews(benchmark::State& state) {
  Desk desk;
  const std::string packed(400, 'x');
  for (auto _ : state) {
    if (desk.submit(log::bridge_events, "matbud.bridge.v1.OrderPacked", packed)) state.SkipWithError("told somebody");
  }
}
BENCHMARK(PassOverWhatIsNoNews);

}  // namespace
}  // namespace matbud::notification

BENCHMARK_MAIN();
