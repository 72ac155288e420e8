#include "town.h"

#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/ordering/v1/commands.pb.h"

namespace matbud::benchmarks {
namespace {

constexpr const char* grocer = "dagros";
constexpr std::uint32_t every_day = 127;
/// A window takes so many orders of an area and not one more (ordering's own bound), so there are several of them.
constexpr std::uint32_t window_orders_max = 100'000;

constexpr int hours_a_day = 24;
constexpr std::uint32_t minutes_a_day = 24 * 60;

std::int32_t day_of(Timestamp moment) {
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(moment).time_since_epoch().count());
}

/// How far the town's clock is ahead of UTC: so much that its day has just begun, whatever time it is elsewhere. A
/// window closes at a time of the day, and a run that is measured at night shall not meet it.
std::chrono::hours ahead_of_utc(Timestamp now) {
  const auto hour = std::chrono::floor<std::chrono::hours>(now - std::chrono::floor<std::chrono::days>(now)).count();
  return std::chrono::hours{hour <= hours_a_day / 2 ? -hour : hours_a_day - hour};
}

/// The zone of that clock; the tz database counts these hours the other way round (its file `etcetera`).
std::string time_zone_at(Timestamp now) {
  const auto hours = ahead_of_utc(now).count();
  return "Etc/GMT" + std::string{hours > 0 ? "-" : "+"} + std::to_string(std::abs(hours));
}

template <class Top>
log::Command command(std::string_view topic, const std::string& area, std::string id, std::string_view type,
                     std::string subject, const Top& top) {
  return {std::string{topic},      area,        std::move(id), std::string{type}, std::move(subject),
          top.SerializeAsString(), std::nullopt};
}

std::string citizen_name(std::uint32_t n) { return "citizen-" + std::to_string(100'000 + n); }

}  // namespace

Town::Town(const TownSize& size, privacy::KeyRing& keys, Timestamp now) : size_{size}, keys_{keys}, now_{now} {
  areas_.resize(size.partitions);
  for (std::uint32_t found = 0, n = 0; found < size.partitions; ++n) {
    const auto name = "3024-omrade-" + std::to_string(n);
    auto& area = areas_[log::partition_of(name, size.partitions).value()];
    if (!area.empty()) continue;
    area = name;
    ++found;
  }
  std::vector<CitizenId> citizens;
  for (std::uint32_t n = 0; n < size.citizens; ++n) citizens.emplace_back(citizen_name(n));
  if (auto created = keys.create(citizens, now); !created) throw std::runtime_error{created.error().message};
  for (std::uint32_t n = 0; n < size.citizens; ++n) {
    const auto id = citizen_name(n);
    residents_.push_back({id, n % size.partitions});
  }
}

privacy::v1::Sealed Town::sealed(const std::string& citizen, std::string_view field, std::string_view clear) const {
  auto result = keys_.seal(CitizenId{citizen}, field, clear);
  if (!result) throw std::runtime_error{result.error().message};
  return *result;
}

std::vector<log::Command> Town::reference_data() const {
  std::vector<log::Command> commands;
  add_catalogue(commands);
  for (std::uint32_t area = 0; area < areas_.size(); ++area) add_area(commands, area);
  for (const auto& resident : residents_) add_citizen(commands, resident);
  return commands;
}

void Town::add_area(std::vector<log::Command>& commands, std::uint32_t number) const {
  const auto& name = areas_[number];
  ordering::v1::OrderingCommand define;
  auto& area = *define.mutable_define_area()->mutable_area();
  area.set_area_id(name);
  area.set_municipality("3024");
  area.set_name(name);
  area.set_grocer_id(grocer);
  area.set_grocer_accepts_by_setting(true);
  area.set_time_zone(time_zone_at(now_));
  // One after another: no driver has two runs at the same time.
  const auto minutes_a_window = minutes_a_day / size_.windows_an_area;
  for (std::uint32_t n = 0; n < size_.windows_an_area; ++n) {
    auto& today = *area.add_windows();
    today.set_window_id(window_id(n));
    today.set_weekdays(every_day);
    today.set_opens_minute(n * minutes_a_window);
    today.set_closes_minute((n + 1) * minutes_a_window - 1);
    today.set_capacity_orders(window_orders_max);
    today.set_same_day(true);
  }
  commands.push_back(
      command(log::ordering_commands, name, "define-" + name, "matbud.ordering.v1.DefineArea", "area/" + name, define));
  for (std::uint32_t driver = 0; driver < size_.drivers_an_area; ++driver) {
    dispatch::v1::DispatchCommand start;
    auto& shift = *start.mutable_start_shift()->mutable_shift();
    const auto id = name + "-" + std::to_string(driver);
    shift.set_shift_id("shift-" + id);
    shift.set_driver_id("driver-" + id);
    shift.set_area_id(name);
    shift.set_starts_at_ms(to_ms(now_) - 86'400'000);
    shift.set_ends_at_ms(to_ms(now_) + 2LL * 86'400'000);
    shift.set_capacity_boxes(100'000'000);
    commands.push_back(command(log::dispatch_commands, name, "shift-" + id, "matbud.dispatch.v1.StartShift",
                               "shift/shift-" + id, start));
  }
}

void Town::add_catalogue(std::vector<log::Command>& commands) const {
  constexpr std::uint32_t products_a_command = 500;
  for (std::uint32_t first = 0; first < size_.products; first += products_a_command) {
    ordering::v1::OrderingCommand put;
    put.mutable_put_products()->set_grocer_id(grocer);
    for (std::uint32_t n = first; n < std::min(first + products_a_command, size_.products); ++n) {
      auto& product = *put.mutable_put_products()->add_products();
      product.set_gtin(gtin(n));
      product.set_name("vare " + std::to_string(n));
      product.set_price_ore(990 + 10 * (n % 400));
      product.set_weight_grams(200 + n % 800);
    }
    for (std::uint32_t partition = 0; partition < size_.partitions; ++partition) {
      auto one = command(log::ordering_commands, areas_[partition],
                         "catalogue-" + std::to_string(first) + "-" + std::to_string(partition),
                         "matbud.ordering.v1.PutProducts", std::string{"catalogue/"} + grocer, put);
      one.partition = Partition{partition};
      commands.push_back(std::move(one));
    }
  }
}

void Town::add_citizen(std::vector<log::Command>& commands, const Resident& resident) const {
  const auto& id = resident.citizen_id;
  const auto& area = areas_[resident.area];
  ordering::v1::OrderingCommand registered;
  auto& citizen = *registered.mutable_register_citizen()->mutable_citizen();
  citizen.set_citizen_id(id);
  citizen.set_area_id(area);
  *citizen.mutable_name() = sealed(id, "matbud.ordering.v1.Citizen.name", "Innbygger " + id);
  citizen.set_active(true);
  commands.push_back(command(log::ordering_commands, area, "register-" + id, "matbud.ordering.v1.RegisterCitizen",
                             "citizen/" + id, registered));

  dispatch::v1::DispatchCommand doorstep;
  auto& point = *doorstep.mutable_put_drop_point()->mutable_drop_point();
  point.set_citizen_id(id);
  point.set_area_id(area);
  *point.mutable_address() = sealed(id, "matbud.dispatch.v1.DropPoint.address", "Prøveveien 1, 1300 Sandvika");
  point.set_service_minutes(5);
  commands.push_back(command(log::dispatch_commands, area, "door-" + id, "matbud.dispatch.v1.PutDropPoint",
                             "citizen/" + id, doorstep));

  notification::v1::NotificationCommand contacts;
  contacts.mutable_put_contacts()->set_citizen_id(id);
  auto& kin = *contacts.mutable_put_contacts()->add_contacts();
  kin.set_contact_id("kin-" + id);
  kin.set_relation("next_of_kin");
  kin.set_channel(notification::v1::CHANNEL_EMAIL);
  *kin.mutable_address() = sealed(id, "matbud.notification.v1.Contact.address", id + "@example.com");
  kin.set_language("nb");
  kin.add_kinds(notification::v1::NOTIFICATION_KIND_DRIVER_ASSIGNED);
  commands.push_back(command(log::notification_commands, area, "contacts-" + id, "matbud.notification.v1.PutContacts",
                             "citizen/" + id, contacts));
}

std::string Town::window_id(std::uint64_t number) { return "today-" + std::to_string(number); }

std::uint64_t Town::gtin(std::uint32_t product) {
  // GTIN-13 of a company prefix reserved for use inside one shop (GS1 General Specifications, 2.1.11: 200-299).
  const std::uint64_t body = 200'000'000'000ULL + product;
  std::uint64_t sum = 0;
  std::uint64_t weight = 3;
  for (auto rest = body; rest > 0; rest /= 10) {
    sum += (rest % 10) * weight;
    weight = 4 - weight;
  }
  return body * 10 + (10 - sum % 10) % 10;
}

std::string Town::order_id(std::uint64_t n) { return "order-" + std::to_string(1'000'000'000 + n); }

std::string Town::id_of_order(std::uint64_t n) const {
  // An odd factor gives each number another one (Knuth, The Art of Computer Programming 3, section 6.4).
  constexpr std::uint64_t scatter = 0x9e3779b97f4a7c15;
  return size_.random_ids ? "order-" + std::to_string(n * scatter) : order_id(n);
}

log::Command Town::order(std::uint64_t n) const {
  const auto& resident = residents_[n % residents_.size()];
  ordering::v1::OrderingCommand place;
  auto& order = *place.mutable_place_order();
  order.set_order_id(id_of_order(n));
  order.set_citizen_id(resident.citizen_id);
  order.set_window_id(window_id(n / (std::uint64_t{window_orders_max} * size_.partitions) % size_.windows_an_area));
  order.set_delivery_day(day_of(now_ + ahead_of_utc(now_)));
  order.set_ordered_by("worker-17");
  order.set_channel("api");
  *order.mutable_note_to_driver() =
      sealed(resident.citizen_id, "matbud.ordering.v1.PlaceOrder.note_to_driver", "Ring på, jeg går sakte til døra.");
  for (std::uint32_t line = 0; line < size_.lines_an_order; ++line) {
    auto& wished = *order.add_lines();
    wished.set_gtin(gtin(static_cast<std::uint32_t>((n * 7 + std::uint64_t{line} * 163) % size_.products)));
    wished.set_quantity(1 + static_cast<std::uint32_t>((n + line) % 2));
    wished.set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  }
  return command(log::ordering_commands, areas_[resident.area], "place-" + std::to_string(n),
                 "matbud.ordering.v1.PlaceOrder", "order/" + id_of_order(n), place);
}

}  // namespace matbud::benchmarks
