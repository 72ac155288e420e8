// What is printed: the slip has the lines of the order and adds up to what is paid; labels say nothing about anybody.
#include "packing/papers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::grocer_bridge::packing_http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::uint64_t cola = 7038010000010;
constexpr std::uint64_t apples = 2000000000015;
constexpr std::uint64_t bread = 7310865004703;
constexpr std::uint64_t rye_bread = 5700002010407;

std::optional<orders::v1::Product> catalogue(std::uint64_t gtin) {
  orders::v1::Product product;
  product.set_gtin(gtin);
  product.set_vat_basis_points(1'500);
  product.set_name(gtin == cola ? "Brus 0,5 l" : gtin == apples ? "Epler" : gtin == bread ? "Loff" : "Rugbrød");
  return product;
}

Around around() { return {.find = catalogue, .area_name = "Bekkestua"}; }

packing::PackingLine& add_line(packing::PackingOrder& order, std::uint64_t gtin, std::uint32_t quantity,
                               std::int64_t price_ore) {
  auto& line = *order.add_lines();
  line.set_ordered_gtin(gtin);
  line.set_gtin(gtin);
  line.set_ordered_quantity(quantity);
  line.set_quantity(quantity);
  line.set_ordered_price_ore(price_ore);
  line.set_price_ore(price_ore);
  line.set_outcome(bridge::v1::LINE_OUTCOME_ACCEPTED);
  return line;
}
void lies_in_the_box(packing::PackingLine& line, std::uint32_t quantity) {
  line.mutable_packed()->set_gtin(line.gtin());
  line.mutable_packed()->set_quantity(quantity);
  line.mutable_packed()->set_price_ore(line.price_ore());
}

/// Two bottles with deposit, apples by weight, bread by another name, and something that did not come.
packing::PackingOrder a_packed_order() {
  packing::PackingOrder order;
  order.set_order_id("o-1");
  order.set_delivery_alias("K7F3QX");
  order.set_phase(packing::PACKING_PHASE_PACKED);
  order.mutable_window()->set_area_id("3024-bekkestua");
  order.mutable_window()->set_window_id("morning");
  order.mutable_window()->set_delivery_day(20'781);
  auto& bottles = add_line(order, cola, 2, 2'000);
  bottles.set_deposit_ore(200);
  lies_in_the_box(bottles, 2);
  auto& weighed = add_line(order, apples, 700, 3'000);
  weighed.set_sold_by_weight(true);
  weighed.set_comes_by_weight(true);
  lies_in_the_box(weighed, 712);
  auto& other = add_line(order, bread, 1, 3'000);
  other.set_gtin(rye_bread);
  other.set_price_ore(3'490);
  lies_in_the_box(other, 1);
  auto& short_line = add_line(order, bread, 1, 3'000);
  short_line.set_gtin(0);
  short_line.set_quantity(0);
  short_line.set_price_ore(0);
  order.set_total_ore(4'400 + 2'136 + 3'490);
  for (const auto storage : {orders::v1::STORAGE_CLASS_AMBIENT, orders::v1::STORAGE_CLASS_CHILLED}) {
    auto& box = *order.add_boxes();
    box.set_box_id("K7F3QX-" + std::to_string(order.boxes_size()));
    box.set_storage(storage);
    box.set_weight_grams(4'200);
  }
  return order;
}

TEST(TheSlip, HasTheLinesOfTheOrderAndAddsUpToWhatIsPaid) {
  const auto order = a_packed_order();
  const auto lines = slip_lines(order, catalogue);
  ASSERT_EQ(lines.size(), 4U);
  std::int64_t sum_ore = 0;
  for (const auto& line : lines) sum_ore += line.sum_ore + line.deposit_ore;
  EXPECT_EQ(sum_ore, order.total_ore()) << "as the invoice, which is of what was packed";
  EXPECT_EQ(lines[0].deposit_ore, 400);
  EXPECT_EQ(lines[1].quantity, 712U);
  EXPECT_EQ(lines[1].sum_ore, 2'136);
  EXPECT_EQ(lines[2].name, "Rugbrød");
  EXPECT_EQ(lines[2].instead_of, "Loff");
  EXPECT_EQ(lines[3].quantity, 0U);
  EXPECT_EQ(lines[3].sum_ore, 0);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(lines[static_cast<std::size_t>(i)].number, i + 1);
}

TEST(TheSlip, IsSetInEachLanguage) {
  for (const auto* language : {"nb", "nn", "se", "en"}) {
    const auto pdf = slip_pdf(a_packed_order(), around(), language);
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_THAT(*pdf, StartsWith("%PDF-"));
    EXPECT_THAT(*pdf, HasSubstr("/Lang (" + std::string{language} + ")"));
    EXPECT_THAT(*pdf, HasSubstr("/Count 1"));
  }
}

TEST(TheSlip, GoesOnOnANewPage) {
  auto order = a_packed_order();
  for (int i = 0; i < 40; ++i) lies_in_the_box(add_line(order, cola, 1, 100), 1);
  const auto pdf = slip_pdf(order, around(), "nb");
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_THAT(*pdf, HasSubstr("/Count 3"));
}

TEST(Labels, AreOneForEachBox) {
  auto at_the_third_stop = around();
  at_the_third_stop.stop.emplace().set_number(3);
  const auto pdf = labels_pdf(a_packed_order(), at_the_third_stop, "nb");
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_THAT(*pdf, HasSubstr("/Count 2"));
  EXPECT_EQ(*pdf, labels_pdf(a_packed_order(), at_the_third_stop, "nb").value_or(""));
}

}  // namespace
}  // namespace matbud::grocer_bridge::packing_http
