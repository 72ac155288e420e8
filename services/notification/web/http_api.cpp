#include "matbud/notification/http_api.h"

#include "matbud/api/desk.h"
#include "matbud/api/opening.h"
#include "matbud/api/render.h"
#include "matbud/log/topics.h"
#include "matbud/notification/mailbox.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/projection/host.h"

namespace matbud::notification {
namespace http {

extern const std::string_view notification_openapi;

namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

const std::string base = "/api/notification/v1";
constexpr web::Roles who_see_messages{Role::care_worker, Role::operations, Role::auditor, Role::administrator};

/// What the endpoints share. The router keeps it; handlers only point at it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap)
      : keys_{installation.keys()}, name_{projection::space_name(*mailbox())} {
    api::DeskSettings settings;
    settings.service = "notification";
    settings.commands_topic = log::notification_commands;
    settings.events_topic = log::notification_events;
    settings.top_level = &v1::NotificationEvent::default_instance();
    settings.spaces = {name_};
    settings.tell = [](const api::Answered&) { return api::json_response(200, {{"outcome", "done"}}); };
    desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(),
                                        tap, std::move(settings));
  }

  [[nodiscard]] api::Desk& desk() { return *desk_; }
  /// Names and addresses are opened for administrators, who mend them.
  [[nodiscard]] api::Opening opening_for(const Caller& caller) const {
    using privacy::Access;
    if (caller.role != Role::administrator) return {keys_, Access::none(), ""};
    return {keys_, Access::fields({"matbud.notification.v1.Contact.address", "matbud.notification.v1.Contact.name"}),
            "administration"};
  }
  /// Calls `look` with the mailbox of each partition until it says that it has found what it looked for.
  void look_everywhere(const std::function<bool(const state::TableReader&)>& look) {
    for (std::uint32_t p = 0; p < desk_->partitions(); ++p) {
      const auto space = desk_->space(name_, Partition{p});
      if (space && look(state::SpaceTables{*space})) return;
    }
  }

 private:
  privacy::KeyRing keys_;
  std::string name_;
  std::unique_ptr<api::Desk> desk_;
};

/// The fields that a page needs; name and address only for those who may read them.
json contact_json(const v1::Contact& contact, api::Opening& opening) {
  const auto whole = api::json_of(contact, opening.opener());
  json shown;
  for (const auto* const name :
       {"contact_id", "relation", "channel", "language", "kinds", "consent_ends_at_ms", "name", "address"}) {
    if (whole.contains(name)) shown[name] = whole[name];
  }
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
}  // namespace http

std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(mailbox(), std::string{log::notification_events}, *v1::NotificationEvent::descriptor(), tap);
}

void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap) {
  using namespace http;
  const auto kept = std::make_shared<Office>(installation, clock, tap);
  api.keep(kept);
  auto* const office = kept.get();
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
  api.describe(notification_openapi);
}

}  // namespace matbud::notification
