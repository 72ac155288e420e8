#include "matbud/paper/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::paper {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Pdf a_document() {
  auto pdf = Pdf::open({.title = "Pakkseddel", .language = "nb"});
  if (!pdf) throw std::runtime_error{pdf.error().message};
  return std::move(*pdf);
}

TEST(Pdf, HasItsPagesTitleAndLanguageAndIsTheSameEachTime) {
  const auto set = [] {
    auto pdf = a_document();
    pdf.new_page();
    pdf.text(20, 20, 12, "Grønn te, Čáhppes gáffe");
    pdf.new_page(105, 148);
    pdf.text_to(100, 20, 12, "1 234,50");
    pdf.stroke(10, 30, 95, 30, 0.5F);
    return pdf.bytes();
  };
  const auto bytes = set();
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_THAT(*bytes, StartsWith("%PDF-"));
  EXPECT_THAT(*bytes, HasSubstr("/Count 2"));
  EXPECT_THAT(*bytes, HasSubstr("/Lang (nb)"));
  EXPECT_EQ(*bytes, set().value_or(""));
}

TEST(Pdf, BreaksLinesBetweenWordsAlone) {
  auto pdf = a_document();
  pdf.new_page();
  const auto width = pdf.width_mm(12, "to korte");
  EXPECT_THAT(pdf.wrapped("to korte linjer", 12, width), ElementsAre("to korte", "linjer"));
  EXPECT_THAT(pdf.wrapped("enlangsammenskrevetvare", 12, 5), ElementsAre("enlangsammenskrevetvare"));
  EXPECT_THAT(pdf.wrapped("", 12, 50), ElementsAre(""));
}

TEST(Pdf, SaysWhichFontItLacks) {
  const auto pdf = Pdf::open({.title = "", .language = "nb", .font = "/nowhere/font.ttf"});
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, Error::Code::unavailable);
  EXPECT_THAT(pdf.error().message, HasSubstr("/nowhere/font.ttf"));
}

}  // namespace
}  // namespace matbud::paper
