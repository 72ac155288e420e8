#include <atomic>
#include <latch>
#include <thread>

#include "citizens.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::privacy {
namespace {

using Kind = Opened::Kind;

class Sealing : public Citizens {
 protected:
  Sealing() {
    const CitizenId both[] = {kari, ola};
    EXPECT_TRUE(ring_.create(both, now_));
    // The fields below are found by name: their messages must be part of this program.
    (void)ordering::v1::OrderPlaced::descriptor();
    (void)ordering::v1::PlaceOrder::descriptor();
    (void)dispatch::v1::PlannedDelivery::descriptor();
  }
  KeyRing ring_ = a_ring();
};

TEST_F(Sealing, GivesBackWhatWasSealed) {
  for (const std::string& clear :
       {std::string{}, std::string{"Kari Testdatter"}, std::string(100'000, 'x'), std::string{"\0nul", 4}}) {
    const auto box = sealed(ring_, kari, name_field, clear);
    EXPECT_EQ(box.key_id(), kari.value());
    const auto opened = ring_.open(box, name_field);
    EXPECT_EQ(opened.kind, Kind::clear);
    EXPECT_EQ(opened.clear, clear);
  }
}

TEST_F(Sealing, HidesTheTextAndIsNewEachTime) {
  const auto once = sealed(ring_, kari, name_field, "Kari Testdatter");
  const auto again = sealed(ring_, kari, name_field, "Kari Testdatter");
  EXPECT_EQ(once.SerializeAsString().find("Testdatter"), std::string::npos);
  EXPECT_NE(once.box(), again.box());
}

TEST_F(Sealing, CannotBeMovedToAnotherFieldOrPerson) {
  const auto box = sealed(ring_, kari, name_field, "Kari Testdatter");
  EXPECT_EQ(ring_.open(box, diet_field).kind, Kind::unreadable);
  auto moved = box;
  moved.set_key_id(ola.value());
  EXPECT_EQ(ring_.open(moved, name_field).kind, Kind::unreadable);
}

TEST_F(Sealing, NoticesEveryFlippedBitAndEveryCut) {
  const auto box = sealed(ring_, kari, name_field, "Kari");
  for (std::size_t bit = 0; bit < box.box().size() * 8; ++bit) {
    auto altered = box;
    auto& byte = (*altered.mutable_box())[bit / 8];
    byte = static_cast<char>(byte ^ (1 << (bit % 8)));
    EXPECT_EQ(ring_.open(altered, name_field).kind, Kind::unreadable) << "bit " << bit;
  }
  for (std::size_t size = 0; size < box.box().size(); ++size) {
    auto cut = box;
    cut.mutable_box()->resize(size);
    EXPECT_EQ(ring_.open(cut, name_field).kind, Kind::unreadable) << size << " bytes";
  }
}

TEST_F(Sealing, OpensInTheEventWhatWasSealedForTheCommand) {
  const auto note = sealed(ring_, kari, "matbud.ordering.v1.PlaceOrder.note_to_driver", "Ring twice");
  EXPECT_EQ(ring_.open(note, "matbud.ordering.v1.OrderPlaced.note_to_driver").clear, "Ring twice");
  EXPECT_EQ(ring_.open(note, "matbud.ordering.v1.OrderPlaced.note_to_home_care").kind, Kind::unreadable);
}

TEST_F(Sealing, IsOnlyForSealedFieldsOfTheContract) {
  for (const auto* field : {"matbud.ordering.v1.Citizen.area_id", "matbud.ordering.v1.Citizen.shoe_size", ""}) {
    EXPECT_THROW((void)ring_.seal(kari, field, "x"), std::logic_error) << field;
    EXPECT_THROW((void)ring_.open({}, field), std::logic_error) << field;
  }
}

TEST_F(Sealing, OpensForEachServiceOnlyWhatItsWorkNeeds) {
  const auto name = sealed(ring_, kari, name_field, "Kari Testdatter");
  EXPECT_EQ(ring_.narrowed_to(Access::of("ordering")).open(name, name_field).kind, Kind::clear);
  for (const auto* service : {"grocer_bridge", "dispatch", "notification", "audit"}) {
    const auto opened = ring_.narrowed_to(Access::of(service)).open(name, name_field);
    EXPECT_EQ(opened.kind, Kind::refused) << service;
    EXPECT_TRUE(opened.clear.empty());
  }
  EXPECT_THROW((void)Access::of("demo_grocer"), std::logic_error);
}

TEST_F(Sealing, NarrowsButNeverWidens) {
  const auto name = sealed(ring_, kari, name_field, "Kari Testdatter");
  const auto bridge = ring_.narrowed_to(Access::none());
  EXPECT_EQ(bridge.narrowed_to(Access::all()).open(name, name_field).kind, Kind::refused);
  const auto diet_only = ring_.narrowed_to(Access::fields({diet_field}));
  EXPECT_EQ(diet_only.narrowed_to(Access::fields({name_field, diet_field})).open(name, name_field).kind, Kind::refused);
}

TEST_F(Sealing, RefusesBeforeItSaysAnythingAboutTheKey) {
  ASSERT_TRUE(ring_.destroy(kari, now_));
  v1::Sealed box;
  box.set_key_id(kari.value());
  box.set_box(std::string(60, 'x'));
  EXPECT_EQ(ring_.narrowed_to(Access::none()).open(box, name_field).kind, Kind::refused);
}

TEST_F(Sealing, WorksOnManyThreadsWhileACitizenIsErased) {
  constexpr int threads = 4;
  const auto of_ola = sealed(ring_, ola, name_field, "Ola");
  std::atomic<int> wrong = 0;
  std::atomic<bool> erased = false;
  std::latch everybody_works{threads};
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      for (int round = 0; round < 200 || !erased; ++round) {
        const auto box = ring_.seal(kari, name_field, "Kari");
        if (!box || ring_.open(*box, name_field).clear != "Kari") ++wrong;
        const bool surely_erased = erased;
        const auto opened = ring_.open(of_ola, name_field);
        if (opened.kind != Kind::erased && (surely_erased || opened.clear != "Ola")) ++wrong;
        if (round == 0) everybody_works.count_down();
      }
    });
  }
  everybody_works.wait();
  EXPECT_TRUE(ring_.destroy(ola, now_));
  erased = true;
  for (auto& worker : workers) worker.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Sealing, RepeatsToTheByteWithASeed) {
  const auto world = [this](std::uint64_t seed, std::string_view clear) {
    SeededRandom random{seed};
    const auto master = MasterKey::unsaved(random);
    log::SimulatedLog log{clock_};
    const log::TopicSpec spec{std::string{log::keys}, 1, true};
    EXPECT_TRUE(log.create_topics({&spec, 1}));
    auto ring = KeyRing::load(log, master, random, Access::all());
    EXPECT_TRUE(ring && ring->create(kari, now_));
    return *log.records(place_).front().canonical + ring->seal(kari, name_field, clear)->SerializeAsString();
  };
  EXPECT_EQ(world(7, "Kari"), world(7, "Kari"));
  EXPECT_NE(world(7, "Kari"), world(8, "Kari"));
  EXPECT_NE(world(7, "Kari"), world(7, "Kaja"));
}

TEST(SeededRandom, DependsOnSeedAndContextAndNotOnTheOrderOfCalls) {
  const auto bytes = [](SeededRandom& random, std::initializer_list<std::string_view> context) {
    std::array<std::uint8_t, 100> out{};
    random.fill(out, context);
    return out;
  };
  SeededRandom one{1};
  SeededRandom same{1};
  SeededRandom other{2};
  const auto first = bytes(one, {"a", "bc"});
  EXPECT_NE(first, bytes(one, {"ab", "c"}));
  EXPECT_EQ(first, bytes(same, {"a", "bc"}));
  EXPECT_EQ(first, bytes(one, {"a", "bc"}));
  EXPECT_NE(first, bytes(other, {"a", "bc"}));
}

}  // namespace
}  // namespace matbud::privacy
