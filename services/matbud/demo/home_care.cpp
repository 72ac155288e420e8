#include "home_care.h"

#include <algorithm>
#include <array>
#include <set>

#include "kitchen_tables.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/time/calendar.h"
#include "matbud/time/zone.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t answers_in_time_percent = 75;
constexpr std::uint64_t speaks_percent = 15;
constexpr std::uint64_t of_an_item_percent = 40;
constexpr std::uint64_t orders_again_percent = 80;
constexpr std::chrono::minutes order_again_at{9 * 60 + 20};
constexpr std::chrono::minutes first_visit_at{10 * 60};
constexpr std::uint64_t visit_minutes = 4 * 60;

constexpr auto whereabouts =
    std::to_array({"Vi har snakket med dem; alt står bra til.", "Var hos frisøren. Hjemme igjen.",
                   "Sov tungt, hørte ikke at det ringte.", "Er på sykehuset siden i natt. Pårørende vet det."});
constexpr auto praise = std::to_array({"Fint å velge varene selv.", "Alt var som det skulle.", "Hyggelig sjåfør."});
constexpr auto complaint =
    std::to_array({"En pose var våt.", "Det kom senere enn jeg trodde.", "Tungt å få opp posene."});
constexpr auto item_praise = std::to_array({"Akkurat den jeg liker.", "God og fersk."});
constexpr auto item_complaint = std::to_array({"Kort holdbarhet denne gangen.", "Pakken var bulket."});

log::Command command_of(std::string_view topic, const std::string& area, const std::string& id,
                        const google::protobuf::Message& inner, const google::protobuf::Message& whole,
                        const std::string& order) {
  return {std::string{topic}, area, id, inner.GetTypeName(), "order/" + order, whole.SerializeAsString(), std::nullopt};
}

}  // namespace

HomeCare::HomeCare(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                   const OrderBook& book, ordering::edge::Sealer seal)
    : world_{world},
      book_{book},
      seal_{std::move(seal)},
      listener_{log, post, partitions, {log::dispatch_events}, [this](const auto& followed) { hear(followed); }} {}

void HomeCare::hear(const log::Followed& followed) {
  const auto event = event_of<dispatch::v1::DispatchEvent>(followed);
  const std::string area{followed.record.key};
  if (event.has_delivery_failed() && event.delivery_failed().reason() == dispatch::v1::FAILURE_REASON_NOT_OPENED)
    answer(event.delivery_failed(), area);
  if (event.has_goods_returned()) order_again(event.goods_returned(), area, followed.entry.appended_at);
  if (event.has_delivery_done()) write_down(event.delivery_done(), area);
}

void HomeCare::answer(const dispatch::v1::DeliveryFailed& failed, const std::string& area) {
  const auto& order = failed.order_id();
  world::Dice dice{world_.settings.seed, "alert of " + order};
  // Some alerts are answered only when somebody calls.
  const auto minutes = dice.chance(answers_in_time_percent) ? 2 + dice.below(11) : 18 + dice.below(20);
  dispatch::v1::DispatchCommand command;
  auto& confirm = *command.mutable_confirm_alert();
  confirm.set_order_id(order);
  confirm.set_confirmed_by(dice.id("w"));
  *confirm.mutable_words() =
      seal_(CitizenId{failed.citizen_id()}, "matbud.dispatch.v1.ConfirmAlert.words", dice.one_of(whereabouts));
  listener_.at(failed.failed_at_ms() + minute_ms * static_cast<std::int64_t>(minutes),
               command_of(log::dispatch_commands, area, "answer-" + order, confirm, command, order));
}

void HomeCare::order_again(const dispatch::v1::GoodsReturned& returned, const std::string& area_id, Timestamp now) {
  if (!visits_go_on_) return;
  const auto* before = book_.find(returned.order_id());
  const auto area =
      std::find_if(world_.areas.begin(), world_.areas.end(), [&](const auto& one) { return one.area_id() == area_id; });
  world::Dice dice{world_.settings.seed, "again " + returned.order_id()};
  if (before == nullptr || area == world_.areas.end() || !dice.chance(orders_again_percent)) return;
  const auto zone = time::Zone::oslo();
  const auto at = zone.utc(zone.local(now).day + std::chrono::days{1}, order_again_at);
  ordering::v1::OrderingCommand command;
  auto& order = *command.mutable_place_order();
  order.set_order_id(dice.id("o"));
  order.set_citizen_id(returned.citizen_id());
  order.set_window_id("morning");
  order.set_delivery_day(soonest_day(*area, order.window_id(), at));
  *order.mutable_lines() = before->lines();
  order.set_channel("page");
  for (const auto& citizen : world_.citizens) {
    if (citizen.id.value() == returned.citizen_id()) order.set_orderer_unit(citizen.service_unit);
  }
  order.set_ordered_by(dice.id("w"));
  listener_.at(to_ms(at), command_of(log::ordering_commands, area_id, "place/" + order.order_id(), order, command,
                                     order.order_id()));
}

void HomeCare::write_down(const dispatch::v1::DeliveryDone& done, const std::string& area) {
  const auto& order = done.order_id();
  world::Dice dice{world_.settings.seed, "feedback on " + order};
  if (!dice.chance(speaks_percent)) return;
  ordering::v1::OrderingCommand command;
  auto& feedback = *command.mutable_give_feedback();
  feedback.set_feedback_id(dice.id("t"));
  feedback.set_order_id(order);
  feedback.set_stars(static_cast<std::uint32_t>(2 + dice.below(4)));
  const auto* slip = book_.find(order);
  const bool of_an_item = slip != nullptr && dice.chance(of_an_item_percent);
  if (of_an_item)
    feedback.set_gtin(slip->lines(static_cast<int>(dice.below(static_cast<std::uint64_t>(slip->lines_size())))).gtin());
  const bool good = feedback.stars() > 3;
  const std::string words = of_an_item ? good ? dice.one_of(item_praise) : dice.one_of(item_complaint)
                            : good ? dice.one_of(praise)
                                       : dice.one_of(complaint);
  *feedback.mutable_words() = seal_(CitizenId{done.citizen_id()}, "matbud.ordering.v1.GiveFeedback.words", words);
  // At the next day's visit. A delivery that was taken back and made again is spoken of once.
  const auto zone = time::Zone::oslo();
  const auto at = zone.utc(zone.local(from_ms(done.delivered_at_ms())).day + std::chrono::days{1},
                           first_visit_at + std::chrono::minutes{dice.below(visit_minutes)});
  listener_.at(to_ms(at), command_of(log::ordering_commands, area, "feedback-" + order, feedback, command, order));
}

}  // namespace matbud::demo
