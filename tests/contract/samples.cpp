// Made-up messages with every field set: plausible enough to be folded, and the same on every machine.
#include <functional>
#include <map>
#include <string_view>

#include "golden.h"

namespace matbud::contract {
namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;

/// Values that a fold may look into. Every other field gets one that is made from its name.
const std::map<std::string_view, std::string_view>& known_texts() {
  static const std::map<std::string_view, std::string_view> texts = {
      {"area_id", "3024-sandvika"},      {"municipality", "3024"},
      {"time_zone", "Europe/Oslo"},      {"window_id", "morning"},
      {"grocer_id", "dagros"},           {"language", "nb"},
      {"topic", "ordering.commands.v1"}, {"notification_id", "order-1/delivered/contact-1"},
  };
  return texts;
}

const std::map<std::string_view, std::uint64_t>& known_numbers() {
  static const std::map<std::string_view, std::uint64_t> numbers = {
      {"gtin", 7038010009457},
      {"ordered_gtin", 7038010009457},
      {"alternative_gtin", 7038010009464},
      {"weekdays", 0b111'1111},
      {"opens_minute", 480},
      {"closes_minute", 720},
      {"cut_off_minute", 960},
      {"vat_basis_points", 1500},
      {"latitude_e7", 598940000},
      {"longitude_e7", 105240000},
      {"depot_latitude_e7", 598900000},
      {"depot_longitude_e7", 105200000},
      {"partition", 3},
  };
  return numbers;
}

std::uint64_t number_for(const Field& field) {
  const auto& name = field.name();
  if (const auto known = known_numbers().find(name); known != known_numbers().end()) return known->second;
  const auto small = static_cast<std::uint64_t>(field.number());
  if (name.ends_with("_ms")) return 1'790'000'000'000 + small * 60'000;
  if (name.ends_with("_day") || name.ends_with("_days")) return 20'717 + small;
  if (name.ends_with("_ore")) return 1'990 + small;
  return small;
}

std::string text_for(const Field& field, int index) {
  if (const auto known = known_texts().find(field.name()); known != known_texts().end())
    return std::string{known->second};
  return field.name() + "-" + std::to_string(index + 1);
}

/// Sets a field that is no message; of a repeated one, the element that comes next.
void set_scalar(pb::Message& message, const Field& field, int index) {
  const auto* reflection = message.GetReflection();
  const bool repeated = field.is_repeated();
  const auto number = number_for(field) + static_cast<std::uint64_t>(index);
  const auto put = [&](auto set, auto add, auto value) {
    if (repeated) {
      (reflection->*add)(&message, &field, value);
    } else {
      (reflection->*set)(&message, &field, value);
    }
  };
  using R = pb::Reflection;
  switch (field.cpp_type()) {
    case Field::CPPTYPE_INT32: return put(&R::SetInt32, &R::AddInt32, static_cast<std::int32_t>(number));
    case Field::CPPTYPE_INT64: return put(&R::SetInt64, &R::AddInt64, static_cast<std::int64_t>(number));
    case Field::CPPTYPE_UINT32: return put(&R::SetUInt32, &R::AddUInt32, static_cast<std::uint32_t>(number));
    case Field::CPPTYPE_UINT64: return put(&R::SetUInt64, &R::AddUInt64, number);
    case Field::CPPTYPE_BOOL: return put(&R::SetBool, &R::AddBool, true);
    case Field::CPPTYPE_STRING: return put(&R::SetString, &R::AddString, text_for(field, index));
    case Field::CPPTYPE_ENUM:
      // 0 would not be on the wire; 1 is there in every version.
      return put(&R::SetEnum, &R::AddEnum, field.enum_type()->FindValueByNumber(1));
    case Field::CPPTYPE_DOUBLE: return put(&R::SetDouble, &R::AddDouble, static_cast<double>(number));
    case Field::CPPTYPE_FLOAT: return put(&R::SetFloat, &R::AddFloat, static_cast<float>(number));
    case Field::CPPTYPE_MESSAGE: return;
  }
}

struct Sample {
  std::string label;
  std::unique_ptr<pb::Message> message;
};

std::vector<Sample> samples_of(Contract& contract, const pb::Descriptor& type);

void fill_field(Contract& contract, pb::Message& message, const Field& field) {
  const auto* reflection = message.GetReflection();
  if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
    const auto inner = std::move(samples_of(contract, *field.message_type()).front().message);
    (field.is_repeated() ? reflection->AddMessage(&message, &field) : reflection->MutableMessage(&message, &field))
        ->CopyFrom(*inner);
    return;
  }
  const int count = field.is_repeated() ? 2 : 1;
  for (int i = 0; i < count; ++i) set_scalar(message, field, i);
}

std::vector<Sample> samples_of(Contract& contract, const pb::Descriptor& type) {
  auto common = contract.new_message(type);
  std::vector<const Field*> cases;
  for (int i = 0; i < type.field_count(); ++i) {
    const auto* field = type.field(i);
    if (field->real_containing_oneof()) {
      cases.push_back(field);
    } else {
      fill_field(contract, *common, *field);
    }
  }
  std::vector<Sample> samples;
  for (const auto* field : cases) {
    if (field->cpp_type() != Field::CPPTYPE_MESSAGE) {
      samples.push_back({field->name(), contract.new_message(type)});
      samples.back().message->CopyFrom(*common);
      set_scalar(*samples.back().message, *field, 0);
      continue;
    }
    for (const auto& inner : samples_of(contract, *field->message_type())) {
      samples.push_back(
          {field->name() + (inner.label == "whole" ? "" : "." + inner.label), contract.new_message(type)});
      auto& message = *samples.back().message;
      message.CopyFrom(*common);
      message.GetReflection()->MutableMessage(&message, field)->CopyFrom(*inner.message);
    }
  }
  if (samples.empty()) samples.push_back({"whole", std::move(common)});
  return samples;
}

}  // namespace

std::vector<GoldenLine> samples(Contract& contract, const pb::Descriptor& type) {
  std::vector<GoldenLine> lines;
  for (const auto& sample : samples_of(contract, type)) {
    lines.push_back({sample.label, sample.message->SerializeAsString()});
  }
  return lines;
}

}  // namespace matbud::contract
