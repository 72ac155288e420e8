#include "entries.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace matbud::state {
namespace {

TEST(Entries, StayWhereTheyAreWhileOthersComeAndGo) {
  Entries entries;
  auto& first = entries.find_or_make("first");
  first.value = "kept";
  for (int n = 0; n < 1'000; ++n) entries.find_or_make(std::to_string(n)).value = "x";
  entries.erase_if([](const Entry& entry) { return entry.value == "x"; });
  EXPECT_EQ(entries.find("first"), &first);
  EXPECT_EQ(first.key, "first");
  EXPECT_EQ(first.value, "kept");
  EXPECT_EQ(entries.find("7"), nullptr);
}

TEST(Entries, AnEmptyKeyIsAKey) {
  Entries entries;
  EXPECT_EQ(entries.find(""), nullptr);
  auto& nothing = entries.find_or_make("");
  EXPECT_EQ(entries.find(""), &nothing);
}

TEST(Entries, ReadsAreCountedUpToTheMost) {
  Entry entry;
  for (int n = 0; n < 10; ++n) entry.was_read();
  EXPECT_EQ(entry.reads, Entry::reads_max);
}

// Keys are few, so that the table is small and stretches of full slots wrap round its end.
TEST(Entries, AgreeWithAPlainMap) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random{seed};
    Entries entries;
    std::map<std::string, Entry*> plain;
    for (int step = 0; step < 400; ++step) {
      const auto key = std::to_string(random() % (seed % 3 == 0 ? 14 : 200));
      switch (random() % 8) {
        case 0:
          if (const auto known = plain.find(key); known != plain.end()) {
            entries.erase(*known->second);
            plain.erase(known);
          }
          break;
        case 1:
          if (random() % 10 == 0) {
            const auto last = std::to_string(random() % 10).front();
            entries.erase_if([&](const Entry& entry) { return entry.key.back() == last; });
            std::erase_if(plain, [&](const auto& known) { return known.first.back() == last; });
          }
          break;
        case 2:
          if (random() % 50 == 0) {
            entries.clear();
            plain.clear();
          }
          break;
        default: plain.insert_or_assign(key, &entries.find_or_make(key)); break;
      }
      const auto known = plain.find(key);
      ASSERT_EQ(entries.find(key), known == plain.end() ? nullptr : known->second) << "seed " << seed;
    }
    for (const auto& [key, entry] : plain) ASSERT_EQ(entries.find(key), entry) << "seed " << seed;
    std::set<std::string> seen;
    entries.for_each([&](const Entry& entry) { seen.emplace(entry.key); });
    ASSERT_EQ(seen.size(), plain.size()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace matbud::state
