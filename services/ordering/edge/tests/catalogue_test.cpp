#include "matbud/ordering/edge/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "matbud/formats/gtin.h"
#include "matbud/ordering/v1/commands.pb.h"

namespace matbud::ordering::edge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const GrocerId grocer{"dagros"};

TEST(Catalogue, TellsBadRowsByFileAndLineAndTakesTheRest) {
  const auto import = import_catalogue(
      "gtin,name,ingredients\r\n"
      "5700002010407,Chufa,\r\n"
      "5700002010406,Wrong digit,\r\n"
      "5700002044730,,_milk_\r\n"
      "5700002044730,Too few\r\n"
      "5700002010407,Again,\r\n"
      "5700002044730,\"Berry \"\"granola\"\"\",\"oats,\r\n_milk_\"\r\n"
      "5700002079817,Str\"ay,\r\n"
      "5700002079817,Dare\x1B squares\xC2\x85 250 g,salt\x1F socker\r\n",
      "goods.csv");
  ASSERT_TRUE(import) << import.error().message;
  EXPECT_THAT(import->problems,
              ElementsAre("goods.csv:3: gtin: GTIN 5700002010406 has check digit 6 where its other digits call for 7",
                          "goods.csv:4: name: is missing", "goods.csv:5: the row has 2 columns where the header has 3",
                          "goods.csv:6: gtin: 5700002010407 was seen before, on line 2",
                          "goods.csv:9: a quote in the middle of a field that does not begin with one"));
  ASSERT_THAT(import->products, SizeIs(3));
  EXPECT_EQ(import->rows, 8U);
  EXPECT_EQ(import->products[1].name(), "Berry \"granola\"");
  EXPECT_EQ(import->products[1].allergens(0).allergen(), orders::v1::ALLERGEN_MILK);
  EXPECT_EQ(import->products[2].weight_grams(), 250U);
  EXPECT_EQ(import->products[2].name(), "Dare  squares  250 g");
  EXPECT_EQ(import->products[2].ingredients(), "salt  socker");
  EXPECT_EQ(import->products[2].price_ore(), 0);
  EXPECT_EQ(import->products[2].storage(), orders::v1::STORAGE_CLASS_UNSPECIFIED);
}

TEST(Catalogue, ReadsPricesInOreWhereTheFileHasThem) {
  const auto import = import_catalogue(
      "gtin,name,price_ore\n"
      "5700002010407,Chufa,2490\n"
      "5700002044730,Berry granola,\n"
      "5700002079817,Dare squares,24.90\n"
      "5700002082503,True gum,0\n"
      "5700003101296,Muslinger,100000001\n",
      "goods.csv");
  ASSERT_TRUE(import) << import.error().message;
  ASSERT_THAT(import->products, SizeIs(2));
  EXPECT_EQ(import->products[0].price_ore(), 2490);
  EXPECT_EQ(import->products[1].price_ore(), 0) << "an empty cell is an unknown price";
  EXPECT_EQ(import->products_with_price, 1U);
  EXPECT_THAT(import->problems, ElementsAre(HasSubstr("goods.csv:4: price_ore: is no whole number of øre"),
                                            HasSubstr("goods.csv:5: price_ore"), HasSubstr("goods.csv:6: price_ore")));
}

TEST(Catalogue, NeedsAHeaderWithGtinAndName) {
  for (const std::string_view csv : {"", "ean,title\n", "gtin,ingredients\n", "gtin,gtin,name\n"}) {
    const auto import = import_catalogue(csv, "goods.csv");
    ASSERT_FALSE(import) << csv;
    EXPECT_EQ(import.error().code, Error::Code::invalid);
    EXPECT_THAT(import.error().message, HasSubstr("goods.csv:1: "));
  }
  EXPECT_EQ(import_catalogue_file("no/such/file.csv").error().code, Error::Code::not_found);
}

TEST(Catalogue, OfTheNordicCountriesGoesInWhole) {
  const auto import = import_catalogue_file(MATBUD_SOURCE_DIR "/../shared/data/products-nordic.csv");
  ASSERT_TRUE(import) << import.error().message;
  EXPECT_THAT(import->problems, IsEmpty());
  EXPECT_EQ(import->rows, 5517U);
  EXPECT_THAT(import->products, SizeIs(5517));
  std::set<std::uint64_t> gtins;
  for (const auto& product : import->products) {
    gtins.insert(product.gtin());
    EXPECT_TRUE(formats::is_gtin(product.gtin()));
    for (const auto& fact : product.allergens())
      EXPECT_NE(fact.state(), orders::v1::ALLERGEN_STATE_FREE_FROM) << product.gtin();
  }
  EXPECT_THAT(gtins, SizeIs(5517));
  // What the table knows may grow, never shrink unseen.
  EXPECT_GE(import->products_with_allergens, 680U);
  std::size_t unknown = 0;
  for (const auto& [word, count] : import->unknown_words) unknown += count;
  EXPECT_LE(unknown * 100, import->marked_words * 3) << "more than 3 % of the marked words are unknown";
  RecordProperty("products_with_allergens", std::to_string(import->products_with_allergens));
  RecordProperty("marked_words", std::to_string(import->marked_words));
  RecordProperty("unknown_words", std::to_string(unknown));
}

TEST(Weight, IsReadOffTheName) {
  struct Row {
    std::string_view name;
    std::uint32_t grams;
  };
  const Row rows[] = {
      {"Havregryn 500 g", 500},
      {"ARLA Milk Cream 36% Fat 200ml", 200},
      {"Té Melocotón 1,5 L.", 1500},
      {"Ahorn Sirup Grade A Bio 2.5 DL", 250},
      {"Boite 800 GR X 8", 800},
      {"Julmust 50 CL å-pet", 500},
      {"Nötkött 10x1kg", 10'000},
      {"Cola 6 x 33 cl", 1980},
      {"Lurpak (250 G)", 250},
      {"Kaffe 250gram", 250},
      {"Protein bar 20g protein", 0},
      {"Vitamin B12 g", 0},
      {"Appelsinjuice", 0},
      {"100% Kaura", 0},
      {"7 gaver", 0},
      {"99999999999999999999 kg", 0},
      {"500 kg", 0},
      {"", 0},
  };
  for (const auto& [name, grams] : rows) EXPECT_EQ(weight_grams_in_name(name), grams) << name;
}

std::vector<orders::v1::Product> products(std::size_t count, std::size_t ingredients_bytes) {
  std::vector<orders::v1::Product> made(count);
  for (std::size_t at = 0; at < count; ++at) {
    made[at].set_gtin(at + 1);
    made[at].set_ingredients(std::string(ingredients_bytes, 'x'));
  }
  return made;
}

TEST(PutProducts, GoesToEveryPartitionInChunks) {
  const auto commands = put_products(products(1'201, 10), grocer, "import-1", 12);
  ASSERT_THAT(commands, SizeIs(3 * 12));
  std::set<std::string> ids;
  std::map<std::uint32_t, int> products_in;
  for (const auto& command : commands) {
    ids.insert(command.id);
    v1::OrderingCommand decoded;
    ASSERT_TRUE(decoded.ParseFromString(command.value));
    EXPECT_EQ(decoded.put_products().grocer_id(), "dagros");
    EXPECT_LE(decoded.put_products().products_size(), 500);
    EXPECT_EQ(command.type, "matbud.ordering.v1.PutProducts");
    products_in[command.partition->value()] += decoded.put_products().products_size();
  }
  EXPECT_THAT(ids, SizeIs(36));
  EXPECT_THAT(products_in, SizeIs(12));
  for (const auto& [partition, count] : products_in) EXPECT_EQ(count, 1'201) << partition;
}

TEST(PutProducts, StaysBelow256KiB) {
  for (const auto& command : put_products(products(100, 16'000), grocer, "import-1", 1))
    EXPECT_LE(command.value.size(), 256U * 1024U);
  EXPECT_THROW((void)put_products(products(1, 300'000), grocer, "import-1", 1), std::length_error);
  EXPECT_THAT(put_products({}, grocer, "import-1", 12), IsEmpty());
}

}  // namespace
}  // namespace matbud::ordering::edge
