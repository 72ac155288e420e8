#include "facts.h"

#include <google/protobuf/descriptor.h>

#include <set>
#include <vector>

#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::demo::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::size_t word_bytes_max = 60;

class Collector {
 public:
  void collect(const Message& message, const std::string& path) {
    if (message.GetDescriptor() == privacy::v1::Sealed::descriptor()) return;
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const auto* field : fields) {
      const auto name = path + "." + std::string{field->name()};
      found.insert(name);
      const int count = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) value_of(message, *field, i, name);
    }
  }

  std::set<std::string> found;

 private:
  void value_of(const Message& message, const FieldDescriptor& field, int index, const std::string& name) {
    const auto& at = *message.GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        collect(many ? at.GetRepeatedMessage(message, &field, index) : at.GetMessage(message, &field), name);
        break;
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* value = many ? at.GetRepeatedEnum(message, &field, index) : at.GetEnum(message, &field);
        found.insert(name + "=" + std::string{value->name()});
        break;
      }
      case FieldDescriptor::CPPTYPE_STRING: {
        const auto value = many ? at.GetRepeatedString(message, &field, index) : at.GetString(message, &field);
        if (value.size() <= word_bytes_max && value.find(' ') == std::string::npos) found.insert(name + "=" + value);
        break;
      }
      default: break;
    }
  }
};

}  // namespace

void add_facts(const Message& event, std::string_view key, Facts& facts) {
  std::vector<const FieldDescriptor*> fields;
  event.GetReflection()->ListFields(event, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_repeated()) continue;
    const auto& said = event.GetReflection()->GetMessage(event, field);
    const std::string type{said.GetDescriptor()->name()};
    Collector collector;
    collector.collect(said, type);
    for (const auto& fact : collector.found) ++facts[fact];
    ++facts[type];
    ++facts[type + "@" + std::string{key.substr(0, key.find('-'))}];
  }
}

}  // namespace matbud::demo::testing
