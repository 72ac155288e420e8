#include "language.h"

#include <gtest/gtest.h>

namespace matbud::pages {
namespace {

web::Request asking(const std::string& accept_language, const std::string& lang = {}) {
  web::Request request;
  if (!accept_language.empty()) request.headers.emplace("accept-language", accept_language);
  if (!lang.empty()) request.query.emplace_back("lang", lang);
  return request;
}

TEST(Language, IsWhatTheReaderAskedForFirst) {
  struct Row {
    std::string accept_language;
    std::string lang;
    Language language;
  };
  const Row rows[] = {
      {"", "", Language::bokmal},
      {"nb-NO,nb;q=0.9,en;q=0.8", "", Language::bokmal},
      {"nn", "", Language::nynorsk},
      {"se-NO, nb;q=0.9", "", Language::sami},
      {"no", "", Language::bokmal},
      {"en-GB, nb", "", Language::english},
      {"de-DE, de;q=0.9, nb;q=0.5", "", Language::bokmal},
      {"de, fr", "", Language::english},
      {"nb", "en", Language::english},
      {"en", "nb", Language::bokmal},
      {"en", "tlh", Language::english},
      {" , ;q=1", "", Language::english},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.accept_language + " ?lang=" + row.lang);
    EXPECT_EQ(language_for(asking(row.accept_language, row.lang)), row.language);
  }
}

}  // namespace
}  // namespace matbud::pages
