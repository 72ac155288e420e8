// A municipality that does not exist, made from a seed: for demo, benchmarks and simulation. Places carry real names;
// people, streets and numbers are invented, and no personal number exists at all. Same settings, same world, byte for
// byte.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/time.h"
#include "matbud/dispatch/v1/reference.pb.h"
#include "matbud/log/command.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/ordering/v1/reference.pb.h"

namespace matbud::world {

/// What kind of world.
struct Settings {
  std::uint64_t seed = 1;
  std::size_t areas = 5;       ///< of Bærum, 1 to area_count_max
  std::size_t neighbours = 0;  ///< of Asker next door, after those, at most neighbour_count_max
  std::size_t citizens_per_area = 24;
  std::uint32_t drivers_per_window = 2;
  std::uint32_t window_capacity_orders = 40;
  std::uint32_t order_weight_grams_max = 20'000;
  /// Adds a window without cut-off, `same-day`, 10:00 to 18:00.
  bool same_day_window = false;
  bool grocer_accepts_by_setting = false;
  /// People are left in peace from 21 to 7, and hear at most once in half an hour.
  bool quiet_nights = false;
  /// The first driver of each window can open e-locks, and all rest twenty minutes in its middle.
  bool skilled_drivers = false;
  GrocerId grocer{"dagros"};
};

/// Places the world knows; more than these in Settings throw std::invalid_argument.
extern const std::size_t area_count_max;
extern const std::size_t neighbour_count_max;

/// Someone who is told about a citizen's orders.
struct Relative {
  std::string contact_id;
  std::string relation;  ///< `citizen`, `next_of_kin` or `home_care`
  notification::v1::Channel channel;
  std::string address;  ///< at example.com or example.org, a number reserved for drama (Ofcom: 07700 900000-900999), or
                        ///< the citizen's own for letters
  std::string other_number;  ///< a number for when the address leads nowhere; may be empty
  std::string name;
  std::string language;  ///< `nb`, `nn`, `se` or `en`
  /// What they asked to be told; empty: all that people of their relation usually are.
  std::vector<notification::v1::NotificationKind> kinds = {};
  /// What for; empty: for deliveries and for spending. Home care needs no consent.
  std::vector<notification::v1::ConsentPurpose> purposes = {};
  std::int64_t consent_ends_at_ms = 0;  ///< 0 = until withdrawn
};

/// A citizen in clear text, as no log ever sees one.
struct Citizen {
  CitizenId id;
  AreaId area;
  std::string name;
  std::string address;
  dispatch::v1::Point point;
  std::string door_code;  ///< may be empty
  std::string note_to_driver;
  ordering::v1::Diet diet;
  std::string service_unit;
  std::uint32_t age_years = 0;        ///< as the grant office has seen it
  std::int64_t budget_month_ore = 0;  ///< 0 = none
  bool has_standing_order = false;
  orders::v1::SubstitutionWish usual_wish = {};  ///< of lines that wish nothing
  std::vector<ordering::v1::OrdererConsent> orderers = {};
  bool address_protected = false;             ///< goods are handed over at the base of their service unit
  std::vector<std::string> door_skills = {};  ///< what drivers need at their door, such as `e_lock`
  std::vector<Relative> contacts;
};

struct World {
  Settings settings;
  std::vector<ordering::v1::Area> areas;
  std::vector<Citizen> citizens;  ///< in the order of their areas
};

/// Areas of Bærum, each with the windows `morning` (08:00 to 12:00) and `evening` (16:00 to 20:00), Monday to Saturday,
/// cut-off 16:00 the working day before, and their citizens.
[[nodiscard]] World make_world(const Settings& settings);

/// DefineArea of every area and, with quiet nights, its PutSettings, then RegisterCitizen, PutDropPoint and PutContacts
/// of every citizen, personal fields sealed; of a protected address no PutDropPoint but that of the unit's base, sealed
/// under the unit's id. Ids depend on the seed alone, so introducing a world twice changes nothing.
[[nodiscard]] std::vector<log::Command> introduction(const World& world, const ordering::edge::Sealer& seal);

/// PutContacts of one citizen as they now are, for when they change; `id` of the command.
[[nodiscard]] log::Command put_contacts(const Citizen& citizen, const std::string& id,
                                        const ordering::edge::Sealer& seal);
/// RegisterCitizen of one citizen, likewise; `active`: whether they still have the service.
[[nodiscard]] log::Command register_citizen(const Citizen& citizen, bool active, const std::string& id,
                                            const ordering::edge::Sealer& seal);
/// DefineArea, likewise.
[[nodiscard]] log::Command define_area(const ordering::v1::Area& area, const std::string& id);

/// Who drives a window of an area; `number` from 0.
[[nodiscard]] DriverId driver_of(const World& world, const ordering::v1::Area& area, std::string_view window_id,
                                 std::uint32_t number);

/// StartShift of the drivers of one window on one day, from an hour before it opens to an hour after it closes. Each
/// window has drivers of its own, so shifts of one driver never overlap. `area` must be one of the world's.
[[nodiscard]] std::vector<log::Command> shifts(const World& world, const ordering::v1::Area& area,
                                               std::string_view window_id, std::int32_t delivery_day,
                                               Timestamp opens_at, Timestamp closes_at);

}  // namespace matbud::world
