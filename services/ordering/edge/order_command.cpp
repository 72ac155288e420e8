#include "matbud/ordering/edge/order_command.h"

#include <stdexcept>

#include "matbud/log/topics.h"

namespace matbud::ordering::edge {

log::Command to_record(const OrderCommand& command) {
  log::Command record;
  record.topic = log::ordering_commands;
  record.key = command.area.value();
  record.id = command.command_id;
  const auto& asked = command.command;
  switch (asked.command_case()) {
    case v1::OrderingCommand::kPlaceOrder:
      record.type = asked.place_order().GetTypeName();
      record.subject = "order/" + asked.place_order().order_id();
      break;
    case v1::OrderingCommand::kAmendOrder:
      record.type = asked.amend_order().GetTypeName();
      record.subject = "order/" + asked.amend_order().order_id();
      break;
    case v1::OrderingCommand::kCancelOrder:
      record.type = asked.cancel_order().GetTypeName();
      record.subject = "order/" + asked.cancel_order().order_id();
      break;
    case v1::OrderingCommand::kGiveFeedback:
      record.type = asked.give_feedback().GetTypeName();
      record.subject = "order/" + asked.give_feedback().order_id();
      break;
    case v1::OrderingCommand::kRegisterCitizen:
      record.type = asked.register_citizen().GetTypeName();
      record.subject = "citizen/" + asked.register_citizen().citizen().citizen_id();
      break;
    case v1::OrderingCommand::kPutStandingOrder:
      record.type = asked.put_standing_order().GetTypeName();
      record.subject = "standing/" + asked.put_standing_order().standing_order().standing_order_id();
      break;
    case v1::OrderingCommand::kDefineArea:
      record.type = asked.define_area().GetTypeName();
      record.subject = "area/" + asked.define_area().area().area_id();
      break;
    default: throw std::logic_error{"to_record: the command is of no kind that an edge takes"};
  }
  record.value = asked.SerializeAsString();
  return record;
}

}  // namespace matbud::ordering::edge
