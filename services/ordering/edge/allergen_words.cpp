// The words themselves, by group and language. Found in the catalogues themselves and in the regulation's own
// translations; a word that is missing is reported by the import, never guessed.
#include "allergen_words.h"

#include <array>

namespace matbud::ordering::edge {
namespace {

using enum Where;

constexpr auto gluten = orders::v1::ALLERGEN_GLUTEN;
constexpr auto crustaceans = orders::v1::ALLERGEN_CRUSTACEANS;
constexpr auto eggs = orders::v1::ALLERGEN_EGGS;
constexpr auto fish = orders::v1::ALLERGEN_FISH;
constexpr auto peanuts = orders::v1::ALLERGEN_PEANUTS;
constexpr auto soybeans = orders::v1::ALLERGEN_SOYBEANS;
constexpr auto milk = orders::v1::ALLERGEN_MILK;
constexpr auto nuts = orders::v1::ALLERGEN_NUTS;
constexpr auto celery = orders::v1::ALLERGEN_CELERY;
constexpr auto mustard = orders::v1::ALLERGEN_MUSTARD;
constexpr auto sesame = orders::v1::ALLERGEN_SESAME;
constexpr auto sulphites = orders::v1::ALLERGEN_SULPHITES;
constexpr auto lupin = orders::v1::ALLERGEN_LUPIN;
constexpr auto molluscs = orders::v1::ALLERGEN_MOLLUSCS;
constexpr auto none = orders::v1::ALLERGEN_UNSPECIFIED;

// clang-format off
constexpr auto words = std::to_array<AllergenWord>({
    // Cereals containing gluten: wheat, rye, barley, oats, spelt, kamut.
    //   Scandinavian, Finnish
    {"vete", part, gluten}, {"hvede", part, gluten}, {"hvete", part, gluten}, {"havre", part, gluten},
    {"dinkel", part, gluten}, {"spelt", part, gluten}, {"durum", part, gluten}, {"kamut", part, gluten},
    {"gluten", part, gluten}, {"kornsråg", part, gluten}, {"kornsrug", part, gluten}, {"vehnä", part, gluten},
    {"ruisjauho", part, gluten},
    {"råg", start, gluten}, {"rug", start, gluten}, {"bygg", start, gluten}, {"byg", start, gluten},
    {"kornmalt", start, gluten}, {"kornmjöl", start, gluten}, {"korngryn", start, gluten},
    {"kornflingor", start, gluten}, {"kornflak", start, gluten}, {"kornstärkelse", start, gluten},
    {"malt", start, gluten}, {"graham", start, gluten}, {"ruis", start, gluten}, {"ohra", start, gluten},
    {"kaura", start, gluten},
    {"malt", end, gluten}, {"ruis", end, gluten},
    {"korn", whole, gluten}, {"emmer", whole, gluten}, {"enkorn", whole, gluten},
    //   English
    {"wheat", part, gluten}, {"barley", part, gluten},
    {"oat", start, gluten}, {"semolina", start, gluten}, {"couscous", start, gluten}, {"bulgur", start, gluten},
    {"seitan", start, gluten},
    {"rye", whole, gluten},
    //   French
    {"froment", start, gluten}, {"avoine", start, gluten}, {"épeautre", start, gluten},
    {"blé", whole, gluten}, {"blés", whole, gluten}, {"seigle", whole, gluten}, {"orge", whole, gluten},
    //   German
    {"weizen", part, gluten}, {"roggen", part, gluten}, {"gerste", part, gluten}, {"hafer", part, gluten},
    {"grünkern", part, gluten},
    //   Other languages of the catalogues
    {"pszen", start, gluten}, {"żytni", start, gluten}, {"jęczmie", start, gluten}, {"owsian", start, gluten},
    {"gersten", whole, gluten}, {"trigo", whole, gluten}, {"frumento", whole, gluten}, {"segale", whole, gluten},
    {"orzo", whole, gluten}, {"avena", whole, gluten}, {"farro", whole, gluten}, {"grâu", whole, gluten},
    {"tarwe", whole, gluten}, {"rogge", whole, gluten}, {"gerst", whole, gluten}, {"żyto", whole, gluten},
    {"owies", whole, gluten},
    //   Drinks named after milk
    {"havremjölk", whole, gluten}, {"havremelk", whole, gluten}, {"havremælk", whole, gluten},
    {"hafermilch", whole, gluten}, {"oat milk", whole, gluten}, {"lait d'avoine", whole, gluten},
    // Crustaceans.
    //   Scandinavian, Finnish
    {"krabb", part, crustaceans}, {"hummer", part, crustaceans}, {"kräft", part, crustaceans},
    {"kreps", part, crustaceans}, {"krebs", part, crustaceans}, {"katkarap", part, crustaceans},
    {"äyriäi", part, crustaceans},
    {"räk", start, crustaceans}, {"reke", start, crustaceans}, {"reje", start, crustaceans},
    {"krill", start, crustaceans}, {"skaldjur", start, crustaceans}, {"skalldyr", start, crustaceans},
    {"skaldyr", start, crustaceans},
    {"räka", end, crustaceans}, {"räkor", end, crustaceans}, {"reker", end, crustaceans},
    {"rejer", end, crustaceans},
    {"rapu", whole, crustaceans}, {"ravun", whole, crustaceans},
    //   English
    {"shrimp", part, crustaceans}, {"prawn", part, crustaceans}, {"lobster", part, crustaceans},
    {"crayfish", part, crustaceans}, {"shellfish", part, crustaceans},
    {"crab", start, crustaceans}, {"crustace", start, crustaceans},
    //   French
    {"crevette", start, crustaceans}, {"crustac", start, crustaceans}, {"crabe", start, crustaceans},
    {"homard", start, crustaceans}, {"langoust", start, crustaceans}, {"écrevisse", start, crustaceans},
    //   German
    {"garnele", part, crustaceans}, {"krustentier", part, crustaceans}, {"languste", part, crustaceans},
    // Eggs.
    //   Scandinavian, Finnish
    {"ägg", start, eggs}, {"helägg", start, eggs}, {"hönsägg", start, eggs}, {"egg", start, eggs},
    {"helegg", start, eggs}, {"æg", start, eggs}, {"høneæg", start, eggs}, {"kananmuna", start, eggs},
    {"munan", start, eggs}, {"munaj", start, eggs},
    {"ägg", end, eggs}, {"æg", end, eggs},
    {"muna", whole, eggs},
    //   English
    {"lysozym", start, eggs},
    //   French
    {"œuf", start, eggs},
    //   German
    {"eier", start, eggs}, {"eigelb", start, eggs}, {"eiweiß", start, eggs}, {"eipulver", start, eggs},
    {"eiklar", start, eggs}, {"eiprotein", start, eggs}, {"vollei", start, eggs}, {"hühnerei", start, eggs},
    {"ei", whole, eggs},
    //   Other languages of the catalogues
    {"huevo", start, eggs}, {"jaj", start, eggs},
    {"uova", whole, eggs}, {"uovo", whole, eggs}, {"ou", whole, eggs}, {"ouă", whole, eggs},
    // Fish, and what is made of it.
    //   Scandinavian, Finnish
    {"fisk", part, fish}, {"torsk", part, fish}, {"ansjovis", part, fish}, {"makrill", part, fish},
    {"makrell", part, fish}, {"makrel", part, fish}, {"forell", part, fish}, {"tonnikala", part, fish},
    {"lax", start, fish}, {"laks", start, fish}, {"sej", start, fish}, {"sill", start, fish}, {"sild", start, fish},
    {"strömming", start, fish}, {"sardin", start, fish}, {"ansjos", start, fish}, {"kolja", start, fish},
    {"brisling", start, fish}, {"lodd", start, fish}, {"flundra", start, fish}, {"hälleflundra", start, fish},
    {"kveite", start, fish}, {"öring", start, fish}, {"ørret", start, fish}, {"rødspætte", start, fish},
    {"rödspätta", start, fish}, {"kaviar", start, fish}, {"surimi", start, fish}, {"kala", start, fish},
    {"lohi", start, fish}, {"silakka", start, fish}, {"turska", start, fish},
    {"lax", end, fish}, {"laks", end, fish},
    {"hyse", whole, fish}, {"sei", whole, fish}, {"tun", whole, fish}, {"rogn", whole, fish},
    {"löjrom", whole, fish}, {"stenbitsrom", whole, fish}, {"lohta", whole, fish}, {"silli", whole, fish},
    {"seiti", whole, fish},
    //   English, Latin
    {"fish", part, fish}, {"salmon", part, fish}, {"tuna", part, fish}, {"herring", part, fish},
    {"haddock", part, fish}, {"mackerel", part, fish}, {"pollock", part, fish}, {"pollack", part, fish},
    {"halibut", part, fish},
    {"anchov", start, fish}, {"trout", start, fish}, {"sardine", start, fish}, {"scomber", start, fish},
    {"gadus", start, fish},
    {"cod", whole, fish}, {"hake", whole, fish}, {"hoki", whole, fish},
    //   French
    {"poisson", start, fish}, {"morue", start, fish}, {"flétan", start, fish}, {"maquereau", start, fish},
    {"saumon", start, fish}, {"cabillaud", start, fish}, {"anchois", start, fish}, {"hareng", start, fish},
    {"truite", start, fish}, {"merlu", start, fish},
    {"thon", whole, fish}, {"colin", whole, fish},
    //   German
    {"fisch", part, fish}, {"lachs", part, fish}, {"hering", part, fish}, {"kabeljau", part, fish},
    {"dorsch", part, fish}, {"makrele", part, fish}, {"sardelle", part, fish},
    // Peanuts.
    //   Scandinavian, Finnish
    {"jordnöt", part, peanuts}, {"jordnød", part, peanuts}, {"jordnøtt", part, peanuts}, {"peanøtt", part, peanuts},
    {"maapähkin", part, peanuts},
    //   Butter of peanuts
    {"jordnötssmör", part, peanuts}, {"jordnöddsmør", part, peanuts}, {"peanøttsmør", part, peanuts},
    {"peanut butter", part, peanuts}, {"erdnussbutter", part, peanuts}, {"beurre de cacahu", part, peanuts},
    //   English
    {"peanut", part, peanuts},
    //   French, Spanish, Italian
    {"arachid", part, peanuts}, {"arachis", part, peanuts}, {"cacahu", part, peanuts},
    //   German
    {"erdnuss", part, peanuts}, {"erdnüss", part, peanuts},
    // Soybeans.
    //   All
    {"soja", part, soybeans}, {"soya", part, soybeans}, {"soija", part, soybeans},
    {"soy", start, soybeans}, {"tofu", start, soybeans}, {"edamame", start, soybeans}, {"tempeh", start, soybeans},
    {"shoyu", start, soybeans}, {"tamari", start, soybeans}, {"miso", start, soybeans},
    //   Drinks named after milk
    {"sojamjölk", whole, soybeans}, {"soyamelk", whole, soybeans}, {"sojamelk", whole, soybeans},
    {"sojamælk", whole, soybeans}, {"sojamilch", whole, soybeans}, {"soy milk", whole, soybeans},
    {"soya milk", whole, soybeans}, {"lait de soja", whole, soybeans},
    // Milk, lactose included.
    //   Scandinavian, Finnish
    {"mjölk", part, milk}, {"melk", part, milk}, {"mælk", part, milk}, {"grädd", part, milk}, {"fløte", part, milk},
    {"fløde", part, milk}, {"smör", part, milk}, {"smør", part, milk}, {"vassle", part, milk},
    {"laktos", part, milk}, {"kasein", part, milk}, {"casein", part, milk}, {"yoghurt", part, milk},
    {"yogurt", part, milk}, {"jogurt", part, milk}, {"joghurt", part, milk}, {"kvarg", part, milk},
    {"kvark", part, milk}, {"juusto", part, milk}, {"kerma", part, milk}, {"maito", part, milk},
    {"maido", part, milk}, {"rahka", part, milk},
    {"ost", start, milk}, {"valle", start, milk}, {"myse", start, milk}, {"filmjölk", start, milk},
    {"kefir", start, milk}, {"kesella", start, milk}, {"skyr", start, milk}, {"laktoosi", start, milk},
    {"piimä", start, milk}, {"heraj", start, milk},
    {"ost", end, milk},
    {"keso", whole, milk}, {"fil", whole, milk}, {"voi", whole, milk}, {"hera", whole, milk},
    {"crème fraiche", whole, milk}, {"creme", whole, milk},
    //   Cheeses by name
    {"cheddar", start, milk}, {"mozzarella", start, milk}, {"parmesan", start, milk}, {"parmigiano", start, milk},
    {"pecorino", start, milk}, {"ricotta", start, milk}, {"mascarpone", start, milk}, {"halloumi", start, milk},
    {"gouda", start, milk}, {"emmental", start, milk}, {"camembert", start, milk}, {"gorgonzola", start, milk},
    {"grana padano", whole, milk}, {"feta", whole, milk}, {"edam", whole, milk}, {"brie", whole, milk},
    {"ghee", whole, milk},
    //   English
    {"milk", part, milk}, {"cheese", part, milk}, {"butter", part, milk},
    {"cream", start, milk}, {"whey", start, milk}, {"lactos", start, milk}, {"lactic", start, milk},
    {"curd", whole, milk},
    //   French
    {"lait", start, milk}, {"lactiq", start, milk}, {"beurre", start, milk}, {"fromage", start, milk},
    {"yaourt", start, milk}, {"babeurre", start, milk}, {"crème", start, milk},
    {"lait", end, milk},
    //   German
    {"milch", part, milk}, {"molke", part, milk}, {"sahne", part, milk}, {"käse", part, milk},
    {"quark", part, milk}, {"rahm", part, milk},
    {"obers", whole, milk}, {"schmand", whole, milk},
    //   Other languages of the catalogues
    {"mlek", part, milk},
    {"maślank", start, milk}, {"serwatk", start, milk}, {"śmietan", start, milk}, {"formaggi", start, milk},
    {"ser", whole, milk}, {"masło", whole, milk}, {"leche", whole, milk}, {"latte", whole, milk},
    {"burro", whole, milk}, {"lapte", whole, milk},
    // Nuts.
    //   Scandinavian, Finnish
    {"hasselnöt", part, nuts}, {"hasselnød", part, nuts}, {"hasselnøtt", part, nuts}, {"valnöt", part, nuts},
    {"valnød", part, nuts}, {"valnøtt", part, nuts}, {"pekannöt", part, nuts}, {"pekannød", part, nuts},
    {"pekannøtt", part, nuts}, {"paranöt", part, nuts}, {"paranød", part, nuts}, {"paranøtt", part, nuts},
    {"mandel", part, nuts}, {"mandl", part, nuts}, {"cashew", part, nuts}, {"macadamia", part, nuts},
    {"marsipan", part, nuts}, {"marzipan", part, nuts}, {"hasselpähkin", part, nuts}, {"saksanpähkin", part, nuts},
    {"pistag", start, nuts}, {"pistacie", start, nuts}, {"pistasj", start, nuts}, {"pähkin", start, nuts},
    {"mantel", start, nuts},
    {"nötter", whole, nuts}, {"nøtter", whole, nuts}, {"nødder", whole, nuts},
    //   English
    {"almond", part, nuts}, {"hazelnut", part, nuts}, {"walnut", part, nuts}, {"pecan", part, nuts},
    {"pistachio", part, nuts},
    {"nut", whole, nuts}, {"nuts", whole, nuts}, {"brazil nut", whole, nuts}, {"brazil nuts", whole, nuts},
    //   French
    {"amande", part, nuts}, {"noisette", part, nuts},
    {"cajou", start, nuts}, {"pistache", start, nuts},
    {"noix", whole, nuts}, {"fruits à coque", whole, nuts},
    //   German
    {"haselnuss", part, nuts}, {"haselnüss", part, nuts}, {"walnuss", part, nuts}, {"walnüss", part, nuts},
    {"pekannuss", part, nuts}, {"pekannüss", part, nuts}, {"paranuss", part, nuts}, {"paranüss", part, nuts},
    {"schalenfrücht", start, nuts}, {"pistazie", start, nuts},
    {"nuss", whole, nuts}, {"nüsse", whole, nuts}, {"nüssen", whole, nuts},
    //   Other languages of the catalogues
    {"almendra", start, nuts}, {"mandorl", start, nuts}, {"nocciol", start, nuts},
    //   Drinks and butters named after milk
    {"mandelmjölk", whole, nuts}, {"mandelmelk", whole, nuts}, {"mandelmælk", whole, nuts},
    {"mandelmilch", whole, nuts}, {"almond milk", whole, nuts}, {"lait d'amande", whole, nuts},
    {"mandelsmör", whole, nuts}, {"almond butter", whole, nuts}, {"nut butter", whole, nuts},
    // Celery.
    //   All
    {"selleri", part, celery}, {"celeri", part, celery}, {"céleri", part, celery}, {"celery", part, celery},
    {"celeriac", part, celery},
    // Mustard.
    //   All
    {"senap", part, mustard}, {"sennep", part, mustard}, {"sinappi", part, mustard}, {"sinapin", part, mustard},
    {"mustard", part, mustard}, {"moutarde", part, mustard}, {"senf", part, mustard}, {"mostaza", part, mustard},
    // Sesame seeds.
    //   All
    {"sesam", part, sesame}, {"seesam", part, sesame},
    {"tahini", start, sesame}, {"tahina", start, sesame}, {"gomasio", start, sesame},
    // Sulphur dioxide and sulphites; E 220 to E 228 are their numbers as additives.
    //   All
    {"sulfit", part, sulphites}, {"sulphit", part, sulphites}, {"sulfiitt", part, sulphites},
    {"svaveldioxid", part, sulphites}, {"svovldioxid", part, sulphites}, {"svoveldioksid", part, sulphites},
    {"schwefeldioxid", part, sulphites}, {"rikkidioksidi", part, sulphites},
    {"sulphur dioxide", whole, sulphites}, {"sulfur dioxide", whole, sulphites},
    {"dioxyde de soufre", whole, sulphites}, {"anhydride sulfureux", whole, sulphites}, {"e220", whole, sulphites},
    {"e 220", whole, sulphites}, {"e221", whole, sulphites}, {"e 221", whole, sulphites},
    {"e222", whole, sulphites}, {"e 222", whole, sulphites}, {"e223", whole, sulphites},
    {"e 223", whole, sulphites}, {"e224", whole, sulphites}, {"e 224", whole, sulphites},
    {"e226", whole, sulphites}, {"e 226", whole, sulphites}, {"e227", whole, sulphites},
    {"e 227", whole, sulphites}, {"e228", whole, sulphites}, {"e 228", whole, sulphites},
    // Lupin.
    //   All
    {"lupin", part, lupin},
    // Molluscs.
    //   Scandinavian, Finnish
    {"blötdjur", part, molluscs}, {"bløtdyr", part, molluscs}, {"bløddyr", part, molluscs},
    {"mussl", part, molluscs}, {"musling", part, molluscs}, {"blåskjell", part, molluscs},
    {"kamskjell", part, molluscs}, {"ostron", part, molluscs}, {"bläckfisk", part, molluscs},
    {"blekksprut", part, molluscs}, {"blæksprut", part, molluscs}, {"nilviäi", part, molluscs},
    {"simpukk", part, molluscs}, {"mustekala", part, molluscs},
    {"østers", start, molluscs}, {"snegl", start, molluscs}, {"skaldjur", start, molluscs},
    {"skalldyr", start, molluscs}, {"skaldyr", start, molluscs},
    //   English
    {"mussel", part, molluscs}, {"oyster", part, molluscs}, {"squid", part, molluscs}, {"octopus", part, molluscs},
    {"scallop", part, molluscs}, {"shellfish", part, molluscs},
    {"mollus", start, molluscs}, {"calamar", start, molluscs}, {"kalamar", start, molluscs},
    {"snail", start, molluscs},
    {"clam", whole, molluscs}, {"clams", whole, molluscs},
    //   French
    {"huître", start, molluscs}, {"escargot", start, molluscs},
    {"moule", whole, molluscs}, {"moules", whole, molluscs}, {"noix de saint-jacques", whole, molluscs},
    //   German
    {"muschel", part, molluscs}, {"weichtier", part, molluscs}, {"tintenfisch", part, molluscs},
    {"auster", start, molluscs},
    // Known, and none of the 14: these keep a shorter stem from counting.
    //   Not of milk
    {"kokosmjölk", whole, none}, {"kokosmelk", whole, none}, {"kokosmælk", whole, none},
    {"kokosmilch", whole, none}, {"kokosgrädde", whole, none}, {"kokosnötsmjölk", whole, none},
    {"coconut milk", whole, none}, {"coconut cream", whole, none}, {"lait de coco", whole, none},
    {"crème de coco", whole, none}, {"rismjölk", whole, none}, {"rice milk", whole, none},
    {"kakaosmör", part, none}, {"kakaosmør", part, none}, {"kakaobutter", part, none}, {"cocoa butter", part, none},
    {"beurre de cacao", part, none}, {"beurre de karité", part, none}, {"sheasmör", part, none},
    {"sheasmør", part, none}, {"shea butter", part, none}, {"butternut", part, none}, {"laktosfri", part, none},
    {"laktosefri", part, none}, {"lactosefree", part, none},
    {"smörgås", start, none}, {"smørbrød", start, none},
    {"most", whole, none}, {"äpplemost", whole, none}, {"frost", whole, none},
    //   Not of cereals with gluten
    {"bovete", part, none}, {"boghvede", part, none}, {"bokhvete", part, none}, {"buchweizen", part, none},
    {"buckwheat", part, none}, {"glutenfri", part, none}, {"glutenfree", part, none}, {"maltodextrin", part, none},
    {"maltitol", part, none},
    {"blé noir", whole, none}, {"gluten free", whole, none}, {"lactose free", whole, none},
    //   Not of the group of nuts
    {"kokosnöt", part, none}, {"muskotnöt", part, none}, {"muskatnöt", part, none}, {"muskatnød", part, none},
    {"muskatnøtt", part, none}, {"muskatnuss", part, none}, {"jordmandel", part, none}, {"pinjenöt", part, none},
    {"pinjenød", part, none}, {"pinjenøtt", part, none},
    {"noix de coco", whole, none}, {"noix de muscade", whole, none},
    //   Not of eggs
    {"eggplant", start, none},
});
// clang-format on

constexpr auto warnings = std::to_array<std::string_view>({
    "kan indeholde",
    "kan innehalla",
    "kan inneholde",
    "spor af",
    "spor av",
    "spar av",  // Danish, Norwegian, Swedish
    "may contain",
    "traces of",
    "may also contain",
    "peut contenir",
    "traces de",
    "traces d'",
    "traces eventuelles",
    "kann spuren",
    "spuren von",
    "saattaa sisaltaa",
    "voi sisaltaa",
});

}  // namespace

std::span<const AllergenWord> allergen_words() { return words; }

std::span<const std::string_view> may_contain_phrases() { return warnings; }

}  // namespace matbud::ordering::edge
