#include "office.h"

#include "matbud/api/ask_everywhere.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer_bridge/web/packing_api.h"
#include "matbud/log/topics.h"
#include "matbud/projection/host.h"
#include "matbud/web/page_files.h"

namespace matbud::grocer_bridge {
namespace packing_http {

extern const std::string_view packing_openapi;

Office::Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap)
    : log_{installation.log()}, clock_{clock}, table_name_{projection::space_name(*packing_table())} {
  api::DeskSettings settings;
  settings.service = "packing";
  settings.events_topic = log::bridge_events;
  settings.top_level = &bridge::v1::BridgeEvent::default_instance();
  settings.spaces = {table_name_};
  settings.tell = tell;
  desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(), tap,
                                      std::move(settings));
}

web::Answer Office::ask_everywhere(log::Command command) {
  return api::ask_everywhere(clerk_, *desk_, log_, now(), std::move(command), "/matbud/api/packing");
}

bool Office::with_table(Partition partition, const std::function<void(const state::TableReader&)>& look) {
  const auto space = desk_->space(table_name_, partition);
  if (space) look(state::SpaceTables{*space});
  return space != nullptr;
}

std::optional<packing::PackingOrder> Office::order(const web::Caller& caller, const std::string& order_id) {
  std::optional<packing::PackingOrder> found;
  for (std::uint32_t p = 0; p < desk_->partitions() && !found; ++p)
    with_table(Partition{p}, [&](const auto& tables) { found = find_packing_order(tables, order_id); });
  if (found && !may_pack(caller, *found)) found.reset();
  return found;
}

std::optional<packing::PackingStop> Office::stop(const packing::PackingOrder& order) {
  std::optional<packing::PackingStop> found;
  with_table(desk_->partition_of(order.window().area_id()),
             [&](const auto& tables) { found = find_packing_stop(tables, order.order_id()); });
  return found;
}

std::string Office::area_name(const std::string& area_id) {
  auto name = area_id;
  with_table(desk_->partition_of(area_id),
             [&](const auto& tables) { name = grocer_bridge::area_name(tables, area_id); });
  return name;
}

std::optional<orders::v1::Product> Office::product(const std::string& grocer_id, std::uint64_t gtin) {
  std::optional<orders::v1::Product> found;
  with_table(catalogue_partition, [&](const auto& tables) { found = find_packing_product(tables, grocer_id, gtin); });
  return found;
}

bool may_pack(const web::Caller& caller, const packing::PackingOrder& order) {
  return !caller.unit.empty() && caller.unit == order.grocer_id() && caller.may_see_area(order.window().area_id());
}

web::Response no_such_order() { return web::problem(404, "there is no such order here"); }

}  // namespace packing_http

std::shared_ptr<const projection::ReadModel> packing_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(packing_table(), std::string{log::bridge_events}, *bridge::v1::BridgeEvent::descriptor(),
                           tap);
}

void add_packing_api(api::Api& api, host::Installation& installation, const Clock& clock,
                     const std::shared_ptr<api::Tap>& tap) {
  const auto office = std::make_shared<packing_http::Office>(installation, clock, tap);
  api.keep(office);
  packing_http::add_queries(api, office.get());
  packing_http::add_answers(api, office.get());
  packing_http::add_settings(api, office.get());
  api.describe(packing_http::packing_openapi);
}

void add_packing_page(web::Router& router) { web::add_page(router, "packing"); }

}  // namespace matbud::grocer_bridge
