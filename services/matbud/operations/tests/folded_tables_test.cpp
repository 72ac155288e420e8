#include "folded_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/processor/machinery.h"

namespace matbud::operations {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr state::TableId orders{1};
constexpr state::TableId drivers{2};

class AFold : public testing::Test {
 protected:
  void both(state::TableId table, const std::string& key, const std::string& value) {
    fold.put(table, key, value);
    stored.write({{state::whole_key(table, key), value}});
  }
  [[nodiscard]] std::vector<std::string> keys_from(const std::string& prefix, const std::string& from) const {
    std::vector<std::string> keys;
    fold.scan(orders, prefix, from, [&](std::string_view key, std::string_view) {
      keys.emplace_back(key);
      return true;
    });
    return keys;
  }

  FoldedTables fold;
  state::MemorySpace stored;
};

TEST_F(AFold, EqualsAStoreWithTheSameRows) {
  both(orders, "o1", "milk");
  both(drivers, "o1", "Per");
  stored.write({{state::whole_key(processor::positions, "own"), "17"}});
  EXPECT_EQ(fold.rows(), 2U);
  const auto difference = fold.compare(stored);
  EXPECT_EQ(difference.keys, 0U);
  EXPECT_EQ(difference.first, "");
}

TEST_F(AFold, NamesTheKeyWhoseValueIsAnother) {
  both(orders, "o1", "milk");
  both(orders, std::string{"o\x01", 2} + "\xff", "bread");
  stored.write({{state::whole_key(orders, std::string{"o\x01", 2} + "\xff"), "cake"}});
  const auto difference = fold.compare(stored);
  EXPECT_EQ(difference.keys, 1U);
  EXPECT_EQ(difference.first, "table 1 key `o\\x01\\xff` is stored with another value than the events give");
}

TEST_F(AFold, NamesTheKeyThatIsInOneOfTheTwoOnly) {
  both(orders, "o1", "milk");
  fold.put(drivers, "d1", "Per");
  EXPECT_THAT(fold.compare(stored).first, HasSubstr("table 2 key `d1` follows from the events and is not stored"));

  FoldedTables empty;
  const auto surplus = empty.compare(stored);
  EXPECT_EQ(surplus.keys, 1U);
  EXPECT_THAT(surplus.first, HasSubstr("table 1 key `o1` is stored and follows from no event"));
}

TEST_F(AFold, IsScannedInOrderWhateverChangesAfterwards) {
  for (const auto* key : {"b2", "a1", "b1", "c1"}) fold.put(orders, key, "");
  fold.put(drivers, "b0", "");
  EXPECT_THAT(keys_from("b", ""), ElementsAre("b1", "b2"));
  fold.put(orders, "b3", "");
  fold.put(orders, "b1", "again");
  fold.erase(orders, "b2");
  EXPECT_THAT(keys_from("b", ""), ElementsAre("b1", "b3"));
  EXPECT_THAT(keys_from("b", "2"), ElementsAre("b3"));
  EXPECT_EQ(fold.find(orders, "b1"), "again");
  EXPECT_EQ(fold.find(orders, "b2"), std::nullopt);
}

}  // namespace
}  // namespace matbud::operations
