#include "contacts.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "matbud/notification/words.h"
#include "settings.h"
#include "tables.h"

namespace matbud::notification {
namespace {

constexpr int other_points_max = 3;

struct Refusal {
  v1::ContactsRefusal reason;
  std::string field;
};

bool is_language(std::string_view text) {
  constexpr std::array<std::string_view, 4> languages{"nb", "nn", "se", "en"};
  return std::find(languages.begin(), languages.end(), text) != languages.end();
}

std::optional<Refusal> refusal_of(const v1::Contact& contact, const std::string& path) {
  const auto missing = [&](const char* field) { return Refusal{v1::CONTACTS_REFUSAL_MISSING, path + field}; };
  const auto invalid = [&](const char* field) { return Refusal{v1::CONTACTS_REFUSAL_INVALID, path + field}; };
  if (contact.contact_id().empty()) return missing(".contact_id");
  if (contact.contact_id().find('/') != std::string::npos) return invalid(".contact_id");
  if (contact.channel() == v1::CHANNEL_UNSPECIFIED) return missing(".channel");
  if (word_of(contact.channel()).empty()) return invalid(".channel");
  if (contact.address().box().empty()) return missing(".address");
  if (!is_language(contact.language())) return invalid(".language");
  for (int i = 0; i < contact.kinds_size(); ++i) {
    if (word_of(contact.kinds(i)).empty())
      return Refusal{v1::CONTACTS_REFUSAL_INVALID, path + ".kinds[" + std::to_string(i) + "]"};
  }
  if (contact.consent_ends_at_ms() < 0) return invalid(".consent_ends_at_ms");
  if (contact.other_points_size() > other_points_max) return invalid(".other_points");
  for (int i = 0; i < contact.other_points_size(); ++i) {
    const auto point = path + ".other_points[" + std::to_string(i) + "]";
    if (word_of(contact.other_points(i).channel()).empty())
      return Refusal{v1::CONTACTS_REFUSAL_INVALID, point + ".channel"};
    if (contact.other_points(i).address().box().empty())
      return Refusal{v1::CONTACTS_REFUSAL_MISSING, point + ".address"};
  }
  if (contact.has_quiet() && !is_valid(contact.quiet())) return invalid(".quiet");
  for (int i = 0; i < contact.purposes_size(); ++i) {
    if (contact.purposes(i) != v1::CONSENT_PURPOSE_DELIVERIES && contact.purposes(i) != v1::CONSENT_PURPOSE_SPENDING)
      return Refusal{v1::CONTACTS_REFUSAL_INVALID, path + ".purposes[" + std::to_string(i) + "]"};
  }
  return std::nullopt;
}

std::optional<Refusal> refusal_of(const v1::PutContacts& command) {
  if (command.citizen_id().empty()) return Refusal{v1::CONTACTS_REFUSAL_MISSING, "citizen_id"};
  std::unordered_set<std::string_view> ids;
  for (int i = 0; i < command.contacts_size(); ++i) {
    const auto path = "contacts[" + std::to_string(i) + "]";
    if (auto refusal = refusal_of(command.contacts(i), path)) return refusal;
    if (!ids.insert(command.contacts(i).contact_id()).second)
      return Refusal{v1::CONTACTS_REFUSAL_DUPLICATE, path + ".contact_id"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<processor::Decision> decide(const state::TableReader& state, const v1::PutContacts& command,
                                          std::string_view command_id, google::protobuf::Arena& arena) {
  if (state.find(answered_commands, command_id)) return std::nullopt;
  auto* event = google::protobuf::Arena::CreateMessage<v1::NotificationEvent>(&arena);
  if (const auto refusal = refusal_of(command)) {
    auto& refused = *event->mutable_contacts_refused();
    refused.set_citizen_id(command.citizen_id());
    refused.set_command_id(command_id.data(), command_id.size());
    refused.set_reason(refusal->reason);
    refused.set_field(refusal->field);
  } else {
    auto& put = *event->mutable_contacts_put();
    put.set_citizen_id(command.citizen_id());
    *put.mutable_contacts() = command.contacts();
    put.set_command_id(command_id.data(), command_id.size());
  }
  return processor::Decision{event, "citizen/" + command.citizen_id()};
}

void fold(state::TableWriter& state, const v1::ContactsPut& event) {
  state.put(answered_commands, event.command_id(), {});
  if (event.contacts().empty()) {
    state.erase(contacts, event.citizen_id());
  } else {
    state.put(contacts, event.citizen_id(), event.SerializeAsString());
  }
}

void fold(state::TableWriter& state, const v1::ContactsRefused& event) {
  state.put(answered_commands, event.command_id(), {});
}

}  // namespace matbud::notification
