// Our own rule check beside the published judges: for every document that grocers send they must say the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "judges.h"
#include "matbud/grocer_bridge/edge/documents_in.h"

namespace matbud::grocer_bridge::edge {
namespace {

namespace fs = std::filesystem;

/// Documents that nobody sends us: an order, a change and a cancellation go the other way.
bool is_read(const std::string& xml) {
  return xml.find("<OrderResponse") != std::string::npos || xml.find("<DespatchAdvice") != std::string::npos ||
         xml.find("<Catalogue") != std::string::npos;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::map<std::string, std::string> examples() {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::directory_iterator{MATBUD_SOURCE_DIR "/../shared/data/peppol/examples"}) {
    auto xml = bytes_of(entry.path());
    if (is_read(xml)) found.emplace(entry.path().stem().string(), std::move(xml));
  }
  return found;
}

class Verdicts : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("matbud-verdicts-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, std::string xml) {
    std::ofstream{folder_ / (name + ".xml"), std::ios::binary} << xml;
    documents_[name + ".xml"] = std::move(xml);
  }
  /// Judges all that was put, and expects one verdict of both. Returns how many were found invalid.
  std::size_t expect_agreement() {
    const auto verdicts = judges::judge_folder(folder_);
    if (!verdicts) {
      skipped_ = verdicts.error().message;
      return 0;
    }
    EXPECT_EQ(verdicts->size(), documents_.size());
    std::size_t invalid = 0;
    for (const auto& [name, verdict] : *verdicts) {
      const auto ours = check_document(documents_[name], name);
      EXPECT_EQ(ours.has_value(), verdict.valid)
          << name << "\n  we: " << (ours ? "valid" : ours.error().message)
          << "\n  they: " << (verdict.errors.empty() ? "valid" : verdict.errors.front());
      invalid += verdict.valid ? 0 : 1;
    }
    return invalid;
  }

  fs::path folder_;
  std::map<std::string, std::string> documents_;
  std::string skipped_;
};

TEST_F(Verdicts, AgreeOnThePublishedExamples) {
  for (auto& [name, xml] : examples()) put(name, std::move(xml));
  ASSERT_GE(documents_.size(), 10U);
  EXPECT_EQ(expect_agreement(), 0U);
  if (!skipped_.empty()) GTEST_SKIP() << "the judges cannot be asked: " << skipped_;
}

struct Change {
  const char* name;
  const char* from;
  const char* to;
};

/// Single faults, and things that look like faults and are none. Each is tried on every example that holds `from`.
const Change changes[] = {
    {"date-not-of-the-calendar", "<cbc:IssueDate>20", "<cbc:IssueDate>29"},
    {"date-thirteenth-month", "-01</cbc:IssueDate>", "-41</cbc:IssueDate>"},
    {"date-with-zone", "</cbc:IssueDate>", "Z</cbc:IssueDate>"},
    {"best-before-with-zone", "</cbc:BestBeforeDate>", "+02:00</cbc:BestBeforeDate>"},
    {"time-without-seconds", "12:00:00</cbc:IssueTime>", "12:00</cbc:IssueTime>"},
    {"currency-unknown", ">EUR</cbc:DocumentCurrencyCode>", ">EUX</cbc:DocumentCurrencyCode>"},
    {"currency-other-than-prices", ">EUR</cbc:DocumentCurrencyCode>", ">NOK</cbc:DocumentCurrencyCode>"},
    {"code-unknown", "<cbc:OrderResponseCode>CA<", "<cbc:OrderResponseCode>XX<"},
    {"accepted-with-lines", "<cbc:OrderResponseCode>CA<", "<cbc:OrderResponseCode>AP<"},
    {"code-with-blanks", "<cbc:OrderResponseCode>CA<", "<cbc:OrderResponseCode> CA <"},
    {"line-status-unknown", "<cbc:LineStatusCode>3<", "<cbc:LineStatusCode>4<"},
    {"line-id-twice", "<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>"},
    {"gln-check-digit", "schemeID=\"0088\">7", "schemeID=\"0088\">8"},
    {"org-check-digit", "schemeID=\"0192\">9", "schemeID=\"0192\">8"},
    {"scheme-unknown", "schemeID=\"0088\"", "schemeID=\"9999\""},
    {"scheme-missing", "<cbc:EndpointID schemeID=\"0088\">", "<cbc:EndpointID>"},
    {"unknown-attribute", "<cbc:ID>", "<cbc:ID colour=\"red\">"},
    {"allowed-attribute", "<cbc:Note>", "<cbc:Note languageID=\"nb\">"},
    {"attribute-on-aggregate", "<cac:Party>", "<cac:Party schemeID=\"1\">"},
    {"empty-note", "<cbc:Note>", "<cbc:Note></cbc:Note><cbc:Note>"},
    {"blank-note", "<cbc:Note>", "<cbc:Note>  </cbc:Note><cbc:Note>"},
    {"two-notes", "<cbc:Note>", "<cbc:Note>En til</cbc:Note><cbc:Note>"},
    {"no-id", "<cbc:ID>", "<cbc:UUID>"},
    {"profile-unknown", "<cbc:ProfileID>urn", "<cbc:ProfileID>arn"},
    {"customization-unknown", "<cbc:CustomizationID>urn", "<cbc:CustomizationID>arn"},
    {"foreign-element", "<cac:Item>", "<cac:Item><cbc:Colour>red</cbc:Colour>"},
    {"element-out-of-order", "<cac:OrderReference>", "<cbc:Note>sent</cbc:Note><cac:OrderReference>"},
    {"element-of-the-larger-ubl", "<cbc:DocumentCurrencyCode",
     "<cbc:PricingCurrencyCode>EUR</cbc:PricingCurrencyCode><cbc:DocumentCurrencyCode"},
    {"text-beside-elements", "<cac:Party>", "<cac:Party>words"},
    {"comment-beside-elements", "<cac:Party>", "<cac:Party><!-- words -->"},
    {"cdata", "<cbc:Note>", "<cbc:Note><![CDATA[<]]>"},
    {"quantity-negative", "unitCode=\"C62\">10<", "unitCode=\"C62\">-10<"},
    {"quantity-no-number", "unitCode=\"C62\">10<", "unitCode=\"C62\">ten<"},
    {"quantity-exponent", "unitCode=\"C62\">10<", "unitCode=\"C62\">1e1<"},
    {"quantity-plus", "unitCode=\"C62\">10<", "unitCode=\"C62\">+10.<"},
    {"unit-unknown", "unitCode=\"C62\"", "unitCode=\"piece\""},
    {"unit-missing", " unitCode=\"C62\"", ""},
    {"currency-missing", " currencyID=\"EUR\"", ""},
    {"price-negative", "<cbc:PriceAmount currencyID=\"EUR\">", "<cbc:PriceAmount currencyID=\"EUR\">-"},
    {"boolean-as-number", "<cbc:OrderableIndicator>true<", "<cbc:OrderableIndicator>1<"},
    {"boolean-word", "<cbc:HazardousRiskIndicator>false<", "<cbc:HazardousRiskIndicator>no<"},
    {"boolean-as-digit", "<cbc:HazardousRiskIndicator>false<", "<cbc:HazardousRiskIndicator>0<"},
    {"ends-before-it-begins", "<cbc:EndDate>20", "<cbc:EndDate>19"},
    {"vat-zero", "<cbc:Percent>18<", "<cbc:Percent>0<"},
    {"vat-of-another-category", "<cbc:ID>S</cbc:ID>", "<cbc:ID>Z</cbc:ID>"},
    {"country-unknown", ">NO</cbc:IdentificationCode>", ">XX</cbc:IdentificationCode>"},
    {"action-unknown", "<cbc:ActionCode>Add<", "<cbc:ActionCode>Put<"},
    {"minimum-above-maximum", "<cbc:MinimumOrderQuantity unitCode=\"LBR\">1<",
     "<cbc:MinimumOrderQuantity unitCode=\"LBR\">101<"},
    {"binary-not-base64", "UjBsR09EbGhjZ0dTQUxNQUFBUUNBRU1tQ1p0dU1GUXhEUzhi", "UjBsR09Ebg"},
    {"mime-unknown", "mimeCode=\"image/png\"", "mimeCode=\"text/html\""},
    {"lot-empty", "<cbc:LotNumberID>546378239<", "<cbc:LotNumberID><"},
    {"serial-after-lot", "<cbc:SerialID>4558784</cbc:SerialID>", ""},
    {"na-by-another-name", "<cbc:ID>NA</cbc:ID>", "<cbc:ID>none</cbc:ID>"},
    {"schema-location",
     "xmlns:cac=", "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" xmlns:cac="},
    {"not-well-formed", "</cbc:ID>", "</cbc:DI>"},
    {"no-quantity", "<cbc:DeliveredQuantity unitCode=\"C62\">10</cbc:DeliveredQuantity>", ""},
    {"substitute-without-name", "<cbc:Name>Sauce brown, ready</cbc:Name>", ""},
    {"no-line-reference", "<cac:OrderLineReference>", "<cac:OrderLineReferences>"},
};

TEST_F(Verdicts, AgreeOnSingleFaults) {
  for (const auto& [name, xml] : examples()) {
    for (const auto& change : changes) {
      const auto at = xml.find(change.from);
      if (at == std::string::npos) continue;
      auto changed = xml;
      put(name + "--" + change.name, changed.replace(at, std::string_view{change.from}.size(), change.to));
    }
  }
  EXPECT_GT(documents_.size(), 200U);
  const auto invalid = expect_agreement();
  if (!skipped_.empty()) GTEST_SKIP() << "the judges cannot be asked: " << skipped_;
  EXPECT_GT(invalid, 150U);
}

/// Each run of tags and texts of an example once: taken out, doubled, or swapped with the next.
TEST_F(Verdicts, AgreeOnElementsMissingDoubledAndSwapped) {
  std::mt19937_64 random{20261122};
  for (const auto& [name, xml] : examples()) {
    std::vector<std::pair<std::size_t, std::size_t>> leaves;  // `<cbc:X ...>text</cbc:X>`
    for (std::size_t at = xml.find("<cbc:"); at != std::string::npos; at = xml.find("<cbc:", at + 1)) {
      const auto end = xml.find("</cbc:", at);
      if (end != std::string::npos) leaves.emplace_back(at, xml.find('>', end) + 1);
    }
    for (int i = 0; i < 18; ++i) {
      const auto pick = random() % (leaves.size() - 1);
      const auto [begin, end] = leaves[pick];
      const auto leaf = xml.substr(begin, end - begin);
      auto changed = xml;
      if (i % 3 == 0) {
        changed.erase(begin, end - begin);
      } else if (i % 3 == 1) {
        changed.insert(begin, leaf);
      } else {
        const auto [next_begin, next_end] = leaves[pick + 1];
        changed.insert(next_end, leaf);
        changed.erase(begin, end - begin);
      }
      put(name + "--" + std::to_string(i), std::move(changed));
    }
  }
  const auto invalid = expect_agreement();
  if (!skipped_.empty()) GTEST_SKIP() << "the judges cannot be asked: " << skipped_;
  EXPECT_GT(invalid, 20U);
}

}  // namespace
}  // namespace matbud::grocer_bridge::edge
