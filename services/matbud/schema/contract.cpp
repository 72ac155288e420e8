#include "contract.h"

#include <google/protobuf/descriptor.pb.h>

#include <stdexcept>

#include "matbud/audit/contract.h"
#include "matbud/log/topics.h"
#include "matbud/privacy/v1/privacy.pb.h"

// The build has made the set, and it becomes part of the program: nothing is looked for at run time.
asm(".pushsection .rodata\n"
    "matbud_contract_begin: .incbin \"" MATBUD_CONTRACT_SET
    "\"\n"
    "matbud_contract_end:\n"
    ".popsection\n"
    ".globl matbud_contract_begin, matbud_contract_end\n");
extern "C" const char matbud_contract_begin[];
extern "C" const char matbud_contract_end[];

namespace matbud::schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;

struct Contract {
  Contract() {
    google::protobuf::FileDescriptorSet set;
    const auto bytes = contract_set();
    if (!set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
      throw std::logic_error{"the program holds no contract"};
    for (const auto& file : set.file()) {
      const auto* const built = pool.BuildFile(file);
      if (built == nullptr) throw std::logic_error{"the contract's file " + file.name() + " cannot be"};
      if (file.name().starts_with("matbud/")) files.push_back(built);
    }
  }
  google::protobuf::DescriptorPool pool;
  std::vector<const FileDescriptor*> files;
};

const Contract& contract() {
  static const Contract one;
  return one;
}

std::string in_one_line(std::string comment) {
  std::string text;
  for (const char c : comment) {
    const bool blank = c == '\n' || c == ' ';
    if (!blank) {
      text.push_back(c);
    } else if (!text.empty() && text.back() != ' ') {
      text.push_back(' ');
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

std::string_view contract_set() {
  return {matbud_contract_begin, static_cast<std::size_t>(matbud_contract_end - matbud_contract_begin)};
}

const std::vector<const FileDescriptor*>& contract_files() { return contract().files; }

std::string comment_of(const FileDescriptor& file) {
  google::protobuf::SourceLocation place;
  const std::vector<int> syntax{google::protobuf::FileDescriptorProto::kSyntaxFieldNumber};
  return file.GetSourceLocation(syntax, &place) ? in_one_line(place.leading_comments) : std::string{};
}

std::string comment_of(const Descriptor& message) {
  google::protobuf::SourceLocation place;
  return message.GetSourceLocation(&place) ? in_one_line(place.leading_comments) : std::string{};
}

std::vector<Channel> channels(const std::vector<GrocerId>& grocers, std::uint32_t partitions) {
  std::vector<Channel> all;
  for (const auto& topic : log::installation_topics(grocers, partitions)) {
    const auto* const message = audit::contract_of(topic.name);
    const auto& name =
        message != nullptr ? message->GetDescriptor()->full_name() : privacy::v1::WrappedKey::descriptor()->full_name();
    const auto* const value = contract().pool.FindMessageTypeByName(name);
    if (value == nullptr) throw std::logic_error{"the contract has no " + name};
    all.push_back({topic, value});
  }
  return all;
}

std::vector<const Descriptor*> said_in(const Descriptor& value) {
  if (value.oneof_decl_count() == 0) return {&value};
  std::vector<const Descriptor*> said;
  const auto& oneof = *value.oneof_decl(0);
  for (int i = 0; i < oneof.field_count(); ++i) said.push_back(oneof.field(i)->message_type());
  return said;
}

}  // namespace matbud::schema
