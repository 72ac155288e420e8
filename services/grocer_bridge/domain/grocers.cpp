#include "grocers.h"

#include "matbud/processor/machinery.h"
#include "tables.h"
#include "told.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;
using Arena = google::protobuf::Arena;

/// Empty when nothing is sent by it.
const char* kind_of(bridge::v1::Channel channel) {
  switch (channel) {
    case bridge::v1::CHANNEL_PEPPOL: return "peppol";
    case bridge::v1::CHANNEL_WEBHOOK: return "webhook";
    default: return "";
  }
}

}  // namespace

std::optional<processor::Decision> decide_put_grocer(const matbud::state::TableReader& tables,
                                                     const bridge::v1::PutGrocer& put, std::string_view command_id,
                                                     Arena& arena) {
  const auto& grocer = put.grocer();
  if (grocer.grocer_id().empty()) throw processor::Poison{"put_grocer.grocer.grocer_id: not said"};
  if (!bridge::v1::Channel_IsValid(grocer.channel())) throw processor::Poison{"put_grocer.grocer.channel: unknown"};
  const auto known = table::grocers.find(tables, grocer.grocer_id());
  if (known && known->command_id() == command_id) return std::nullopt;
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  *event->mutable_grocer_put()->mutable_grocer() = grocer;
  event->mutable_grocer_put()->set_command_id(std::string{command_id});
  return processor::Decision{event, "grocer/" + grocer.grocer_id()};
}

std::optional<processor::Decision> decide_told(const matbud::state::TableReader& tables,
                                               const bridge::v1::ReportTold& report, std::string_view subject,
                                               Arena& arena) {
  const auto effect = processor::pending_effect(tables, report.effect_id());
  if (!effect) return std::nullopt;
  bridge::v1::Telling telling;
  if (!telling.ParseFromString(effect->request())) throw processor::Poison{"the effect's request is no Telling"};
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  auto& told = *event->mutable_grocer_told();
  told.set_effect_id(report.effect_id());
  told.set_grocer_id(telling.grocer().grocer_id());
  told.set_outcome(report.outcome());
  told.set_detail(report.detail());
  *told.mutable_order_ids() = telling.order_ids();
  return processor::Decision{event, std::string{subject}};
}

void remember_grocer(matbud::state::TableWriter& tables, const bridge::v1::GrocerPut& put) {
  table::grocers.put(tables, put.grocer().grocer_id(), put);
}

void request_tellings(matbud::state::TableWriter& tables, const BridgeEvent& event, const processor::EventInfo& info) {
  int number = 0;
  for (const auto& grocer_id : grocers_told(event)) {
    const auto known = table::grocers.find(tables, grocer_id);
    if (!known || *kind_of(known->grocer().channel()) == '\0') continue;
    grocer::v1::GrocerMessage message;
    if (!tell(event, grocer_id, message)) continue;
    bridge::v1::Telling telling;
    *telling.mutable_grocer() = known->grocer();
    telling.set_message(message.SerializeAsString());
    telling.set_said_at_ms(to_ms(info.time));
    for (auto& order : orders_in(message)) telling.add_order_ids(std::move(order));
    runtime::v1::PendingEffect effect;
    effect.set_effect_id(std::string{info.id} + (number == 0 ? "" : "#" + std::to_string(number)));
    effect.set_kind(kind_of(known->grocer().channel()));
    effect.set_request(telling.SerializeAsString());
    effect.set_key(std::string{info.key});
    effect.set_subject(std::string{info.subject});
    processor::request_effect(tables, effect);
    ++number;
  }
}

}  // namespace matbud::grocer_bridge
