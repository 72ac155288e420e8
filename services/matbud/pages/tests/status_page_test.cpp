#include "status_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Status a_good_day() {
  Status status;
  status.now = from_ms(1'796'637'600'000);  // 2026-12-07 11:00 in Oslo
  status.orders = {{ordering::overview::ORDER_STEP_PLACED, 3}, {ordering::overview::ORDER_STEP_DELIVERED, 12}};
  status.processors = {
      {.name = "ordering", .partitions = 12, .lag_records = 4, .oldest_waits_for = std::chrono::seconds{7}},
      {.name = "relay-dagros", .partitions = 12}};
  return status;
}

TEST(StatusPage, IsInTheReadersLanguageAndSaysWhich) {
  const auto bokmal = status_page(a_good_day(), Language::bokmal, std::nullopt);
  EXPECT_THAT(bokmal, AllOf(HasSubstr("<html lang=\"nb\">"), HasSubstr("<h1>Alt virker</h1>"),
                            HasSubstr("2026-12-07 11:00"), HasSubstr("<a href=\"/?lang=en\" lang=\"en\"")));
  EXPECT_THAT(bokmal, HasSubstr("<th scope=\"row\">Levert</th><td>12</td>"));
  EXPECT_THAT(bokmal, HasSubstr("<th scope=\"row\">Bestilling</th><td>Virker</td><td>4</td><td>7 s</td>"));
  EXPECT_THAT(bokmal, HasSubstr("Pakkelister til dagros"));
  const auto english = status_page(a_good_day(), Language::english, std::nullopt);
  EXPECT_THAT(english,
              AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("<h1>All is well</h1>"),
                    HasSubstr("<th scope=\"row\">Delivered</th><td>12</td>"), HasSubstr("lang=\"nb\" hreflang")));
}

TEST(StatusPage, SaysWhatIsWrongInItsHeadingAndForgesNoMarkup) {
  auto status = a_good_day();
  status.processors[0].stopped = 1;
  status.alarms = {"ordering/3: <script>alert(1)</script>"};
  const auto page = status_page(status, Language::english, std::nullopt);
  EXPECT_THAT(page, AllOf(HasSubstr("<h1>Something is wrong</h1>"), HasSubstr("1 of 12 have stopped"),
                          HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script"))));
}

TEST(StatusPage, IsNotAllWellWhileSomethingCatchesUp) {
  auto status = a_good_day();
  status.processors[1].catching_up = 2;
  EXPECT_FALSE(status.well());
  EXPECT_THAT(status_page(status, Language::bokmal, std::nullopt), HasSubstr("Henter seg inn"));
}

TEST(StatusPage, RenewsItselfOnlyWhenAskedTo) {
  EXPECT_THAT(status_page(a_good_day(), Language::bokmal, std::nullopt), Not(HasSubstr("http-equiv")));
  EXPECT_THAT(status_page(a_good_day(), Language::bokmal, std::chrono::seconds{5}),
              AllOf(HasSubstr("http-equiv=\"refresh\" content=\"5\""), HasSubstr("Slutt å oppdatere av seg selv")));
}

TEST(StatusPage, NeedsNeitherScriptNorInlineStyle) {
  for (const auto language : {Language::bokmal, Language::english}) {
    const auto page = status_page(a_good_day(), language, std::nullopt);
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("style=")), Not(HasSubstr("<style"))));
  }
}

}  // namespace
}  // namespace matbud::pages
