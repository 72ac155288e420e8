#include "matbud/formats/organisation.h"

#include <gtest/gtest.h>

namespace matbud::formats {
namespace {

struct Row {
  const char* text;
  bool holds;
};

TEST(Organisation, HasNineDigitsWithACheckDigitOfModulus11) {
  const Row rows[] = {
      {"987654325", true},  {"123456785", true},  {"987654324", false}, {"98765432", false},  {"9876543250", false},
      {"98765432x", false}, {"000000000", false}, {"", false},          {" 98765432", false},
  };
  for (const auto& [text, holds] : rows) EXPECT_EQ(is_norwegian_organisation(text), holds) << text;
}

TEST(Organisation, OfAPlaceHasACheckDigitOfModulus10) {
  const Row rows[] = {
      {"7300010000001", true},
      {"5790000435951", true},
      {"7300010000002", false},
      {"730001000000x", false},
      {"", false},
      {"7300010000001 ", false},
  };
  for (const auto& [text, holds] : rows) EXPECT_EQ(is_gln(text), holds) << text;
}

TEST(Organisation, OfOtherCountriesHasItsOwnCheckDigits) {
  EXPECT_TRUE(is_swedish_organisation("5541277710"));
  EXPECT_FALSE(is_swedish_organisation("5541277711"));
  EXPECT_TRUE(is_belgian_enterprise("0202239951"));
  EXPECT_FALSE(is_belgian_enterprise("0202239952"));
  EXPECT_TRUE(is_australian_business("51824753556"));
  EXPECT_FALSE(is_australian_business("51824753557"));
}

}  // namespace
}  // namespace matbud::formats
