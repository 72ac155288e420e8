#include "matbud/world/demand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "matbud/ordering/edge/catalogue.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/world/catalogue.h"

namespace matbud::world {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::filesystem::path data = MATBUD_SOURCE_DIR "/../shared/data";

privacy::v1::Sealed seal(const CitizenId& citizen, std::string_view field, std::string_view) {
  privacy::v1::Sealed sealed;
  sealed.set_key_id(citizen.value());
  sealed.set_box(std::string{field});
  return sealed;
}

const std::vector<orders::v1::Product>& products() {
  static const auto made = [] {
    auto import = ordering::edge::import_catalogue_file(data / "products-nordic.csv");
    if (!import) throw std::runtime_error{import.error().message};
    make_up_what_is_missing(import->products, 1, 20'000);
    return std::move(import->products);
  }();
  return made;
}

const Demand& demand() {
  static const auto loaded = Demand::load(data / "baskets.csv", products(), Settings{});
  if (!loaded) throw std::runtime_error{loaded.error().message};
  return *loaded;
}

TEST(MadeUpCatalogue, SaysSoAndKeepsWhatIsKnown) {
  std::vector<orders::v1::Product> some(2);
  some[0].set_gtin(73513537);
  some[0].set_name("Coca-Cola 1,5 l");
  some[0].set_weight_grams(1'500);
  some[1].set_gtin(5700002010407);
  some[1].set_name("Färsk mellanmjölk");
  some[1].set_price_ore(2'190);
  some[1].set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
  auto again = some;
  make_up_what_is_missing(some, 7, 20'000);
  EXPECT_GT(some[0].price_ore(), 0);
  EXPECT_TRUE(some[0].price_is_made_up());
  EXPECT_EQ(some[0].price_valid_from_day(), 20'000);
  EXPECT_EQ(some[0].weight_grams(), 1'500U);
  EXPECT_EQ(some[0].deposit_ore(), 300);
  EXPECT_EQ(some[0].storage(), orders::v1::STORAGE_CLASS_AMBIENT);
  EXPECT_EQ(some[1].price_ore(), 2'190);
  EXPECT_FALSE(some[1].price_is_made_up());
  EXPECT_EQ(some[1].storage(), orders::v1::STORAGE_CLASS_AMBIENT) << "what is known stays";
  make_up_what_is_missing(again, 7, 20'000);
  EXPECT_EQ(again[0].SerializeAsString(), some[0].SerializeAsString());
}

TEST(MadeUpCatalogue, HasEveryStorageClassAndLeavesNoPriceOut) {
  std::map<int, int> storage;
  int age_limited = 0;
  for (const auto& product : products()) {
    EXPECT_GT(product.price_ore(), 0);
    EXPECT_GT(product.weight_grams(), 0U);
    ++storage[product.storage()];
    age_limited += product.age_limit_years() > 0 ? 1 : 0;
  }
  EXPECT_GT(storage[orders::v1::STORAGE_CLASS_AMBIENT], 3'000);
  EXPECT_GT(storage[orders::v1::STORAGE_CLASS_CHILLED], 500);
  EXPECT_GT(storage[orders::v1::STORAGE_CLASS_FROZEN], 50);
  EXPECT_GT(age_limited, 50);
}

TEST(Demand, KnowsEveryKindOfGoods) {
  EXPECT_EQ(demand().baskets(), 9'835U);
  EXPECT_EQ(demand().kinds(), 169U);
  std::map<std::uint64_t, std::string> names;
  for (const auto& product : products()) names[product.gtin()] = product.name();
  const auto milk = demand().shelf_of("whole milk");
  ASSERT_FALSE(milk.empty());
  for (const auto gtin : milk)
    EXPECT_THAT(names.at(gtin), testing::ContainsRegex("[Mm][ijeæ].*[lL][kK]|[Mm]aito|[Ll]ait|MILK")) << gtin;
  EXPECT_FALSE(demand().shelf_of("cream cheese").empty()) << "the file writes it with a space behind";
  EXPECT_FALSE(demand().shelf_of("photo/film").empty());
  EXPECT_TRUE(demand().shelf_of("no such kind").empty());
}

TEST(Demand, MakesBasketsThatCanBeOrdered) {
  std::map<std::uint64_t, const orders::v1::Product*> by_gtin;
  for (const auto& product : products()) by_gtin[product.gtin()] = &product;
  Settings settings;
  settings.citizens_per_area = 100;
  const auto world = make_world(settings);
  std::size_t lines = 0;
  std::size_t orders = 0;
  for (const auto& citizen : world.citizens) {
    for (std::uint64_t number = 0; number < 10; ++number, ++orders) {
      std::set<std::uint64_t> gtins;
      std::uint64_t grams = 0;
      for (const auto& line : demand().basket(citizen, number)) {
        const auto& product = *by_gtin.at(line.gtin());
        EXPECT_TRUE(gtins.insert(line.gtin()).second) << "a product twice";
        EXPECT_EQ(product.age_limit_years(), 0U);
        EXPECT_GE(line.quantity(), 1U);
        grams += std::uint64_t{product.weight_grams()} * line.quantity();
        for (const auto& fact : product.allergens())
          for (const int avoided : citizen.diet.avoids()) EXPECT_NE(fact.allergen(), avoided);
        ++lines;
      }
      EXPECT_FALSE(gtins.empty());
      EXPECT_LE(grams, 20'000U);
    }
  }
  // The file's baskets have 4.41 goods on average; some are put back for diet, weight or because they are there
  // already.
  const double mean = static_cast<double>(lines) / static_cast<double>(orders);
  EXPECT_GT(mean, 3.8);
  EXPECT_LT(mean, 4.5);
}

TEST(Demand, GivesTheSameOrderForTheSameSeedCitizenAndNumber) {
  const auto world = make_world({});
  const auto& citizen = world.citizens[7];
  const auto first = demand().order(citizen, 3, "morning", 20'781, seal);
  const auto again = demand().order(citizen, 3, "morning", 20'781, seal);
  EXPECT_EQ(first.value, again.value);
  EXPECT_EQ(first.id, again.id);
  EXPECT_NE(demand().order(citizen, 4, "morning", 20'781, seal).id, first.id);
  EXPECT_NE(demand().order(world.citizens[8], 3, "morning", 20'781, seal).id, first.id);
  ordering::v1::OrderingCommand decoded;
  ASSERT_TRUE(decoded.ParseFromString(first.value));
  EXPECT_EQ(decoded.place_order().order_id(), demand().order_id(citizen, 3).value());
  EXPECT_EQ(decoded.place_order().citizen_id(), citizen.id.value());
  EXPECT_EQ(decoded.place_order().delivery_day(), 20'781);
  EXPECT_EQ(first.key, citizen.area.value());
  EXPECT_EQ(first.subject, "order/" + decoded.place_order().order_id());
}

TEST(Demand, WithoutItsFileSaysSo) {
  const auto missing = Demand::load(data / "no-such-baskets.csv", products(), Settings{});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Error::Code::not_found);
  EXPECT_THAT(missing.error().message, HasSubstr("no-such-baskets.csv: there are no baskets"));
  const auto nothing_to_order = Demand::load(data / "baskets.csv", {}, Settings{});
  ASSERT_FALSE(nothing_to_order);
  EXPECT_EQ(nothing_to_order.error().code, Error::Code::invalid);
}

}  // namespace
}  // namespace matbud::world
