#include "matbud/store/rocks_store.h"

#include <random>

#include "store_fixture.h"

namespace matbud::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using RocksStoreTest = StoreFixture;

TEST_F(RocksStoreTest, RemembersAcrossReopening) {
  space("ordering", 3)->write({{"a", "1"}, {"b", "2"}});
  reopen();
  EXPECT_EQ(space("ordering", 3)->get("a"), "1");
  EXPECT_EQ(space("ordering", 3)->get("c"), std::nullopt);
}

TEST_F(RocksStoreTest, SpacesDoNotSeeEachOther) {
  const auto third = space("ordering", 3);
  const auto fourth = space("ordering", 4);
  const auto other = space("dispatch", 3);
  third->write({{"a", "third"}});
  fourth->write({{"a", "fourth"}});
  other->write({{"a", "other"}});
  EXPECT_THAT(all_of(*third), ElementsAre(Pair("a", "third")));
  third->clear();
  EXPECT_THAT(all_of(*third), IsEmpty());
  EXPECT_THAT(all_of(*fourth), ElementsAre(Pair("a", "fourth")));
  EXPECT_THAT(all_of(*other), ElementsAre(Pair("a", "other")));
}

TEST_F(RocksStoreTest, ClearsTheLastPartitionThereCanBe) {
  const auto last = space("ordering", 0xffff);
  last->write({{"\xff\xff", "1"}, {"", "2"}});
  EXPECT_EQ(last->last_key("\xff"), "\xff\xff");
  last->clear();
  EXPECT_THAT(all_of(*last), IsEmpty());
}

TEST_F(RocksStoreTest, WritesAfterClearingStay) {
  const auto cleared = space("ordering", 3);
  cleared->write({{"a", "old"}, {"b", "old"}});
  cleared->clear();
  cleared->write({{"a", "new"}});
  reopen();
  EXPECT_THAT(all_of(*space("ordering", 3)), ElementsAre(Pair("a", "new")));
}

TEST_F(RocksStoreTest, ScansByPrefixFromAKeyUntilTold) {
  const auto scanned = space("ordering", 3);
  scanned->write({{"a", "0"}, {"b", "1"}, {"b1", "2"}, {"b2", "3"}, {"b\xff", "4"}, {"c", "5"}});
  EXPECT_THAT(all_of(*scanned, "b"), ElementsAre(Pair("b", "1"), Pair("b1", "2"), Pair("b2", "3"), Pair("b\xff", "4")));
  EXPECT_THAT(all_of(*scanned, "b", "b11"), ElementsAre(Pair("b2", "3"), Pair("b\xff", "4")));
  Found first;
  scanned->scan("b", "", [&](std::string_view key, std::string_view value) {
    first.emplace_back(key, value);
    return false;
  });
  EXPECT_THAT(first, ElementsAre(Pair("b", "1")));
}

TEST_F(RocksStoreTest, TheLastChangeOfAKeyInAWriteHolds) {
  const auto written = space("ordering", 3);
  written->write({{"a", "1"}, {"a", "2"}, {"b", "1"}, {"b", std::nullopt}});
  EXPECT_THAT(all_of(*written), ElementsAre(Pair("a", "2")));
}

TEST_F(RocksStoreTest, DoesWhatASpaceInMemoryDoes) {
  std::mt19937 random{7};
  const auto on_disk = space("ordering", 3);
  state::MemorySpace in_memory;
  const auto some_key = [&] {
    std::string key(1 + random() % 3, '\0');
    for (auto& byte : key)
      byte =
          "\x00\x01"
          "a\xff"[random() % 4];
    return key;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<state::Change> changes(random() % 8);
    for (auto& change : changes) {
      change.key = some_key();
      if (random() % 3 != 0) change.value = std::to_string(random());
    }
    on_disk->write(changes);
    in_memory.write(changes);
    if (round % 100 == 57) on_disk->clear(), in_memory.clear();
    const auto prefix = some_key().substr(1);
    const auto from = some_key();
    ASSERT_EQ(all_of(*on_disk, prefix, from), all_of(in_memory, prefix, from)) << "round " << round;
    ASSERT_EQ(on_disk->get(from), in_memory.get(from)) << "round " << round;
    ASSERT_EQ(on_disk->last_key(prefix), in_memory.last_key(prefix)) << "round " << round;
  }
}

TEST_F(RocksStoreTest, DropsASpaceOfAllPartitions) {
  space("orders.1", 0)->write({{"a", "1"}});
  space("orders.2", 0)->write({{"a", "2"}});
  EXPECT_THAT(store_->names(), ElementsAre("orders.1", "orders.2"));
  ASSERT_TRUE(store_->drop("orders.1"));
  reopen();
  EXPECT_THAT(store_->names(), ElementsAre("orders.2"));
  EXPECT_THAT(all_of(*space("orders.1", 0)), IsEmpty());
}

TEST_F(RocksStoreTest, RefusesWhatCannotBeASpace) {
  const struct {
    const char* name;
    std::uint32_t partition;
  } rows[] = {{"", 0}, {"default", 0}, {"ordering", 0x10000}};
  for (const auto& [name, partition] : rows) {
    SCOPED_TRACE(name);
    const auto opened = store_->open_space(name, Partition{partition});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Error::Code::invalid);
  }
}

TEST_F(RocksStoreTest, HasOneOwner) {
  const auto second = RocksStore::open(directory_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Error::Code::conflict);
}

TEST_F(RocksStoreTest, ACheckpointIsTheStoreAsItWas) {
  const auto copied = space("ordering", 3);
  copied->write({{"a", "then"}});
  const auto copy = home_ / "checkpoint";
  const auto made = store_->checkpoint(copy);
  ASSERT_TRUE(made) << made.error().message;
  copied->write({{"a", "now"}});

  const auto again = store_->checkpoint(copy);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Error::Code::conflict);

  const auto opened = RocksStore::open(copy);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*(*opened)->open_space("ordering", Partition{3}))->get("a"), "then");
  EXPECT_EQ(copied->get("a"), "now");
}

}  // namespace
}  // namespace matbud::store
