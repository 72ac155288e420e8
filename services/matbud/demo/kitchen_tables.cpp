#include "kitchen_tables.h"

#include <algorithm>
#include <charconv>

#include "matbud/log/topics.h"
#include "matbud/time/window.h"
#include "matbud/world/dice.h"

namespace matbud::demo {
namespace {

using ordering::v1::OrderRefused;
using ordering::v1::PlaceOrder;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t orders_on_weekdays_percent = 17;
constexpr std::uint64_t orders_on_weekends_percent = 5;
constexpr std::uint64_t as_last_time_percent = 20;
constexpr std::uint64_t the_day_after_percent = 20;
constexpr std::uint64_t today_percent = 40;
constexpr std::uint64_t own_alternative_percent = 8;
constexpr std::uint64_t beer_percent = 5;
constexpr int attempts_max = 6;
constexpr int days_looked_at = 21;
/// Numbers of orders: a usual visit has its day's, a scene one beyond all days.
constexpr std::uint64_t first_scene_number = 100'000;

bool is_weekend(std::int32_t day) {
  const std::chrono::weekday weekday{time::day_from(day)};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

void add_line(PlaceOrder& order, std::uint64_t gtin, std::uint32_t quantity) {
  if (gtin == 0) return;
  const auto there = std::find_if(order.mutable_lines()->begin(), order.mutable_lines()->end(),
                                  [&](const auto& line) { return line.gtin() == gtin; });
  auto& line = there == order.mutable_lines()->end() ? *order.add_lines() : *there;
  line.set_gtin(gtin);
  line.set_quantity(quantity);
  line.set_wish(orders::v1::SUBSTITUTION_WISH_NEVER);
}

/// `lines[2].gtin` -> 2; nothing when the field is no line's.
std::optional<int> line_named(std::string_view field) {
  constexpr std::string_view prefix = "lines[";
  if (!field.starts_with(prefix)) return std::nullopt;
  field.remove_prefix(prefix.size());
  int line = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), line);
  if (error != std::errc{}) return std::nullopt;
  return line;
}

void remove_line(PlaceOrder& order, int line) {
  if (line < order.lines_size()) order.mutable_lines()->DeleteSubrange(line, 1);
}

void remove_goods(PlaceOrder& order, std::uint64_t gtin) {
  auto& lines = *order.mutable_lines();
  lines.erase(std::remove_if(lines.begin(), lines.end(), [&](const auto& line) { return line.gtin() == gtin; }),
              lines.end());
  for (auto& line : lines) {
    if (line.alternative_gtin() == gtin) line.clear_alternative_gtin();
  }
}

/// The first day after that one on which the window delivers; the day itself when none of three weeks does.
std::int32_t next_delivery_day(const ordering::v1::Area& area, std::string_view window_id, std::int32_t day) {
  const auto* window = time::window_of(area, window_id);
  for (auto next = day + 1; window != nullptr && next < day + days_looked_at; ++next) {
    if (time::window_on(time::Zone::oslo(), area, *window, time::day_from(next))) return next;
  }
  return day;
}

}  // namespace

std::int32_t soonest_day(const ordering::v1::Area& area, std::string_view window_id, Timestamp now) {
  const auto zone = time::Zone::oslo();
  const auto* window = time::window_of(area, window_id);
  const auto today = time::number_of(zone.local(now).day);
  for (auto day = today; window != nullptr && day < today + days_looked_at; ++day) {
    const auto times = time::window_on(zone, area, *window, time::day_from(day));
    if (times && now < times->cut_off_at.value_or(times->closes_at)) return day;
  }
  return 0;
}

KitchenTables::KitchenTables(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                             const world::Demand& demand, const SpecialGoods& goods, ordering::edge::Sealer seal)
    : world_{world},
      demand_{demand},
      goods_{goods},
      seal_{std::move(seal)},
      listener_{log, post, partitions, {log::ordering_events}, [this](const auto& followed) { hear(followed); }} {}

const ordering::v1::Area& KitchenTables::area_of(const world::Citizen& citizen) const {
  return *std::find_if(world_.areas.begin(), world_.areas.end(),
                       [&](const auto& area) { return area.area_id() == citizen.area.value(); });
}

std::size_t KitchenTables::visit(std::int32_t day, int day_of_demo, int hour, Timestamp now) {
  std::size_t orders = 0;
  for (const auto& citizen : world_.citizens) orders += usual_visit(citizen, day, hour, now) ? 1 : 0;
  for (const auto& one : scenes()) {
    if (one.day == day_of_demo && one.hour == hour) orders += scene(one, day - day_of_demo, now) ? 1 : 0;
  }
  return orders;
}

bool KitchenTables::usual_visit(const world::Citizen& citizen, std::int32_t day, int hour, Timestamp now) {
  if (service_ended_.contains(citizen.id.value())) return false;
  world::Dice dice{world_.settings.seed, citizen.id.value() + " on " + std::to_string(day)};
  if (!dice.chance(is_weekend(day) ? orders_on_weekends_percent : orders_on_weekdays_percent)) return false;
  if (9 + static_cast<int>(dice.below(6)) != hour) return false;
  const auto& area = area_of(citizen);
  std::string window = dice.chance(60) ? "morning" : "evening";
  if (dice.chance(today_percent) && hour < 13 && area.grocer_accepts_by_setting()) window = "same-day";
  auto delivery_day = soonest_day(area, window, now);
  if (window == "same-day" && delivery_day != day) {
    window = "morning";
    delivery_day = soonest_day(area, window, now);
  }
  if (window != "same-day" && dice.chance(the_day_after_percent))
    delivery_day = next_delivery_day(area, window, delivery_day);
  const bool may = area.has_alcohol() && window == "morning" && citizen.age_years >= 18;
  const auto wish = may && dice.chance(beer_percent) ? Wish::beer : Wish::usual;
  order({citizen, static_cast<std::uint64_t>(day), wish, window, delivery_day}, now);
  return true;
}

bool KitchenTables::scene(const Scene& scene, std::int32_t first_day, Timestamp now) {
  const auto area = scene.area;
  if (area >= world_.areas.size() || scene.citizen >= world_.settings.citizens_per_area) return false;
  const auto& citizen = world_.citizens[area * world_.settings.citizens_per_area + scene.citizen];
  const auto day =
      scene.delivery_day < 0 ? soonest_day(world_.areas[area], scene.window, now) : first_day + scene.delivery_day;
  const auto number = first_scene_number + static_cast<std::uint64_t>(&scene - scenes().data());
  order({citizen, number, scene.wish, std::string{scene.window}, day}, now);
  return true;
}

void KitchenTables::order(const Visit& visit, Timestamp now) {
  const auto command = demand_.order(visit.citizen, visit.number, visit.window, visit.delivery_day, seal_);
  ordering::v1::OrderingCommand asked;
  if (!asked.ParseFromString(command.value)) throw std::logic_error{"an order that cannot be read"};
  auto& order = *asked.mutable_place_order();
  world::Dice dice{world_.settings.seed, "table of " + order.order_id()};
  const auto last = last_time_.find(visit.citizen.id.value());
  if (visit.wish == Wish::usual && last != last_time_.end() && dice.chance(as_last_time_percent))
    *order.mutable_lines() = last->second.lines();
  for (auto& line : *order.mutable_lines()) {
    const auto beside = demand_.similar_to(line.gtin());
    if (!beside.empty() && dice.chance(own_alternative_percent)) line.set_alternative_gtin(beside.front());
  }
  wish_for(visit, order);
  last_time_[visit.citizen.id.value()] = order;
  auto& remembered = asked_[order.order_id()];
  remembered = {visit.citizen.area.value(), order};
  ask(remembered, to_ms(now));
}

void KitchenTables::wish_for(const Visit& visit, PlaceOrder& order) const {
  switch (visit.wish) {
    case Wish::usual: break;
    case Wish::beer: add_line(order, goods_.beer, 4); break;
    case Wish::strong_beer: add_line(order, goods_.strong_beer, 2); break;
    case Wish::fruit:
      add_line(order, goods_.fruit, 750);
      add_line(order, goods_.water, 2);
      break;
    case Wish::heavy: add_line(order, goods_.water, 20); break;
    case Wish::label_not_read:
      for (auto& line : *order.mutable_lines()) line.clear_warning_passed_reason();
      break;
    case Wish::gone: add_line(order, goods_.vanishing, 1); break;
    case Wish::of_another_unit:
      order.set_orderer_unit(order.orderer_unit() == "hjemmetjenesten-ost" ? "hjemmetjenesten-vest"
                                                                           : "hjemmetjenesten-ost");
      break;
    case Wish::only_cheese:
      if (goods_.cheese == 0) break;
      order.clear_lines();
      add_line(order, goods_.cheese, 2);
      break;
    case Wish::cheese_too:
      if (goods_.cheese != 0) add_line(order, goods_.cheese, 1);
      break;
    case Wish::early_price: add_line(order, goods_.dearer, 3); break;
  }
  // Who must avoid something asks about the special goods as well.
  if (visit.wish != Wish::label_not_read && !visit.citizen.diet.avoids().empty()) say_why(order);
}

void KitchenTables::say_why(PlaceOrder& order) const {
  for (auto& line : *order.mutable_lines()) {
    *line.mutable_warning_passed_reason() =
        seal_(CitizenId{order.citizen_id()}, "matbud.orders.v1.OrderLine.warning_passed_reason",
              "Vi har lest på pakken sammen.");
  }
}

void KitchenTables::ask(const Asked& asked, std::int64_t at_ms) {
  ordering::v1::OrderingCommand command;
  *command.mutable_place_order() = asked.order;
  const auto& id = asked.order.order_id();
  const auto again = asked.attempts == 1 ? std::string{} : "/" + std::to_string(asked.attempts);
  listener_.at(at_ms, {std::string{log::ordering_commands}, asked.area, "place/" + id + again,
                       command.place_order().GetTypeName(), "order/" + id, command.SerializeAsString(), std::nullopt});
}

void KitchenTables::hear(const log::Followed& followed) {
  const auto& type = followed.record.type;
  const bool placed = type == ordering::v1::OrderPlaced::descriptor()->full_name();
  if (!placed && type != OrderRefused::descriptor()->full_name()) return;
  const auto event = event_of<ordering::v1::OrderingEvent>(followed);
  if (placed) {
    asked_.erase(event.order_placed().order().order_id());
    return;
  }
  const auto& refused = event.order_refused();
  const auto asked = asked_.find(refused.order_id());
  if (refused.action() != "place" || asked == asked_.end()) return;
  if (refused.reason() == ordering::v1::REFUSAL_REASON_CITIZEN_INACTIVE)
    service_ended_.insert(asked->second.order.citizen_id());
  const auto now = followed.entry.appended_at;
  if (++asked->second.attempts > attempts_max || !put_right(asked->second, refused, now)) {
    asked_.erase(asked);
    return;
  }
  world::Dice dice{world_.settings.seed, "again " + refused.order_id() + std::to_string(asked->second.attempts)};
  ask(asked->second, to_ms(now) + minute_ms * static_cast<std::int64_t>(1 + dice.below(3)));
}

bool KitchenTables::put_right(Asked& asked, const OrderRefused& refused, Timestamp now) const {
  auto& order = asked.order;
  const auto& area = *std::find_if(world_.areas.begin(), world_.areas.end(),
                                   [&](const auto& one) { return one.area_id() == asked.area; });
  switch (refused.reason()) {
    case ordering::v1::REFUSAL_REASON_PAST_CUT_OFF:
    case ordering::v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY:
      order.set_delivery_day(soonest_day(area, order.window_id(), now));
      break;
    case ordering::v1::REFUSAL_REASON_WINDOW_FULL:
      order.set_window_id(order.window_id() == "morning" ? "evening" : "morning");
      if (asked.attempts % 2 == 1)
        order.set_delivery_day(next_delivery_day(area, order.window_id(), order.delivery_day()));
      break;
    case ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED: say_why(order); break;
    case ordering::v1::REFUSAL_REASON_TOO_HEAVY: {
      auto* const heaviest =
          &*std::max_element(order.mutable_lines()->begin(), order.mutable_lines()->end(),
                             [](const auto& one, const auto& other) { return one.quantity() < other.quantity(); });
      heaviest->set_quantity(std::max(1U, heaviest->quantity() / 2));
      break;
    }
    case ordering::v1::REFUSAL_REASON_MAY_NOT_ORDER:
      for (const auto& citizen : world_.citizens) {  // a colleague of the right unit takes the iPad
        if (citizen.id.value() == order.citizen_id()) order.set_orderer_unit(citizen.service_unit);
      }
      break;
    case ordering::v1::REFUSAL_REASON_CITIZEN_INACTIVE: return false;
    default:
      if (refused.gtin() != 0) {
        remove_goods(order, refused.gtin());
      } else if (const auto line = line_named(refused.field())) {
        remove_line(order, *line);
      } else {
        return false;
      }
  }
  return order.lines_size() > 0 && order.delivery_day() != 0;
}

}  // namespace matbud::demo
