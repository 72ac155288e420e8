#include "matbud/api/render.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace matbud::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using nlohmann::json;

bool is_gtin(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64 && field.name().ends_with("gtin");
}
bool is_day(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 &&
         (field.name().ends_with("_day") || field.name().ends_with("_days"));
}
bool is_moment(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
         (field.name().ends_with("_at_ms") || field.name() == "eta_ms" || field.name() == "alcohol_from_ms" ||
          field.name() == "alcohol_until_ms");
}

json scalar(const FieldDescriptor& field, std::int64_t number) {
  if (is_day(field)) return date_json(static_cast<std::int32_t>(number));
  if (is_moment(field) && number == 0) return nullptr;
  return number;
}

json enum_word(const google::protobuf::EnumValueDescriptor* value) {
  if (value == nullptr || value->number() == 0) return nullptr;
  return word_of_enum(*value);
}

/// The value of a field; the `index`th of a repeated one.
class Reading {
 public:
  Reading(const Message& message, const Opener& open)
      : message_{message}, reflection_{*message.GetReflection()}, open_{open} {}

  [[nodiscard]] json single(const FieldDescriptor& field) const {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: return scalar(field, reflection_.GetInt32(message_, &field));
      case FieldDescriptor::CPPTYPE_INT64: return scalar(field, reflection_.GetInt64(message_, &field));
      case FieldDescriptor::CPPTYPE_UINT32: return reflection_.GetUInt32(message_, &field);
      case FieldDescriptor::CPPTYPE_UINT64: return unsigned_json(field, reflection_.GetUInt64(message_, &field));
      case FieldDescriptor::CPPTYPE_BOOL: return reflection_.GetBool(message_, &field);
      case FieldDescriptor::CPPTYPE_ENUM: return enum_word(reflection_.GetEnum(message_, &field));
      case FieldDescriptor::CPPTYPE_STRING: return reflection_.GetString(message_, &field);
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const bool is_there = reflection_.HasField(message_, &field);
        if (is_sealed(field)) return is_there ? opened(field, reflection_.GetMessage(message_, &field)) : absent(field);
        if (!is_there) return nullptr;
        return json_of(reflection_.GetMessage(message_, &field), open_);
      }
      default: return nullptr;  // the contract has no floating-point numbers
    }
  }

  [[nodiscard]] json element(const FieldDescriptor& field, int index) const {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: return scalar(field, reflection_.GetRepeatedInt32(message_, &field, index));
      case FieldDescriptor::CPPTYPE_UINT64:
        return unsigned_json(field, reflection_.GetRepeatedUInt64(message_, &field, index));
      case FieldDescriptor::CPPTYPE_ENUM: return enum_word(reflection_.GetRepeatedEnum(message_, &field, index));
      case FieldDescriptor::CPPTYPE_STRING: return reflection_.GetRepeatedString(message_, &field, index);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return json_of(reflection_.GetRepeatedMessage(message_, &field, index), open_);
      default: return nullptr;
    }
  }
  [[nodiscard]] int size(const FieldDescriptor& field) const { return reflection_.FieldSize(message_, &field); }

 private:
  static bool is_sealed(const FieldDescriptor& field) {
    return field.message_type() == privacy::v1::Sealed::descriptor();
  }
  static json unsigned_json(const FieldDescriptor& field, std::uint64_t number) {
    return is_gtin(field) ? gtin_json(number) : json(number);
  }
  /// A field that the caller may see and that holds nothing shows as null; whether it holds something is not told else.
  [[nodiscard]] json absent(const FieldDescriptor& field) const { return opened(field, privacy::v1::Sealed{}); }
  [[nodiscard]] json opened(const FieldDescriptor& field, const Message& sealed) const {
    if (!open_) return json(json::value_t::discarded);
    return open_(static_cast<const privacy::v1::Sealed&>(sealed), field.full_name());
  }

  const Message& message_;
  const Reflection& reflection_;
  const Opener& open_;
};

}  // namespace

json json_of(const Message& message, const Opener& open) {
  const Reading reading{message, open};
  auto object = json::object();
  const auto* const descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto& field = *descriptor->field(i);
    if (field.is_repeated()) {
      auto list = json::array();
      for (int at = 0; at < reading.size(field); ++at) list.push_back(reading.element(field, at));
      object[field.name()] = std::move(list);
      continue;
    }
    auto value = reading.single(field);
    if (!value.is_discarded()) object[field.name()] = std::move(value);
  }
  return object;
}

json date_json(std::int32_t day) {
  if (day == 0) return nullptr;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

json gtin_json(std::uint64_t gtin) {
  if (gtin == 0) return nullptr;
  auto digits = std::to_string(gtin);
  for (const std::size_t length : {8U, 12U, 13U, 14U}) {
    if (digits.size() > length) continue;
    return std::string(length - digits.size(), '0') + digits;
  }
  return digits;
}

std::string word_of_enum(const google::protobuf::EnumValueDescriptor& value) {
  // The contract's rule: RefusalReason's values begin with REFUSAL_REASON_.
  std::string prefix;
  for (const char c : value.type()->name()) {
    if (c >= 'A' && c <= 'Z' && !prefix.empty()) prefix += '_';
    prefix += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  prefix += '_';
  std::string_view name = value.name();
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  std::string word{name};
  for (auto& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return word;
}

}  // namespace matbud::api
