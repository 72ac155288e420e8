#include "texts.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace matbud::notification {
namespace {

constexpr std::size_t kinds = 9;

/// One language: its frame and a text for each kind, in the order of NotificationKind.
struct Language {
  Frame frame;
  std::array<Text, kinds> texts;
};

constexpr Language languages[] = {
    {{"nb", "Hei", "Du får denne meldingen fordi du har sagt ja til å få beskjed.", true},
     {{{"Leveringen er bestilt", "En levering av dagligvarer er bestilt.", ""},
       {"Leveringen har fått en sjåfør", "En sjåfør har fått leveringen av dagligvarer.",
        "Den er ventet {day} omtrent klokken {time}."},
       {"Leveringen er kommet fram", "Dagligvarene er levert.", ""},
       {"Leveringen kom ikke fram", "Dagligvarene kunne ikke leveres. Vi tar kontakt om hva som skjer videre.", ""},
       {"Leveringen blir ikke noe av",
        "Butikken kan ikke levere denne bestillingen. Vi tar kontakt om hva som skjer videre.", ""},
       {"En fast levering uteblir", "En fast levering av dagligvarer kunne ikke bestilles denne gangen.", ""},
       {"Det er bestilt for mer enn avtalt", "Det er bestilt dagligvarer for mer enn det som er avtalt for måneden.",
        ""},
       {"Noen varer er endret", "Butikken har ikke alt som var bestilt. Noen varer er byttet eller mangler.", ""},
       {"Ring om leveringen nå", "En levering kom ikke fram, og ingen har svart på det. Ring nå.", ""}}}},
    {{"nn", "Hei", "Du får denne meldinga fordi du har sagt ja til å få beskjed.", true},
     {{{"Leveringa er bestilt", "Ei levering av daglegvarer er bestilt.", ""},
       {"Leveringa har fått ein sjåfør", "Ein sjåfør har fått leveringa av daglegvarer.",
        "Ho er venta {day} omtrent klokka {time}."},
       {"Leveringa er komen fram", "Daglegvarene er leverte.", ""},
       {"Leveringa kom ikkje fram", "Daglegvarene kunne ikkje leverast. Vi tek kontakt om kva som skjer vidare.", ""},
       {"Leveringa blir ikkje noko av",
        "Butikken kan ikkje levere denne bestillinga. Vi tek kontakt om kva som skjer vidare.", ""},
       {"Ei fast levering uteblir", "Ei fast levering av daglegvarer kunne ikkje bestillast denne gongen.", ""},
       {"Det er bestilt for meir enn avtalt", "Det er bestilt daglegvarer for meir enn det som er avtalt for månaden.",
        ""},
       {"Nokre varer er endra", "Butikken har ikkje alt som var bestilt. Nokre varer er bytte eller manglar.", ""},
       {"Ring om leveringa no", "Ei levering kom ikkje fram, og ingen har svart på det. Ring no.", ""}}}},
    {{"se", "Bures", "Don oaččut dán dieđu danne go leat miehtan oažžut dieđuid.", true},
     {{{"Biebmogálvvut leat diŋgojuvvon", "Biebmogálvvut leat diŋgojuvvon.", ""},
       {"Biebmogálvvut leat boahtimin", "Vuoddji lea ožžon biebmogálvvuid.", "Dat bohtet {day} sullii dii. {time}."},
       {"Biebmogálvvut leat buktojuvvon", "Biebmogálvvut leat buktojuvvon.", ""},
       {"Biebmogálvvut eai boahtán", "Biebmogálvvuid ii lean vejolaš buktit. Mii váldit oktavuođa.", ""},
       {"Biebmogálvvut eai boađe", "Gávpi ii sáhte buktit dán diŋgoma. Mii váldit oktavuođa.", ""},
       {"Biebmogálvvut eai diŋgojuvvon", "Fásta biebmogálvvuid ii lean vejolaš diŋgot dán háve.", ""},
       {"Diŋgojuvvon eambbo go šihttojuvvon", "Dán mánus leat diŋgojuvvon eambbo biebmogálvvut go šihttojuvvon.", ""},
       {"Muhtin gálvvut leat rievdan", "Gávppis eai leat buot gálvvut. Muhtin gálvvut leat lonuhuvvon dahje váilot.",
        ""},
       {"Riŋge dál", "Biebmogálvvut eai boahtán, ja ii oktage leat vástidan. Riŋge dál.", ""}}}},
    {{"en", "Hello", "You get this message because you have agreed to be told.", false},
     {{{"The delivery has been ordered", "A delivery of groceries has been ordered.", ""},
       {"The delivery has a driver", "A driver has the delivery of groceries.",
        "It is expected on {day} at about {time}."},
       {"The delivery has arrived", "The groceries have been delivered.", ""},
       {"The delivery did not arrive",
        "The groceries could not be delivered. We will be in touch about what happens next.", ""},
       {"The delivery is off", "The shop cannot deliver this order. We will be in touch about what happens next.", ""},
       {"A standing delivery is missing", "A standing delivery of groceries could not be ordered this time.", ""},
       {"More has been ordered than agreed", "Groceries have been ordered for more than was agreed for the month.", ""},
       {"Some goods have changed", "The shop does not have everything. Some goods are replaced or missing.", ""},
       {"Call about the delivery now", "A delivery did not arrive, and nobody has answered for it. Call now.", ""}}}},
};

const Language& language_of(std::string_view code) {
  const auto found = std::find_if(std::begin(languages), std::end(languages),
                                  [&](const Language& language) { return language.frame.language == code; });
  return found == std::end(languages) ? languages[0] : *found;
}

}  // namespace

const Frame& frame_in(std::string_view language) { return language_of(language).frame; }

const Text& text_in(std::string_view language, v1::NotificationKind kind) {
  static constexpr Text nothing{};
  const auto number = static_cast<std::size_t>(kind);
  return number == 0 || number > kinds ? nothing : language_of(language).texts[number - 1];
}

}  // namespace matbud::notification
