#include "kinds.h"

#include <algorithm>

namespace matbud::world {
namespace {

struct Kind {
  std::string_view name;
  std::array<std::string_view, 10> words;  ///< the rest is empty
};

// Kinds of which a grocer of food has nothing (newspapers, photo films, wine) are not here; they get shelves by chance.
// clang-format off
constexpr auto kinds = std::to_array<Kind>({
    {"whole milk", {"mjolk", "melk", "maelk", "milk", "maito", "lait"}},
    {"butter milk", {"filmjolk", "fil", "gradfil", "kefir", "piima"}},
    {"UHT-milk", {"mjolk", "milk", "maitojuoma", "kaurajuoma", "oatly"}},
    {"condensed milk", {"kondens", "condensed"}},
    {"yogurt", {"yoghurt", "yogurt", "jogurt", "yaourt", "skyr"}},
    {"curd", {"kvarg", "quark", "keso", "cottage"}},
    {"curd cheese", {"kvarg", "cottage", "keso"}},
    {"cream", {"gradde", "flote", "floete", "cream"}},
    {"whipped/sour cream", {"graddfil", "creme fraiche", "rommer", "gradde", "flote"}},
    {"butter", {"smor", "butter", "beurre", "lurpak", "bregott", "voi"}},
    {"margarine", {"margarin", "margarine", "bregott", "flytande", "becel"}},
    {"cream cheese", {"buko", "philadelphia", "cream cheese", "farskost", "castello"}},
    {"soft cheese", {"brie", "camembert", "mozzarella", "feta"}},
    {"hard cheese", {"parmesan", "cheddar", "gouda", "havarti", "herrgard", "prast"}},
    {"sliced cheese", {"ost", "gouda", "havarti", "norvegia", "skivad"}},
    {"processed cheese", {"mjukost", "smelteost", "ost", "cheese"}},
    {"spread cheese", {"buko", "mjukost", "ost", "puck"}},
    {"specialty cheese", {"halloumi", "feta", "castello", "gorgonzola"}},
    {"domestic eggs", {"agg", "egg", "aeg", "oeufs", "eggs"}},
    {"other vegetables", {"gulerod", "gulrot", "morot", "tomat", "spinat", "bonor", "salat", "sommargronsaker", "vegetables"}},
    {"root vegetables", {"gulerod", "gulrot", "morot", "potat", "rodkal", "rodbet"}},
    {"onions", {"lok", "onion", "vitlok", "hvidlog"}},
    {"herbs", {"basilika", "persilja", "dill", "herbes", "herbs", "orter"}},
    {"packaged fruit/vegetables", {"salat", "spinat", "cocktailtomat", "grontsag"}},
    {"pickled vegetables", {"rodkal", "rodbet", "gurk", "agurk", "pickle", "sauerkraut"}},
    {"canned vegetables", {"tomater", "kikart", "kikert", "majs", "bonor", "beans"}},
    {"specialty vegetables", {"avocado", "paprika", "sparris", "asparagus"}},
    {"frozen vegetables", {"artor", "erter", "sommargronsaker", "wok", "spenat"}},
    {"frozen potato products", {"pommes", "potatis", "rosti"}},
    {"potato products", {"potatis", "potet", "lompe", "potatismos"}},
    {"tropical fruit", {"mango", "ananas", "banan", "banana", "papaya"}},
    {"citrus fruit", {"apelsin", "appelsin", "citron", "lime", "orange"}},
    {"pip fruit", {"apple", "aeble", "eple", "apfel", "paron", "paere"}},
    {"grapes", {"druv", "drue", "russin", "rosin", "raisin"}},
    {"berries", {"blabar", "blabaer", "hallon", "hindbaer", "jordgubb", "jordbaer", "lingon", "tyttebaer", "myrtille"}},
    {"fruit/vegetable juice", {"juice", "jus", "nektar", "nectar"}},
    {"nuts/prunes", {"notter", "nodder", "mandel", "cashew", "valnot", "dates", "dadler"}},
    {"nut snack", {"peanut", "cashew", "notter", "mandler", "nuts"}},
    {"canned fruit", {"ananas", "fersken", "persik", "peach"}},
    {"frozen fruits", {"hallon", "mango", "baer", "berries"}},
    {"rolls/buns", {"boller", "bullar", "rundstykke", "tortilla", "brod", "korppu", "krisproll"}},
    {"brown bread", {"rugbrod", "ragbrod", "ruis", "knackebrod", "knekkebrod", "wasa", "grov"}},
    {"white bread", {"toast", "brod", "polarbrod", "pain", "bread"}},
    {"semi-finished bread", {"brod", "bread", "baguette", "tunnbrod"}},
    {"roll products", {"tortilla", "wrap", "lompe"}},
    {"zwieback", {"krisproll", "skorpor", "kavring", "rusk"}},
    {"pastry", {"kanel", "kladdkaka", "muffin", "kaka", "kage", "wienerbrod", "gateau"}},
    {"waffles", {"vafler", "vaffel", "vafflor", "gaufre", "waffle"}},
    {"long life bakery product", {"cookies", "kex", "kjeks", "biscuit", "digestive"}},
    {"cake bar", {"kladdkaka", "muffin", "brownie", "cake"}},
    {"sausage", {"korv", "polse", "polser", "sausage", "saucisse"}},
    {"frankfurter", {"wiener", "polse", "polser", "korv", "hot dog"}},
    {"organic sausage", {"korv", "polse", "salami"}},
    {"ham", {"skinka", "skinke", "jambon", "ham"}},
    {"pork", {"bacon", "flask", "pork", "kotelett"}},
    {"beef", {"notkott", "oksekod", "beef", "boeuf", "storfe", "biff"}},
    {"hamburger meat", {"hamburgare", "hamburger", "burger", "kottfars"}},
    {"meat", {"kottbullar", "kjottkaker", "frikadelle", "kebab", "meat"}},
    {"chicken", {"kyckling", "kylling", "chicken", "poulet"}},
    {"frozen chicken", {"kyckling", "kylling", "chicken"}},
    {"turkey", {"kalkun", "kalkon", "turkey", "dinde"}},
    {"liver loaf", {"leverpostei", "leverpostej", "leverpastej"}},
    {"meat spreads", {"leverpostei", "leverpastej", "postei", "pate"}},
    {"fish", {"lax", "laks", "torsk", "saumon", "fisk"}},
    {"canned fish", {"makrill", "makrell", "tonfisk", "tunfisk", "sardin", "ansjovis", "sild", "sill", "kaviar"}},
    {"frozen fish", {"fiskpinnar", "fiskgratang", "torsk", "fiskepinner", "lax"}},
    {"frozen meals", {"pizza", "lasagne", "billys", "grandiosa", "gratang", "pytt"}},
    {"Instant food products", {"nudlar", "noodles", "snabbnudlar", "koppen", "instant"}},
    {"ready soups", {"soppa", "suppe", "soup"}},
    {"soups", {"soppa", "suppe", "soup", "soupe"}},
    {"finished products", {"lasagne", "spaghetti", "gryta", "pasta"}},
    {"pasta", {"pasta", "spaghetti", "penne", "makaron", "spagetti"}},
    {"rice", {"ris", "jasminris", "rice", "riz", "basmati"}},
    {"flour", {"mjol", "mel", "flour", "vetemjol", "hvedemel", "jauho"}},
    {"baking powder", {"bakpulver", "bagepulver", "vanilje", "vanilj", "jast"}},
    {"pudding powder", {"pudding", "kram", "vanilj"}},
    {"cereals", {"havregryn", "musli", "granola", "flakes", "cornflakes", "flingor"}},
    {"sugar", {"socker", "sukker", "sugar", "sucre"}},
    {"salt", {"salt", "havssalt", "flaksalt"}},
    {"spices", {"krydda", "krydderi", "peppar", "pepper", "curry", "kanel", "chili"}},
    {"oil", {"olja", "olje", "oil", "huile", "olivolja"}},
    {"specialty fat", {"kokosolja", "kokosolje", "olja"}},
    {"vinegar", {"vinager", "eddik", "vinaigre", "balsam"}},
    {"mustard", {"senap", "sennep", "moutarde", "sinappi", "mustard"}},
    {"ketchup", {"ketchup", "tomatketchup"}},
    {"mayonnaise", {"majonnas", "mayonnaise", "remoulade", "majones"}},
    {"salad dressing", {"dressing", "vinaigrette", "dippmix"}},
    {"sauces", {"sas", "sauce", "saus", "pesto", "salsa", "bearnaise"}},
    {"jam", {"sylt", "syltetoy", "marmelad", "confiture", "jam"}},
    {"sweet spreads", {"nutella", "palaegschokolade", "nugatti", "peanut butter", "honung"}},
    {"honey", {"honung", "honning", "honey", "miel"}},
    {"syrup", {"sirap", "sirup", "syrup", "sirop"}},
    {"artif. sweetener", {"sukrin", "stevia", "sotning"}},
    {"coffee", {"kaffe", "coffee", "cafe", "espresso", "paahto"}},
    {"instant coffee", {"cappuccino", "latte", "kaffe", "macchiato"}},
    {"tea", {"tea", "te", "chai", "infusion", "rooibos"}},
    {"cocoa drinks", {"kakao", "cacao", "choklad", "oboy"}},
    {"bottled water", {"vatten", "vann", "water", "loka", "eau", "ramlosa"}},
    {"soda", {"cola", "pepsi", "fanta", "solo", "julmust", "lask", "sprite"}},
    {"misc. beverages", {"saft", "dryck", "drink", "smoothie", "festis"}},
    {"beverages", {"saft", "dryck", "drink", "energy", "lemonade"}},
    {"chocolate", {"choklad", "sjokolade", "chokolade", "suklaa", "marabou", "freia", "chocolat"}},
    {"specialty chocolate", {"anthon berg", "praline", "truffle", "geisha", "fazer", "konfekt"}},
    {"chocolate marshmallow", {"marshmallow", "skum", "bilar"}},
    {"cooking chocolate", {"blockchoklad", "kakao", "kokesjokolade", "choklad"}},
    {"candy", {"godis", "lakerol", "lakrids", "lakrits", "bonbon", "salmiakki", "pastil"}},
    {"chewing gum", {"gum", "tuggummi", "spearmint", "xylitol"}},
    {"specialty bar", {"bar", "protein", "daim", "barre", "riegel"}},
    {"dessert", {"pudding", "mousse", "dessert", "risifrutti", "risgrot"}},
    {"frozen dessert", {"glass", "parfait", "sorbet", "iskrem"}},
    {"ice cream", {"glass", "ice cream", "lolly", "iskrem", "magnum"}},
    {"salty snack", {"chips", "olw", "estrella", "ostbagar", "snacks"}},
    {"popcorn", {"popcorn", "pop"}},
    {"snack products", {"snacks", "crackers", "dip", "nacho"}},
    {"tidbits", {"crackers", "sticks", "salt sticks", "snacks"}},
    {"baby food", {"grot", "valling", "baby", "puree"}},
});
// clang-format on

}  // namespace

std::span<const std::string_view> words_of_kind(std::string_view kind) {
  const auto* const found = std::ranges::find(kinds, kind, &Kind::name);
  if (found == kinds.end()) return {};
  const auto end = std::ranges::find(found->words, std::string_view{});
  return std::span{found->words}.first(static_cast<std::size_t>(end - found->words.begin()));
}

}  // namespace matbud::world
