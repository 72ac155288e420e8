#include "office.h"

#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/projection/host.h"

namespace matbud::dispatch::http {

Office::Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap,
               TravelAsker ask)
    : clock_{clock},
      keys_{installation.keys()},
      board_name_{projection::space_name(*run_board())},
      opener_{doorstep_opener(installation.keys())},
      ask_{std::move(ask)} {
  api::DeskSettings settings;
  settings.service = "dispatch";
  settings.commands_topic = log::dispatch_commands;
  settings.events_topic = log::dispatch_events;
  settings.top_level = &v1::DispatchEvent::default_instance();
  settings.spaces = {board_name_};
  settings.tell = tell;
  desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(), tap,
                                      std::move(settings));
}

bool Office::with_board(std::string_view area, const std::function<void(const matbud::state::TableReader&)>& look) {
  const auto space = desk_->space(board_name_, desk_->partition_of(area));
  if (space) look(matbud::state::SpaceTables{*space});
  return space != nullptr;
}

std::optional<board::BoardDelivery> Office::delivery(const std::string& order_id) {
  std::optional<board::BoardDelivery> found;
  for (std::uint32_t p = 0; p < desk_->partitions() && !found; ++p) {
    const auto space = desk_->space(board_name_, Partition{p});
    if (space) found = find_delivery(matbud::state::SpaceTables{*space}, order_id);
  }
  return found;
}

namespace {

/// What a role's work lets it read, and on which ground.
std::pair<privacy::Access, std::string> access_of(web::Role role) {
  using privacy::Access;
  switch (role) {
    case web::Role::driver:
      return {Access::fields({"matbud.dispatch.v1.DropPoint.address", "matbud.dispatch.v1.DropPoint.point",
                              "matbud.dispatch.v1.DropPoint.door_code", "matbud.dispatch.v1.DropPoint.note_to_driver",
                              "matbud.dispatch.v1.CompleteDelivery.received_by"}),
              "delivery"};
    case web::Role::dispatcher:
      return {Access::fields({"matbud.dispatch.v1.DropPoint.address", "matbud.dispatch.v1.DropPoint.point",
                              "matbud.dispatch.v1.CompleteDelivery.received_by"}),
              "dispatch"};
    default: return {Access::none(), ""};
  }
}

}  // namespace

api::Opening opening_for(const Office& office, const web::Caller& caller) {
  const auto [access, ground] = access_of(caller.role);
  api::Opening opening{office.keys(), access, ground};
  opening.shape("matbud.dispatch.v1.DropPoint.point", [](const std::string& clear) -> nlohmann::json {
    v1::Point point;
    if (!point.ParseFromString(clear)) return nullptr;
    return {{"latitude_e7", point.latitude_e7()}, {"longitude_e7", point.longitude_e7()}};
  });
  return opening;
}

}  // namespace matbud::dispatch::http
