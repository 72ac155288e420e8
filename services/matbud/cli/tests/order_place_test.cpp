// Orders that stand: placed from JSON and from a UBL document in a small made-up town.
#include "cli_fixture.h"
#include "matbud/time/calendar.h"
#include "matbud/world/world.h"

namespace matbud::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class OrderPlace : public Cli {
 protected:
  OrderPlace() {
    world::Settings settings;
    settings.areas = 1;
    settings.citizens_per_area = 2;
    settings.grocer = GrocerId{"grocer-1"};
    town_ = world::make_world(settings);
    with_installation([&](host::Installation& installation) { introduce(installation); });
    const auto file = directory_ / "products.csv";
    std::ofstream{file} << "gtin,name,price_ore\n"
                           "5700002010407,Havregryn 500 g,2490\n"
                           "5704066204093,Brun saus,1990\n"
                           "8722700575887,Rød saus,1890\n";
    const auto imported = matbud({"catalogue", "import", file.string(), "--grocer", "grocer-1"});
    EXPECT_EQ(imported.exit, 0) << imported.messages;
  }

  void introduce(host::Installation& installation) {
    const SystemClock clock;
    std::vector<CitizenId> citizens;
    for (const auto& citizen : town_.citizens) citizens.push_back(citizen.id);
    ASSERT_TRUE(installation.keys().create(citizens, clock.now()));
    const auto seal = [&](const CitizenId& citizen, std::string_view field, std::string_view clear) {
      return *installation.keys().seal(citizen, field, clear);
    };
    for (const auto& command : world::introduction(town_, seal)) {
      const log::TopicPartition place{command.topic, log::partition_of(command, installation.partitions())};
      const auto writer = installation.log().open_writer(place);
      ASSERT_TRUE(log::append_and_wait(installation.log(), **writer,
                                       {log::encode_command(command, clock.now(), "/test")}, std::chrono::seconds{10}));
    }
  }

  /// A weekday without holiday, a week from now at the earliest: before its cut-off, whatever the time is.
  [[nodiscard]] static std::string a_coming_day() {
    auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) + std::chrono::days{7};
    while (std::chrono::weekday{day} == std::chrono::Sunday || time::holiday_on(time::Day{day.time_since_epoch()})) {
      day += std::chrono::days{1};
    }
    const std::chrono::year_month_day date{day};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
  }
  [[nodiscard]] std::string area() const { return town_.areas.front().area_id(); }
  [[nodiscard]] std::string citizen() const { return town_.citizens.front().id.value(); }

  [[nodiscard]] std::vector<std::string> sauces(const std::string& day) const {
    const auto document =
        std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data" / "peppol" / "examples" / "UC1_Order.xml";
    return {"order",   "place",    document.string(), "--area", area(), "--citizen",
            citizen(), "--window", "morning",         "--day",  day};
  }

  world::World town_;
};

TEST_F(OrderPlace, StandsWhenItIsGood) {
  const nlohmann::json wish{{"command", "place_order"},
                            {"area_id", area()},
                            {"command_id", "c-1"},
                            {"order_id", "o-1"},
                            {"citizen_id", citizen()},
                            {"window_id", "morning"},
                            {"delivery_day", a_coming_day()},
                            {"note_to_driver", "Ring twice"},
                            {"lines", {{{"gtin", "5700002010407"}, {"quantity", 2}}}}};
  const auto file = directory_ / "order.json";
  std::ofstream{file} << wish.dump();
  const auto placed = matbud({"order", "place", file.string()});
  EXPECT_EQ(placed.exit, 0) << placed.out << placed.messages;
  EXPECT_EQ(placed.out, "placed: order o-1\n");
  EXPECT_THAT(matbud({"order", "show", "o-1"}).out, HasSubstr("order o-1: placed"));
  const auto told = matbud({"order", "trace", "o-1"}).out;
  EXPECT_THAT(told, HasSubstr("1 item for kr 49,80"));
  EXPECT_THAT(told, testing::Not(HasSubstr("Ring twice")));
}

TEST_F(OrderPlace, TakesAUblDocumentAndTellsTheLineItDoesNotKnow) {
  const auto placed = matbud(sauces(a_coming_day()));
  EXPECT_EQ(placed.exit, 0) << placed.out << placed.messages;
  EXPECT_THAT(placed.out, HasSubstr("placed: order ubl-"));
  EXPECT_THAT(placed.messages, AllOf(HasSubstr("left out: UC1_Order.xml: line '3'"), HasSubstr("8722700577584")));
  const auto listed = matbud({"order", "list"}).out;
  EXPECT_THAT(listed, AllOf(HasSubstr("placed"), HasSubstr("2 lines")));
}

TEST_F(OrderPlace, MakesOneOrderOfADocumentThatComesTwice) {
  const auto day = a_coming_day();
  EXPECT_EQ(matbud(sauces(day)).exit, 0);
  auto again = sauces(day);
  again.insert(again.begin(), "--json");
  const auto answer = matbud(again);
  EXPECT_EQ(answer.exit, 0);
  EXPECT_EQ(nlohmann::json::parse(answer.out).at("answered_before"), true);
}

TEST_F(OrderPlace, NeedsToKnowForWhomADocumentIs) {
  auto words = sauces("2026-02-30");
  const auto bad_day = matbud(words);
  EXPECT_EQ(bad_day.exit, 2);
  EXPECT_THAT(bad_day.messages, HasSubstr("--day: 2026-02-30 is no day"));
  words.resize(3);
  const auto nobody = matbud(words);
  EXPECT_EQ(nobody.exit, 2);
  EXPECT_THAT(nobody.messages, HasSubstr("--citizen"));
}

TEST_F(OrderPlace, RefusesADocumentThatIsNoOrder) {
  auto words = sauces(a_coming_day());
  words[2].replace(words[2].find("UC1_Order.xml"), std::string::npos, "OrderChange_Example.xml");
  const auto answer = matbud(words);
  EXPECT_EQ(answer.exit, 1);
  EXPECT_THAT(answer.messages, HasSubstr("not an order"));
}

}  // namespace
}  // namespace matbud::cli
