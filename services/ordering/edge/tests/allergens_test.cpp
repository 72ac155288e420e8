#include "matbud/ordering/edge/allergens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::ordering::edge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// `MILK`, or `(MILK)` for a warning, in the order of Annex II; unknown words as `?word`.
std::vector<std::string> told_of(std::string_view ingredients) {
  const auto found = allergens_marked_in(ingredients);
  std::vector<std::string> told;
  for (const auto& fact : found.facts) {
    const auto name = orders::v1::Allergen_Name(fact.allergen()).substr(std::string_view{"ALLERGEN_"}.size());
    told.push_back(fact.state() == orders::v1::ALLERGEN_STATE_CONTAINS ? name : "(" + name + ")");
  }
  for (const auto& word : found.unknown_words) told.push_back("?" + word);
  return told;
}

TEST(Allergens, AreKnownInTheLanguagesOfTheCatalogues) {
  struct Row {
    std::string_view marked;
    std::vector<std::string> told;
  };
  const Row rows[] = {
      {"_mjölk_", {"MILK"}},
      {"_SKUMMJÖLKSPULVER_", {"MILK"}},
      {"_mælk_ _melk_ _lait_ _maitojauhe_ _maidosta_", {"MILK"}},
      {"_hårdost_", {"MILK"}},
      {"_edamerost_", {"MILK"}},
      {"_ostron_", {"MOLLUSCS"}},
      {"_crème fraiche_", {"MILK"}},
      {"_hvede_", {"GLUTEN"}},
      {"_hvetemel_", {"GLUTEN"}},
      {"_durumvetemjöl_", {"GLUTEN"}},
      {"_fullkornsrågmjöl_", {"GLUTEN"}},
      {"_havre_", {"GLUTEN"}},
      {"malt d'_orge_", {"GLUTEN"}},
      {"_maltextrakt från korn_", {"GLUTEN"}},
      {"_ohramallas_", {"GLUTEN"}},
      {"_blé_", {"GLUTEN"}},
      {"_épeautre_", {"GLUTEN"}},
      {"_sojalecitin_", {"SOYBEANS"}},
      {"_soija_", {"SOYBEANS"}},
      {"_sesampuré_", {"SESAME"}},
      {"_sésame_", {"SESAME"}},
      {"_hasselnødder_", {"NUTS"}},
      {"_hasselpähkinät_", {"NUTS"}},
      {"_mandlar_", {"NUTS"}},
      {"_amandes_", {"NUTS"}},
      {"_jordnötter_", {"PEANUTS"}},
      {"_jordnødder_", {"PEANUTS"}},
      {"_peanøtter_", {"PEANUTS"}},
      {"_arachides_", {"PEANUTS"}},
      {"_maapähkinä_", {"PEANUTS"}},
      {"_peanut butter_", {"PEANUTS"}},
      {"_ägg_ _egg_ _æggeblomme_ _œuf_ _kananmuna_", {"EGGS"}},
      {"_hühnereieiweiß_", {"EGGS"}},
      {"_milcheiweiß_", {"MILK"}},
      {"_torskfilé_ _alaska pollock_ _laks_ _maquereau_", {"FISH"}},
      {"_räkor_ _rejer_ _reker_ _crevettes_ _katkarapu_", {"CRUSTACEANS"}},
      {"_bläckfisk_", {"MOLLUSCS"}},
      {"_shellfish_", {"CRUSTACEANS", "MOLLUSCS"}},
      {"_rotselleri_ _céleri_", {"CELERY"}},
      {"_senapsfrö_ _sennep_ _moutarde_ _sinappi_", {"MUSTARD"}},
      {"_natriumdisulfit_ _E223_ _konserveringsmedel E 220_ _svoveldioksid_", {"SULPHITES"}},
      {"_lupinmjöl_", {"LUPIN"}},
      {"_vete och råg_ och _smör_", {"GLUTEN", "MILK"}},
      {"_sojamjölk_", {"SOYBEANS"}},
  };
  for (const auto& [marked, told] : rows) EXPECT_EQ(told_of(marked), told) << marked;
}

TEST(Allergens, AreNotSeenInWordsThatOnlyLookLikeThem) {
  for (const std::string_view marked :
       {"_kokosmjölk_", "_kokosnöt_", "_muskotnöt_", "_bovetemjöl_", "_kakaosmör_", "_maltodextrin_", "_glutenfri_"})
    EXPECT_THAT(told_of(marked), IsEmpty()) << marked;
}

TEST(Allergens, ThatNobodyMarkedAreUnknown) {
  EXPECT_THAT(told_of("vetemjöl, mjölk, ägg"), IsEmpty());
  EXPECT_THAT(told_of(""), IsEmpty());
}

TEST(Allergens, ThatNoTableKnowsAreReported) {
  EXPECT_THAT(told_of("_mjölk_, _Grünfutter_, _kli_"), ElementsAre("MILK", "?Grünfutter", "?kli"));
}

TEST(Allergens, BehindAWarningMayBeContained) {
  struct Row {
    std::string_view text;
    std::vector<std::string> told;
  };
  const Row rows[] = {
      {"_vetemjöl_. Kan innehålla spår av _nötter_ och _mjölk_.", {"GLUTEN", "(MILK)", "(NUTS)"}},
      {"_hvede_. Kan indeholde spor af _jordnødder_.", {"GLUTEN", "(PEANUTS)"}},
      {"_hvete_. Kan inneholde _egg_.", {"GLUTEN", "(EGGS)"}},
      {"_milk_. May contain _soya_", {"(SOYBEANS)", "MILK"}},
      {"_lait_. Peut contenir _amandes_.", {"MILK", "(NUTS)"}},
      {"Kann _Sesam_ enthalten.", {"(SESAME)"}},
      {"Saattaa sisältää _soijaa_.", {"(SOYBEANS)"}},
      {"_milk_, may contain _milk_", {"MILK"}},                               // contained is more than warned of
      {"Kan innehålla _soja_. Ainekset: _vehnä_", {"GLUTEN", "(SOYBEANS)"}},  // a sentence ends its warning
      {"Kan innehålla 0.5 % _soja_", {"(SOYBEANS)"}},                         // a decimal point does not
  };
  for (const auto& [text, told] : rows) EXPECT_EQ(told_of(text), told) << text;
}

TEST(Allergens, AreReadFromMarksThatLostTheirPartner) {
  struct Row {
    std::string_view text;
    std::vector<std::string> told;
  };
  const Row rows[] = {
      {"modifierad _vetestärkelse, salt, _ägg_", {"GLUTEN", "EGGS"}},
      {"_sojasås (vatten, _vete_)", {"GLUTEN", "SOYBEANS"}},
      {"farina di segale_, sale", {"GLUTEN"}},
      {"_cream_ (_milk) (48%), water", {"MILK"}},
      {"(_fullkorns _vete_ mjöl", {"GLUTEN", "?fullkorns "}},
      {"_hasselnødder", {"NUTS"}},
      {"_get-_ och _fårmjölk_", {"MILK", "?get-"}},
      {"0.9te_1 er-_ x", {}},
      {"_", {}},
      {"____", {}},
  };
  for (const auto& [text, told] : rows) EXPECT_EQ(told_of(text), told) << text;
}

}  // namespace
}  // namespace matbud::ordering::edge
