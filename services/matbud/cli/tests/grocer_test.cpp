// Who packs and how they are told, and what they sell, as documents.
#include "cli_fixture.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;

class Grocers : public Cli {
 protected:
  Answer put(const std::string& json) {
    const auto file = directory_ / "grocer.json";
    std::ofstream{file} << json;
    return matbud({"grocer", "put", file.string()});
  }
};

constexpr const char* by_documents = R"({"grocer_id": "grocer-1", "channel": "CHANNEL_PEPPOL",
  "document_rules": "DOCUMENT_RULES_EHF_ADVANCED",
  "party": {"endpoint_scheme": "0192", "endpoint_id": "123456785", "name": "Dagros Nett AS"},
  "buyers": [{"municipality": "3024",
              "party": {"endpoint_scheme": "0192", "endpoint_id": "987654325", "name": "Fjordby kommune"}}]})";

TEST_F(Grocers, AreToldByTheChannelThatIsSet) {
  const auto answer = put(by_documents);
  EXPECT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("grocer grocer-1 has its settings: CHANNEL_PEPPOL"));
  with_installation([](host::Installation& installation) {
    const auto marks = installation.log().watermarks({std::string{log::bridge_events}, Partition{1}});
    EXPECT_EQ(marks->end.value(), 1) << "every partition knows it";
  });
}

TEST_F(Grocers, AreNotSetToWhatCannotBe) {
  struct Row {
    const char* from;
    const char* to;
    const char* why;
  };
  const Row rows[] = {
      {"\"123456785\"", "\"123456789\"", "seller: endpoint_id: is no Norwegian organisation number"},
      {"\"grocer-1\"", "\"Grocer 1\"", "grocer_id: must have 1 to 64 lower-case letters"},
      {"\"buyers\"", "\"bayers\"", "is no JSON of a grocer"},
      {"CHANNEL_PEPPOL", "CHANNEL_WEBHOOK", "webhook_url: must be https"},
      {"0192\", \"endpoint_id\": \"987654325", "0060\", \"endpoint_id\": \"987654325",
       "/buyers/0: buyer: endpoint_scheme: must be 0192 or 0088"},
  };
  for (const auto& row : rows) {
    std::string json{by_documents};
    json.replace(json.find(row.from), std::string_view{row.from}.size(), row.to);
    const auto answer = put(json);
    EXPECT_NE(answer.exit, 0) << row.to;
    EXPECT_THAT(answer.messages, HasSubstr(row.why));
  }
}

std::string catalogue_line(const char* id, const char* gtin, const char* price) {
  return std::string{"<cac:CatalogueLine><cbc:ID>"} + id +
         "</cbc:ID><cac:RequiredItemLocationQuantity><cac:Price><cbc:PriceAmount currencyID=\"NOK\">" + price +
         "</cbc:PriceAmount></cac:Price></cac:RequiredItemLocationQuantity><cac:Item><cbc:Name>Lettmelk</cbc:Name>"
         "<cac:StandardItemIdentification><cbc:ID schemeID=\"0160\">" +
         gtin +
         "</cbc:ID></cac:StandardItemIdentification><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15"
         "</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>"
         "</cac:Item></cac:CatalogueLine>";
}

std::string party(const char* role) {
  return std::string{"<cac:"} + role +
         R"(><cbc:EndpointID schemeID="0192">987654325</cbc:EndpointID><cac:PartyLegalEntity><cbc:RegistrationName>X)"
         "</cbc:RegistrationName></cac:PartyLegalEntity></cac:" +
         role + ">";
}

std::string catalogue(const std::string& lines) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<Catalogue xmlns="urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:catalogue:3</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:catalogue_wo_response:3</cbc:ProfileID>
  <cbc:ID>K-1</cbc:ID><cbc:IssueDate>2026-11-22</cbc:IssueDate><cbc:VersionID>1</cbc:VersionID>
  <cac:ValidityPeriod><cbc:StartDate>2026-11-01</cbc:StartDate><cbc:EndDate>2027-10-31</cbc:EndDate></cac:ValidityPeriod>
)" + party("ProviderParty") +
         party("ReceiverParty") + lines + "\n</Catalogue>\n";
}

TEST_F(Grocers, SellWhatTheirCatalogueDocumentSays) {
  const auto file = directory_ / "catalogue.xml";
  std::ofstream{file} << catalogue(catalogue_line("1", "7038010000010", "19.913043") +
                                   catalogue_line("2", "7038010000011", "10.00"));
  const auto answer = matbud({"catalogue", "import", file.string(), "--grocer", "grocer-1"});
  EXPECT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("1 products of 2 rows, 1 left out"));
  EXPECT_THAT(answer.out, HasSubstr("1 with a price"));
  EXPECT_THAT(answer.messages, HasSubstr("catalogue.xml:"));
  EXPECT_THAT(answer.messages, HasSubstr("is no GTIN"));
}

TEST_F(Grocers, AreToldWhereTheirCatalogueIsWrong) {
  const auto file = directory_ / "catalogue.xml";
  std::ofstream{file} << catalogue("");
  const auto answer = matbud({"catalogue", "import", file.string(), "--grocer", "grocer-1"});
  EXPECT_NE(answer.exit, 0);
  EXPECT_THAT(answer.messages, HasSubstr("catalogue.xml:4: /Catalogue: has no cac:CatalogueLine"));
}

}  // namespace
}  // namespace matbud::cli
