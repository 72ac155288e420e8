#include "matbud/processor/decider.h"

#include <google/protobuf/descriptor.h>

namespace matbud::processor {

std::string_view type_of(const google::protobuf::Message& top_level) {
  const auto* descriptor = top_level.GetDescriptor();
  if (descriptor->oneof_decl_count() == 0) return {};
  const auto* field = top_level.GetReflection()->GetOneofFieldDescriptor(top_level, descriptor->oneof_decl(0));
  return field == nullptr ? std::string_view{} : std::string_view{field->message_type()->full_name()};
}

}  // namespace matbud::processor
