// What may take the place of what is missing.
#include "packing/similar_goods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer_bridge/packing_table.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::grocer_bridge {
namespace {

using orders::v1::Product;
using testing::ElementsAre;
using testing::IsEmpty;

Product product(std::uint64_t gtin, const std::string& name, std::int64_t price_ore,
                orders::v1::StorageClass storage = orders::v1::STORAGE_CLASS_CHILLED) {
  Product made;
  made.set_gtin(gtin);
  made.set_name(name);
  made.set_price_ore(price_ore);
  made.set_storage(storage);
  for (int group = 1; group <= 14; ++group) {
    auto& fact = *made.add_allergens();
    fact.set_allergen(static_cast<orders::v1::Allergen>(group));
    fact.set_state(orders::v1::ALLERGEN_STATE_FREE_FROM);
  }
  return made;
}
Product with(Product made, orders::v1::Allergen group, orders::v1::AllergenState state) {
  made.mutable_allergens(group - 1)->set_state(state);
  return made;
}

class ASimilarGood : public testing::Test {
 protected:
  void on_the_shelf(const std::vector<Product>& goods) {
    ordering::v1::OrderingEvent event;
    event.mutable_products_put()->set_grocer_id("dagros");
    for (const auto& good : goods) *event.mutable_products_put()->add_products() = good;
    const auto value = event.SerializeAsString();
    log::Envelope record;
    record.type = event.products_put().descriptor()->full_name();
    record.value = value;
    packing_table()->fold(
        tables_, {log::ordering_events, catalogue_partition, Offset{++offset_}, from_ms(1), record, log::Hash{}});
  }
  std::vector<std::string> instead_of(const Product& missing, std::string_view words = {}, std::size_t limit = 5) {
    std::vector<std::string> names;
    for (const auto& candidate : goods_.find(tables_, "dagros", missing, words, limit))
      names.push_back(candidate.product.name());
    return names;
  }

  state::MemorySpace space_;
  state::Overlay tables_{space_};
  SimilarGoods goods_;
  std::int64_t offset_ = 0;
};

TEST_F(ASimilarGood, IsAlikeByNameAndThenByPrice) {
  const auto missing = product(1, "Lettmelk 1 L", 2'290);
  on_the_shelf({missing, product(3, "Lettmelk 1,75 L", 3'290), product(4, "Brunost", 2'290),
                product(5, "Lettmelk 1,75 L", 2'390)});
  std::vector<std::uint64_t> gtins;
  for (const auto& candidate : goods_.find(tables_, "dagros", missing, {}, 5))
    gtins.push_back(candidate.product.gtin());
  EXPECT_THAT(gtins, ElementsAre(5, 3)) << "a like name, at a like price first";
}

TEST_F(ASimilarGood, IsFoundWithinALongerWord) {
  const auto missing = product(1, "Skyr", 2'000);
  on_the_shelf({missing, product(2, "Vaniljeskyr", 2'100), product(3, "Smør", 2'000)});
  EXPECT_THAT(instead_of(missing), ElementsAre("Vaniljeskyr"));
}

TEST_F(ASimilarGood, IsKeptAndSoldAlikeAndCanBeBought) {
  const auto missing = product(1, "Kylling", 9'900);
  auto gone = product(3, "Kylling hel", 9'900);
  gone.set_withdrawn(true);
  auto by_weight = product(5, "Kylling løs", 9'900);
  by_weight.set_sold_by_weight(true);
  auto adults_only = product(6, "Kylling i konjakk", 9'900);
  adults_only.set_age_limit_years(18);
  on_the_shelf({missing, product(2, "Kylling fryst", 9'900, orders::v1::STORAGE_CLASS_FROZEN), gone,
                product(4, "Kylling uten pris", 0), by_weight, adults_only});
  EXPECT_THAT(instead_of(missing), IsEmpty());
}

TEST_F(ASimilarGood, WithMoreAllergensComesLastAndSaysWhich) {
  const auto missing = product(1, "Müsli", 4'000);
  const auto nutty = with(product(2, "Müsli", 4'000), orders::v1::ALLERGEN_NUTS, orders::v1::ALLERGEN_STATE_CONTAINS);
  const auto silent =
      with(product(3, "Müsli", 4'000), orders::v1::ALLERGEN_MILK, orders::v1::ALLERGEN_STATE_UNSPECIFIED);
  on_the_shelf({missing, nutty, silent, product(4, "Müsli rosiner", 6'000)});
  const auto found = goods_.find(tables_, "dagros", missing, {}, 5);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].product.name(), "Müsli rosiner");
  EXPECT_TRUE(found[0].more_allergens.empty());
  ASSERT_EQ(found[1].more_allergens.size(), 1U);
  EXPECT_EQ(found[1].more_allergens[0].allergen(), orders::v1::ALLERGEN_NUTS);
  ASSERT_EQ(found[2].more_allergens.size(), 1U) << "unknown is not free from";
  EXPECT_EQ(found[2].more_allergens[0].allergen(), orders::v1::ALLERGEN_MILK);
}

TEST_F(ASimilarGood, IsNotAskedForLessThanWasThereAlready) {
  const auto missing =
      with(product(1, "Yoghurt", 2'000), orders::v1::ALLERGEN_MILK, orders::v1::ALLERGEN_STATE_CONTAINS);
  const auto other =
      with(product(2, "Yoghurt bær", 2'000), orders::v1::ALLERGEN_MILK, orders::v1::ALLERGEN_STATE_MAY_CONTAIN);
  EXPECT_TRUE(more_allergens(other, missing).empty());
  EXPECT_EQ(more_allergens(missing, other).size(), 1U);
}

TEST_F(ASimilarGood, IsLookedForByWordsAndAfterEachChangeOfTheCatalogue) {
  const auto missing = product(1, "Lettmelk", 2'290);
  on_the_shelf({missing, product(2, "Havredrikk barista", 2'900)});
  EXPECT_THAT(instead_of(missing, "havre"), ElementsAre("Havredrikk barista"));
  on_the_shelf({product(3, "Havredrikk", 2'500)});
  EXPECT_THAT(instead_of(missing, "havredrikk"), ElementsAre("Havredrikk", "Havredrikk barista"));
}

}  // namespace
}  // namespace matbud::grocer_bridge
