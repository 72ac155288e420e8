#include "matbud/privacy/access.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace matbud::privacy {

Access Access::all() {
  Access access;
  access.all_ = true;
  return access;
}

Access Access::fields(std::initializer_list<std::string_view> names) {
  Access access;
  for (const auto name : names) access.names_.emplace(name);
  return access;
}

Access Access::of(std::string_view service) {
  if (service == "ordering") {
    return fields({"matbud.ordering.v1.Citizen.name", "matbud.ordering.v1.Citizen.diet",
                   "matbud.ordering.v1.PlaceOrder.note_to_driver", "matbud.ordering.v1.PlaceOrder.note_to_home_care",
                   "matbud.ordering.v1.CancelOrder.reason", "matbud.ordering.v1.GiveFeedback.words",
                   "matbud.ordering.v1.OrderDraft.text", "matbud.orders.v1.OrderLine.warning_passed_reason"});
  }
  if (service == "dispatch") {
    return fields({"matbud.dispatch.v1.DropPoint.address", "matbud.dispatch.v1.DropPoint.point",
                   "matbud.dispatch.v1.DropPoint.door_code", "matbud.dispatch.v1.DropPoint.note_to_driver",
                   "matbud.dispatch.v1.CompleteDelivery.received_by", "matbud.dispatch.v1.ConfirmAlert.words",
                   "matbud.ordering.v1.PlaceOrder.note_to_driver"});
  }
  if (service == "notification") {
    return fields({"matbud.notification.v1.Contact.address", "matbud.notification.v1.Contact.name",
                   "matbud.notification.v1.ContactPoint.address"});
  }
  // The bridge talks to strangers and audit proves ciphertext: neither needs to read a word of it.
  if (service == "grocer_bridge" || service == "audit") return none();
  throw std::logic_error{"no service is called " + std::string{service}};
}

Access Access::and_also(const Access& other) const {
  if (all_) return other;
  if (other.all_) return *this;
  Access both;
  std::set_intersection(names_.begin(), names_.end(), other.names_.begin(), other.names_.end(),
                        std::inserter(both.names_, both.names_.end()));
  return both;
}

}  // namespace matbud::privacy
