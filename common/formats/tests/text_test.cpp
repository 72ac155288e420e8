#include "matbud/formats/text.h"

#include <gtest/gtest.h>

#include "matbud/formats/json_fields.h"

namespace matbud::formats {
namespace {

TEST(Fold, DropsCaseAndAccents) {
  struct Row {
    std::string_view text;
    std::string_view folded;
  };
  const Row rows[] = {
      {"Mjölk", "mjolk"},
      {"SKUMMJÖLKSPULVER", "skummjolkspulver"},
      {"Hasselnødder", "hasselnodder"},
      {"Æg", "aeg"},
      {"Ägg", "agg"},
      {"RÅG", "rag"},
      {"œuf", "oeuf"},
      {"Milcheiweiß", "milcheiweiss"},
      {"żytnia", "zytnia"},
      {"Haferﬂocken", "haferflocken"},
      {"cre\u0300me", "creme"},
      {"blé", "ble"},
      {"молоко", "молоко"},
      {"", ""},
  };
  for (const auto& [text, folded] : rows) EXPECT_EQ(fold(text), folded) << text;
}

TEST(Utf8, TellsWhereItEnds) {
  struct Row {
    std::string_view bytes;
    std::optional<std::size_t> bad;
  };
  const Row rows[] = {
      {"abc", std::nullopt},
      {"blåbær 🫐", std::nullopt},
      {"bl\xE5"
       "b\xE6r",
       2},                      // Latin-1
      {"\xC0\xAF", 0},          // overlong
      {"a\xED\xA0\x80", 1},     // surrogate
      {"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
      {"ab\xC3", 2},            // cut
      {"\x80", 0},
  };
  for (const auto& [bytes, bad] : rows) EXPECT_EQ(first_invalid_utf8(bytes), bad) << bytes;
}

TEST(Characters, AreCountedAsPeopleTypeThem) {
  EXPECT_EQ(characters_in(""), 0);
  EXPECT_EQ(characters_in("abc"), 3);
  EXPECT_EQ(characters_in("æøå"), 3);
  EXPECT_EQ(characters_in("Šluhtte 🫐"), 9);
}

TEST(Characters, OfAFieldMayBeAsManyAsItsDocumentSays) {
  const auto trouble_of = [](const std::string& text) {
    const nlohmann::json document{{"reason", text}};
    FirstError errors;
    Fields fields{document, "", errors};
    (void)fields.optional_text("reason", 3);
    return errors.error() ? errors.error()->message : std::string{};
  };
  EXPECT_EQ(trouble_of("æøå"), "");
  EXPECT_EQ(trouble_of("æøåe"), "/reason: is longer than 3 characters");
}

TEST(ControlCharacters, AreAllButTabAndLineEnds) {
  EXPECT_FALSE(has_control_characters("a\tb\r\nå"));
  for (const std::string_view text : {std::string_view{"a\0b", 3}, std::string_view{"\x1B[2J"},
                                      std::string_view{"\x7F"}, std::string_view{"\xC2\x85"}})
    EXPECT_TRUE(has_control_characters(text));
}

}  // namespace
}  // namespace matbud::formats
