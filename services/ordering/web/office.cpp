#include "office.h"

#include "matbud/api/ask_everywhere.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/orderers.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/projection/host.h"
#include "matbud/time/window.h"

namespace matbud::ordering::http {
namespace {

constexpr std::string_view diet_field = "matbud.ordering.v1.Citizen.diet";

/// Carries an error of the key ring through the edge, which hands on whatever a sealer throws.
struct SealingFailed {
  Error error;
};

/// What a role's work lets it read, and on which ground.
std::pair<privacy::Access, std::string> access_of(web::Role role) {
  using privacy::Access;
  switch (role) {
    case web::Role::care_worker:
      return {
          Access::fields({"matbud.ordering.v1.Citizen.name", "matbud.ordering.v1.Citizen.diet",
                          "matbud.ordering.v1.PlaceOrder.note_to_driver",
                          "matbud.ordering.v1.PlaceOrder.note_to_home_care", "matbud.ordering.v1.GiveFeedback.words",
                          "matbud.ordering.v1.OrderDraft.text", "matbud.orders.v1.OrderLine.warning_passed_reason"}),
          "visit"};
    case web::Role::administrator:
      return {Access::fields({"matbud.ordering.v1.Citizen.name", "matbud.ordering.v1.Citizen.diet"}), "administration"};
    default: return {Access::none(), ""};
  }
}

nlohmann::json diet_json(const v1::Diet& diet) {
  auto json = api::json_of(diet);
  if (diet.words().empty()) json["words"] = nullptr;
  return json;
}

}  // namespace

Office::Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap)
    : log_{installation.log()},
      clock_{clock},
      keys_{installation.keys()},
      table_name_{projection::space_name(*kitchen_table())},
      overview_name_{projection::space_name(*order_overview())} {
  api::DeskSettings settings;
  settings.service = "ordering";
  settings.commands_topic = log::ordering_commands;
  settings.events_topic = log::ordering_events;
  settings.top_level = &v1::OrderingEvent::default_instance();
  settings.spaces = {table_name_, overview_name_};
  settings.tell = tell;
  desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(), tap,
                                      std::move(settings));
}

web::Answer Office::ask_everywhere(log::Command command) {
  return api::ask_everywhere(clerk_, *desk_, log_, now(), std::move(command), "/matbud/api/ordering");
}

bool Office::with_space(const std::string& name, Partition partition,
                        const std::function<void(const state::TableReader&)>& look) {
  const auto space = desk_->space(name, partition);
  if (space) look(state::SpaceTables{*space});
  return space != nullptr;
}

bool Office::with_table(Partition partition, const std::function<void(const state::TableReader&)>& look) {
  return with_space(table_name_, partition, look);
}
bool Office::with_overview(Partition partition, const std::function<void(const state::TableReader&)>& look) {
  return with_space(overview_name_, partition, look);
}
bool Office::with_processor(Partition partition, const std::function<void(const state::TableReader&)>& look) {
  return with_space("ordering", partition, look);
}

std::optional<v1::Area> Office::area(std::string_view area_id) {
  std::optional<v1::Area> found;
  with_table(partition_of(area_id), [&](const auto& tables) { found = find_area(tables, area_id); });
  return found;
}

std::optional<v1::Citizen> Office::citizen(std::string_view citizen_id) {
  std::optional<v1::Citizen> found;
  for (std::uint32_t p = 0; p < partitions() && !found; ++p)
    with_table(Partition{p}, [&](const auto& tables) { found = find_citizen(tables, citizen_id); });
  return found;
}

std::optional<table::TableOrder> Office::order(std::string_view order_id) {
  std::optional<table::TableOrder> found;
  for (std::uint32_t p = 0; p < partitions() && !found; ++p)
    with_table(Partition{p}, [&](const auto& tables) { found = find_table_order(tables, order_id); });
  return found;
}

std::optional<overview::OrderRow> Office::order_row(const std::string& order_id) {
  std::optional<overview::OrderRow> row;
  for (std::uint32_t p = 0; p < partitions() && !row; ++p)
    with_overview(Partition{p}, [&](const auto& tables) { row = find_order(tables, OrderId{order_id}); });
  return row;
}

std::optional<orders::v1::Product> Office::product(const v1::Area& area, std::uint64_t gtin) {
  std::optional<orders::v1::Product> found;
  with_table(catalogue_partition, [&](const auto& tables) { found = find_product(tables, area.grocer_id(), gtin); });
  return found;
}

edge::Sealer Office::sealer() const {
  return [this](const CitizenId& citizen, std::string_view field, std::string_view clear) {
    auto sealed = keys_.seal(citizen, field, clear);
    if (!sealed) throw SealingFailed{sealed.error()};
    return *sealed;
  };
}

Result<edge::OrderCommand> Office::sealing(const std::function<Result<edge::OrderCommand>()>& read) {
  try {
    return read();
  } catch (const SealingFailed& failed) {
    // Somebody whom nobody has registered, or who was erased: a matter of the request, not of the keys.
    if (failed.error.code == Error::Code::not_found || failed.error.code == Error::Code::conflict)
      return failure(Error::Code::invalid, "/citizen_id: nobody is registered under this id");
    return tl::unexpected{failed.error};
  }
}

bool may_see(Office& office, const web::Caller& caller, const v1::Citizen& citizen) {
  if (!caller.may_see_area(citizen.area_id())) return false;
  if (caller.role != web::Role::care_worker) return true;
  if (leaves_it_open(citizen)) return true;
  if (!caller.unit.empty() && caller.unit == citizen.service_unit()) return true;
  return has_named(citizen, caller.subject, office.today_in(citizen.area_id()));
}

bool may_see_order(Office& office, const web::Caller& caller, const overview::OrderRow& row) {
  if (!caller.may_see_area(row.area_id())) return false;
  if (caller.role != web::Role::care_worker) return true;
  const auto citizen = office.citizen(row.citizen_id());
  return citizen && office.sees(caller, *citizen);
}

bool may_change_order(Office& office, const web::Caller& caller, const overview::OrderRow& row) {
  if (!caller.may_see_area(row.area_id())) return false;
  if (caller.role != web::Role::care_worker) return true;
  const auto citizen = office.citizen(row.citizen_id());
  return citizen && may_see(office, caller, *citizen);
}

web::Response no_such_order() { return web::problem(404, "there is no such order"); }

time::Day Office::today_in(std::string_view area_id) {
  const auto known = area(area_id);
  const auto zone = known ? time::zone_of(*known) : std::nullopt;
  return zone.value_or(time::Zone::oslo()).local(now()).day;
}

bool Office::sees(const web::Caller& caller, const v1::Citizen& citizen) {
  if (may_see(*this, caller, citizen)) return true;
  return caller.may_see_area(citizen.area_id()) && glass_.ground(caller, citizen.citizen_id(), now()).has_value();
}

std::optional<std::string> Office::other_ground(const web::Caller& caller, std::string_view citizen_id) const {
  return glass_.ground(caller, citizen_id, now());
}

api::Opening opening_for(const Office& office, const web::Caller& caller, std::string_view citizen_id) {
  const auto [access, ground] = access_of(caller.role);
  api::Opening opening{office.keys(), access, office.other_ground(caller, citizen_id).value_or(ground)};
  opening.shape(std::string{diet_field}, [](const std::string& clear) -> nlohmann::json {
    v1::Diet diet;
    if (!diet.ParseFromString(clear)) return nullptr;
    return diet_json(diet);
  });
  return opening;
}

std::optional<v1::Diet> diet_of(const v1::Citizen& citizen, api::Opening& opening) {
  if (!opening.may_read(diet_field)) return std::nullopt;
  v1::Diet diet;
  if (citizen.diet().box().empty()) return diet;
  const auto clear = opening.open(citizen.diet(), diet_field);
  if (!clear || !diet.ParseFromString(*clear)) return std::nullopt;
  return diet;
}

}  // namespace matbud::ordering::http
