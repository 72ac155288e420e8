#include "matbud/state/shelves.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace matbud::state {
namespace {

TEST(Shelf, NothingIsFoundWhereNothingWasPut) {
  EXPECT_FALSE(shelf::find("", 7));
  EXPECT_FALSE(shelf::find(shelf::with("", 8, "eight"), 7));
}

TEST(Shelf, EachNumberKeepsWhatWasPutLast) {
  // The model is a map; values of many sizes, the empty one among them.
  std::mt19937_64 random{20261123};  // NOLINT: the same numbers each time
  std::map<std::uint64_t, std::string> expected;
  std::string row;
  for (int step = 0; step < 2'000; ++step) {
    const auto number = random() % 2 == 0 ? random() % 64 : ~std::uint64_t{0} - random() % 64;
    expected[number] = std::string(random() % 40, static_cast<char>('a' + step % 26));
    row = shelf::with(row, number, expected[number]);
    for (const auto& [known, value] : expected) ASSERT_EQ(shelf::find(row, known), value) << "step " << step;
  }
  EXPECT_FALSE(shelf::find(row, 64));
}

TEST(Shelf, SameContentIsSameBytesWhateverTheOrder) {
  // Two folds of one log are compared byte by byte.
  const auto one = shelf::with(shelf::with(shelf::with("", 1, "old"), 2, "two"), 1, "one");
  const auto other = shelf::with(shelf::with("", 2, "two"), 1, "one");
  EXPECT_EQ(one, other);
}

TEST(Shelf, ARowThatIsCutOrAlteredIsNeverReadBeyondItsEnd) {
  const auto row = shelf::with(shelf::with("", 1, "one"), 2, "two");
  for (std::size_t size = 1; size < row.size(); ++size) {
    // Looked up from a copy of just that size, so that a sanitizer sees a byte too many.
    const std::string cut = row.substr(0, size);
    EXPECT_THROW(static_cast<void>(shelf::find(cut, 2)), StoreFailure) << size;
  }
  for (std::size_t at = 0; at < row.size(); ++at) {
    auto altered = row;
    altered[at] = '\xff';
    try {
      static_cast<void>(shelf::find(altered, 1));
      static_cast<void>(shelf::with(altered, 3, "three"));
    } catch (const StoreFailure&) {
      continue;  // seen
    }
  }
}

TEST(Shelf, AFullOneRefuses) {
  std::string row;
  std::string full(2 + 12 * 65'535, '\0');
  full[0] = full[1] = '\xff';
  for (std::size_t i = 0; i < 65'535; ++i) {
    full[2 + 12 * i] = static_cast<char>(i);
    full[3 + 12 * i] = static_cast<char>(i >> 8);
  }
  EXPECT_EQ(shelf::find(full, 65'534), "");
  EXPECT_EQ(shelf::find(shelf::with(full, 65'534, "last"), 65'534), "last");
  EXPECT_THROW(static_cast<void>(shelf::with(full, 65'535, "one more")), std::length_error);
}

}  // namespace
}  // namespace matbud::state
