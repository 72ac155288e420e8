#include "matbud/notification/letter_channel.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "letter_page.h"
#include "office_story.h"

namespace matbud::notification::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string home = "Prøveveien 1, H0201, 1337 Sandvika";

/// What a program of poppler-utils prints.
std::string said(const std::string& command) {
  std::string text;
  std::array<char, 4096> buffer{};
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  for (std::size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), size);
  ::pclose(pipe);
  return text;
}

class ALetterChannel : public AnOffice {
 protected:
  ALetterChannel() {
    fs::remove_all(spool_);
    settings_.spool = spool_;
    settings_.from = "Bærum kommune, Postboks 700, 1304 Sandvika";
    opens(letter_channel(settings_, clock_, time::Zone::oslo()));
  }
  ~ALetterChannel() override {
    office_.reset();
    fs::remove_all(spool_);
  }
  [[nodiscard]] std::vector<fs::path> letters() const {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{spool_, error}) files.push_back(entry.path());
    return files;
  }

  fs::path spool_ = fs::temp_directory_path() / ("matbud-letters-" + std::to_string(::getpid()));
  LetterSettings settings_;
};

TEST_F(ALetterChannel, LaysALetterIntoTheSpoolForItsOwnerAlone) {
  const auto report = reported_of(news(v1::CHANNEL_LETTER, home));
  EXPECT_EQ(report.outcome(), v1::OUTCOME_SENT) << report.detail();
  const auto files = letters();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_THAT(files[0].filename().string(), ::testing::MatchesRegex("[0-9a-f]{32}\\.pdf"));
  EXPECT_EQ(fs::status(files[0]).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(spool_).permissions(), fs::perms::owner_all);

  const auto text = said("pdftotext -layout " + files[0].string() + " -");
  for (const char* line : {"Bærum kommune", "Kari Prøve", "Prøveveien 1", "H0201", "1337 Sandvika", "2.3.2026",
                           "Leveringen blir ikke noe av", "Hei Kari Prøve,", "Butikken kan ikke levere"})
    EXPECT_THAT(text, HasSubstr(line));
  const auto info = said("pdfinfo " + files[0].string());
  EXPECT_THAT(info, HasSubstr("Title:           Leveringen blir ikke noe av"));
  EXPECT_THAT(info, HasSubstr("Pages:           1"));
  EXPECT_THAT(info, HasSubstr("(A4)"));
  EXPECT_THAT(said("pdffonts " + files[0].string()), HasSubstr("DejaVuSans"));
}

TEST_F(ALetterChannel, WritesEachLetterOnceHoweverOftenItIsAskedFor) {
  const auto one = news(v1::CHANNEL_LETTER, home);
  EXPECT_EQ(reported_of(one).outcome(), v1::OUTCOME_SENT);
  const auto written = fs::last_write_time(letters().at(0));
  EXPECT_EQ(reported_of(one, true).detail(), "in the spool already");
  EXPECT_EQ(fs::last_write_time(letters().at(0)), written);
  EXPECT_EQ(reported_of(news(v1::CHANNEL_LETTER, home, "o2"), true).outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(letters().size(), 2U) << "an earlier owner may have begun this one; its name says that it has not";
}

TEST_F(ALetterChannel, TellsWhatItCannotDo) {
  EXPECT_EQ(reported_of(news(v1::CHANNEL_LETTER, " , ")).outcome(), v1::OUTCOME_POINT_DEAD);
  EXPECT_EQ(reported_of(news(v1::CHANNEL_LETTER, "erased")).outcome(), v1::OUTCOME_FAILED);
  settings_.font = spool_ / "no-such-font.ttf";
  opens(letter_channel(settings_, clock_, time::Zone::oslo()));
  EXPECT_EQ(reported_of(news(v1::CHANNEL_LETTER, home)).outcome(), v1::OUTCOME_TRY_LATER);
  settings_ = {};
  settings_.spool = "/dev/null/spool";
  opens(letter_channel(settings_, clock_, time::Zone::oslo()));
  EXPECT_EQ(reported_of(news(v1::CHANNEL_LETTER, home)).detail(), "the spool cannot be written");
}

TEST(ALetter, HasTheLettersOfEveryLanguageAndItsOwnLanguageSet) {
  LetterText letter;
  letter.from = {"Bærum kommune"};
  letter.address = {"Áilu Čáppá", "1337 Sandvika"};
  letter.date = "2.3.2026";
  letter.message = {"Biebmogálvvut eai boađe", "Bures Áilu,\n\nŠađŋŧž ČĐŊŠŦŽ áÁ æøå\n", "se", {}};
  const auto pdf = letter_pdf(letter, LetterSettings{}.font);
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_EQ(*pdf, letter_pdf(letter, LetterSettings{}.font).value_or("")) << "the same text gives the same bytes";
  EXPECT_THAT(*pdf, HasSubstr("/Lang (se)"));
  const auto file = fs::temp_directory_path() / ("matbud-letter-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream{file, std::ios::binary} << *pdf;
  const auto text = said("pdftotext -layout " + file.string() + " -");
  EXPECT_THAT(text, HasSubstr("Šađŋŧž ČĐŊŠŦŽ áÁ æøå"));
  fs::remove(file);
}

TEST(ALetter, GoesOnOverleafWhenItIsLong) {
  LetterText letter;
  letter.address = {"Kari Prøve"};
  letter.message = {"3 nyheter", "", "nb", {}};
  for (int i = 0; i < 60; ++i) letter.message.body += "Linje " + std::to_string(i) + "\n";
  const auto pdf = letter_pdf(letter, LetterSettings{}.font);
  ASSERT_TRUE(pdf);
  const auto file = fs::temp_directory_path() / ("matbud-long-letter-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream{file, std::ios::binary} << *pdf;
  EXPECT_THAT(said("pdfinfo " + file.string()), HasSubstr("Pages:           3"));
  EXPECT_THAT(said("pdftotext -layout " + file.string() + " -"), HasSubstr("Linje 59"));
  fs::remove(file);
}

TEST(AnAddress, HasALineForEachOfItsParts) {
  EXPECT_THAT(address_lines("Prøveveien 1, H0201, 1337 Sandvika"),
              ElementsAre("Prøveveien 1", "H0201", "1337 Sandvika"));
  EXPECT_THAT(address_lines("c/o Prøve\r\nPrøveveien 1\n\n1337 Sandvika\n"),
              ElementsAre("c/o Prøve", "Prøveveien 1", "1337 Sandvika"));
  EXPECT_THAT(address_lines(" ,\n, "), ElementsAre());
}

}  // namespace
}  // namespace matbud::notification::testing
