// Bytes of every published version decode and encode for ever, and nothing in the contract goes without them.
#include "golden.h"

#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace matbud::contract {
namespace {

namespace pb = google::protobuf;

bool has_unknown_fields(const pb::Message& message) {
  const auto* reflection = message.GetReflection();
  if (!reflection->GetUnknownFields(message).empty()) return true;
  std::vector<const pb::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  return std::any_of(fields.begin(), fields.end(), [&](const auto* field) {
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) return false;
    if (!field->is_repeated()) return has_unknown_fields(reflection->GetMessage(message, field));
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      if (has_unknown_fields(reflection->GetRepeatedMessage(message, field, i))) return true;
    }
    return false;
  });
}

class Golden : public ::testing::Test {
 protected:
  Contract contract_{MATBUD_CONTRACT_SET};
};

TEST_F(Golden, LinesDecodeWithoutUnknownFieldsAndEncodeToTheSameBytes) {
  int lines = 0;
  for (const auto* type : contract_.roots()) {
    for (const auto& line : golden_lines(type->full_name())) {
      SCOPED_TRACE(type->full_name() + " " + line.label);
      const auto message = contract_.new_message(*type);
      ASSERT_TRUE(message->ParseFromString(line.bytes));
      EXPECT_FALSE(has_unknown_fields(*message)) << "a field was removed or renumbered";
      EXPECT_EQ(message->SerializeAsString(), line.bytes);
      ++lines;
    }
  }
  EXPECT_GE(lines, 60);
}

TEST_F(Golden, LinesSpeakOfEveryFieldOfTheContract) {
  std::set<std::string> spoken_of;
  for (const auto* type : contract_.roots()) {
    for (const auto& line : golden_lines(type->full_name())) {
      const auto message = contract_.new_message(*type);
      ASSERT_TRUE(message->ParseFromString(line.bytes));
      spoken_of.merge(fields_in(*message));
    }
  }
  for (const auto* type : contract_.messages()) {
    for (int i = 0; i < type->field_count(); ++i) {
      EXPECT_TRUE(spoken_of.contains(type->field(i)->full_name()))
          << type->field(i)->full_name()
          << " has no golden line; run build/dev/bin/make_golden and commit what it adds";
    }
  }
}

TEST_F(Golden, FilesBelongToMessagesOfTheContract) {
  std::set<std::string> names;
  for (const auto* type : contract_.roots()) names.insert(type->full_name() + ".txt");
  for (const auto& file : std::filesystem::directory_iterator{golden_folder()}) {
    EXPECT_TRUE(names.contains(file.path().filename())) << file.path() << ": its message is gone from the contract";
  }
}

TEST_F(Golden, SamplesAreTheSameEachTime) {
  Contract again{MATBUD_CONTRACT_SET};
  const auto types = contract_.roots();
  const auto same_types = again.roots();
  ASSERT_EQ(types.size(), same_types.size());
  for (std::size_t t = 0; t < types.size(); ++t) {
    const auto once = samples(contract_, *types[t]);
    const auto twice = samples(again, *same_types[t]);
    ASSERT_EQ(once.size(), twice.size());
    for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].bytes, twice[i].bytes) << once[i].label;
  }
}

}  // namespace
}  // namespace matbud::contract
