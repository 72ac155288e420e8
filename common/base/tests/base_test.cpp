#include <gtest/gtest.h>

#include "matbud/base/ids.h"
#include "matbud/base/money.h"
#include "matbud/base/result.h"

namespace matbud {
namespace {

TEST(Money, IsWrittenAsNorwayWritesIt) {
  const struct {
    std::int64_t ore;
    const char* text;
  } rows[] = {{0, "0,00"},    {5, "0,05"},        {123'450, "1\u00a0234,50"},
              {-99, "-0,99"}, {99'999, "999,99"}, {100'000'000, "1\u00a0000\u00a0000,00"}};
  for (const auto& [ore, text] : rows) {
    SCOPED_TRACE(ore);
    EXPECT_EQ(as_kroner(Ore{ore}), text);
  }
}

TEST(Ids, OfDifferentKindsCannotBeCompared) {
  static_assert(!std::is_convertible_v<OrderId, CitizenId>);
  static_assert(!std::is_convertible_v<Offset, Partition>);
  EXPECT_LT(Offset{3}, Offset{3}.next());
}

}  // namespace
}  // namespace matbud
