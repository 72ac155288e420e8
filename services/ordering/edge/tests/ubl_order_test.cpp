#include "matbud/ordering/edge/ubl_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

namespace matbud::ordering::edge {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::filesystem::path examples = MATBUD_SOURCE_DIR "/../shared/data/peppol/examples";

std::string example(const std::string& name) {
  const std::ifstream file{examples / name, std::ios::binary};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (bytes.str().empty()) throw std::runtime_error{"there is no example " + name};
  return bytes.str();
}

const ProductLookup nothing_known = [](formats::Gtin) -> const orders::v1::Product* { return nullptr; };

/// A catalogue of a few products.
class Shelf {
 public:
  orders::v1::Product& put(std::uint64_t gtin) { return products_[gtin]; }
  [[nodiscard]] ProductLookup lookup() const {
    return [this](formats::Gtin gtin) -> const orders::v1::Product* {
      const auto found = products_.find(gtin.value());
      return found == products_.end() ? nullptr : &found->second;
    };
  }

 private:
  std::map<std::uint64_t, orders::v1::Product> products_;
};

/// A small order; each row is one line's quantity element and what stands in its item besides the name.
std::string order_with(const std::vector<std::pair<std::string, std::string>>& lines) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>34</cbc:ID><cbc:IssueDate>2026-11-23</cbc:IssueDate>
)";
  int number = 0;
  for (const auto& [quantity, item] : lines) {
    xml += "<cac:OrderLine><cac:LineItem><cbc:ID>" + std::to_string(++number) + "</cbc:ID>\n" + quantity +
           "<cac:Item><cbc:Name>Goods</cbc:Name>" + item + "</cac:Item></cac:LineItem></cac:OrderLine>\n";
  }
  return xml + "</Order>\n";
}
std::string gtin_item(std::string_view gtin) {
  return "<cac:StandardItemIdentification><cbc:ID schemeID=\"0160\">" + std::string{gtin} +
         "</cbc:ID></cac:StandardItemIdentification>";
}
std::string pieces(std::string_view quantity, std::string_view unit = "EA") {
  return "<cbc:Quantity unitCode=\"" + std::string{unit} + "\">" + std::string{quantity} + "</cbc:Quantity>";
}
std::string refusal_of(std::string_view xml) {
  const auto order = read_ubl_order(xml, "order.xml", nothing_known);
  return order ? "it was read" : order.error().message;
}

TEST(UblOrder, OfEveryExampleIsRead) {
  std::size_t orders = 0;
  for (const auto& file : std::filesystem::directory_iterator{examples}) {
    const auto name = file.path().filename().string();
    SCOPED_TRACE(name);
    const bool is_order = name.ends_with("_Order.xml") || name.ends_with("Order_Example.xml");
    const auto order = read_ubl_order_file(file.path(), nothing_known);
    if (!is_order) {
      ASSERT_FALSE(order);
      EXPECT_THAT(order.error().message, StartsWith(name + ":"));
      EXPECT_THAT(order.error().message, HasSubstr(", not an order"));
      continue;
    }
    ++orders;
    ASSERT_TRUE(order) << order.error().message;
    EXPECT_FALSE(order->document.id.empty());
    EXPECT_GT(order->document.issue_day, 15'000);
    EXPECT_THAT(order->document.customization_id, StartsWith("urn:fdc:peppol.eu:poacc:trns:order:3"));
    EXPECT_FALSE(order->unknown.empty());
  }
  EXPECT_EQ(orders, 4U);
}

TEST(UblOrder, OfThreeSaucesHasWhatTheDocumentSays) {
  Shelf shelf;
  shelf.put(5704066204093);
  shelf.put(8722700575887).set_withdrawn(true);
  const auto order = read_ubl_order(example("UC1_Order.xml"), "UC1_Order.xml", shelf.lookup());
  ASSERT_TRUE(order) << order.error().message;
  ASSERT_THAT(order->matched, SizeIs(1));
  const auto& [line, gtin, quantity] = order->matched[0];
  EXPECT_EQ(gtin, formats::Gtin{5704066204093});
  EXPECT_EQ(quantity, 10U);
  EXPECT_EQ(line.line_id, "1");
  EXPECT_EQ(line.unit_code, "NAR");
  EXPECT_EQ(line.item_name, "Brown sauce");
  EXPECT_EQ(line.sellers_item_id, "SN-33");
  EXPECT_EQ(line.standard_item_id, "05704066204093");
  EXPECT_EQ(line.price, 4'000'000);
  EXPECT_EQ(line.price_currency, "EUR");
  ASSERT_THAT(order->unknown, SizeIs(2));
  EXPECT_EQ(order->unknown[0].trouble, LineTrouble::withdrawn);
  EXPECT_EQ(order->unknown[1].trouble, LineTrouble::not_in_catalogue);
  EXPECT_EQ(order->unknown[1].why, "line '3' (line 160 of the file): GTIN 8722700577584 is not in the catalogue");
}

TEST(UblOrder, OfEhfHasItsFactsAndToldItsUnknownLines) {
  const auto order = read_ubl_order(example("EHF_Order_Example.xml"), "EHF_Order_Example.xml", nothing_known);
  ASSERT_TRUE(order) << order.error().message;
  EXPECT_EQ(order->document.id, "34");
  EXPECT_EQ(order->document.issue_day, 17'775);  // 2018-09-01
  EXPECT_EQ(order->document.buyer_reference, "9000012345");
  EXPECT_EQ(order->document.order_type_code, "220");
  EXPECT_EQ(order->document.currency, "NOK");
  EXPECT_EQ(order->document.delivery_from, 15'623);  // 2012-10-10
  EXPECT_EQ(order->document.delivery_to, 15'633);
  ASSERT_THAT(order->unknown, SizeIs(2));
  EXPECT_EQ(order->unknown[0].trouble, LineTrouble::bad_gtin);
  EXPECT_THAT(order->unknown[0].why, HasSubstr("GTIN 7560000012345 has check digit 5"));
  EXPECT_EQ(order->unknown[0].line.price, 50'000'000);
  EXPECT_EQ(order->unknown[1].trouble, LineTrouble::no_gtin);
  EXPECT_EQ(order->unknown[1].line.sellers_item_id, "SItemNo011");
}

TEST(UblOrder, LinesAreMatchedOrToldWhyNot) {
  Shelf shelf;
  shelf.put(73513537);
  shelf.put(5700002010407).set_sold_by_weight(true);
  struct Row {
    std::string quantity;
    std::string item;
    std::optional<LineTrouble> trouble;
    std::uint32_t matched = 0;
  };
  const Row rows[] = {
      {pieces("3"), gtin_item("73513537"), {}, 3},
      {pieces("3.000"), gtin_item(" 00000073513537\n"), {}, 3},
      {pieces("100000", "C62"), gtin_item("73513537"), {}, 100'000},
      {pieces("100001", "H87"), gtin_item("73513537"), LineTrouble::quantity},
      {pieces("2.5"), gtin_item("73513537"), LineTrouble::quantity},
      {pieces("0"), gtin_item("73513537"), LineTrouble::quantity},
      {pieces("-3"), gtin_item("73513537"), LineTrouble::quantity},
      {pieces("999999999999"), gtin_item("73513537"), LineTrouble::quantity},
      {pieces("3", "KGM"), gtin_item("73513537"), LineTrouble::unit},
      {pieces("3", "LTR"), gtin_item("73513537"), LineTrouble::unit},
      {pieces("1.25", "KGM"), gtin_item("5700002010407"), {}, 1'250},
      {pieces("350", "GRM"), gtin_item("5700002010407"), {}, 350},
      {pieces("0.0005", "KGM"), gtin_item("5700002010407"), LineTrouble::quantity},
      {pieces("2"), gtin_item("5700002010407"), LineTrouble::unit},
      {pieces("2"), gtin_item("5700002010406"), LineTrouble::bad_gtin},
      {pieces("2"), gtin_item("Ola Nordmann, Storgata 1, Sandvika"), LineTrouble::bad_gtin},
      {pieces("2"), gtin_item("4006381333931"), LineTrouble::not_in_catalogue},
      {pieces("2"), "", LineTrouble::no_gtin},
      {pieces("2"),
       "<cac:StandardItemIdentification><cbc:ID schemeID=\"0088\">73513537</cbc:ID></cac:StandardItemIdentification>",
       LineTrouble::no_gtin},
  };
  for (const auto& [quantity, item, trouble, matched] : rows) {
    SCOPED_TRACE(quantity + item);
    const auto order = read_ubl_order(order_with({{quantity, item}}), "order.xml", shelf.lookup());
    ASSERT_TRUE(order) << order.error().message;
    EXPECT_EQ(order->matched.size() + order->unknown.size(), 1U);
    if (trouble) {
      ASSERT_THAT(order->unknown, SizeIs(1));
      EXPECT_EQ(order->unknown[0].trouble, *trouble);
      EXPECT_THAT(order->unknown[0].why, StartsWith("line '1' (line 6 of the file): "));
      EXPECT_THAT(order->unknown[0].why, testing::Not(HasSubstr("Nordmann")));
    } else {
      ASSERT_THAT(order->matched, SizeIs(1)) << order->unknown[0].why;
      EXPECT_EQ(order->matched[0].quantity, matched);
    }
  }
}

TEST(UblOrder, BecomesAPlacedOrder) {
  Shelf shelf;
  shelf.put(73513537);
  shelf.put(5704066204093);
  const auto order = read_ubl_order(order_with({{pieces("2"), gtin_item("73513537")},
                                                {pieces("1"), gtin_item("5704066204093")},
                                                {pieces("3"), gtin_item("00000073513537")},
                                                {pieces("4"), gtin_item("0000073513537")}}),
                                    "order.xml", shelf.lookup());
  ASSERT_TRUE(order) << order.error().message;
  const UblPlacement placement{
      AreaId{"3024-sandvika"}, CitizenId{"z-1"}, OrderId{"o-1"}, "c-1", "morning", 20'781, "w-1"};
  const auto placed = place_order_from(*order, placement);
  ASSERT_TRUE(placed) << placed.error().message;
  EXPECT_EQ(placed->area, AreaId{"3024-sandvika"});
  const auto& command = placed->command.place_order();
  EXPECT_EQ(command.channel(), "ubl");
  EXPECT_EQ(command.buyer_reference(), "34");
  EXPECT_EQ(command.citizen_id(), "z-1");
  EXPECT_EQ(command.delivery_day(), 20'781);
  ASSERT_EQ(command.lines_size(), 2);
  EXPECT_EQ(command.lines(0).gtin(), 73513537U);
  EXPECT_EQ(command.lines(0).quantity(), 9U) << "lines of one product become one";
  EXPECT_EQ(command.lines(1).quantity(), 1U);
  EXPECT_EQ(to_record(*placed).subject, "order/o-1");

  const auto nothing = read_ubl_order(example("UC2_Order.xml"), "UC2_Order.xml", shelf.lookup());
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(place_order_from(*nothing, placement));
}

TEST(UblOrder, ThatIsWrongIsToldByFileLineAndElement) {
  const auto good = order_with({{pieces("2"), gtin_item("73513537")}, {pieces("2"), gtin_item("73513537")}});
  struct Row {
    std::string_view piece;
    std::string_view other;
    std::string_view told;
  };
  const Row rows[] = {
      {"<cbc:ID>34</cbc:ID>", "", "order.xml:4: /Order: has no cbc:ID"},
      {"<cbc:ID>34</cbc:ID>", "<cbc:ID> </cbc:ID>", "order.xml:5: /Order/cbc:ID: is empty"},
      {"<cbc:ID>34</cbc:ID>", "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>", "order.xml:5: /Order/cbc:ID[2]: is given twice"},
      {"2026-11-23", "2026-02-29", "order.xml:5: /Order/cbc:IssueDate: must be a date"},
      {"2026-11-23", "", "order.xml:5: /Order/cbc:IssueDate: must be a date"},
      {">2</cbc:Quantity><cac:Item><cbc:Name>Goods", ">two</cbc:Quantity><cac:Item><cbc:Name>Goods",
       "order.xml:7: /Order/cac:OrderLine[1]/cac:LineItem/cbc:Quantity: must be a decimal number"},
      {" unitCode=\"EA\"", "", "order.xml:7: /Order/cac:OrderLine[1]/cac:LineItem/cbc:Quantity: has no unitCode"},
      {"<cbc:Name>Goods</cbc:Name>", "", "order.xml:7: /Order/cac:OrderLine[1]/cac:LineItem/cac:Item: has no cbc:Name"},
      {"<cbc:Name>Goods</cbc:Name>", "<cbc:Name><b/></cbc:Name>", "cbc:Name: holds elements where a text is expected"},
      {"<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>",
       "order.xml:8: /Order/cac:OrderLine[2]/cac:LineItem: has the same cbc:ID as a line before it"},
      {"</cbc:Name>", "</cbc:Nam>",
       "order.xml:7: the document is not well-formed XML: Opening and ending tag mismatch"},
      {"<cbc:Name>Goods</cbc:Name>", "<cbc:Name>&goods;</cbc:Name>",
       "order.xml:7: the document is not well-formed XML"},
      {"xsd:Order-2", "xsd:Invoice-2", "order.xml:4: /Order: this is an invoice, not an order"},
      {"xsd:Order-2", "xsd:Other-2", "order.xml:4: /Order: this is not an order"},
      {"encoding=\"UTF-8\"", "encoding=\"UTF-7\"", "order.xml:1: the document's encoding is none of"},
      {"encoding=\"UTF-8\"", "encoding=\"UTF-16\"", "order.xml:1: the document's encoding is none of"},
      {"Goods", "bl\xE5", "order.xml:7: the document is not well-formed XML"},
  };
  for (const auto& [piece, other, told] : rows) {
    auto xml = good;
    const auto at = xml.find(piece);
    ASSERT_NE(at, std::string::npos) << piece;
    EXPECT_THAT(refusal_of(xml.replace(at, piece.size(), other)), HasSubstr(told)) << piece << " -> " << other;
  }
  EXPECT_THAT(refusal_of(order_with({})), HasSubstr("order.xml:4: /Order: has 0 order lines; 1 to 500 are accepted"));
  EXPECT_THAT(refusal_of(order_with(std::vector<std::pair<std::string, std::string>>(501, {pieces("1"), ""}))),
              HasSubstr("has 501 order lines"));
  EXPECT_THAT(refusal_of(""), HasSubstr("order.xml:1: the document does not begin like XML"));
  EXPECT_THAT(refusal_of("Hei!"), HasSubstr("order.xml:1: the document does not begin like XML"));
  EXPECT_EQ(read_ubl_order_file("no/such.xml", nothing_known).error().code, Error::Code::not_found);
}

TEST(UblOrder, MayBeWrittenInLatin1) {
  auto xml = order_with({{pieces("2"), gtin_item("73513537")}});
  xml.replace(xml.find("UTF-8"), 5, "ISO-8859-1");
  xml.replace(xml.find("Goods"), 5,
              "bl\xE5"
              "b\xE6r");
  const auto order = read_ubl_order(xml, "order.xml", nothing_known);
  ASSERT_TRUE(order) << order.error().message;
  EXPECT_EQ(order->unknown[0].line.item_name, "blåbær");
}

/// Runs and says how long it took.
template <class Work>
std::chrono::milliseconds time_of(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

TEST(UblOrder, BombsAreRefusedWithoutGoingOff) {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
  };
  std::string attributes = "<Order";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "='>'";
  attributes += "/>";
  struct Row {
    std::string xml;
    std::string_view told;
  };
  const Row rows[] = {
      {"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><Order>&b;</Order>",
       "DOCTYPE"},
      {"<!--\n--><!DOCTYPE Order SYSTEM \"http://example.invalid/order.dtd\"><Order/>",
       "order.xml:2: the document has a DOCTYPE"},
      {repeated("<a>", 65) + repeated("</a>", 65), "more than 64 levels"},
      {repeated("<a>", 600'000), "more than 64 levels"},
      {repeated("<a b='>'>", 100), "more than 64 levels"},
      {attributes, "more than 64 attributes"},
      {"<a>" + repeated("<b/>", 100'001) + "</a>", "more than 100,000 elements"},
      {"<a>" + std::string(2 * 1024 * 1024, 'x') + "</a>", "more than 2 MiB"},
      {std::string("<a>\0</a>", 8), "does not begin like XML"},
      {"\xFF\xFE<\0a\0/\0>\0", "does not begin like XML"},
      {"<a b=\"", "not well-formed"},
      {"<", "not well-formed"},
      {"<a", "not well-formed"},
      {"<!", "not well-formed"},
      {"<a>" + repeated("&#x41;", 300'000) + "</a>", "this is not an order"},
  };
  for (const auto& [xml, told] : rows) {
    SCOPED_TRACE(xml.substr(0, 60));
    EXPECT_LT(time_of([&] { EXPECT_THAT(refusal_of(xml), HasSubstr(told)); }), std::chrono::seconds{2});
  }
}

TEST(UblOrder, SixtyFourLevelsAreAllowed) {
  std::string xml = order_with({{pieces("2"), gtin_item("73513537")}});
  std::string nested;
  for (int i = 0; i < 63; ++i) nested += "<x>";
  for (int i = 0; i < 63; ++i) nested += "</x>";
  xml.insert(xml.find("<cbc:ID>34"), nested);
  EXPECT_EQ(refusal_of(xml), "it was read");
}

/// A copy with one to four changes: bytes flipped, cut out, doubled, moved, or cut off.
std::string mutated(std::string xml, std::mt19937& random) {
  for (auto changes = random() % 4 + 1; changes > 0; --changes) {
    if (xml.empty()) return xml;
    const auto at = random() % xml.size();
    const auto size = std::min<std::size_t>(random() % 200, xml.size() - at);
    switch (random() % 6) {
      case 0: xml[at] = static_cast<char>(random() % 256); break;
      case 1: xml.erase(at, size); break;
      case 2: xml.insert(at, xml.substr(at, size)); break;
      case 3: xml.insert(random() % xml.size(), xml.substr(at, size)); break;
      case 4: xml[at] = "<>&\"'/=! \n"[random() % 10]; break;
      default:
        if (random() % 8 == 0) xml.resize(at);
    }
  }
  return xml;
}

TEST(UblOrder, TenThousandMutatedCopiesAreReadOrRefusedWithAReason) {
  std::vector<std::string> originals;
  for (const auto& file : std::filesystem::directory_iterator{examples})
    originals.push_back(example(file.path().filename().string()));
  std::ranges::sort(originals);
  std::mt19937 random{3024};
  std::size_t read = 0;
  for (int round = 0; round < 10'000; ++round) {
    const auto xml = mutated(originals[static_cast<std::size_t>(round) % originals.size()], random);
    const auto order = read_ubl_order(xml, "order.xml", nothing_known);
    if (order) {
      ++read;
      ASSERT_FALSE(order->unknown.empty());
    } else {
      ASSERT_EQ(order.error().code, Error::Code::invalid);
      ASSERT_THAT(order.error().message, testing::MatchesRegex("order.xml:[0-9]+: .+")) << "round " << round;
    }
  }
  EXPECT_GT(read, 100U) << "the mutations should leave some orders readable";
}

}  // namespace
}  // namespace matbud::ordering::edge
