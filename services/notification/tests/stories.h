// The words in which the tests of notification are told.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/notification/decider.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/notification/words.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/testing/decider_spec.h"

namespace matbud::notification::testing {

inline constexpr Timestamp monday_8am = from_ms(1'772'438'400'000);  // where a DeciderSpec starts

inline processor::testing::DeciderSpec notification() { return processor::testing::DeciderSpec{make_decider()}; }

inline v1::Contact contact(const std::string& id, std::initializer_list<v1::NotificationKind> kinds,
                           Timestamp consent_ends = {}) {
  v1::Contact contact;
  contact.set_contact_id(id);
  contact.set_relation("next_of_kin");
  contact.set_channel(v1::CHANNEL_EMAIL);
  contact.mutable_address()->set_key_id("c-berit");
  contact.mutable_address()->set_box("sealed address of " + id);
  contact.mutable_name()->set_key_id("c-berit");
  contact.mutable_name()->set_box("sealed name of " + id);
  contact.set_language("nb");
  for (const auto kind : kinds) contact.add_kinds(kind);
  contact.set_consent_ends_at_ms(to_ms(consent_ends));
  return contact;
}

/// Another way to reach the contact.
inline v1::Contact and_at(v1::Contact contact, v1::Channel channel) {
  auto& point = *contact.add_other_points();
  point.set_channel(channel);
  point.mutable_address()->set_key_id("c-berit");
  point.mutable_address()->set_box("sealed address " + std::to_string(contact.other_points_size() + 1) + " of " +
                                   contact.contact_id());
  return contact;
}

inline v1::Contact by(v1::Channel channel, v1::Contact contact) {
  contact.set_channel(channel);
  return contact;
}

/// Quiet from 21 to 7 by the clock of Oslo; digests of half an hour unless told otherwise.
inline v1::PutSettings quiet_nights(std::uint32_t digest_minutes = 30) {
  v1::PutSettings command;
  command.set_area_id("3024-sandvika");
  command.mutable_quiet()->set_from_minute(21 * 60);
  command.mutable_quiet()->set_until_minute(7 * 60);
  command.set_digest_minutes(digest_minutes);
  return command;
}

inline v1::PutContacts contacts_of(const std::string& citizen_id, const std::vector<v1::Contact>& contacts) {
  v1::PutContacts command;
  command.set_citizen_id(citizen_id);
  for (const auto& one : contacts) *command.add_contacts() = one;
  return command;
}

inline ordering::v1::OrderPlaced order_placed(const std::string& order_id, const std::string& citizen_id = "c-berit") {
  ordering::v1::OrderPlaced event;
  event.mutable_order()->set_order_id(order_id);
  event.mutable_order()->set_citizen_id(citizen_id);
  return event;
}

struct PlannedStop {
  std::string order_id;
  std::string citizen_id = "c-berit";
  std::int64_t eta_ms = 0;
};

inline dispatch::v1::RunsPlanned runs_planned(const std::vector<std::vector<PlannedStop>>& runs) {
  dispatch::v1::RunsPlanned event;
  event.mutable_window()->set_area_id("3024-sandvika");
  event.mutable_window()->set_window_id("morning");
  event.mutable_window()->set_delivery_day(20515);
  for (const auto& stops : runs) {
    auto& run = *event.add_runs();
    for (const auto& planned : stops) {
      auto& stop = *run.add_stops();
      stop.set_order_id(planned.order_id);
      stop.set_citizen_id(planned.citizen_id);
      stop.set_eta_ms(planned.eta_ms);
    }
  }
  return event;
}

inline dispatch::v1::RunReplanned inserted_into_a_run(const std::string& order_id) {
  dispatch::v1::RunReplanned event;
  event.mutable_added()->set_order_id(order_id);
  event.mutable_added()->set_citizen_id("c-berit");
  return event;
}

inline dispatch::v1::DeliveryDone delivered(const std::string& order_id) {
  dispatch::v1::DeliveryDone event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  return event;
}

inline dispatch::v1::DeliveryFailed not_delivered(const std::string& order_id) {
  dispatch::v1::DeliveryFailed event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  return event;
}

inline bridge::v1::GrocerRefused refused_by_grocer(const std::string& order_id) {
  bridge::v1::GrocerRefused event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  return event;
}

inline bridge::v1::GrocerLate grocer_late(const std::string& order_id) {
  bridge::v1::GrocerLate event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  return event;
}

/// A delivery window is over without these.
inline dispatch::v1::WindowClosed window_closed(const std::vector<std::string>& late_order_ids) {
  dispatch::v1::WindowClosed event;
  for (const auto& order_id : late_order_ids) {
    auto& late = *event.add_late();
    late.set_order_id(order_id);
    late.set_citizen_id("c-berit");
  }
  return event;
}

inline v1::NotificationsSuppressed suppressed(const std::string& order_id, v1::NotificationKind kind,
                                              const std::string& reason, const std::string& contact_id = {}) {
  v1::NotificationsSuppressed event;
  auto& one = *event.add_suppressed();
  one.set_order_id(order_id);
  one.set_kind(kind);
  one.set_contact_id(contact_id);
  one.set_reason(reason);
  return event;
}

inline v1::NotificationsRequested requested(const std::vector<std::string>& notification_ids) {
  v1::NotificationsRequested event;
  for (const auto& id : notification_ids) event.add_notifications()->set_notification_id(id);
  return event;
}

inline v1::ReportOutcome report(const std::string& notification_id, v1::Outcome outcome, const std::string& detail = {},
                                std::uint32_t attempt = 1) {
  v1::ReportOutcome command;
  command.set_notification_id(notification_id);
  command.set_outcome(outcome);
  command.set_detail(detail);
  command.set_effect_id(effect_id_of(notification_id, attempt));
  return command;
}

}  // namespace matbud::notification::testing
