#include "matbud/audit/mentions.h"

#include <google/protobuf/descriptor.h>

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "matbud/audit/contract.h"
#include "matbud/log/topics.h"

namespace matbud::audit {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool holds_order_ids(const FieldDescriptor& field) {
  return field.type() == FieldDescriptor::TYPE_STRING &&
         (field.name() == "order_id" || field.name().ends_with("order_ids")) && !field.name().starts_with("standing");
}

/// The fields of a message that hold order ids or lead to some.
struct Plan {
  std::vector<const FieldDescriptor*> ids;
  std::vector<const FieldDescriptor*> ways;
  bool many = false;  ///< a list of ids, or a list of messages that lead to some, lies on the way
};

}  // namespace

/// Plans of all messages of the contract, made once: walking a message then looks at nothing that cannot lead anywhere,
/// such as an order's lines.
class Mentions::Impl {
 public:
  Impl() {
    const auto grocer = GrocerId{"any"};
    for (const auto& topic : log::installation_topics({grocer}, 1)) {
      if (const auto* prototype = contract_of(topic.name)) (void)plan_of(prototype->GetDescriptor());
    }
    for (const auto& [descriptor, plan] : plans_) {
      const bool any = !plan.ids.empty() || !plan.ways.empty();
      by_type_[descriptor->full_name()] = !any ? Count::none : plan.many ? Count::many : Count::one;
    }
  }

  [[nodiscard]] Count orders_in(std::string_view topic, std::string_view type) const {
    const auto* prototype = contract_of(topic);
    if (prototype == nullptr) return Count::none;
    // Beside the oneof: a grocer's answer, whose type says nothing of the order and whose subject a stranger chose.
    if (!plans_.at(prototype->GetDescriptor()).ids.empty()) return Count::many;
    const auto found = by_type_.find(type);
    return found == by_type_.end() ? Count::none : found->second;
  }

  void visit(const Message& message, const std::function<void(const std::string&)>& each) const {
    const auto found = plans_.find(message.GetDescriptor());
    if (found == plans_.end()) return;
    const auto& reflection = *message.GetReflection();
    std::string scratch;
    for (const auto* field : found->second.ids) {
      const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) {
        const auto& id = field->is_repeated() ? reflection.GetRepeatedStringReference(message, field, i, &scratch)
                                              : reflection.GetStringReference(message, field, &scratch);
        if (!id.empty()) each(id);
      }
    }
    for (const auto* field : found->second.ways) {
      if (field->is_repeated()) {
        for (int i = 0; i < reflection.FieldSize(message, field); ++i)
          visit(reflection.GetRepeatedMessage(message, field, i), each);
      } else if (reflection.HasField(message, field)) {
        visit(reflection.GetMessage(message, field), each);
      }
    }
  }

 private:
  /// The contract has no message inside itself; one that is being planned counts as leading nowhere.
  const Plan& plan_of(const Descriptor* descriptor) {
    const auto [place, is_new] = plans_.try_emplace(descriptor);
    if (!is_new) return place->second;
    Plan plan;
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const auto* field = descriptor->field(i);
      if (holds_order_ids(*field)) {
        plan.ids.push_back(field);
        plan.many = plan.many || field->is_repeated();
      } else if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
        const auto& inner = plan_of(field->message_type());
        if (inner.ids.empty() && inner.ways.empty()) continue;
        plan.ways.push_back(field);
        plan.many = plan.many || field->is_repeated() || inner.many;
      }
    }
    return plans_[descriptor] = std::move(plan);
  }

  std::unordered_map<const Descriptor*, Plan> plans_;
  std::map<std::string, Count, std::less<>> by_type_;
};

Mentions::Mentions() : impl_{std::make_unique<Impl>()} {}
Mentions::~Mentions() = default;

Mentions::Count Mentions::orders_in(std::string_view topic, std::string_view type) const {
  return impl_->orders_in(topic, type);
}

void Mentions::visit_orders(const Message& message, const std::function<void(const std::string&)>& visit) const {
  impl_->visit(message, visit);
}

}  // namespace matbud::audit
