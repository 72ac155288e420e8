#include "status_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Timestamp eleven = from_ms(1'796'637'600'000);  // 2026-12-07 11:00 in Oslo

RunLine a_run(bool started, std::vector<StopMark> stops) {
  return {"3024-sandvika", eleven - std::chrono::hours{1}, eleven + std::chrono::hours{1}, started, std::move(stops)};
}

Status a_good_day() {
  Status status{eleven};
  status.orders_today = {{ordering::overview::ORDER_STEP_DELIVERED, 12}};
  status.orders_later = {{ordering::overview::ORDER_STEP_PLACED, 3}};
  status.processors = {
      {.name = "ordering", .partitions = 12, .lag_records = 4, .oldest_waits_for = std::chrono::seconds{7}},
      {.name = "relay-dagros", .partitions = 12}};
  return status;
}

std::size_t count_of(const std::string& part, const std::string& whole) {
  std::size_t count = 0;
  for (auto at = whole.find(part); at != whole.npos; at = whole.find(part, at + 1)) ++count;
  return count;
}

TEST(StatusPage, IsInTheReadersLanguageAndSaysWhich) {
  const auto bokmal = status_page(a_good_day(), Language::bokmal);
  EXPECT_THAT(bokmal, AllOf(HasSubstr("<html lang=\"nb\">"), HasSubstr(">Alt virker</h1>"),
                            HasSubstr("2026-12-07 11:00"), HasSubstr("<a href=\"/?lang=en\" lang=\"en\"")));
  EXPECT_THAT(bokmal, HasSubstr("<th scope=\"row\">Bestilling</th><td>Virker</td><td>4</td><td>7 s</td>"));
  EXPECT_THAT(bokmal, HasSubstr("Pakkelister til dagros"));
  EXPECT_THAT(status_page(a_good_day(), Language::nynorsk), HasSubstr(">Alt verkar</h1>"));
  EXPECT_THAT(status_page(a_good_day(), Language::sami), HasSubstr(">Buot doaibmá</h1>"));
  EXPECT_THAT(status_page(a_good_day(), Language::english),
              AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr(">All is well</h1>"),
                    HasSubstr("<th scope=\"row\">Delivered</th><td>12</td>"), HasSubstr("lang=\"nb\" hreflang")));
}

TEST(StatusPage, CountsTodaysOrdersApartFromLaterOnes) {
  const auto page = status_page(a_good_day(), Language::bokmal);
  EXPECT_THAT(page, AllOf(HasSubstr("<th scope=\"row\">Levert</th><td>12</td><td>0</td>"),
                          HasSubstr("<th scope=\"row\">Sendt</th><td>0</td><td>3</td>"), Not(HasSubstr("Har sjåfør"))));
}

TEST(StatusPage, DrawsEachRunOfTheDayAsFarAsItHasCome) {
  using enum StopMark;
  auto status = a_good_day();
  EXPECT_THAT(status_page(status, Language::bokmal), HasSubstr("Ingen turer er planlagt for i dag."));
  status.runs = {a_run(true, {delivered, failed}), a_run(true, {delivered, failed, to_do}), a_run(false, {to_do})};
  const auto page = status_page(status, Language::bokmal);
  EXPECT_THAT(page,
              AllOf(HasSubstr("3024-sandvika 10:00–12:00, tur 1</strong>: Ferdig, 2 av 2 stopp gjort, 1 ikke levert"),
                    HasSubstr("tur 2</strong>: På veien, 2 av 3 stopp gjort, 1 ikke levert"),
                    HasSubstr("tur 3</strong>: Ikke kjørt ennå, 0 av 1 stopp gjort")));
  EXPECT_EQ(count_of("class=\"delivered\"", page), 2);
  EXPECT_EQ(count_of("class=\"failed\"", page), 2);
  EXPECT_EQ(count_of("class=\"to-do\"", page), 2);
}

TEST(StatusPage, CountsFromOneInEachArea) {
  auto status = a_good_day();
  status.runs = {a_run(false, {}), a_run(false, {})};
  status.runs[0].area = "3024-bekkestua";
  EXPECT_THAT(status_page(status, Language::english),
              AllOf(HasSubstr("3024-bekkestua 10:00–12:00, run 1"), HasSubstr("3024-sandvika 10:00–12:00, run 1")));
}

TEST(StatusPage, SaysHowMuchIsSetAsideAndWhereToLookAtIt) {
  auto status = a_good_day();
  EXPECT_THAT(status_page(status, Language::bokmal),
              AllOf(HasSubstr("Ingenting er lagt til side."), Not(HasSubstr("#/parked"))));
  status.processors[0].parked = 2;
  EXPECT_THAT(
      status_page(status, Language::bokmal),
      AllOf(HasSubstr("<li>Bestilling: 2</li>"), HasSubstr("href=\"/operator/?as=operator/operator-1#/parked\"")));
}

TEST(StatusPage, SaysWhatIsWrongInItsHeadingAndForgesNoMarkup) {
  auto status = a_good_day();
  status.processors[0].stopped = 1;
  status.alarms = {"ordering/3: <script>alert(1)</script>"};
  status.runs = {a_run(false, {})};
  status.runs[0].area = "<script>";
  const auto page = status_page(status, Language::english);
  EXPECT_THAT(page, AllOf(HasSubstr(">Something is wrong</h1>"), HasSubstr("1 of 12 have stopped"),
                          HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script>"))));
}

TEST(StatusPage, IsNotAllWellWhileSomethingCatchesUp) {
  auto status = a_good_day();
  status.processors[1].catching_up = 2;
  EXPECT_FALSE(status.well());
  EXPECT_THAT(status_page(status, Language::bokmal), HasSubstr("Henter seg inn"));
}

/// Its own script is a file of its own: nothing that stands in the page may run.
TEST(StatusPage, HoldsNeitherScriptNorStyleOfItsOwn) {
  for (const auto language : languages) {
    const auto page = status_page(a_good_day(), language);
    EXPECT_EQ(count_of("<script", page), 1);
    EXPECT_THAT(page, AllOf(HasSubstr("<script src=\"/status.js\" type=\"module\"></script>"), Not(HasSubstr("style=")),
                            Not(HasSubstr("<style"))));
  }
}

}  // namespace
}  // namespace matbud::pages
