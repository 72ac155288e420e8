// Commands: who is told about a citizen, and when an area is left in peace. Names and addresses are sealed here.
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "matbud/notification/addresses.h"
#include "matbud/notification/mailbox.h"
#include "matbud/notification/v1/commands.pb.h"
#include "office.h"

namespace matbud::notification::http {
namespace {

using formats::Fields;
using formats::FirstError;
using v1::NotificationCommand;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_put{Role::administrator};
constexpr std::size_t contacts_max = 20;
constexpr std::size_t other_points_max = 3;
constexpr std::size_t address_characters_max = 500;
constexpr std::size_t name_characters_max = 200;
constexpr std::size_t zone_characters_max = 64;
constexpr std::uint32_t last_minute_of_day = 24 * 60 - 1;
constexpr std::uint32_t digest_minutes_max = 24 * 60;
constexpr std::int64_t moment_max = 4'102'444'800'000;  // the year 2100

/// A clear text on its way into a command.
struct Clear {
  const char* field;
  std::string text;
  privacy::v1::Sealed* into;
};

/// One body being read.
struct Body {
  FirstError& errors;
  std::vector<Clear>& texts;
};

/// What is wrong with an address for its channel; empty when nothing is.
std::string_view objection_to(v1::Channel channel, std::string_view address) {
  if (channel == v1::CHANNEL_EMAIL && !is_mail_address(address)) return "is no e-mail address";
  if (channel == v1::CHANNEL_SMS && !is_e164(address)) return "is no phone number: + and 8 to 15 digits";
  return {};
}

/// The channel and the address of a Contact or a ContactPoint.
template <class Point>
void read_point(Fields& fields, const Body& body, const char* sealed_as, Point& point) {
  // The words stand in the order of the enum, whose first real value is EMAIL.
  const auto channel = fields.optional_word("channel", {"email", "sms", "letter"});
  if (!channel) body.errors.tell(fields.pointer_of("channel"), "is missing");
  point.set_channel(static_cast<v1::Channel>(v1::CHANNEL_EMAIL + static_cast<int>(channel.value_or(0))));
  auto address = fields.optional_text("address", address_characters_max);
  if (!address) return body.errors.tell(fields.pointer_of("address"), "is missing");
  if (const auto why = objection_to(point.channel(), *address); !why.empty())
    body.errors.tell(fields.pointer_of("address"), why);
  body.texts.push_back({sealed_as, *std::move(address), point.mutable_address()});
}

void read_quiet(Fields& fields, v1::QuietHours& quiet) {
  quiet.set_from_minute(fields.whole_number("from_minute", 0, last_minute_of_day));
  quiet.set_until_minute(fields.whole_number("until_minute", 0, last_minute_of_day));
  fields.refuse_the_rest();
}

void read_contact(Fields& fields, const Body& body, v1::Contact& contact) {
  constexpr const char* relations[] = {"citizen", "next_of_kin", "home_care"};
  constexpr const char* languages[] = {"nb", "nn", "se", "en"};
  contact.set_contact_id(fields.id("contact_id"));
  const auto relation = fields.optional_word("relation", {"citizen", "next_of_kin", "home_care"});
  if (!relation) body.errors.tell(fields.pointer_of("relation"), "is missing");
  contact.set_relation(relations[relation.value_or(0)]);
  const auto language = fields.optional_word("language", {"nb", "nn", "se", "en"});
  if (!language) body.errors.tell(fields.pointer_of("language"), "is missing");
  contact.set_language(languages[language.value_or(0)]);
  read_point(fields, body, "matbud.notification.v1.Contact.address", contact);
  if (auto name = fields.optional_text("name", name_characters_max))
    body.texts.push_back({"matbud.notification.v1.Contact.name", *std::move(name), contact.mutable_name()});
  // Both lists stand in the order of their enums, whose real values begin at one.
  for (const auto kind : fields.optional_words(
           "kinds", {"order_placed", "driver_assigned", "delivered", "not_delivered", "refused_by_grocer",
                     "standing_order_missed", "budget_exceeded", "goods_changed", "nobody_answered",
                     "contact_unreachable", "partly_delivered", "grocer_late", "delivery_late", "told_by_mistake",
                     "goods_to_take_out", "order_cancelled", "order_withheld"}))
    contact.add_kinds(static_cast<v1::NotificationKind>(kind + 1));
  for (const auto purpose : fields.optional_words("purposes", {"deliveries", "spending"}))
    contact.add_purposes(static_cast<v1::ConsentPurpose>(purpose + 1));
  if (fields.has("consent_ends_at_ms"))
    contact.set_consent_ends_at_ms(fields.whole_number_64("consent_ends_at_ms", 0, moment_max));
  if (auto quiet = fields.optional_object("quiet")) read_quiet(*quiet, *contact.mutable_quiet());
  if (fields.has("other_points")) {
    for (auto& other : fields.objects("other_points", other_points_max)) {
      read_point(other, body, "matbud.notification.v1.ContactPoint.address", *contact.add_other_points());
      other.refuse_the_rest();
    }
  }
  fields.refuse_the_rest();
}

/// An empty list of contacts is one as well: nobody is told any more.
bool take_empty_list(nlohmann::json& body) {
  if (!body.is_object()) return false;
  const auto list = body.find("contacts");
  if (list == body.end() || !list->is_array() || !list->empty()) return false;
  body.erase(list);
  return true;
}

/// What both writes begin with: the id that a repeat is known by, and the body.
struct Wish {
  std::string key;
  nlohmann::json body;
};
tl::expected<Wish, web::Response> wish_of(const Request& request) {
  if (auto objection = api::objection_to_body(request)) return tl::unexpected{*std::move(objection)};
  auto key = api::idempotency_key(request);
  if (!key) return tl::unexpected{std::move(key.error())};
  auto document = formats::parse_json(request.body);
  if (!document) return tl::unexpected{api::problem_of(document.error())};
  return Wish{*std::move(key), *std::move(document)};
}

web::Answer put(Office* office, std::string key, const std::string& area, const std::string& subject,
                const google::protobuf::Message& inner, const NotificationCommand& command) {
  return office->desk().ask({.topic = std::string{log::notification_commands},
                             .key = area,
                             .id = std::move(key),
                             .type = inner.GetTypeName(),
                             .subject = subject,
                             .value = command.SerializeAsString(),
                             .partition = {}});
}

/// Whether the citizen's contacts, where they have any, are this caller's to see.
bool may_see_contacts(Office* office, const Caller& caller, const std::string& citizen_id) {
  bool may = true;
  office->look_everywhere([&](const state::TableReader& tables) {
    const auto row = contacts_of(tables, citizen_id);
    if (row) may = caller.may_see_area(row->area_id());
    return row.has_value();
  });
  return may;
}

web::Answer put_contacts(Office* office, const Request& request, const Caller& caller) {
  auto wish = wish_of(request);
  if (!wish) return std::move(wish.error());
  const auto no_such_citizen = web::problem(404, "there is no such citizen");
  const auto& citizen_id = request.captured.at("citizen_id");
  FirstError errors;
  std::vector<Clear> texts;
  NotificationCommand command;
  auto& contacts = *command.mutable_put_contacts();
  contacts.set_citizen_id(citizen_id);
  const bool nobody = take_empty_list(wish->body);
  Fields fields{wish->body, "", errors};
  const auto area = fields.id("area_id");
  if (!nobody) {
    for (auto& contact : fields.objects("contacts", contacts_max))
      read_contact(contact, {errors, texts}, *contacts.add_contacts());
  }
  fields.refuse_the_rest();
  if (errors.error()) return api::problem_of(*errors.error());
  if (!caller.may_see_area(area)) return api::not_your_municipality();
  if (!web::is_caller_id(citizen_id) || !may_see_contacts(office, caller, citizen_id)) return no_such_citizen;
  for (const auto& [field, text, into] : texts) {
    auto sealed = office->keys().seal(CitizenId{citizen_id}, field, text);
    if (!sealed) return no_such_citizen;
    *into = *std::move(sealed);
  }
  return put(office, std::move(wish->key), area, "contacts/" + citizen_id, contacts, command);
}

web::Answer put_settings(Office* office, const Request& request, const Caller& caller) {
  auto wish = wish_of(request);
  if (!wish) return std::move(wish.error());
  FirstError errors;
  NotificationCommand command;
  auto& settings = *command.mutable_put_settings();
  Fields fields{wish->body, "", errors};
  const auto area = fields.id("area_id");
  settings.set_area_id(area);
  settings.set_time_zone(fields.optional_text("time_zone", zone_characters_max).value_or(""));
  if (auto quiet = fields.optional_object("quiet")) read_quiet(*quiet, *settings.mutable_quiet());
  settings.set_digest_minutes(fields.optional_whole_number("digest_minutes", 0, digest_minutes_max));
  fields.refuse_the_rest();
  if (errors.error()) return api::problem_of(*errors.error());
  if (!caller.may_see_area(area)) return api::not_your_municipality();
  return put(office, std::move(wish->key), area, "settings/" + area, settings, command);
}

}  // namespace

void add_writes(api::Api& api, Office* office) {
  api.add("POST", base + "/citizens/{citizen_id}/contacts", who_put,
          [office](const Request& request, const Caller& caller) { return put_contacts(office, request, caller); });
  api.add("POST", base + "/settings", who_put,
          [office](const Request& request, const Caller& caller) { return put_settings(office, request, caller); });
  api.add("GET", base + "/commands/{command_id}", who_put, [office](const Request& request, const Caller& caller) {
    return office->desk().outcome_of(request.captured.at("command_id"), caller);
  });
}

}  // namespace matbud::notification::http
