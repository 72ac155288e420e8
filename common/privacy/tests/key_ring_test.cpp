#include "citizens.h"

namespace matbud::privacy {
namespace {

using Kind = Opened::Kind;
using KeyState = KeyRing::KeyState;

class Keys : public Citizens {};

TEST_F(Keys, AreMadeOnceAndKnownToWhoeverStartsLater) {
  auto edge = a_ring();
  EXPECT_EQ(edge.state_of(kari), KeyState::unknown);
  ASSERT_TRUE(edge.create(kari, now_));
  ASSERT_TRUE(edge.create(kari, now_));
  EXPECT_EQ(log_.records(place_).size(), 1U);
  EXPECT_EQ(edge.size(), 1U);

  const auto box = sealed(edge, kari, name_field, "Kari");
  EXPECT_EQ(a_ring().open(box, name_field).clear, "Kari");
}

TEST_F(Keys, OfManyCitizensAreOneAppend) {
  auto edge = a_ring();
  std::vector<CitizenId> citizens;
  for (int i = 0; i < 3000; ++i) citizens.emplace_back("c-" + std::to_string(i));
  ASSERT_TRUE(edge.create(citizens, now_));
  EXPECT_EQ(edge.size(), citizens.size());
  const auto later = a_ring();
  for (const auto& citizen : {citizens.front(), citizens[1500], citizens.back()}) {
    EXPECT_EQ(later.open(sealed(edge, citizen, name_field, citizen.value()), name_field).clear, citizen.value());
  }
}

TEST_F(Keys, WithoutOneNothingCanBeSealed) {
  const auto result = a_ring().seal(kari, name_field, "Kari");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Error::Code::not_found);
}

TEST_F(Keys, OfAnotherProcessAreFoundWhenTheyAreNeeded) {
  auto edge = a_ring();
  const auto processor = a_ring();
  ASSERT_TRUE(edge.create(kari, now_));
  const auto box = sealed(edge, kari, name_field, "Kari");
  EXPECT_EQ(processor.state_of(kari), KeyState::unknown);
  EXPECT_EQ(processor.open(box, name_field).clear, "Kari");
  const auto another_edge = a_ring();
  ASSERT_TRUE(edge.create(ola, now_));
  EXPECT_TRUE(another_edge.seal(ola, name_field, "Ola"));
}

TEST_F(Keys, AnOutageIsNotAnErasure) {
  auto edge = a_ring();
  const auto processor = a_ring();
  ASSERT_TRUE(edge.create(kari, now_));
  const auto box = sealed(edge, kari, name_field, "Kari");
  log_.set_faults({.failed_call = 1000});
  EXPECT_EQ(processor.open(box, name_field).kind, Kind::unavailable);
  EXPECT_FALSE(processor.seal(kari, name_field, "Kari"));
  EXPECT_FALSE(edge.create(ola, now_));
  log_.set_faults({});
  EXPECT_EQ(processor.open(box, name_field).kind, Kind::clear);
}

TEST_F(Keys, TheFirstInTheLogWinsWhenTwoEdgesMakeOne) {
  auto first = a_ring();
  auto second = a_ring();
  // Both saw no key and are about to append theirs.
  const auto of_first = first.key_record(kari, now_);
  const auto of_second = second.key_record(kari, now_);
  append(of_first);
  const auto box = sealed(first, kari, name_field, "Kari");
  ASSERT_TRUE(second.refresh());
  append(of_second);
  ASSERT_TRUE(second.refresh());
  EXPECT_EQ(second.open(box, name_field).clear, "Kari");
}

TEST_F(Keys, TheWinnerIsWrittenAgainSoThatCompactionKeepsIt) {
  auto first = a_ring();
  append(first.key_record(kari, now_));
  const auto winner = newest(kari);
  const auto box = sealed(first, kari, name_field, "Kari");
  append(a_ring().key_record(kari, now_));
  EXPECT_NE(newest(kari), winner);
  // Whoever writes next mends it; compaction has not run for those who follow the topic live.
  ASSERT_TRUE(first.refresh());
  ASSERT_TRUE(first.create(ola, now_));
  EXPECT_EQ(newest(kari), winner);
  EXPECT_EQ(a_ring().open(box, name_field).clear, "Kari");
  const auto records = log_.records(place_).size();
  ASSERT_TRUE(first.create(ola, now_));
  EXPECT_EQ(log_.records(place_).size(), records);
}

TEST_F(Keys, DestroyedEraseTheCitizenEverywhere) {
  auto edge = a_ring();
  auto other = a_ring();
  const CitizenId both[] = {kari, ola};
  ASSERT_TRUE(edge.create(both, now_));
  const auto of_kari = sealed(edge, kari, name_field, "Kari");
  const auto of_ola = sealed(edge, ola, name_field, "Ola");
  ASSERT_EQ(other.open(of_kari, name_field).clear, "Kari");

  ASSERT_TRUE(edge.destroy(kari, now_));
  EXPECT_EQ(edge.open(of_kari, name_field).kind, Kind::erased);
  EXPECT_EQ(edge.open(of_ola, name_field).clear, "Ola");
  EXPECT_EQ(other.refresh().value(), 1U);
  EXPECT_EQ(other.open(of_kari, name_field).kind, Kind::erased);
  EXPECT_EQ(a_ring().open(of_kari, name_field).kind, Kind::erased);
  EXPECT_EQ(newest(kari), "");
  EXPECT_EQ(edge.size(), 1U);
}

TEST_F(Keys, OfTheErasedAreNotMadeAgainUnlessAskedFor) {
  auto edge = a_ring();
  ASSERT_TRUE(edge.create(kari, now_));
  const auto before = sealed(edge, kari, name_field, "Kari");
  ASSERT_TRUE(edge.destroy(kari, now_));
  const CitizenId both[] = {ola, kari};
  EXPECT_EQ(edge.create(both, now_).error().code, Error::Code::conflict);
  EXPECT_EQ(edge.state_of(ola), KeyState::unknown) << "nothing is appended when one of them cannot be";
  EXPECT_EQ(edge.seal(kari, name_field, "Kari").error().code, Error::Code::conflict);

  ASSERT_TRUE(edge.create_after_erasure(kari, now_));
  const auto after = sealed(edge, kari, name_field, "Kari");
  const auto later = a_ring();
  EXPECT_EQ(later.open(after, name_field).clear, "Kari");
  EXPECT_EQ(later.open(before, name_field).kind, Kind::unreadable);
  EXPECT_EQ(edge.create_after_erasure(kari, now_).error().code, Error::Code::conflict);
}

TEST_F(Keys, BehindATombstoneDoNotCount) {
  auto edge = a_ring();
  auto late = a_ring();
  const auto on_its_way = late.key_record(kari, now_);
  ASSERT_TRUE(edge.create(kari, now_));
  ASSERT_TRUE(edge.destroy(kari, now_));
  append(on_its_way);
  ASSERT_TRUE(edge.refresh());
  EXPECT_EQ(edge.state_of(kari), KeyState::destroyed);
  // The next who writes puts the tombstone back on top.
  ASSERT_TRUE(edge.create(ola, now_));
  EXPECT_EQ(newest(kari), "");
  EXPECT_EQ(a_ring().state_of(kari), KeyState::destroyed);
}

TEST_F(Keys, TellADriverThatAppendsByItselfWhatToPutBackOnTop) {
  auto edge = a_ring();
  const auto late = edge.key_record(kari, now_);
  append(late);
  append(KeyRing::tombstone_record(kari, now_));
  ASSERT_TRUE(edge.refresh());
  EXPECT_TRUE(edge.repair_records(now_).empty());
  append(late);
  ASSERT_TRUE(edge.refresh());
  const auto repairs = edge.repair_records(now_);
  ASSERT_EQ(repairs.size(), 1U);
  append(repairs.front());
  EXPECT_EQ(newest(kari), "");
  EXPECT_EQ(a_ring().state_of(kari), KeyState::destroyed);
  ASSERT_TRUE(edge.refresh());
  EXPECT_TRUE(edge.repair_records(now_).empty());
}

TEST_F(Keys, DestroyingTwiceIsOnceAndDestroyingNothingIsSaid) {
  auto edge = a_ring();
  EXPECT_EQ(edge.destroy(kari, now_).error().code, Error::Code::not_found);
  ASSERT_TRUE(edge.create(kari, now_));
  ASSERT_TRUE(edge.destroy(kari, now_));
  const auto records = log_.records(place_).size();
  EXPECT_TRUE(edge.destroy(kari, now_));
  EXPECT_EQ(log_.records(place_).size(), records);
}

TEST_F(Keys, AKeyThatIsNowhereCountsAsErased) {
  v1::Sealed box;
  box.set_key_id("c-nobody");
  box.set_box(std::string(60, 'x'));
  auto ring = a_ring();
  EXPECT_EQ(ring.open(box, name_field).kind, Kind::erased);
  EXPECT_EQ(ring.open(box, name_field).kind, Kind::erased);
  auto edge = a_ring();
  ASSERT_TRUE(edge.create(CitizenId{"c-nobody"}, now_)) << "it was never destroyed";
  EXPECT_EQ(ring.open(box, name_field).kind, Kind::unreadable) << "it has a key now, and the box is not under it";
  EXPECT_EQ(ring.open(sealed(edge, CitizenId{"c-nobody"}, name_field, "Kari"), name_field).clear, "Kari");
}

TEST_F(Keys, WrappedByAnotherMasterKeyStopTheStart) {
  ASSERT_TRUE(a_ring().create(kari, now_));
  const auto stranger = MasterKey::unsaved(random_);
  const auto ring = KeyRing::load(log_, stranger, random_, Access::all());
  ASSERT_FALSE(ring);
  EXPECT_EQ(ring.error().code, Error::Code::invalid);
  EXPECT_NE(ring.error().message.find("keys.v1/0 at 0"), std::string::npos) << ring.error().message;
  EXPECT_NE(ring.error().message.find(master_.id()), std::string::npos) << ring.error().message;
}

TEST_F(Keys, ABadRecordStopsTheRingWhereItStands) {
  auto ring = a_ring();
  ASSERT_TRUE(ring.create(kari, now_));
  const auto good = log::decode(*log_.records(place_).front().canonical);
  ASSERT_TRUE(good);
  v1::WrappedKey altered;
  ASSERT_TRUE(altered.ParseFromArray(good->value.data(), static_cast<int>(good->value.size())));
  altered.mutable_wrapped()->back() = static_cast<char>(altered.wrapped().back() ^ 1);
  altered.set_key_id(ola.value());
  auto bad = *good;
  const auto value = altered.SerializeAsString();
  bad.key = ola.value();
  bad.value = value;
  append(log::encode(bad));
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto read = ring.refresh();
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Error::Code::corrupt);
    EXPECT_NE(read.error().message.find("keys.v1/0 at 1"), std::string::npos) << read.error().message;
  }
  EXPECT_TRUE(ring.seal(kari, name_field, "Kari")) << "what was read stays usable";
}

}  // namespace
}  // namespace matbud::privacy
