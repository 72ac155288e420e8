#include "matbud/world/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/ordering/v1/commands.pb.h"

namespace matbud::world {
namespace {

using testing::ContainsRegex;
using testing::MatchesRegex;
using testing::Not;
using testing::SizeIs;

privacy::v1::Sealed seal(const CitizenId& citizen, std::string_view field, std::string_view clear_text) {
  privacy::v1::Sealed sealed;
  sealed.set_key_id(citizen.value());
  sealed.set_box(std::string{field} + "#" + std::to_string(std::hash<std::string_view>{}(clear_text)));
  return sealed;
}

std::string bytes_of(const std::vector<log::Command>& commands) {
  std::string bytes;
  for (const auto& command : commands)
    bytes += command.topic + "\n" + command.key + "\n" + command.id + "\n" + command.type + "\n" + command.value + "\n";
  return bytes;
}

TEST(World, IsTheSameForTheSameSeedAndAnotherForAnother) {
  Settings settings;
  const auto first = bytes_of(introduction(make_world(settings), seal));
  EXPECT_EQ(bytes_of(introduction(make_world(settings), seal)), first);
  settings.seed = 2;
  EXPECT_NE(bytes_of(introduction(make_world(settings), seal)), first);
}

TEST(World, KeepsItsCitizensWhenItGrows) {
  Settings settings;
  settings.citizens_per_area = 3;
  const auto small = make_world(settings);
  settings.citizens_per_area = 5;
  const auto large = make_world(settings);
  for (std::size_t at = 0; at < 3; ++at) EXPECT_EQ(large.citizens[at].id, small.citizens[at].id);
}

TEST(World, HasAreasWithWindowsAndCutOff) {
  Settings settings;
  settings.areas = area_count_max;
  settings.same_day_window = true;
  const auto world = make_world(settings);
  ASSERT_THAT(world.areas, SizeIs(area_count_max));
  EXPECT_EQ(world.areas[0].area_id(), "3024-sandvika");
  std::set<std::string> ids;
  for (const auto& area : world.areas) {
    ids.insert(area.area_id());
    EXPECT_EQ(area.municipality(), "3024");
    ASSERT_EQ(area.windows_size(), 3);
    EXPECT_EQ(area.windows(0).window_id(), "morning");
    EXPECT_EQ(area.windows(1).window_id(), "evening");
    EXPECT_EQ(area.windows(0).cut_off_minute(), 960U);
    EXPECT_FALSE(area.windows(1).same_day());
    EXPECT_TRUE(area.windows(2).same_day());
    for (const auto& window : area.windows()) EXPECT_LT(window.opens_minute(), window.closes_minute());
  }
  EXPECT_THAT(ids, SizeIs(area_count_max));
  settings.areas = area_count_max + 1;
  EXPECT_THROW((void)make_world(settings), std::invalid_argument);
}

TEST(World, HasNobodyWhoCouldBeSomebody) {
  Settings settings;
  settings.citizens_per_area = 200;
  const auto world = make_world(settings);
  std::set<std::string> ids;
  for (const auto& citizen : world.citizens) {
    ids.insert(citizen.id.value());
    EXPECT_THAT(citizen.name + citizen.address + citizen.door_code, Not(ContainsRegex("[0-9]{11}")));
    ASSERT_FALSE(citizen.contacts.empty());
    EXPECT_EQ(citizen.contacts[0].relation, "next_of_kin");
    EXPECT_EQ(citizen.contacts[0].channel, notification::v1::CHANNEL_EMAIL);
    EXPECT_EQ(citizen.contacts.back().relation, "home_care");
    for (const auto& contact : citizen.contacts) {
      EXPECT_THAT(contact.other_number, MatchesRegex("([+]447700900[0-9]{3})?"));
      if (contact.channel == notification::v1::CHANNEL_LETTER) {
        EXPECT_EQ(contact.address, citizen.address);
        continue;
      }
      EXPECT_THAT(contact.address, MatchesRegex("[a-z.]+[.][0-9]{1,2}@example[.](com|org)|[+]447700900[0-9]{3}|"
                                                "hjemmetjenesten-[a-z]+@example[.]org"));
    }
    EXPECT_GT(citizen.point.latitude_e7(), 598'000'000);
    EXPECT_LT(citizen.point.latitude_e7(), 600'000'000);
    EXPECT_GT(citizen.point.longitude_e7(), 104'000'000);
    EXPECT_LT(citizen.point.longitude_e7(), 107'000'000);
  }
  EXPECT_THAT(ids, SizeIs(5 * 200));
}

TEST(Introduction, LeavesPeopleInPeaceAtNightWhereItIsToldTo) {
  Settings settings;
  settings.quiet_nights = true;
  std::size_t put = 0;
  for (const auto& command : introduction(make_world(settings), seal)) {
    notification::v1::NotificationCommand decoded;
    if (command.topic != log::notification_commands || !decoded.ParseFromString(command.value)) continue;
    if (!decoded.has_put_settings()) continue;
    EXPECT_EQ(decoded.put_settings().area_id(), command.key);
    ++put;
  }
  EXPECT_EQ(put, settings.areas);
}

TEST(Introduction, SealsEveryPersonalWord) {
  const auto world = make_world({});
  const auto commands = introduction(world, seal);
  EXPECT_THAT(commands, SizeIs(5 + 3 * 5 * 24));
  std::set<std::string> ids;
  std::string bytes;
  for (const auto& command : commands) {
    ids.insert(command.id);
    bytes += command.id + command.subject + command.value;
    EXPECT_FALSE(command.partition);
  }
  EXPECT_THAT(ids, SizeIs(commands.size()));
  for (const auto& citizen : world.citizens) {
    EXPECT_EQ(bytes.find(citizen.name), std::string::npos);
    EXPECT_EQ(bytes.find(citizen.address), std::string::npos);
    for (const auto& contact : citizen.contacts) {
      EXPECT_EQ(bytes.find(contact.name), std::string::npos);
      EXPECT_EQ(bytes.find(contact.address), std::string::npos);
    }
  }
  for (const std::string_view field :
       {"matbud.ordering.v1.Citizen.name", "matbud.ordering.v1.Citizen.diet", "matbud.dispatch.v1.DropPoint.address",
        "matbud.dispatch.v1.DropPoint.point", "matbud.dispatch.v1.DropPoint.door_code",
        "matbud.dispatch.v1.DropPoint.note_to_driver", "matbud.notification.v1.Contact.address",
        "matbud.notification.v1.Contact.name", "matbud.notification.v1.ContactPoint.address"})
    EXPECT_NE(bytes.find(field), std::string::npos) << field;
}

TEST(Shifts, OfOneDriverNeverOverlap) {
  Settings settings;
  settings.same_day_window = true;
  const auto world = make_world(settings);
  const auto at_hour = [](int hour) { return from_ms(std::int64_t{hour} * 3'600'000); };
  std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> worked;
  std::set<std::string> shift_ids;
  for (const auto& area : world.areas) {
    for (const auto& window : area.windows()) {
      const auto opens = static_cast<int>(window.opens_minute() / 60);
      const auto closes = static_cast<int>(window.closes_minute() / 60);
      for (const auto& command : shifts(world, area, window.window_id(), 0, at_hour(opens), at_hour(closes))) {
        dispatch::v1::DispatchCommand decoded;
        ASSERT_TRUE(decoded.ParseFromString(command.value));
        const auto& shift = decoded.start_shift().shift();
        EXPECT_EQ(shift.area_id(), command.key);
        shift_ids.insert(shift.shift_id());
        worked[shift.driver_id()].emplace_back(shift.starts_at_ms(), shift.ends_at_ms());
      }
    }
  }
  EXPECT_THAT(shift_ids, SizeIs(5 * 3 * 2));
  for (const auto& [driver, times] : worked) EXPECT_THAT(times, SizeIs(1)) << driver;
}

}  // namespace
}  // namespace matbud::world
