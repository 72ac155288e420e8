#include "matbud/state/overlay.h"

#include <gtest/gtest.h>

#include <random>

namespace matbud::state {
namespace {

constexpr TableId goods{1};
constexpr TableId other{2};

std::string text(const TableReader& tables, std::string_view key) {
  return std::string{tables.find(goods, key).value_or("-")};
}

TEST(Overlay, ShowsAChangeAtOnceAndFoldsItLater) {
  MemorySpace space;
  Overlay overlay{space};
  overlay.put(goods, "milk", "1");
  EXPECT_EQ(text(overlay, "milk"), "1");
  EXPECT_TRUE(space.map().empty());
  overlay.close_group();
  overlay.fold_oldest({{"position", "7"}});
  EXPECT_EQ(text(overlay, "milk"), "1");
  EXPECT_EQ(space.get(whole_key(goods, "milk")), "1");
  EXPECT_EQ(space.get("position"), "7");
}

TEST(Overlay, FoldingAnOldGroupDoesNotHideANewerChange) {
  MemorySpace space;
  Overlay overlay{space};
  overlay.put(goods, "milk", "1");
  overlay.close_group();
  overlay.put(goods, "milk", "2");
  overlay.close_group();
  overlay.fold_oldest({});
  EXPECT_EQ(text(overlay, "milk"), "2");
  EXPECT_EQ(space.get(whole_key(goods, "milk")), "1");
}

TEST(Overlay, ScansSpaceAndChangesAsOne) {
  MemorySpace space;
  space.write({{whole_key(goods, "a"), "old"},
               {whole_key(goods, "c"), "old"},
               {whole_key(goods, "d"), "old"},
               {whole_key(other, "a"), "x"}});
  Overlay overlay{space};
  overlay.put(goods, "b", "new");
  overlay.put(goods, "c", "new");
  overlay.erase(goods, "d");
  overlay.put(goods, "e", "new");
  std::string seen;
  overlay.scan(goods, "", "", [&](auto key, auto value) {
    seen.append(key).append("=").append(value).append(" ");
    return true;
  });
  EXPECT_EQ(seen, "a=old b=new c=new e=new ");
  std::string from_c;
  overlay.scan(goods, "", "c", [&](auto key, auto) {
    from_c.append(key);
    return from_c.size() < 1;
  });
  EXPECT_EQ(from_c, "c");
}

// Compares with a plain map through a thousand random lives.
TEST(Overlay, AgreesWithAPlainMap) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random{seed};
    MemorySpace space;
    Overlay overlay{space, 600};
    std::map<std::string, std::string> plain;
    for (int step = 0; step < 300; ++step) {
      const std::string key(1, static_cast<char>('a' + random() % 8));
      switch (random() % 6) {
        case 0:
        case 1:
          overlay.put(goods, key, std::to_string(step));
          plain[key] = std::to_string(step);
          break;
        case 2:
          overlay.erase(goods, key);
          plain.erase(key);
          break;
        case 3: overlay.close_group(); break;
        case 4:
          if (overlay.closed_groups() > 0) overlay.fold_oldest({});
          break;
        default:
          if (random() % 20 == 0) {
            overlay.discard();
            plain.clear();
            for (const auto& [whole, value] : space.map()) plain.emplace(whole.substr(1), value);
          }
          break;
      }
      const auto found = overlay.find(goods, key);
      const auto expected = plain.find(key);
      ASSERT_EQ(found.has_value(), expected != plain.end()) << "seed " << seed << " step " << step;
      if (found) {
        ASSERT_EQ(*found, expected->second) << "seed " << seed << " step " << step;
      }
      std::map<std::string, std::string> scanned;
      overlay.scan(goods, "", "", [&](auto k, auto v) { return scanned.emplace(k, v).second; });
      ASSERT_EQ(scanned, plain) << "seed " << seed << " step " << step;
    }
  }
}

TEST(Digest, DoesNotDependOnOrderButOnEveryByte) {
  MemorySpace one;
  one.write({{"a", "1"}, {"b", "2"}});
  MemorySpace two;
  two.write({{"b", "2"}, {"a", "1"}});
  EXPECT_EQ(digest_of(one, {}), digest_of(two, {}));
  two.write({{"b", "3"}});
  EXPECT_NE(digest_of(one, {}), digest_of(two, {}));
  EXPECT_EQ(digest_of(one, {"b"}), digest_of(two, {"b"}));
}

}  // namespace
}  // namespace matbud::state
