#include "matbud/ordering/edge/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::ordering::edge {
namespace {

using testing::ElementsAre;

/// Rows as `line|field|field`, refusals as their message.
std::vector<std::string> everything_in(std::string_view bytes) {
  CsvReader reader{bytes, "goods.csv"};
  std::vector<std::string> seen;
  while (true) {
    const auto row = reader.next();
    if (!row) {
      seen.push_back(row.error().message);
      continue;
    }
    if (!*row) return seen;
    std::string told = std::to_string((*row)->line);
    for (const auto& field : (*row)->fields) told += "|" + field;
    seen.push_back(told);
  }
}

TEST(Csv, IsReadAsRfc4180HasIt) {
  EXPECT_THAT(everything_in("a,b\r\n1,2\r\n"), ElementsAre("1|a|b", "2|1|2"));
  EXPECT_THAT(everything_in("a,b\n1,2"), ElementsAre("1|a|b", "2|1|2"));
  EXPECT_THAT(everything_in("\"a,b\",\"say \"\"hi\"\"\",\r\n"), ElementsAre("1|a,b|say \"hi\"|"));
  EXPECT_THAT(everything_in("\"two\r\nlines\",x\r\nnext,y\r\n"), ElementsAre("1|two\r\nlines|x", "3|next|y"));
  EXPECT_THAT(everything_in("\xEF\xBB\xBFgtin\r\n"), ElementsAre("1|gtin"));
  EXPECT_THAT(everything_in("\"\",\"\"\n"), ElementsAre("1||"));
  EXPECT_THAT(everything_in(""), ElementsAre());
  EXPECT_THAT(everything_in("a\n\nb\n"), ElementsAre("1|a", "2|", "3|b"));
}

TEST(Csv, ThatIsNotClearIsToldByLineAndTheRestIsRead) {
  EXPECT_THAT(everything_in("a\r\nb\"c\r\nd\r\n"),
              ElementsAre("1|a", "goods.csv:2: a quote in the middle of a field that does not begin with one", "3|d"));
  EXPECT_THAT(everything_in("\"a\"b,c\nd\n"),
              ElementsAre("goods.csv:1: text behind a closing quote; a quote inside quotes is doubled", "2|d"));
  EXPECT_THAT(everything_in("a\rb\nc\n"), ElementsAre("goods.csv:1: a carriage return without a line feed", "2|c"));
  EXPECT_THAT(everything_in("x\n\"never closed\nb,2\nc,3\n"),
              ElementsAre("1|x", "goods.csv:2: a quote is opened and not closed within 64 KiB", "3|b|2", "4|c|3"));
  EXPECT_THAT(everything_in("bl\xE5\nok\n"), ElementsAre("goods.csv:1: byte 3 of the row is not UTF-8", "2|ok"));
}

TEST(Csv, RowsAreBounded) {
  const std::string wide(70'000, 'x');
  EXPECT_THAT(everything_in(wide + "\nok\n"), ElementsAre("goods.csv:1: the row is longer than 64 KiB", "2|ok"));
  EXPECT_THAT(everything_in("\"" + wide + "\"\nok\n"),
              ElementsAre("goods.csv:1: a quote is opened and not closed within 64 KiB", "2|ok"));
}

}  // namespace
}  // namespace matbud::ordering::edge
