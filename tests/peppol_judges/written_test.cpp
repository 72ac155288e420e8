// Every document that we write, before the published judges: none may have an error.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "judges.h"
#include "matbud/grocer_bridge/edge/documents_out.h"

namespace matbud::grocer_bridge::edge {
namespace {

namespace bv = bridge::v1;
using grocer::v1::GrocerOrder;

constexpr std::uint64_t milk = 7038010000010;
constexpr std::uint64_t beer = 7044610878510;
constexpr std::uint64_t beef = 2000000000008;
constexpr std::uint64_t unheard_of = 96385074;

std::optional<ProductWords> words(std::uint64_t gtin) {
  if (gtin == milk) return ProductWords{"Lettmelk 1 % <TINE> & \"venner\"", 1500};
  if (gtin == beer) return ProductWords{"Pils 4,7 % 6 x 0,5 l", 2500};
  if (gtin == beef) return ProductWords{"Biff i løsvekt", 1500};
  return std::nullopt;
}

void add_line(GrocerOrder& order, std::uint64_t gtin, std::uint32_t quantity, std::int64_t price_ore,
              std::int64_t deposit_ore = 0, bool by_weight = false) {
  auto& line = *order.add_lines();
  line.set_gtin(gtin);
  line.set_quantity(quantity);
  line.set_price_ore(price_ore);
  line.set_deposit_ore(deposit_ore);
  line.set_sold_by_weight(by_weight);
  order.set_total_ore(order.total_ore() +
                      (by_weight ? (price_ore * quantity + 500) / 1000 : (price_ore + deposit_ore) * quantity));
}

GrocerOrder new_order() {
  GrocerOrder order;
  order.set_order_id("o-7f3a");
  order.set_delivery_alias("7KQ-M2X");
  auto& window = *order.mutable_window();
  window.set_area_id("3024-sandvika");
  window.set_window_id("morning");
  window.set_delivery_day(20'781);
  window.set_opens_at_ms(1'795'503'600'000);
  window.set_closes_at_ms(1'795'518'000'000);
  return order;
}

struct Case {
  const char* name;
  std::function<void(GrocerOrder&)> fill;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"one-line", [](GrocerOrder& o) { add_line(o, milk, 2, 2290); }},
      {"weight-goods", [](GrocerOrder& o) { add_line(o, beef, 437, 35'990, 0, true); }},
      {"deposit", [](GrocerOrder& o) { add_line(o, beer, 6, 3490, 300); }},
      {"a-price-that-does-not-divide", [](GrocerOrder& o) { add_line(o, milk, 99'999, 1); }},
      {"the-dearest", [](GrocerOrder& o) { add_line(o, milk, 1'000, 100'000'000); }},
      {"the-heaviest", [](GrocerOrder& o) { add_line(o, beef, 1'000'000, 99'999'999, 0, true); }},
      {"vat-and-name-unknown", [](GrocerOrder& o) { add_line(o, unheard_of, 1, 990); }},
      {"some-known-some-not",
       [](GrocerOrder& o) {
         add_line(o, milk, 1, 2290);
         add_line(o, unheard_of, 1, 990);
       }},
      {"wishes",
       [](GrocerOrder& o) {
         add_line(o, milk, 1, 2290);
         o.mutable_lines(0)->set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
         add_line(o, beef, 500, 20'000, 0, true);
         o.mutable_lines(1)->set_alternative_gtin(milk);
         add_line(o, beer, 1, 3490, 300);
         o.mutable_lines(2)->set_wish(orders::v1::SUBSTITUTION_WISH_NEVER);
       }},
      {"a-total-that-was-rounded-elsewhere",
       [](GrocerOrder& o) {
         add_line(o, milk, 3, 1999);
         o.set_total_ore(o.total_ore() - 7);
       }},
      {"many-lines",
       [](GrocerOrder& o) {
         for (std::uint64_t i = 0; i < 200; ++i) add_line(o, 10'000'000 + i, 1 + static_cast<std::uint32_t>(i), 990);
       }},
  };
  return all;
}

struct Rules {
  const char* name;
  bv::DocumentRules rules;
  const char* buyer_scheme;
  const char* buyer_id;
};

constexpr Rules all_rules[] = {
    {"peppol", bv::DOCUMENT_RULES_PEPPOL_ORDERING, "0088", "7300010000001"},
    {"peppol-advanced", bv::DOCUMENT_RULES_PEPPOL_ADVANCED, "0192", "987654325"},
    {"ehf", bv::DOCUMENT_RULES_EHF_ORDERING, "0192", "987654325"},
    {"ehf-advanced", bv::DOCUMENT_RULES_EHF_ADVANCED, "0192", "987654325"},
};

DocumentFrame frame_of(const Rules& rules) {
  DocumentFrame frame{.rules = rules.rules,
                      .buyer = {},
                      .seller = {},
                      .area = AreaId{"3024-sandvika"},
                      .document_id = "e-41c0",
                      .issued_at = from_ms(1'795'446'000'000),
                      .zone = time::Zone::oslo()};
  frame.buyer.set_endpoint_scheme(rules.buyer_scheme);
  frame.buyer.set_endpoint_id(rules.buyer_id);
  frame.buyer.set_name("Fjordby kommune");
  frame.seller.set_endpoint_scheme("0192");
  frame.seller.set_endpoint_id("123456785");
  frame.seller.set_name("Dagros Nett AS");
  return frame;
}

class WrittenDocuments : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("matbud-written-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name, const std::string& document) {
    std::ofstream{folder_ / (name + ".xml")} << document;
  }

  std::filesystem::path folder_;
};

TEST_F(WrittenDocuments, AreValidByThePublishedRules) {
  std::size_t written = 0;
  for (const auto& rules : all_rules) {
    const auto frame = frame_of(rules);
    ASSERT_EQ(objection_to(frame.rules, frame.buyer, frame.seller), std::nullopt);
    const std::string prefix = std::string{rules.name} + "-";
    for (const auto& one : cases()) {
      auto order = new_order();
      one.fill(order);
      put(prefix + "order-" + one.name, write_order(frame, order, words));
      ++written;
    }
    if (!is_advanced(rules.rules)) continue;
    grocer::v1::SubstitutesReturned returned;
    returned.set_order_id("o-7f3a");
    for (const auto gtin : {milk, beer, unheard_of}) {
      returned.add_lines()->set_ordered_gtin(gtin);
      returned.mutable_lines()->rbegin()->set_gtin(beef);
    }
    put(prefix + "change", write_order_change(frame, returned, words));
    grocer::v1::OrderWithdrawn withdrawn;
    withdrawn.set_order_id("o-7f3a");
    put(prefix + "cancellation", write_order_cancellation(frame, withdrawn));
    written += 2;
  }
  const auto verdicts = judges::judge_folder(folder_);
  if (!verdicts) GTEST_SKIP() << "the judges cannot be asked: " << verdicts.error().message;
  EXPECT_EQ(verdicts->size(), written);
  for (const auto& [file, verdict] : *verdicts) {
    EXPECT_FALSE(verdict.rules.empty()) << file;
    EXPECT_TRUE(verdict.valid) << file << ": " << (verdict.errors.empty() ? "" : verdict.errors.front());
  }
}

// The test above would pass in silence if the judges let everything through.
TEST_F(WrittenDocuments, AreJudgedByThoseWhoFindFaults) {
  auto order = new_order();
  add_line(order, milk, 2, 2290);
  auto document = write_order(frame_of(all_rules[1]), order, words);
  const std::string quantity = ">2</cbc:Quantity>";
  ASSERT_NE(document.find(quantity), std::string::npos);
  document.replace(document.find(quantity), quantity.size(), ">-2</cbc:Quantity>");
  put("minus-two", document);
  const auto verdicts = judges::judge_folder(folder_);
  if (!verdicts) GTEST_SKIP() << "the judges cannot be asked: " << verdicts.error().message;
  ASSERT_EQ(verdicts->size(), 1U);
  EXPECT_FALSE(verdicts->begin()->second.valid);
}

}  // namespace
}  // namespace matbud::grocer_bridge::edge
