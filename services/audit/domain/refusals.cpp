#include "refusals.h"

namespace matbud::audit {

std::string_view words_for(ordering::v1::RefusalReason reason) {
  using namespace ordering::v1;
  switch (reason) {
    case REFUSAL_REASON_EMPTY_ORDER: return "the order is empty";
    case REFUSAL_REASON_UNKNOWN_CITIZEN: return "the citizen is not registered in this area";
    case REFUSAL_REASON_CITIZEN_INACTIVE: return "the citizen's service has ended";
    case REFUSAL_REASON_UNKNOWN_WINDOW: return "the area has no such window";
    case REFUSAL_REASON_NO_DELIVERY_THAT_DAY: return "there is no delivery that day";
    case REFUSAL_REASON_PAST_CUT_OFF: return "the cut-off has passed";
    case REFUSAL_REASON_WINDOW_FULL: return "the window is full that day";
    case REFUSAL_REASON_UNKNOWN_PRODUCT: return "the product is not in the catalogue";
    case REFUSAL_REASON_PRICE_UNKNOWN: return "the price of the product is not known";
    case REFUSAL_REASON_BAD_QUANTITY: return "the quantity is zero or too large";
    case REFUSAL_REASON_TOO_HEAVY: return "the order is too heavy for one drop";
    case REFUSAL_REASON_UNKNOWN_ORDER: return "there is no such order";
    case REFUSAL_REASON_VERSION_CHANGED: return "the order was changed in the meantime";
    case REFUSAL_REASON_NOT_DELIVERED: return "the order has not been delivered";
    case REFUSAL_REASON_ORDER_NOT_OPEN: return "the order is no longer open";
    case REFUSAL_REASON_ORDER_ID_TAKEN: return "another order has that number";
    case REFUSAL_REASON_UNKNOWN_AREA: return "the area is not defined";
    case REFUSAL_REASON_INVALID: return "a value cannot be";
    case REFUSAL_REASON_DUPLICATE_LINE: return "the same product stands on two lines";
    case REFUSAL_REASON_NOT_OFFERED: return "this is not offered yet";
    case REFUSAL_REASON_TOO_FAR_AHEAD: return "the day is too far ahead";
    case REFUSAL_REASON_WITHDRAWN_PRODUCT: return "the grocer no longer has the product";
    case REFUSAL_REASON_WARNING_NOT_PASSED:
      return "a product may not suit the citizen's diet, and no reason was given to go on";
    case REFUSAL_REASON_DIET_UNREADABLE: return "the citizen's diet cannot be read, so nothing can be checked";
    case REFUSAL_REASON_AGE_LIMIT: return "the product has an age limit, and the citizen's age has not been seen to";
    case REFUSAL_REASON_ALCOHOL_NOT_OFFERED: return "alcohol is not delivered in this area";
    case REFUSAL_REASON_ALCOHOL_TOO_STRONG: return "a grocer may not sell anything that strong";
    case REFUSAL_REASON_ALCOHOL_HOURS: return "alcohol may not be handed over in that window";
    case REFUSAL_REASON_MAY_NOT_ORDER: return "who ordered may not order for this citizen";
    case REFUSAL_REASON_NEVER_DELIVERED: return "no delivery of it would ever come";
    case REFUSAL_REASON_PRICE_NOT_VALID_YET: return "the price of the product is not valid yet";
    default: return "for a reason this version does not know";
  }
}

std::string_view words_for(ordering::v1::OrderEnding ending) {
  using namespace ordering::v1;
  switch (ending) {
    case ORDER_ENDING_DELIVERED: return "it was delivered";
    case ORDER_ENDING_REFUSED_BY_GROCER: return "the grocer refused it";
    case ORDER_ENDING_RETURNED: return "it could not be handed over, and the goods went back";
    default: return "in a way this version does not know";
  }
}

std::string_view words_for(dispatch::v1::DispatchRefusal reason) {
  using namespace dispatch::v1;
  switch (reason) {
    case DISPATCH_REFUSAL_UNKNOWN_RUN: return "there is no such run, or it is over";
    case DISPATCH_REFUSAL_UNKNOWN_ORDER: return "the order is not here, or has reached its end";
    case DISPATCH_REFUSAL_NOT_ASSIGNED: return "the order has no driver yet";
    case DISPATCH_REFUSAL_OTHER_DRIVER: return "another driver has it";
    case DISPATCH_REFUSAL_STALE_PLAN: return "the plan came too late";
    case DISPATCH_REFUSAL_INVALID_PLAN: return "the plan breaks a rule";
    case DISPATCH_REFUSAL_OVERLAPPING_SHIFT: return "the driver is on another shift then";
    case DISPATCH_REFUSAL_RUN_NOT_STARTED: return "the run has not started";
    case DISPATCH_REFUSAL_INVALID: return "a value cannot be";
    case DISPATCH_REFUSAL_NOTHING_TO_PLAN: return "nothing waits for a plan";
    case DISPATCH_REFUSAL_NO_DRIVER: return "no driver is on shift then";
    case DISPATCH_REFUSAL_NOT_PACKED: return "the goods are not packed yet";
    case DISPATCH_REFUSAL_RUN_NOT_OVER: return "the driver has a run that is not over";
    case DISPATCH_REFUSAL_AGE_NOT_CHECKED: return "the goods have an age limit, and nobody saw to the receiver's age";
    case DISPATCH_REFUSAL_TOO_LATE: return "it is too late to take that back";
    case DISPATCH_REFUSAL_NO_ALERT: return "nobody waits for an answer about that order";
    case DISPATCH_REFUSAL_ALREADY: return "it is so already";
    case DISPATCH_REFUSAL_ALCOHOL_HOURS: return "alcohol may not be handed over at this hour";
    default: return "for a reason this version does not know";
  }
}

std::string_view words_for(dispatch::v1::FailureReason reason) {
  using namespace dispatch::v1;
  switch (reason) {
    case FAILURE_REASON_NOT_OPENED: return "nobody opened";
    case FAILURE_REASON_AGE: return "nobody of age was there to receive it";
    case FAILURE_REASON_NO_ACCESS: return "the way was closed";
    case FAILURE_REASON_REFUSED_AT_DOOR: return "the goods were refused at the door";
    default: return "no reason was given";
  }
}

std::string_view words_for(notification::v1::ContactsRefusal reason) {
  using namespace notification::v1;
  switch (reason) {
    case CONTACTS_REFUSAL_MISSING: return "a value is missing";
    case CONTACTS_REFUSAL_INVALID: return "a value cannot be";
    case CONTACTS_REFUSAL_DUPLICATE: return "two contacts have the same id";
    default: return "for a reason this version does not know";
  }
}

std::string_view words_for_silence(std::string_view reason) {
  if (reason == "no_contact") return "there is nobody to tell";
  if (reason == "no_consent") return "they did not ask to be told this";
  if (reason == "consent_ended") return "the consent has ended";
  if (reason == "long_past") return "it is long past";
  if (reason == "outside_purpose") return "their consent is for another purpose";
  if (reason == "no_live_point") return "none of their addresses leads anywhere";
  if (reason == "too_slow") return "a letter would come after the event";
  if (reason == "nobody_told") return "it had reached nobody";
  if (reason == "overtaken") return "later news of the order says more";
  if (reason == "too_many") return "too much waits for them already";
  return reason;
}

}  // namespace matbud::audit
