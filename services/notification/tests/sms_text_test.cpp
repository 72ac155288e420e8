#include "sms_text.h"

#include <gtest/gtest.h>

#include "matbud/notification/addresses.h"

namespace matbud::notification {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(ATextMessage, IsCountedAsTheAirCountsIt) {
  const struct {
    const char* story;
    std::string text;
    SmsSize size;
  } rows[] = {
      {"nothing", "", {true, 0, 0}},
      {"plain", "Dagligvarene er levert.", {true, 23, 1}},
      {"Norwegian letters are in the alphabet", "Ærlig øl på Åsen", {true, 16, 1}},
      {"the last that goes alone", repeated("a", 160), {true, 160, 1}},
      {"one more", repeated("a", 161), {true, 161, 2}},
      {"two full parts", repeated("a", 306), {true, 306, 2}},
      {"three", repeated("a", 307), {true, 307, 3}},
      {"the euro sign takes two", repeated("€", 80), {true, 160, 1}},
      {"no part ends inside an escape", repeated("a", 152) + repeated("€", 77), {true, 306, 3}},
      {"Sámi letters are not in it", "Biebmogálvvut", {false, 13, 1}},
      {"the last of these that goes alone", repeated("š", 70), {false, 70, 1}},
      {"one more of these", repeated("š", 71), {false, 71, 2}},
      {"two full parts of these", repeated("š", 134), {false, 134, 2}},
      {"three of these", repeated("š", 135), {false, 135, 3}},
      {"what lies beyond takes two", "🥛", {false, 2, 1}},
      {"no part ends inside such a one", repeated("š", 66) + repeated("🥛", 34), {false, 134, 3}},
      {"bytes that are no text", "\xff\xc3", {false, 2, 1}},
  };
  for (const auto& [story, text, size] : rows) {
    const auto counted = size_of_sms(text);
    EXPECT_EQ(counted.gsm7, size.gsm7) << story;
    EXPECT_EQ(counted.units, size.units) << story;
    EXPECT_EQ(counted.segments, size.segments) << story;
  }
}

TEST(ATextMessage, HoldsWholeLinesAndSaysWhenThereIsMore) {
  const auto line = repeated("abcdefghi ", 7) + "end.";  // 74 characters
  EXPECT_EQ(fitted_sms({line}, 1), line);
  EXPECT_EQ(fitted_sms({line, line}, 1), line + " " + line);
  EXPECT_EQ(fitted_sms({line, line, line}, 1), line + " " + line + " ...");
  EXPECT_EQ(fitted_sms({line, line, line}, 2), line + " " + line + " " + line);
  EXPECT_EQ(fitted_sms({}, 1), "");
}

TEST(ATextMessage, CutsALineThatIsTooLongItselfBetweenWords) {
  const auto cut = fitted_sms({repeated("bokstav ", 60)}, 1);
  EXPECT_EQ(size_of_sms(cut).segments, 1U);
  EXPECT_TRUE(cut.ends_with("bokstav ...")) << cut;
  const auto one_word = fitted_sms({repeated("š", 200)}, 1);
  EXPECT_EQ(size_of_sms(one_word).segments, 1U);
  EXPECT_EQ(one_word.find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(APhoneNumber, IsAPlusAndTheDigitsOfE164) {
  const struct {
    const char* text;
    bool valid;
  } rows[] = {{"+4790000000", true},
              {"+447700900123", true},
              {"+123456789012345", true},
              {"+1234567890123456", false},
              {"+1234567", false},
              {"4790000000", false},
              {"004790000000", false},
              {"+0790000000", false},
              {"+47 900 00 000", false},
              {"+47900x0000", false},
              {"", false},
              {"+4790000000\n", false}};
  for (const auto& [text, valid] : rows) EXPECT_EQ(is_e164(text), valid) << text;
}

}  // namespace
}  // namespace matbud::notification
