// Who may open what, held against the contract: no list names a field that is not there, no field is sealed for nobody.
#include "matbud/privacy/access.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "golden.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::contract {
namespace {

constexpr const char* services[] = {"ordering", "grocer_bridge", "dispatch", "notification", "audit"};

/// The fields that values are sealed for: those of type Sealed that do not carry on another field's value.
std::set<std::string> sealed_fields() {
  Contract contract{MATBUD_CONTRACT_SET};
  std::set<std::string> names;
  for (const auto* type : contract.messages()) {
    for (int i = 0; i < type->field_count(); ++i) {
      const auto& field = *type->field(i);
      if (field.message_type() && field.message_type()->full_name() == privacy::v1::Sealed::descriptor()->full_name() &&
          field.options().GetExtension(privacy::v1::sealed_as).empty()) {
        names.insert(field.full_name());
      }
    }
  }
  return names;
}

TEST(Access, NamesOnlyFieldsThatValuesAreSealedFor) {
  const auto fields = sealed_fields();
  for (const auto* service : services) {
    const auto access = privacy::Access::of(service);
    for (const auto& name : access.names()) {
      EXPECT_TRUE(fields.contains(name)) << service << " may open " << name;
    }
  }
}

TEST(Access, EverySealedFieldCanBeOpenedBySomebody) {
  for (const auto& field : sealed_fields()) {
    EXPECT_TRUE(std::any_of(std::begin(services), std::end(services),
                            [&](const char* service) { return privacy::Access::of(service).allows(field); }))
        << field << " is sealed for nobody; access.cpp says who may open it";
  }
}

TEST(Access, TheBridgeAndTheAuditorOpenNothing) {
  for (const auto& field : sealed_fields()) {
    EXPECT_FALSE(privacy::Access::of("grocer_bridge").allows(field)) << field;
    EXPECT_FALSE(privacy::Access::of("audit").allows(field)) << field;
  }
}

}  // namespace
}  // namespace matbud::contract
