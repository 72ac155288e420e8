#include "matbud/notification/http_api.h"

#include "matbud/api/render.h"
#include "matbud/log/topics.h"
#include "matbud/notification/mailbox.h"
#include "matbud/notification/v1/events.pb.h"
#include "office.h"

namespace matbud::notification {
namespace http {

extern const std::string_view notification_openapi;

namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_see_messages{Role::care_worker, Role::operations, Role::auditor, Role::administrator};

/// All that can be put, so that a page can put it again; names and addresses only for those who may read them.
json contact_json(const v1::Contact& contact, api::Opening& opening) {
  const auto whole = api::json_of(contact, opening.opener());
  json shown;
  for (const auto* const name : {"contact_id", "relation", "channel", "language", "kinds", "consent_ends_at_ms", "name",
                                 "address", "purposes", "other_points"}) {
    if (whole.contains(name)) shown[name] = whole[name];
  }
  shown["quiet"] = contact.has_quiet() ? whole.at("quiet") : json{};
  return shown;
}

json message_json(const post::MailboxEntry& entry) {
  const auto& notification = entry.notification();
  const auto whole = api::json_of(notification);
  return {
      {"notification_id", notification.notification_id()},
      {"order_id", notification.order_id()},
      {"kind", whole["kind"]},
      {"contact_id", notification.contact().contact_id().empty() ? json{} : json(notification.contact().contact_id())},
      {"relation", notification.contact().relation().empty() ? json{} : json(notification.contact().relation())},
      {"channel", api::json_of(notification.contact())["channel"]},
      {"state", api::json_of(entry)["state"]},
      {"detail", entry.detail().empty() ? json{} : json(entry.detail())},
      {"attempts", entry.attempts()},
      {"retry_at_ms", entry.retry_at_ms() == 0 ? json{} : json(entry.retry_at_ms())},
      {"changed_at_ms", entry.changed_at_ms()}};
}

Found messages(Office* office, const Caller& caller, const std::string& order_id) {
  auto list = json::array();
  office->look_everywhere([&](const state::TableReader& tables) {
    const auto area = area_of_messages(tables, order_id);
    if (!area) return false;
    if (!caller.may_see_area(*area)) return true;
    for (const auto& entry : messages_about(tables, order_id)) list.push_back(message_json(entry));
    return true;
  });
  return {api::json_response(200, {{"messages", std::move(list)}})};
}

Found contacts(Office* office, const Caller& caller, const std::string& citizen_id) {
  std::optional<post::MailboxContacts> row;
  office->look_everywhere([&](const state::TableReader& tables) {
    row = contacts_of(tables, citizen_id);
    return row.has_value();
  });
  if (!row || !caller.may_see_area(row->area_id())) return {web::problem(404, "there is no such citizen")};
  auto opening = office->opening_for(caller);
  auto list = json::array();
  for (const auto& contact : row->contacts()) list.push_back(contact_json(contact, opening));
  return {api::json_response(200, {{"citizen_id", citizen_id}, {"contacts", std::move(list)}}),
          opening.looks(CitizenId{citizen_id}, AreaId{row->area_id()}, false)};
}

}  // namespace

void add_queries(api::Api& api, Office* office) {
  const auto add = [&](const std::string& path, const std::string& variable, web::Roles may,
                       Found (*find)(Office*, const Caller&, const std::string&)) {
    api.add("GET", base + path, may, [office, variable, find](const Request& request, const Caller& caller) {
      return office->desk().answer(request, caller, [office, caller, find, id = request.captured.at(variable)] {
        return find(office, caller, id);
      });
    });
  };
  add("/orders/{order_id}/messages", "order_id", who_see_messages, messages);
  add("/citizens/{citizen_id}/contacts", "citizen_id", {Role::administrator}, contacts);
  api.add("GET", base + "/events", web::Roles::everybody(),
          [office](const Request& request, const Caller& caller) { return office->desk().stream(request, caller); });
}

}  // namespace http

std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(mailbox(), std::string{log::notification_events}, *v1::NotificationEvent::descriptor(), tap);
}

void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap) {
  const auto office = std::make_shared<http::Office>(installation, clock, tap);
  api.keep(office);
  http::add_queries(api, office.get());
  http::add_writes(api, office.get());
  api.describe(http::notification_openapi);
}

}  // namespace matbud::notification
