#include "texts.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace matbud::notification {
namespace {

constexpr std::size_t kinds = 10;

/// One language: its frame and a text for each kind, in the order of NotificationKind.
struct Language {
  Frame frame;
  std::array<Text, kinds> texts;
};

constexpr Language languages[] = {
    {{"nb",
      "Hei",
      "Du får denne meldingen fordi du har sagt ja til å få beskjed.",
      true,
      {"", "{n} nyheter om leveringer"},
      "Ventet {day} omtrent klokken {time}."},
     {{{"Leveringen er bestilt",
        "En levering av dagligvarer er bestilt.",
        "",
        {"", "{n} leveringer av dagligvarer er bestilt."}},
       {"Leveringen har fått en sjåfør",
        "En sjåfør har fått leveringen av dagligvarer.",
        "Den er ventet {day} omtrent klokken {time}.",
        {"", "{n} leveringer av dagligvarer har fått en sjåfør."}},
       {"Leveringen er kommet fram",
        "Dagligvarene er levert.",
        "",
        {"", "{n} leveringer av dagligvarer er kommet fram."}},
       {"Leveringen kom ikke fram",
        "Dagligvarene kunne ikke leveres. Vi tar kontakt om hva som skjer videre.",
        "",
        {"", "{n} leveringer av dagligvarer kom ikke fram. Vi tar kontakt om hva som skjer videre."}},
       {"Leveringen blir ikke noe av",
        "Butikken kan ikke levere denne bestillingen. Vi tar kontakt om hva som skjer videre.",
        "",
        {"", "Butikken kan ikke levere {n} bestillinger. Vi tar kontakt om hva som skjer videre."}},
       {"En fast levering uteblir",
        "En fast levering av dagligvarer kunne ikke bestilles denne gangen.",
        "",
        {"", "{n} faste leveringer av dagligvarer kunne ikke bestilles denne gangen."}},
       {"Det er bestilt for mer enn avtalt",
        "Det er bestilt dagligvarer for mer enn det som er avtalt for måneden.",
        "",
        {"", "Det er {n} ganger bestilt dagligvarer for mer enn det som er avtalt for måneden."}},
       {"Noen varer er endret",
        "Butikken har ikke alt som var bestilt. Noen varer er byttet eller mangler.",
        "",
        {"", "Butikken har ikke alt som var bestilt i {n} bestillinger. Noen varer er byttet eller mangler."}},
       {"Ring om leveringen nå",
        "En levering kom ikke fram, og ingen har svart på det. Ring nå.",
        "",
        {"", "{n} leveringer kom ikke fram, og ingen har svart på det. Ring nå."}},
       {"En adresse virker ikke",
        "En adresse eller et nummer til en som skal ha beskjed om leveringer, virker ikke. Skaff en ny.",
        "",
        {"", "{n} adresser eller numre til dem som skal ha beskjed om leveringer, virker ikke. Skaff nye."}}}}},
    {{"nn",
      "Hei",
      "Du får denne meldinga fordi du har sagt ja til å få beskjed.",
      true,
      {"", "{n} nyhende om leveringar"},
      "Venta {day} omtrent klokka {time}."},
     {{{"Leveringa er bestilt",
        "Ei levering av daglegvarer er bestilt.",
        "",
        {"", "{n} leveringar av daglegvarer er bestilte."}},
       {"Leveringa har fått ein sjåfør",
        "Ein sjåfør har fått leveringa av daglegvarer.",
        "Ho er venta {day} omtrent klokka {time}.",
        {"", "{n} leveringar av daglegvarer har fått ein sjåfør."}},
       {"Leveringa er komen fram",
        "Daglegvarene er leverte.",
        "",
        {"", "{n} leveringar av daglegvarer er komne fram."}},
       {"Leveringa kom ikkje fram",
        "Daglegvarene kunne ikkje leverast. Vi tek kontakt om kva som skjer vidare.",
        "",
        {"", "{n} leveringar av daglegvarer kom ikkje fram. Vi tek kontakt om kva som skjer vidare."}},
       {"Leveringa blir ikkje noko av",
        "Butikken kan ikkje levere denne bestillinga. Vi tek kontakt om kva som skjer vidare.",
        "",
        {"", "Butikken kan ikkje levere {n} bestillingar. Vi tek kontakt om kva som skjer vidare."}},
       {"Ei fast levering uteblir",
        "Ei fast levering av daglegvarer kunne ikkje bestillast denne gongen.",
        "",
        {"", "{n} faste leveringar av daglegvarer kunne ikkje bestillast denne gongen."}},
       {"Det er bestilt for meir enn avtalt",
        "Det er bestilt daglegvarer for meir enn det som er avtalt for månaden.",
        "",
        {"", "Det er {n} gonger bestilt daglegvarer for meir enn det som er avtalt for månaden."}},
       {"Nokre varer er endra",
        "Butikken har ikkje alt som var bestilt. Nokre varer er bytte eller manglar.",
        "",
        {"", "Butikken har ikkje alt som var bestilt i {n} bestillingar. Nokre varer er bytte eller manglar."}},
       {"Ring om leveringa no",
        "Ei levering kom ikkje fram, og ingen har svart på det. Ring no.",
        "",
        {"", "{n} leveringar kom ikkje fram, og ingen har svart på det. Ring no."}},
       {"Ei adresse verkar ikkje",
        "Ei adresse eller eit nummer til ein som skal ha beskjed om leveringar, verkar ikkje. Skaff ei ny.",
        "",
        {"", "{n} adresser eller nummer til dei som skal ha beskjed om leveringar, verkar ikkje. Skaff nye."}}}}},
    // After a numeral the noun stands in the genitive singular; of two, the verb is dual: leaba, eaba.
    {{"se",
      "Bures",
      "Don oaččut dán dieđu danne go leat miehtan oažžut dieđuid.",
      true,
      {"", "{n} dieđu biebmobuktimiid birra"},
      "Vurdojuvvo {day} sullii dii. {time}."},
     {{{"Biebmogálvvut leat diŋgojuvvon",
        "Biebmogálvvut leat diŋgojuvvon.",
        "",
        {"{n} biebmobuktima leaba diŋgojuvvon.", "{n} biebmobuktima leat diŋgojuvvon."}},
       {"Biebmogálvvut leat boahtimin",
        "Vuoddji lea ožžon biebmogálvvuid.",
        "Dat bohtet {day} sullii dii. {time}.",
        {"", "Vuoddji lea ožžon {n} biebmobuktima."}},
       {"Biebmogálvvut leat buktojuvvon",
        "Biebmogálvvut leat buktojuvvon.",
        "",
        {"{n} biebmobuktima leaba boahtán.", "{n} biebmobuktima leat boahtán."}},
       {"Biebmogálvvut eai boahtán",
        "Biebmogálvvuid ii lean vejolaš buktit. Mii váldit oktavuođa.",
        "",
        {"{n} biebmobuktima eaba boahtán. Mii váldit oktavuođa.",
         "{n} biebmobuktima eai boahtán. Mii váldit oktavuođa."}},
       {"Biebmogálvvut eai boađe",
        "Gávpi ii sáhte buktit dán diŋgoma. Mii váldit oktavuođa.",
        "",
        {"", "Gávpi ii sáhte buktit {n} diŋgoma. Mii váldit oktavuođa."}},
       {"Biebmogálvvut eai diŋgojuvvon",
        "Fásta biebmogálvvuid ii lean vejolaš diŋgot dán háve.",
        "",
        {"{n} fásta biebmobuktima eaba diŋgojuvvon dán háve.", "{n} fásta biebmobuktima eai diŋgojuvvon dán háve."}},
       {"Diŋgojuvvon eambbo go šihttojuvvon",
        "Dán mánus leat diŋgojuvvon eambbo biebmogálvvut go šihttojuvvon.",
        "",
        {"", "Dán mánus leat {n} háve diŋgojuvvon eambbo biebmogálvvut go šihttojuvvon."}},
       {"Muhtin gálvvut leat rievdan",
        "Gávppis eai leat buot gálvvut. Muhtin gálvvut leat lonuhuvvon dahje váilot.",
        "",
        {"", "{n} diŋgomis eai leat buot gálvvut. Muhtin gálvvut leat lonuhuvvon dahje váilot."}},
       {"Riŋge dál",
        "Biebmogálvvut eai boahtán, ja ii oktage leat vástidan. Riŋge dál.",
        "",
        {"{n} biebmobuktima eaba boahtán, ja ii oktage leat vástidan. Riŋge dál.",
         "{n} biebmobuktima eai boahtán, ja ii oktage leat vástidan. Riŋge dál."}},
       {"Čujuhus ii doaimma",
        "Muhtin čujuhus dahje nummir ii doaimma. Viečča ođđa.",
        "",
        {"{n} čujuhusa dahje nummira eaba doaimma. Viečča ođđasiid.",
         "{n} čujuhusa dahje nummira eai doaimma. Viečča ođđasiid."}}}}},
    {{"en",
      "Hello",
      "You get this message because you have agreed to be told.",
      false,
      {"", "{n} updates about deliveries"},
      "Expected on {day} at about {time}."},
     {{{"The delivery has been ordered",
        "A delivery of groceries has been ordered.",
        "",
        {"", "{n} deliveries of groceries have been ordered."}},
       {"The delivery has a driver",
        "A driver has the delivery of groceries.",
        "It is expected on {day} at about {time}.",
        {"", "{n} deliveries of groceries have a driver."}},
       {"The delivery has arrived",
        "The groceries have been delivered.",
        "",
        {"", "{n} deliveries of groceries have arrived."}},
       {"The delivery did not arrive",
        "The groceries could not be delivered. We will be in touch about what happens next.",
        "",
        {"", "{n} deliveries of groceries did not arrive. We will be in touch about what happens next."}},
       {"The delivery is off",
        "The shop cannot deliver this order. We will be in touch about what happens next.",
        "",
        {"", "The shop cannot deliver {n} orders. We will be in touch about what happens next."}},
       {"A standing delivery is missing",
        "A standing delivery of groceries could not be ordered this time.",
        "",
        {"", "{n} standing deliveries of groceries could not be ordered this time."}},
       {"More has been ordered than agreed",
        "Groceries have been ordered for more than was agreed for the month.",
        "",
        {"", "Groceries have been ordered {n} times for more than was agreed for the month."}},
       {"Some goods have changed",
        "The shop does not have everything. Some goods are replaced or missing.",
        "",
        {"", "The shop does not have everything for {n} orders. Some goods are replaced or missing."}},
       {"Call about the delivery now",
        "A delivery did not arrive, and nobody has answered for it. Call now.",
        "",
        {"", "{n} deliveries did not arrive, and nobody has answered for them. Call now."}},
       {"An address does not work",
        "An address or number of somebody who is told about deliveries does not work. Ask for a new one.",
        "",
        {"", "{n} addresses or numbers of people who are told about deliveries do not work. Ask for new ones."}}}}},
};

const Language& language_of(std::string_view code) {
  const auto found = std::find_if(std::begin(languages), std::end(languages),
                                  [&](const Language& language) { return language.frame.language == code; });
  return found == std::end(languages) ? languages[0] : *found;
}

}  // namespace

Plural plural_in(std::string_view language, std::size_t count) {
  if (count == 1) return Plural::one;
  return count == 2 && language == "se" ? Plural::two : Plural::other;
}

std::string counted(const Several& several, std::string_view language, std::size_t count) {
  constexpr std::string_view slot = "{n}";
  const bool dual = plural_in(language, count) == Plural::two && !several.two.empty();
  std::string text{dual ? several.two : several.other};
  if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), std::to_string(count));
  return text;
}

const Frame& frame_in(std::string_view language) { return language_of(language).frame; }

const Text& text_in(std::string_view language, v1::NotificationKind kind) {
  static constexpr Text nothing{};
  const auto number = static_cast<std::size_t>(kind);
  return number == 0 || number > kinds ? nothing : language_of(language).texts[number - 1];
}

}  // namespace matbud::notification
