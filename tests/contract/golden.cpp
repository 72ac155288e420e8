#include "golden.h"

#include <google/protobuf/descriptor.pb.h>
#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace matbud::contract {
namespace {

namespace pb = google::protobuf;

pb::FileDescriptorSet read_set(const std::filesystem::path& path) {
  pb::FileDescriptorSet set;
  std::ifstream file{path, std::ios::binary};
  if (!file || !set.ParseFromIstream(&file)) throw std::runtime_error{path.string() + " is no FileDescriptorSet"};
  return set;
}

void add_with_nested(const pb::Descriptor* type, std::vector<const pb::Descriptor*>& out) {
  out.push_back(type);
  for (int i = 0; i < type->nested_type_count(); ++i) add_with_nested(type->nested_type(i), out);
}

std::string base64_of(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its terminating zero
  return text;
}

bool from_base64(const std::string& text, std::string& bytes) {
  bytes.resize(text.size());
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    return false;
  }
  bytes.resize(size);
  return true;
}

}  // namespace

Contract::Contract(const std::filesystem::path& descriptor_set) : factory_{&pool_} {
  const auto set = read_set(descriptor_set);
  for (const auto& file : set.file()) {
    const auto* built = pool_.BuildFile(file);
    if (!built) throw std::runtime_error{file.name() + " cannot be built"};
    if (file.name().starts_with("matbud/")) files_.push_back(built);
  }
}

std::vector<const pb::Descriptor*> Contract::messages() const {
  std::vector<const pb::Descriptor*> all;
  for (const auto* file : files_) {
    for (int i = 0; i < file->message_type_count(); ++i) add_with_nested(file->message_type(i), all);
  }
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->full_name() < b->full_name(); });
  return all;
}

std::vector<const pb::Descriptor*> Contract::roots() const {
  const auto all = messages();
  std::set<const pb::Descriptor*> held;
  for (const auto* type : all) {
    for (int i = 0; i < type->field_count(); ++i) held.insert(type->field(i)->message_type());
  }
  std::vector<const pb::Descriptor*> roots;
  std::copy_if(all.begin(), all.end(), std::back_inserter(roots),
               [&](const auto* type) { return !held.contains(type); });
  return roots;
}

std::unique_ptr<pb::Message> Contract::new_message(const pb::Descriptor& type) {
  return std::unique_ptr<pb::Message>{factory_.GetPrototype(&type)->New()};
}

std::set<std::string> fields_in(const pb::Message& message) {
  std::set<std::string> names;
  std::vector<const pb::FieldDescriptor*> set_fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &set_fields);
  for (const auto* field : set_fields) {
    names.insert(field->full_name());
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const auto& inner = field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                               : reflection->GetMessage(message, field);
      names.merge(fields_in(inner));
    }
  }
  return names;
}

std::filesystem::path golden_folder() { return MATBUD_SOURCE_DIR "/tests/contract/golden/v1"; }

std::filesystem::path golden_file(const std::string& type_name) { return golden_folder() / (type_name + ".txt"); }

std::vector<GoldenLine> golden_lines(const std::string& type_name) {
  const auto path = golden_file(type_name);
  std::vector<GoldenLine> lines;
  std::ifstream file{path};
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    const auto space = text.find(' ');
    GoldenLine line{text.substr(0, space), {}};
    if (space == std::string::npos || !from_base64(text.substr(space + 1), line.bytes)) {
      throw std::runtime_error{path.string() + ":" + std::to_string(number) + ": not a label, a space and base64"};
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string text_of(const GoldenLine& line) { return line.label + " " + base64_of(line.bytes); }

}  // namespace matbud::contract
