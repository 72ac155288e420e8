#include "settings.h"

#include "matbud/time/zone.h"
#include "tables.h"

namespace matbud::notification {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::uint32_t minutes_a_day = 24 * 60;
constexpr minutes print_run{7 * 60};

time::Zone zone_of(const v1::PutSettings& settings) {
  if (!settings.time_zone().empty()) {
    if (const auto zone = time::Zone::find(settings.time_zone())) return *zone;
  }
  return time::Zone::oslo();
}

struct Refusal {
  v1::ContactsRefusal reason;
  const char* field;
};

std::optional<Refusal> refusal_of(const v1::PutSettings& command) {
  if (command.area_id().empty()) return Refusal{v1::CONTACTS_REFUSAL_MISSING, "area_id"};
  if (!command.time_zone().empty() && !time::Zone::find(command.time_zone()))
    return Refusal{v1::CONTACTS_REFUSAL_INVALID, "time_zone"};
  if (command.has_quiet() && !is_valid(command.quiet())) return Refusal{v1::CONTACTS_REFUSAL_INVALID, "quiet"};
  if (command.digest_minutes() > minutes_a_day) return Refusal{v1::CONTACTS_REFUSAL_INVALID, "digest_minutes"};
  return std::nullopt;
}

}  // namespace

bool is_valid(const v1::QuietHours& quiet) {
  return quiet.from_minute() < minutes_a_day && quiet.until_minute() < minutes_a_day;
}

std::optional<processor::Decision> decide(const state::TableReader& state, const v1::PutSettings& command,
                                          std::string_view command_id, google::protobuf::Arena& arena) {
  if (state.find(answered_commands, command_id)) return std::nullopt;
  auto* event = google::protobuf::Arena::CreateMessage<v1::NotificationEvent>(&arena);
  if (const auto refusal = refusal_of(command)) {
    auto& refused = *event->mutable_settings_refused();
    refused.set_area_id(command.area_id());
    refused.set_command_id(command_id.data(), command_id.size());
    refused.set_reason(refusal->reason);
    refused.set_field(refusal->field);
  } else {
    auto& put = *event->mutable_settings_put();
    *put.mutable_settings() = command;
    put.set_command_id(command_id.data(), command_id.size());
  }
  return processor::Decision{event, "area/" + command.area_id()};
}

void fold(state::TableWriter& state, const v1::SettingsPut& event) {
  state.put(answered_commands, event.command_id(), {});
  area_settings.put(state, event.settings().area_id(), event.settings());
}

void fold(state::TableWriter& state, const v1::SettingsRefused& event) {
  state.put(answered_commands, event.command_id(), {});
}

v1::PutSettings settings_of(const state::TableReader& state, std::string_view area_id) {
  return area_settings.find(state, area_id).value_or(v1::PutSettings{});
}

Timestamp after_quiet_hours(const v1::PutSettings& settings, const v1::Contact& contact, Timestamp at) {
  const auto& quiet = contact.has_quiet() ? contact.quiet() : settings.quiet();
  const minutes from{quiet.from_minute()};
  const minutes until{quiet.until_minute()};
  if (from == until) return at;
  const auto zone = zone_of(settings);
  const auto local = zone.local(at);
  const auto now = local.after_midnight;
  const bool over_midnight = until < from;
  const bool is_quiet = over_midnight ? now >= from || now < until : now >= from && now < until;
  if (!is_quiet) return at;
  const auto end = zone.utc(local.day + days{over_midnight && now >= from ? 1 : 0}, until);
  // In the hour that an autumn night has twice, the end may lie before: then it is over.
  return end > at ? end : at;
}

Timestamp next_print_run(const v1::PutSettings& settings, Timestamp at) {
  const auto zone = zone_of(settings);
  const auto local = zone.local(at);
  const auto today = zone.utc(local.day, print_run);
  return today > at ? today : zone.utc(local.day + days{1}, print_run);
}

}  // namespace matbud::notification
