#include "deciding.h"

namespace matbud::dispatch {

v1::DispatchEvent& new_event(const Asked& asked) {
  auto* event = google::protobuf::Arena::CreateMessage<v1::DispatchEvent>(&asked.arena);
  if (asked.by_command) event->set_command_id(std::string{asked.id});
  return *event;
}

Answer refuse(const Asked& asked, v1::DispatchRefusal reason, std::string_view action, std::string_view detail,
              std::string subject, std::string_view order_id, std::string_view plan_id) {
  auto& event = new_event(asked);
  auto& refused = *event.mutable_dispatch_refused();
  refused.set_command_id(std::string{asked.id});
  refused.set_reason(reason);
  refused.set_action(std::string{action});
  refused.set_detail(std::string{detail});
  refused.set_order_id(std::string{order_id});
  refused.set_plan_id(std::string{plan_id});
  return processor::Decision{&event, std::move(subject)};
}

Answer already(const Asked& asked, std::string_view action, std::string_view detail, std::string subject,
               std::string_view order_id) {
  return refuse(asked, v1::DISPATCH_REFUSAL_ALREADY, action, detail, std::move(subject), order_id);
}

}  // namespace matbud::dispatch
