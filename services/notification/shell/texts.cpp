#include "texts.h"

namespace matbud::notification {

Plural plural_in(std::string_view language, std::size_t count) {
  if (count == 1) return Plural::one;
  return count == 2 && language == "se" ? Plural::two : Plural::other;
}

std::string counted(const Several& several, std::string_view language, std::size_t count) {
  constexpr std::string_view slot = "{n}";
  const bool dual = plural_in(language, count) == Plural::two && !several.two.empty();
  std::string text{dual ? several.two : several.other};
  if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), std::to_string(count));
  return text;
}

Reader reader_of(const v1::Contact& contact) {
  if (contact.relation() == "citizen") return Reader::citizen;
  return contact.relation() == "home_care" ? Reader::home_care : Reader::next_of_kin;
}

const Language& language_of(std::string_view code) {
  for (const auto* language : {&nynorsk, &northern_saami, &english}) {
    if (language->code == code) return *language;
  }
  return bokmaal;
}

const Voice& voice_of(const Language& language, Reader reader) {
  switch (reader) {
    case Reader::citizen: return language.citizen;
    case Reader::home_care: return language.home_care;
    case Reader::next_of_kin: break;
  }
  return language.next_of_kin;
}

const Text& text_of(const Voice& voice, v1::NotificationKind kind, bool at_base) {
  static constexpr Text nothing{};
  switch (kind) {
    case v1::NOTIFICATION_KIND_ORDER_PLACED: return voice.order_placed;
    case v1::NOTIFICATION_KIND_DRIVER_ASSIGNED: return voice.driver_assigned;
    case v1::NOTIFICATION_KIND_DELIVERED: return at_base ? voice.delivered_at_base : voice.delivered;
    case v1::NOTIFICATION_KIND_NOT_DELIVERED: return voice.not_delivered;
    case v1::NOTIFICATION_KIND_REFUSED_BY_GROCER: return voice.refused_by_grocer;
    case v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED: return voice.standing_order_missed;
    case v1::NOTIFICATION_KIND_BUDGET_EXCEEDED: return voice.budget_exceeded;
    case v1::NOTIFICATION_KIND_GOODS_CHANGED: return voice.goods_changed;
    case v1::NOTIFICATION_KIND_NOBODY_ANSWERED: return voice.nobody_answered;
    case v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE: return voice.contact_unreachable;
    case v1::NOTIFICATION_KIND_PARTLY_DELIVERED: return voice.partly_delivered;
    case v1::NOTIFICATION_KIND_GROCER_LATE: return voice.grocer_late;
    case v1::NOTIFICATION_KIND_DELIVERY_LATE: return voice.delivery_late;
    case v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE: return voice.told_by_mistake;
    case v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT: return voice.goods_to_take_out;
    case v1::NOTIFICATION_KIND_ORDER_CANCELLED: return voice.order_cancelled;
    case v1::NOTIFICATION_KIND_ORDER_WITHHELD: return voice.order_withheld;
    default: return nothing;
  }
}

}  // namespace matbud::notification
