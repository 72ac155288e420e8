// How many orders that come as UBL documents are read, checked against the catalogue and placed in a second on one
// core?
#include <benchmark/benchmark.h>

#include <unordered_map>

#include "desk.h"
#include "matbud/formats/gtin.h"
#include "matbud/ordering/edge/ubl_order.h"

namespace matbud::ordering::bench {
namespace {

/// A Peppol order of twelve lines, with what such documents say besides.
std::string document(std::int64_t number) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:order:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:order_only:3</cbc:ProfileID>
  <cbc:ID>PO-)" + std::to_string(number) +
                    R"(</cbc:ID>
  <cbc:IssueDate>2026-03-02</cbc:IssueDate>
  <cbc:OrderTypeCode>220</cbc:OrderTypeCode>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
  <cbc:CustomerReference>ref</cbc:CustomerReference>
  <cac:BuyerCustomerParty><cac:Party><cbc:EndpointID schemeID="0192">987654325</cbc:EndpointID>
    <cac:PartyName><cbc:Name>Fjordby kommune</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Fjordby kommune</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:BuyerCustomerParty>
  <cac:SellerSupplierParty><cac:Party><cbc:EndpointID schemeID="0192">123456785</cbc:EndpointID>
    <cac:PartyName><cbc:Name>Dagros Nett AS</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Dagros Nett AS</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:SellerSupplierParty>)";
  for (std::uint64_t line = 0; line < 12; ++line) {
    const auto product = gtin((static_cast<std::uint64_t>(number) * 37 + line * 151) % 2000);
    xml += "\n  <cac:OrderLine><cac:LineItem><cbc:ID>" + std::to_string(line + 1) +
           "</cbc:ID><cbc:Quantity unitCode=\"EA\">2</cbc:Quantity><cac:Price><cbc:PriceAmount currencyID=\"NOK\">10.00"
           "</cbc:PriceAmount></cac:Price><cac:Item><cbc:Name>Vare</cbc:Name><cac:StandardItemIdentification>"
           "<cbc:ID schemeID=\"0160\">" +
           std::to_string(product) +
           "</cbc:ID></cac:StandardItemIdentification></cac:Item></cac:LineItem></cac:OrderLine>";
  }
  return xml + "\n</Order>\n";
}

void ReadCheckAndPlaceAnOrderOfTwelveLines(benchmark::State& state) {
  Desk desk;
  std::unordered_map<std::uint64_t, orders::v1::Product> catalogue;
  for (std::uint64_t i = 0; i < 2000; ++i) catalogue[gtin(i)].set_gtin(gtin(i));
  const edge::ProductLookup lookup = [&](formats::Gtin number) -> const orders::v1::Product* {
    const auto found = catalogue.find(number.value());
    return found == catalogue.end() ? nullptr : &found->second;
  };
  std::vector<std::string> documents(decisions_a_batch);
  std::int64_t number = 0;
  while (state.KeepRunningBatch(decisions_a_batch)) {
    state.PauseTiming();
    for (std::size_t i = 0; i < documents.size(); ++i) documents[i] = document(number + static_cast<std::int64_t>(i));
    state.ResumeTiming();
    for (const auto& xml : documents) {
      ++number;
      const auto order = edge::read_ubl_order(xml, "order.xml", lookup);
      if (!order || order->matched.size() != 12) {
        state.SkipWithError("a document was not read");
        return;
      }
      const auto command = edge::place_order_from(
          *order, {.area = AreaId{area_id},
                   .citizen = CitizenId{"citizen-" + std::to_string(number % 600)},
                   .order = OrderId{"7f3a0c52-9b1e-4d57-8a60-" + std::to_string(100'000'000'000 + number)},
                   .command_id = "command-" + std::to_string(number),
                   .window_id = number % 2 == 0 ? "morning" : "evening",
                   .delivery_day = wednesday + static_cast<std::int32_t>(number / 20'000 % 50),
                   .ordered_by = ""});
      if (!command || !desk.submit(command->command.SerializeAsString(), command->command_id)) {
        state.SkipWithError("an order was not placed");
        return;
      }
    }
    state.PauseTiming();
    desk.fold();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ReadCheckAndPlaceAnOrderOfTwelveLines)->MinTime(3);

}  // namespace
}  // namespace matbud::ordering::bench

BENCHMARK_MAIN();
