#include "matbud/state/overlay.h"

#include <gtest/gtest.h>

#include <random>

namespace matbud::state {
namespace {

constexpr TableId goods{1};
constexpr TableId other{2};

/// Counts how often it is scanned, and asked for a key.
class CountingSpace final : public Space {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    ++gets;
    return below_.get(key);
  }
  void scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    ++scans;
    below_.scan(prefix, from, visit);
  }
  [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override {
    return below_.last_key(prefix);
  }
  void clear() override { below_.clear(); }
  mutable int scans = 0;
  mutable int gets = 0;

 private:
  void write_all(std::span<const ChangeView> changes) override { below_.write(changes); }
  MemorySpace below_;
};

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

TEST(Overlay, EachGroupIsFoldedWithItsOwnValue) {
  MemorySpace space;
  space.write({{whole_key(goods, "milk"), "0"}});
  Overlay overlay{space};
  const auto milk = [&] { return space.get(whole_key(goods, "milk")); };
  overlay.put(goods, "milk", "1");
  overlay.close_group();
  overlay.erase(goods, "milk");
  overlay.close_group();
  overlay.put(goods, "milk", "3");
  overlay.put(goods, "milk", "4");
  overlay.close_group();
  overlay.put(goods, "milk", "5");
  overlay.fold_oldest({});
  EXPECT_EQ(milk(), "1");
  overlay.fold_oldest({});
  EXPECT_EQ(milk(), std::nullopt);
  overlay.fold_oldest({});
  EXPECT_EQ(milk(), "4");
  EXPECT_EQ(text(overlay, "milk"), "5");
}

TEST(Overlay, AGroupThatTheStoreRefusedCanBeFoldedAgain) {
  class FullSpace final : public Space {
   public:
    [[nodiscard]] std::optional<std::string> get(std::string_view key) const override { return below.get(key); }
    void scan(std::string_view, std::string_view,
              const std::function<bool(std::string_view, std::string_view)>&) const override {}
    [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override {
      return below.last_key(prefix);
    }
    void clear() override {}
    MemorySpace below;
    bool full = true;

   private:
    void write_all(std::span<const ChangeView> changes) override {
      if (full) throw StoreFailure{"disk full"};
      below.write(changes);
    }
  };
  FullSpace space;
  Overlay overlay{space};
  overlay.put(goods, "milk", "1");
  overlay.close_group();
  overlay.put(goods, "milk", "2");
  EXPECT_THROW(overlay.fold_oldest({}), StoreFailure);
  EXPECT_EQ(overlay.closed_groups(), 1u);
  space.full = false;
  overlay.fold_oldest({});
  EXPECT_EQ(space.below.get(whole_key(goods, "milk")), "1");
  EXPECT_EQ(text(overlay, "milk"), "2");
}

TEST(Overlay, KeepsWhatIsReadAgainAndAgainWhenMemoryIsShort) {
  class CountingGets final : public Space {
   public:
    [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
      if (key.ends_with("hot")) ++hot_gets;
      return "a value of some length, so that it takes memory";
    }
    void scan(std::string_view, std::string_view,
              const std::function<bool(std::string_view, std::string_view)>&) const override {}
    [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override {
      return std::string{prefix} + "z";
    }
    void clear() override {}
    mutable int hot_gets = 0;

   private:
    void write_all(std::span<const ChangeView>) override {}
  };
  CountingGets space;
  Overlay overlay{space, std::make_shared<CacheBudget>(20'000)};
  for (int n = 0; n < 4'000; ++n) {
    if (n % 10 == 0) {
      EXPECT_TRUE(overlay.find(goods, "hot"));
    }
    EXPECT_TRUE(overlay.find(goods, std::to_string(n)));
  }
  EXPECT_EQ(space.hot_gets, 1);
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

TEST(Overlay, ScansOnceWhatItThenKnows) {
  CountingSpace space;
  space.write({{whole_key(goods, "a/1"), "x"}, {whole_key(goods, "a/2"), "x"}, {whole_key(goods, "b/1"), "x"}});
  Overlay overlay{space};
  const auto under_a = [&](std::string_view from) {
    std::string seen;
    overlay.scan(goods, "a/", from, [&](auto key, auto value) {
      seen.append(key).append("=").append(value).append(" ");
      return true;
    });
    return seen;
  };
  EXPECT_EQ(under_a(""), "a/1=x a/2=x ");
  overlay.put(goods, "a/0", "new");
  overlay.erase(goods, "a/1");
  overlay.put(goods, "b/2", "another stretch");
  overlay.close_group();
  overlay.fold_oldest({});
  overlay.put(goods, "a/2", "y");
  EXPECT_EQ(under_a(""), "a/0=new a/2=y ");
  EXPECT_EQ(under_a("1"), "a/2=y ");
  EXPECT_EQ(space.scans, 1);
}

TEST(Overlay, AsksNobodyForAKeyBehindTheLastOne) {
  CountingSpace space;
  space.write({{whole_key(goods, "order-1"), "x"}, {whole_key(goods, "order-7"), "x"}, {whole_key(other, "z"), "x"}});
  Overlay overlay{space};
  EXPECT_FALSE(overlay.find(goods, "order-8"));
  EXPECT_EQ(space.gets, 0);
  EXPECT_FALSE(overlay.find(goods, "order-3"));
  EXPECT_TRUE(overlay.find(goods, "order-7"));
  EXPECT_EQ(space.gets, 2);
}

TEST(Overlay, KnowsTheLastKeyThoughItIsNoLongerInMemory) {
  CountingSpace space;
  Overlay overlay{space, 1};
  EXPECT_FALSE(overlay.find(goods, "order-8"));
  overlay.put(goods, "order-8", "x");
  overlay.close_group();
  overlay.fold_oldest({{whole_key(other, "order-8"), "x"}});
  overlay.discard();
  EXPECT_TRUE(overlay.find(goods, "order-8"));
  EXPECT_TRUE(overlay.find(other, "order-8"));
  EXPECT_FALSE(overlay.find(goods, "order-9"));
  EXPECT_EQ(space.gets, 2);
}

TEST(Overlay, KeepsToTheMemoryItShares) {
  MemorySpace space;
  constexpr int rows = 4'000;
  for (int n = 0; n < rows; ++n) space.write({{whole_key(goods, std::to_string(n)), std::string(100, 'x')}});
  const auto budget = std::make_shared<CacheBudget>(50'000);
  Overlay one{space, budget};
  Overlay neighbour{space, budget};
  for (int n = 0; n < rows; ++n) {
    EXPECT_TRUE(one.find(goods, std::to_string(n)));
    EXPECT_TRUE(neighbour.find(goods, std::to_string(n)));
    EXPECT_LE(budget->bytes(), 100'000u);
  }
  one.discard();
  neighbour.discard();
  EXPECT_EQ(budget->bytes(), 0u);
}

// Compares with a plain map through random lives.
TEST(Overlay, AgreesWithAPlainMap) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random{seed};
    MemorySpace space;
    std::map<std::string, std::string> plain;
    if (seed % 2 == 0) {
      space.write({{whole_key(goods, "b "), "from before"}});
      plain.emplace("b ", "from before");
    }
    Overlay overlay{space, 600};
    const unsigned letters = seed % 10 == 0 ? 90 : 3;  // more than a stretch holds
    for (int step = 0; step < 300; ++step) {
      const std::string key{static_cast<char>('a' + random() % 3), static_cast<char>(' ' + random() % letters)};
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
      const std::string prefix(random() % 2, key.front());
      const std::string from = prefix.empty() || random() % 2 == 0 ? "" : key.substr(1);
      const auto most = random() % 4 == 0 ? 2U : 1000U;
      std::vector<std::pair<std::string, std::string>> expected_keys;
      for (auto at = plain.lower_bound(prefix + from); at != plain.end() && expected_keys.size() < most; ++at) {
        if (at->first.starts_with(prefix)) expected_keys.push_back(*at);
      }
      std::vector<std::pair<std::string, std::string>> scanned;
      overlay.scan(goods, prefix, from, [&](auto k, auto v) {
        scanned.emplace_back(k, v);
        return scanned.size() < most;
      });
      ASSERT_EQ(scanned, expected_keys) << "seed " << seed << " step " << step;
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
