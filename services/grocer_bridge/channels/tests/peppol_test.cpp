// An order through documents: out of the spool folder, and its answers in.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "matbud/grocer_bridge/channels/spool_intake.h"
#include "matbud/grocer_bridge/edge/documents_in.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::grocer_bridge {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t milk = 7038010000010;
const GrocerId dagros{"dagros"};

std::optional<edge::ProductWords> words(const std::string&, std::uint64_t gtin) {
  if (gtin == milk) return edge::ProductWords{"Lettmelk", 1500};
  return std::nullopt;
}

/// An order response as a grocer's system writes it.
std::string response(const std::string& code, const std::string& order, const std::string& lines = "") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<OrderResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order_response:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:ordering:3</cbc:ProfileID>
  <cbc:ID>R-1</cbc:ID>
  <cbc:IssueDate>2026-11-22</cbc:IssueDate>
  <cbc:OrderResponseCode>)" +
         code + R"(</cbc:OrderResponseCode>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>)" +
         order + R"(</cbc:ID></cac:OrderReference>
  <cac:SellerSupplierParty><cac:Party><cbc:EndpointID schemeID="0192">123456785</cbc:EndpointID>
    <cac:PartyLegalEntity><cbc:RegistrationName>Dagros Nett AS</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:SellerSupplierParty>
  <cac:BuyerCustomerParty><cac:Party><cbc:EndpointID schemeID="0192">987654325</cbc:EndpointID>
    <cac:PartyLegalEntity><cbc:RegistrationName>Fjordby kommune</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:BuyerCustomerParty>)" +
         lines + "\n</OrderResponse>\n";
}

const char* const milk_is_short = R"(
  <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Note>utsolgt</cbc:Note><cbc:LineStatusCode>7</cbc:LineStatusCode>
    <cac:Item><cbc:Name>Lettmelk</cbc:Name></cac:Item></cac:LineItem>
    <cac:OrderLineReference><cbc:LineID>7038010000010</cbc:LineID></cac:OrderLineReference></cac:OrderLine>)";

class ByDocuments : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("matbud-documents-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    open_log();
    const log::TopicSpec topics[] = {{answers_.topic, 1, false}};
    ASSERT_TRUE(log_->create_topics(topics));
    ASSERT_TRUE(Spool(folder_ / "spool", dagros).prepare());
  }
  void TearDown() override {
    log_.reset();
    fs::remove_all(folder_);
  }
  void open_log() {
    auto opened = log::EmbeddedLog::open(folder_ / "log", clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    log_ = std::move(*opened);
  }

  [[nodiscard]] fs::path folder(const char* name) const { return folder_ / "spool" / "dagros" / name; }
  void arrives(const std::string& name, const std::string& bytes) const { std::ofstream{folder("in") / name} << bytes; }
  [[nodiscard]] std::vector<std::string> files_in(const char* name) const {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator{folder(name)}) files.push_back(entry.path().filename());
    std::sort(files.begin(), files.end());
    return files;
  }
  [[nodiscard]] std::string bytes_of(const fs::path& path) const {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  SpoolIntake intake(Spool::OnStep on_step = nullptr) {
    return SpoolIntake{*log_, clock_,
                       IntakeSettings{.spool_root = folder_ / "spool",
                                      .grocers = {dagros},
                                      .partitions = 1,
                                      .words = words,
                                      .on_step = std::move(on_step)}};
  }
  /// The answers in the log, by id.
  std::multimap<std::string, grocer::v1::GrocerAnswer> answers() {
    std::multimap<std::string, grocer::v1::GrocerAnswer> found;
    log::Follower follower{*log_, answers_, false, log::chain_start(answers_)};
    for (auto next = follower.next(); next && *next; next = follower.next()) {
      grocer::v1::GrocerAnswer answer;
      EXPECT_TRUE(answer.ParseFromString(std::string{(*next)->record.value}));
      EXPECT_EQ((*next)->record.key, "3024-sandvika");
      found.emplace(std::string{(*next)->record.id}, std::move(answer));
    }
    return found;
  }

  fs::path folder_;
  SystemClock clock_;
  std::unique_ptr<log::EmbeddedLog> log_;
  const log::TopicPartition answers_{log::grocer_answers(dagros), Partition{0}};
};

Told an_order(bridge::v1::DocumentRules rules) {
  Told told{"ce-41c0/7", AreaId{"3024-sandvika"}, {}};
  auto& grocer = *told.telling.mutable_grocer();
  grocer.set_grocer_id("dagros");
  grocer.set_channel(bridge::v1::CHANNEL_PEPPOL);
  grocer.set_document_rules(rules);
  const auto party = [](bridge::v1::Party& one, const char* id, const char* name) {
    one.set_endpoint_scheme("0192");
    one.set_endpoint_id(id);
    one.set_name(name);
  };
  party(*grocer.mutable_party(), "123456785", "Dagros Nett AS");
  grocer.add_buyers()->set_municipality("3024");
  party(*grocer.mutable_buyers(0)->mutable_party(), "987654325", "Fjordby kommune");
  told.telling.set_said_at_ms(1'795'446'000'000);
  grocer::v1::GrocerMessage message;
  auto& order = *message.mutable_orders_to_pack()->add_orders();
  order.set_order_id("o-7f3a");
  order.set_delivery_alias("7KQ-M2X");
  order.add_lines()->set_gtin(milk);
  order.mutable_lines(0)->set_quantity(2);
  order.mutable_lines(0)->set_price_ore(2'290);
  order.set_total_ore(4'580);
  told.telling.set_message(message.SerializeAsString());
  return told;
}

TEST_F(ByDocuments, AnOrderLiesInTheFolderAndIsTheSameWhenToldAgain) {
  const auto teller = peppol_teller(folder_ / "spool", words);
  const auto told = an_order(bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED);
  ASSERT_EQ(teller->tell(told).outcome, Attempt::Outcome::told);
  const auto files = files_in("out");
  ASSERT_EQ(files, std::vector<std::string>{"1795446000000-ce-41c0_7-order-1.xml"});
  const auto document = bytes_of(folder("out") / files[0]);
  EXPECT_NE(document.find("<cbc:ID>o-7f3a@3024-sandvika</cbc:ID>"), std::string::npos);
  EXPECT_NE(document.find("<cbc:Name>Lettmelk</cbc:Name>"), std::string::npos);
  ASSERT_EQ(teller->tell(told).outcome, Attempt::Outcome::told);
  EXPECT_EQ(files_in("out"), files);
  EXPECT_EQ(bytes_of(folder("out") / files[0]), document);
}

TEST_F(ByDocuments, WhatCannotBeADocumentFailsWithTheReason) {
  const auto teller = peppol_teller(folder_ / "spool", words);
  auto other_town = an_order(bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED);
  other_town.area = AreaId{"0301-oslo"};
  EXPECT_EQ(teller->tell(other_town).detail, "grocer dagros: buyers: none for municipality 0301");
  auto bad_number = an_order(bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED);
  bad_number.telling.mutable_grocer()->mutable_party()->set_endpoint_id("123456789");
  EXPECT_EQ(teller->tell(bad_number).outcome, Attempt::Outcome::failed);
  auto withdrawn = an_order(bridge::v1::DOCUMENT_RULES_PEPPOL_ORDERING);
  grocer::v1::GrocerMessage message;
  message.mutable_order_withdrawn()->set_order_id("o-7f3a");
  withdrawn.telling.set_message(message.SerializeAsString());
  const auto attempt = teller->tell(withdrawn);
  EXPECT_EQ(attempt.outcome, Attempt::Outcome::failed);
  EXPECT_NE(attempt.detail.find("call the grocer"), std::string::npos);
}

TEST_F(ByDocuments, AResponseBecomesAnAnswer) {
  arrives("r1.xml", response("CA", "o-7f3a@3024-sandvika", milk_is_short));
  auto reads = intake();
  ASSERT_TRUE(reads.step());
  const auto given = answers();
  ASSERT_EQ(given.size(), 1U);
  const auto& answer = given.begin()->second;
  EXPECT_EQ(answer.order_id(), "o-7f3a");
  ASSERT_EQ(answer.accepted().lines_size(), 1);
  EXPECT_EQ(answer.accepted().lines(0).ordered_gtin(), milk);
  EXPECT_EQ(answer.accepted().lines(0).outcome(), bridge::v1::LINE_OUTCOME_SHORT);
  EXPECT_EQ(answer.accepted().lines(0).reason(), "utsolgt");
  EXPECT_TRUE(files_in("in").empty());
  EXPECT_EQ(files_in("done").size(), 1U);
}

TEST_F(ByDocuments, TheSameFileTwiceIsOneAnswer) {
  for (const auto* const name : {"r1.xml", "r1-again.xml"}) arrives(name, response("AP", "o-7f3a@3024-sandvika"));
  auto reads = intake();
  ASSERT_TRUE(reads.step());
  const auto given = answers();
  ASSERT_EQ(given.size(), 2U) << "repeats are the bridge's to know, by their id";
  EXPECT_EQ(given.begin()->first, given.rbegin()->first);
  EXPECT_EQ(files_in("done").size(), 2U);
}

TEST_F(ByDocuments, WhatCannotBeUsedIsKeptAsideWithThePlace) {
  struct Row {
    const char* file;
    std::string bytes;
    const char* why;
  };
  const Row rows[] = {
      {"bomb.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>", "bomb.xml:2: "},
      {"half.xml", response("AP", "o-7f3a@3024-sandvika").substr(0, 700), "half.xml:"},
      {"words.txt", "Hei, vi er utsolgt.", "words.txt:1: "},
      {"other.xml", "<a/>", "other.xml:1: /a: this is no document that a grocer sends"},
      {"code.xml", response("XX", "o-7f3a@3024-sandvika"), "code.xml:9: /OrderResponse/cbc:OrderResponseCode: "},
      {"order.xml", response("AP", "PO-1"), "/cac:OrderReference/cbc:ID: is no order number of ours"},
  };
  for (const auto& row : rows) arrives(row.file, row.bytes);
  auto reads = intake();
  ASSERT_TRUE(reads.step());
  EXPECT_EQ(reads.counters().refused, std::size(rows));
  EXPECT_TRUE(answers().empty());
  EXPECT_EQ(files_in("refused").size(), 2 * std::size(rows));
  for (const auto& row : rows) {
    bool found = false;
    for (const auto& name : files_in("refused")) {
      if (!name.ends_with(std::string{row.file} + ".txt")) continue;
      found = true;
      const auto why = bytes_of(folder("refused") / name);
      EXPECT_NE(why.find(row.why), std::string::npos) << why;
    }
    EXPECT_TRUE(found) << row.file;
  }
}

// Ended before each step in turn, whatever it was doing; the next life finishes, and the answer is there, under one id.
// (spool_test.cpp kills processes; what the log has acknowledged survives by its own promise.)
TEST_F(ByDocuments, NothingIsLostWhereverItEnds) {
  struct Ended {};
  int ends = 0;
  for (int step = 1;; ++step) {
    arrives("r1.xml", response("AP", "o-" + std::to_string(step) + "@3024-sandvika"));
    int taken = 0;
    auto ending = intake([&](std::string_view) {
      if (++taken == step) throw Ended{};
    });
    bool ended = false;
    try {
      ASSERT_TRUE(ending.step());
    } catch (const Ended&) {
      ended = true;
    }
    auto next_life = intake();
    ASSERT_TRUE(next_life.step());
    EXPECT_TRUE(files_in("in").empty());
    std::set<std::string> ids;
    for (const auto& [id, answer] : answers()) {
      if (answer.order_id() == "o-" + std::to_string(step)) ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 1U) << "ended before step " << step;
    if (!ended) break;
    ++ends;
  }
  EXPECT_GE(ends, 2);
}

}  // namespace
}  // namespace matbud::grocer_bridge
