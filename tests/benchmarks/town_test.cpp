// What a load must be able to count on: its windows are open whenever it comes, and their drivers are free for them.
#include "town.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>

#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/time/calendar.h"
#include "matbud/time/zone.h"

namespace matbud::benchmarks {
namespace {

class ATown : public ::testing::Test {
 protected:
  ATown() {
    const log::TopicSpec spec{std::string{log::keys}, 1, true};
    EXPECT_TRUE(log_.create_topics({&spec, 1}));
  }
  Town at(Timestamp now) {
    keys_.emplace(privacy::KeyRing::load(log_, master_, random_, privacy::Access::all()).value());
    return Town{{.partitions = 1, .citizens = 2, .products = 20, .windows_an_area = 4}, *keys_, now};
  }
  static ordering::v1::Area area_of(const Town& town) {
    for (const auto& command : town.reference_data()) {
      ordering::v1::OrderingCommand said;
      if (command.topic != log::ordering_commands || !said.ParseFromString(command.value)) continue;
      if (said.has_define_area()) return said.define_area().area();
    }
    throw std::logic_error{"a town without an area"};
  }

  log::SimulatedClock clock_{from_ms(1'790'000'000'000)};
  log::SimulatedLog log_{clock_};
  privacy::SystemRandom random_;
  privacy::MasterKey master_ = privacy::MasterKey::unsaved(random_);
  std::optional<privacy::KeyRing> keys_;
};

TEST_F(ATown, HasWindowsAfterOneAnother) {
  const auto area = area_of(at(from_ms(1'790'000'000'000)));
  ASSERT_EQ(area.windows_size(), 4);
  for (int n = 1; n < area.windows_size(); ++n)
    EXPECT_GT(area.windows(n).opens_minute(), area.windows(n - 1).closes_minute());
}

TEST_F(ATown, HasJustBegunItsDayWheneverItIs) {
  for (int hour = 0; hour < 24; ++hour) {
    const auto now = from_ms(1'790'000'000'000) + std::chrono::hours{hour};
    const auto town = at(now);
    ordering::v1::OrderingCommand order;
    ASSERT_TRUE(order.ParseFromString(town.order(0).value));
    const auto zone = time::Zone::find(area_of(town).time_zone());
    ASSERT_TRUE(zone);
    const auto midnight = zone->utc(time::day_from(order.place_order().delivery_day()), std::chrono::minutes{0});
    EXPECT_LE(midnight, now) << "hour " << hour;
    EXPECT_LT(now, midnight + std::chrono::hours{1}) << "hour " << hour;
  }
}

}  // namespace
}  // namespace matbud::benchmarks
