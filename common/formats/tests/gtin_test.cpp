#include "matbud/formats/gtin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::formats {
namespace {

TEST(Gtin, OfEveryLengthIsRead) {
  struct Row {
    std::string_view text;
    std::uint64_t number;
  };
  const Row rows[] = {
      {"73513537", 73513537},              // GTIN-8
      {"614141000036", 614141000036},      // GTIN-12
      {"6291041500213", 6291041500213},    // GTIN-13, the example of GS1 General Specifications 7.9
      {"5700002010407", 5700002010407},    // GTIN-13
      {"10614141000415", 10614141000415},  // GTIN-14 of a case
      {"05704066204093", 5704066204093},   // GTIN-13 padded to 14
      {"0614141000036", 614141000036},     // GTIN-12 padded to 13
      {"00000000000017", 17},
  };
  for (const auto& [text, number] : rows) {
    SCOPED_TRACE(text);
    const auto gtin = parse_gtin(text);
    ASSERT_TRUE(gtin) << gtin.error().message;
    EXPECT_EQ(gtin->value(), number);
    EXPECT_TRUE(is_gtin(number));
    EXPECT_EQ(parse_gtin(to_text(*gtin)).value(), *gtin);
  }
}

TEST(Gtin, PaddedOrNotIsTheSameProduct) {
  EXPECT_EQ(parse_gtin("05704066204093").value(), parse_gtin("5704066204093").value());
  EXPECT_EQ(to_text(parse_gtin("05704066204093").value()), "5704066204093");
}

TEST(Gtin, ThatIsNoneIsToldWhy) {
  struct Row {
    std::string_view text;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "0 characters"},
      {"5700002010406", "check digit 6"},
      {"5700002010406", "call for 7"},
      {"570000201040", "check digit"},
      {"57000020104", "11 characters"},
      {"570000201040712", "15 characters"},
      {"57000020 0407", "digits only"},
      {"-570000201040", "digits only"},
      {"5700002010407 ", "digits only"},
      {"00000000", "all zeros"},
  };
  for (const auto& [text, why] : rows) {
    SCOPED_TRACE(text);
    const auto gtin = parse_gtin(text);
    ASSERT_FALSE(gtin);
    EXPECT_EQ(gtin.error().code, Error::Code::invalid);
    EXPECT_THAT(gtin.error().message, testing::HasSubstr(why));
  }
}

TEST(Gtin, EveryWrongDigitIsSeen) {
  const std::string right = "6291041500213";
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto text = right;
      text[at] = digit;
      EXPECT_EQ(parse_gtin(text).has_value(), text == right) << text;
    }
  }
}

TEST(Gtin, AsANumberMayBeAskedFor) {
  EXPECT_FALSE(is_gtin(0));
  EXPECT_FALSE(is_gtin(100'000'000'000'000));
  EXPECT_FALSE(is_gtin(5700002010406));
  EXPECT_TRUE(is_gtin(5700002010407));
}

}  // namespace
}  // namespace matbud::formats
