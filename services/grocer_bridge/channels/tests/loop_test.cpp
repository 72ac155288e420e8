// One order through documents, end to end: released, written, answered, packed. The grocer's system is played by
// reading and writing files.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>

#include "bridge_stories.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/grocer_bridge/channels/channels.h"
#include "matbud/grocer_bridge/channels/spool_intake.h"
#include "matbud/grocer_bridge/processor_spec.h"
#include "matbud/host/pipeline.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/follower.h"
#include "matbud/state/space.h"

namespace matbud::grocer_bridge::stories {
namespace {

namespace fs = std::filesystem;

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8"?>
<%KIND% xmlns="urn:oasis:names:specification:ubl:schema:xsd:%KIND%-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">)";

std::string party(const char* role) {
  return std::string{"<cac:"} + role +
         R"(><cac:Party><cbc:EndpointID schemeID="0192">123456785</cbc:EndpointID>
    <cac:PartyIdentification><cbc:ID schemeID="0192">123456785</cbc:ID></cac:PartyIdentification>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>X</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:)" +
         role + ">";
}

/// A party as order responses have it.
std::string short_party(const char* role) {
  return std::string{"<cac:"} + role +
         R"(><cac:Party><cbc:EndpointID schemeID="0192">123456785</cbc:EndpointID>
    <cac:PartyLegalEntity><cbc:RegistrationName>X</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:)" +
         role + ">";
}

std::string begin(const std::string& kind) {
  std::string text{head};
  for (auto at = text.find("%KIND%"); at != std::string::npos; at = text.find("%KIND%")) text.replace(at, 6, kind);
  return text;
}

/// T116: the milk comes as oat milk, the apples as ordered.
std::string response_to(const std::string& order) {
  return begin("OrderResponse") + R"(
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order_response_advanced:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3</cbc:ProfileID>
  <cbc:ID>R-1</cbc:ID><cbc:SalesOrderID>SO-77</cbc:SalesOrderID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
  <cbc:OrderResponseCode>CA</cbc:OrderResponseCode><cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>)" +
         order + "</cbc:ID></cac:OrderReference>" + short_party("SellerSupplierParty") +
         short_party("BuyerCustomerParty") + R"(
  <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Note>utsolgt</cbc:Note><cbc:LineStatusCode>3</cbc:LineStatusCode>
      <cac:Item><cbc:Name>Lettmelk</cbc:Name></cac:Item></cac:LineItem>
    <cac:SellerSubstitutedLineItem><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Havremelk</cbc:Name>
      <cac:StandardItemIdentification><cbc:ID schemeID="0160">7038010000027</cbc:ID></cac:StandardItemIdentification>
    </cac:Item></cac:SellerSubstitutedLineItem>
    <cac:OrderLineReference><cbc:LineID>7038010000010</cbc:LineID></cac:OrderLineReference></cac:OrderLine>
  <cac:OrderLine><cac:LineItem><cbc:ID>2</cbc:ID><cbc:LineStatusCode>5</cbc:LineStatusCode>
      <cac:Item><cbc:Name>Epler</cbc:Name></cac:Item></cac:LineItem>
    <cac:OrderLineReference><cbc:LineID>2000000000015</cbc:LineID></cac:OrderLineReference></cac:OrderLine>
</OrderResponse>)";
}

std::string despatch_line(const std::string& goods, const char* quantity, const char* outstanding,
                          const char* instance) {
  return R"(<cac:DespatchLine><cbc:ID>)" + goods + "</cbc:ID><cbc:DeliveredQuantity " + quantity +
         "</cbc:DeliveredQuantity>" + outstanding + "<cac:OrderLineReference><cbc:LineID>" + goods +
         "</cbc:LineID></cac:OrderLineReference><cac:Item><cbc:Name>Vare</"
         "cbc:Name><cac:StandardItemIdentification><cbc:ID "
         "schemeID=\"0160\">" +
         goods + "</cbc:ID></cac:StandardItemIdentification>" + instance + R"(</cac:Item>
    <cac:Shipment><cbc:ID>NA</cbc:ID><cac:TransportHandlingUnit><cbc:ID>BOX-1</cbc:ID>
      <cac:MeasurementDimension><cbc:AttributeID>AAB</cbc:AttributeID><cbc:Measure unitCode="KGM">2.7</cbc:Measure></cac:MeasurementDimension>
    </cac:TransportHandlingUnit></cac:Shipment></cac:DespatchLine>)";
}

/// T16: both in one box; fewer apples than ordered.
std::string despatch_of(const std::string& order) {
  return begin("DespatchAdvice") + R"(
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:despatch_advice:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:despatch_advice:3</cbc:ProfileID>
  <cbc:ID>D-1</cbc:ID><cbc:IssueDate>2026-03-03</cbc:IssueDate>
  <cac:OrderReference><cbc:ID>)" +
         order + "</cbc:ID></cac:OrderReference>" + party("DespatchSupplierParty") + party("DeliveryCustomerParty") +
         despatch_line("7038010000027", "unitCode=\"EA\">2", "",
                       R"(<cac:ItemInstance><cbc:BestBeforeDate>2026-03-20</cbc:BestBeforeDate><cac:LotIdentification>
      <cbc:LotNumberID>L42</cbc:LotNumberID></cac:LotIdentification></cac:ItemInstance>)") +
         despatch_line("2000000000015", "unitCode=\"KGM\">0.65",
                       "<cbc:OutstandingQuantity unitCode=\"KGM\">0.05</cbc:OutstandingQuantity>"
                       "<cbc:OutstandingReason>ikke flere</cbc:OutstandingReason>",
                       "") +
         "</DespatchAdvice>";
}

class ByDocumentsFromEndToEnd : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("matbud-loop-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    log_ = std::move(*log::EmbeddedLog::open(folder_ / "log", clock_));
    const auto topics = log::installation_topics({dagros}, 1);
    ASSERT_TRUE(log_->create_topics(topics));
    const FindWordsOf words = [](const std::string&, std::uint64_t) {
      return std::optional{edge::ProductWords{"Vare", 1500}};
    };
    channels_ = std::make_unique<Channels>(
        std::map<std::string, std::shared_ptr<Teller>>{{"peppol", peppol_teller(folder_ / "spool", words)}}, Patience{},
        [this] { log_->wake(); });
    intake_ = std::make_unique<SpoolIntake>(
        *log_, clock_,
        IntakeSettings{.spool_root = folder_ / "spool", .grocers = {dagros}, .partitions = 1, .words = words});
    host::Wiring wiring;
    wiring.partitions = 1;
    wiring.processors = {processor_spec({dagros}), relay_spec(dagros)};
    wiring.open_space = [](const std::string&, Partition) { return std::make_unique<state::MemorySpace>(); };
    wiring.make_effector = [this](const std::string& processor, Partition) {
      return processor == "grocer-bridge" ? channels_->effector() : nullptr;
    };
    wiring.new_incarnation = [] { return std::string{"loop"}; };
    auto pipeline = host::Pipeline::open(*log_, clock_, std::move(wiring));
    ASSERT_TRUE(pipeline) << pipeline.error().message;
    pipeline_ = std::move(*pipeline);
  }
  void TearDown() override {
    pipeline_.reset();
    channels_.reset();
    log_.reset();
    fs::remove_all(folder_);
  }

  void put_grocer() {
    bridge::v1::BridgeCommand command;
    auto& grocer = *command.mutable_put_grocer()->mutable_grocer();
    grocer.set_grocer_id("dagros");
    grocer.set_channel(bridge::v1::CHANNEL_PEPPOL);
    const auto organisation = [](bridge::v1::Party& one, const char* id) {
      one.set_endpoint_scheme("0192");
      one.set_endpoint_id(id);
      one.set_name("X");
    };
    organisation(*grocer.mutable_party(), "123456785");
    grocer.add_buyers()->set_municipality("3024");
    organisation(*grocer.mutable_buyers(0)->mutable_party(), "987654325");
    append(log::Command{std::string{log::bridge_commands}, "grocer/dagros", "c1",
                        bridge::v1::PutGrocer::descriptor()->full_name(), "grocer/dagros", command.SerializeAsString(),
                        Partition{0}});
  }
  void append(const log::Command& command) {
    const auto writer = log_->open_writer({command.topic, Partition{0}});
    ASSERT_TRUE(log::append_and_wait(*log_, **writer, {log::encode_command(command, clock_.now(), "/test")},
                                     std::chrono::seconds{10}));
  }
  /// Ordering's events, chained as ordering would.
  template <class Inner>
  void ordering_says(const Inner& inner) {
    ordering::v1::OrderingEvent event;
    const auto* field = ordering::v1::OrderingEvent::descriptor()->FindFieldByNumber(
        Inner::descriptor()->full_name() == "matbud.ordering.v1.OrdersReleased"
            ? ordering::v1::OrderingEvent::kOrdersReleasedFieldNumber
            : ordering::v1::OrderingEvent::kOrderCancelledFieldNumber);
    event.GetReflection()->MutableMessage(&event, field)->CopyFrom(inner);
    const log::TopicPartition place{std::string{log::ordering_events}, Partition{0}};
    if (said_ == 0) head_ = log::genesis(place);
    const auto value = event.SerializeAsString();
    const auto id = "ordering-" + std::to_string(++said_);
    log::Envelope record;
    record.prev = head_;
    record.id = id;
    record.type = Inner::descriptor()->full_name();
    record.subject = "window/3024-sandvika/morning/20515";
    record.key = "3024-sandvika";
    record.value = value;
    auto canonical = log::encode(record);
    head_ = log::hash_of(canonical);
    const auto writer = log_->open_writer(place);
    ASSERT_TRUE(log::append_and_wait(*log_, **writer, {std::move(canonical)}, std::chrono::seconds{10}));
  }

  /// Steps until the bridge has said an event of this kind; null after half a minute without one.
  const bridge::v1::BridgeEvent* until(bridge::v1::BridgeEvent::EventCase kind) {
    const log::TopicPartition place{std::string{log::bridge_events}, Partition{0}};
    if (!events_) events_ = std::make_unique<log::Follower>(*log_, place, true, log::chain_start(place));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < deadline) {
      const auto seen = log_->activity();
      const bool moved = pipeline_->step();
      const auto next = events_->next();
      if (next && *next) {
        EXPECT_TRUE(event_.ParseFromString(std::string{(*next)->record.value}));
        if (event_.event_case() == kind) return &event_;
      } else if (!moved) {
        log_->wait_for_activity(seen, std::chrono::milliseconds{100});
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<std::string> files_out() const {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator{folder_ / "spool" / "dagros" / "out"}) {
      std::ifstream file{entry.path()};
      files.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return files;
  }
  void grocer_sends(const std::string& name, const std::string& document) {
    std::ofstream{folder_ / "spool" / "dagros" / "in" / name} << document;
    const auto stepped = intake_->step();
    ASSERT_TRUE(stepped) << stepped.error().message;
    for (const auto& entry : fs::directory_iterator{folder_ / "spool" / "dagros" / "refused"}) {
      std::ifstream file{entry.path()};
      FAIL() << std::string{std::istreambuf_iterator<char>{file}, {}}.substr(0, 300);
    }
  }

  fs::path folder_;
  SystemClock clock_;
  std::unique_ptr<log::EmbeddedLog> log_;
  std::unique_ptr<Channels> channels_;
  std::unique_ptr<SpoolIntake> intake_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::unique_ptr<log::Follower> events_;
  bridge::v1::BridgeEvent event_;
  log::Hash head_{};
  int said_ = 0;
};

using Event = bridge::v1::BridgeEvent;

TEST_F(ByDocumentsFromEndToEnd, AnOrderIsWrittenAnsweredAndPacked) {
  put_grocer();
  ASSERT_NE(until(Event::kGrocerPut), nullptr);
  ordering_says(released(an_order("o1")));
  const auto* told = until(Event::kGrocerTold);
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->grocer_told().outcome(), bridge::v1::TELL_OUTCOME_TOLD) << told->grocer_told().detail();
  const auto files = files_out();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_NE(files[0].find("<cbc:ID>o1@3024-sandvika</cbc:ID>"), std::string::npos);
  EXPECT_EQ(files[0].find("citizen-o1"), std::string::npos) << "a grocer does not learn who it is for";

  grocer_sends("r1.xml", response_to("o1@3024-sandvika"));
  const auto* confirmed = until(Event::kOrderConfirmed);
  ASSERT_NE(confirmed, nullptr);
  EXPECT_EQ(confirmed->order_confirmed().grocer_reference(), "SO-77");
  ASSERT_EQ(confirmed->order_confirmed().lines_size(), 1);
  EXPECT_EQ(confirmed->order_confirmed().lines(0).outcome(), bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  EXPECT_EQ(confirmed->order_confirmed().lines(0).gtin(), oat_milk);
  EXPECT_EQ(confirmed->order_confirmed().lines(0).quantity(), 2U) << "as ordered";

  grocer_sends("d1.xml", despatch_of("o1@3024-sandvika"));
  const auto* packed = until(Event::kOrderPacked);
  ASSERT_NE(packed, nullptr);
  ASSERT_EQ(packed->order_packed().boxes_size(), 1);
  EXPECT_EQ(packed->order_packed().boxes(0).weight_grams(), 2'700U);
  ASSERT_EQ(packed->order_packed().lines_size(), 2);
  EXPECT_EQ(packed->order_packed().lines(0).lot(), "L42");
  EXPECT_NE(packed->order_packed().lines(0).best_before_day(), 0);
  EXPECT_EQ(packed->order_packed().lines(1).quantity(), 650U);
  EXPECT_EQ(packed->order_packed().lines(1).outstanding_quantity(), 50U);
  EXPECT_EQ(packed->order_packed().lines(1).outstanding_reason(), "ikke flere");
}

TEST_F(ByDocumentsFromEndToEnd, AnOrderIsCalledBackByADocument) {
  put_grocer();
  ASSERT_NE(until(Event::kGrocerPut), nullptr);
  ordering_says(released(an_order("o1")));
  ASSERT_NE(until(Event::kGrocerTold), nullptr);
  ordering_says(cancelled("o1"));
  ASSERT_NE(until(Event::kGrocerTold), nullptr);
  std::size_t cancellations = 0;
  for (const auto& file : files_out()) cancellations += file.find("<OrderCancellation") != std::string::npos ? 1 : 0;
  EXPECT_EQ(cancellations, 1U);
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
