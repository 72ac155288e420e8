#include <gtest/gtest.h>

#include <functional>

#include "stories.h"

namespace matbud::notification::testing {
namespace {

constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;

TEST(Contacts, ArePutAsTheyShouldBe) {
  v1::ContactsPut put;
  put.set_citizen_id("c-berit");
  *put.add_contacts() = contact("daughter", {done});
  put.set_command_id("k1");
  auto spec = notification();
  spec.when(contacts_of("c-berit", {contact("daughter", {done})}), "k1").then(put);
  EXPECT_EQ(spec.subject(), "citizen/c-berit");
}

TEST(Contacts, ReplaceTheOldOnesWhole) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done})}), contacts_of("c-berit", {contact("son", {done})}))
      .when(delivered("o1"))
      .then_like(requested({"o1/delivered/son"}));
}

TEST(Contacts, AreWithdrawnByAnEmptyList) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done})}), contacts_of("c-berit", {}))
      .when(delivered("o1"))
      .then(suppressed("o1", done, "no_contact"));
}

TEST(Contacts, AreNotBroughtBackByALateRepeatOfAnOldCommand) {
  const auto yes = contacts_of("c-berit", {contact("daughter", {done})});
  const auto no = contacts_of("c-berit", {});
  auto spec = notification();
  spec.when(yes, "k1").when(no, "k2");
  spec.when(yes, "k1").then_nothing();
  spec.when(delivered("o1")).then(suppressed("o1", done, "no_contact"));
}

TEST(Contacts, AreRefusedWithTheFieldThatCannotBe) {
  using Spoil = std::function<void(v1::PutContacts&)>;
  const struct {
    v1::ContactsRefusal reason;
    const char* field;
    Spoil spoil;
  } rows[] = {
      {v1::CONTACTS_REFUSAL_MISSING, "citizen_id", [](auto& c) { c.clear_citizen_id(); }},
      {v1::CONTACTS_REFUSAL_MISSING, "contacts[1].contact_id",
       [](auto& c) { c.mutable_contacts(1)->clear_contact_id(); }},
      {v1::CONTACTS_REFUSAL_INVALID, "contacts[0].contact_id",
       [](auto& c) { c.mutable_contacts(0)->set_contact_id("a/b"); }},
      {v1::CONTACTS_REFUSAL_DUPLICATE, "contacts[1].contact_id",
       [](auto& c) { c.mutable_contacts(1)->set_contact_id("daughter"); }},
      {v1::CONTACTS_REFUSAL_MISSING, "contacts[0].channel", [](auto& c) { c.mutable_contacts(0)->clear_channel(); }},
      {v1::CONTACTS_REFUSAL_INVALID, "contacts[0].channel",
       [](auto& c) { c.mutable_contacts(0)->set_channel(static_cast<v1::Channel>(99)); }},
      {v1::CONTACTS_REFUSAL_MISSING, "contacts[0].address", [](auto& c) { c.mutable_contacts(0)->clear_address(); }},
      {v1::CONTACTS_REFUSAL_INVALID, "contacts[0].language",
       [](auto& c) { c.mutable_contacts(0)->set_language("klingon"); }},
      {v1::CONTACTS_REFUSAL_INVALID, "contacts[0].kinds[1]",
       [](auto& c) { c.mutable_contacts(0)->add_kinds(v1::NOTIFICATION_KIND_UNSPECIFIED); }},
      {v1::CONTACTS_REFUSAL_INVALID, "contacts[0].consent_ends_at_ms",
       [](auto& c) { c.mutable_contacts(0)->set_consent_ends_at_ms(-1); }},
  };
  for (const auto& [reason, field, spoil] : rows) {
    SCOPED_TRACE(field);
    auto command = contacts_of("c-berit", {contact("daughter", {done}), contact("son", {done})});
    spoil(command);
    v1::ContactsRefused refused;
    refused.set_citizen_id(command.citizen_id());
    refused.set_command_id("k1");
    refused.set_reason(reason);
    refused.set_field(field);
    auto spec = notification();
    spec.when(command, "k1").then(refused);
    spec.when(command, "k1").then_nothing();
  }
}

}  // namespace
}  // namespace matbud::notification::testing
