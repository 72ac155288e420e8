#include "office.h"

#include "matbud/api/render.h"
#include "matbud/log/topics.h"
#include "matbud/notification/mailbox.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/projection/host.h"

namespace matbud::notification::http {
namespace {

/// Of ContactsRefused or SettingsRefused.
template <class Refused>
web::Response refused(const Refused& event) {
  const auto* const reason = v1::ContactsRefusal_descriptor()->FindValueByNumber(event.reason());
  return web::problem(422, "a value is missing or cannot be: " + event.field(), api::pointer_from_path(event.field()),
                      reason != nullptr ? api::word_of_enum(*reason) : "unknown");
}

}  // namespace

Office::Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap)
    : keys_{installation.keys()}, name_{projection::space_name(*mailbox())} {
  api::DeskSettings settings;
  settings.service = "notification";
  settings.commands_topic = log::notification_commands;
  settings.events_topic = log::notification_events;
  settings.top_level = &v1::NotificationEvent::default_instance();
  settings.spaces = {name_};
  settings.tell = tell;
  desk_ = std::make_unique<api::Desk>(installation.log(), clock, installation.partitions(), installation.spaces(), tap,
                                      std::move(settings));
}

api::Opening Office::opening_for(const web::Caller& caller) const {
  using privacy::Access;
  if (caller.role != web::Role::administrator) return {keys_, Access::none(), ""};
  return {keys_,
          Access::fields({"matbud.notification.v1.Contact.address", "matbud.notification.v1.Contact.name",
                          "matbud.notification.v1.ContactPoint.address"}),
          "administration"};
}

void Office::look_everywhere(const std::function<bool(const state::TableReader&)>& look) {
  for (std::uint32_t p = 0; p < desk_->partitions(); ++p) {
    const auto space = desk_->space(name_, Partition{p});
    if (space && look(state::SpaceTables{*space})) return;
  }
}

web::Response tell(const api::Answered& answered) {
  v1::NotificationEvent event;
  const auto value = answered.record.value;
  if (!event.ParseFromArray(value.data(), static_cast<int>(value.size())))
    return web::problem(500, "the answer does not decode");
  switch (event.event_case()) {
    case v1::NotificationEvent::kContactsPut: return api::json_response(200, {{"outcome", "contacts_put"}});
    case v1::NotificationEvent::kSettingsPut: return api::json_response(200, {{"outcome", "settings_put"}});
    case v1::NotificationEvent::kContactsRefused: return refused(event.contacts_refused());
    case v1::NotificationEvent::kSettingsRefused: return refused(event.settings_refused());
    default: return web::problem(500, "the answer does not decode");
  }
}

}  // namespace matbud::notification::http
