// What the status page says, in every language; a text that one of them lacks does not compile.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "language.h"
#include "matbud/ordering/order_overview.h"

namespace matbud::pages {

/// One text in all languages.
struct Text {
  constexpr Text(std::string_view nb, std::string_view nn, std::string_view se, std::string_view en)
      : bokmal{nb}, nynorsk{nn}, sami{se}, english{en} {}

  [[nodiscard]] constexpr std::string_view in(Language language) const {
    switch (language) {
      case Language::bokmal: return bokmal;
      case Language::nynorsk: return nynorsk;
      case Language::sami: return sami;
      case Language::english: return english;
    }
    return bokmal;
  }

  std::string_view bokmal;
  std::string_view nynorsk;
  std::string_view sami;
  std::string_view english;
};

namespace texts {

inline constexpr Text well{"Alt virker", "Alt verkar", "Buot doaibmá", "All is well"};
inline constexpr Text wrong{"Noe er galt", "Noko er gale", "Mihkkege lea boastut", "Something is wrong"};
inline constexpr Text skip{"Hopp til innholdet", "Hopp til innhaldet", "Njuike sisdollui", "Skip to content"};
inline constexpr Text this_page{"Statussiden", "Statussida", "Dillesiidu", "The status page"};
inline constexpr Text language{"Språk", "Språk", "Giella", "Language"};
inline constexpr Text refresh{"Oppdater", "Oppdater", "Ođasmahte", "Refresh"};
inline constexpr Text stand_still{"La siden stå stille", "La sida stå still", "Bisset siiddu", "Hold the page still"};
inline constexpr Text follow{"La siden følge med", "La sida følgje med", "Divtte siiddu ođasmuvvat",
                             "Let the page follow"};
inline constexpr Text silent{"Får ikke kontakt. Dette er slik det var sist.",
                             "Får ikkje kontakt. Dette er slik det var sist.", "Ii leat oktavuohta. Ná lei maŋimuš.",
                             "No contact. This is how it was last."};
inline constexpr Text clock{"Klokken i anlegget er ", "Klokka i anlegget er ", "Diibmu rusttegis lea ",
                            "The installation's clock says "};

inline constexpr Text metrics{"Måltall", "Måltal", "Mihttologut", "Metrics"};
inline constexpr Text health{"Helse", "Helse", "Dilli", "Health"};
inline constexpr Text pages{"Sidene", "Sidene", "Siiddut", "The pages"};
inline constexpr Text kitchen_table{"Kjøkkenbordet", "Kjøkenbordet", "Gievkkanbeavdi", "The kitchen table"};
inline constexpr Text packing{"Pakking", "Pakking", "Páhkken", "Packing"};
inline constexpr Text run_sheet{"Kjørelisten", "Køyrelista", "Vuodjinlistu", "The run sheet"};
inline constexpr Text runs_board{"Turene", "Turane", "Mátkkit", "The runs"};
inline constexpr Text operations{"Drift", "Drift", "Doaibma", "Operations"};
inline constexpr Text benefits{"Nytte", "Nytte", "Ávki", "Benefits"};

inline constexpr Text alarms{"Alarmer", "Alarmar", "Alármmat", "Alarms"};
inline constexpr Text none{"Ingen.", "Ingen.", "Eai makkárge.", "None."};

inline constexpr Text orders{"Bestillinger", "Bestillingar", "Diŋgojumit", "Orders"};
inline constexpr Text no_orders{"Ingen bestillinger til i dag eller senere.",
                                "Ingen bestillingar til i dag eller seinare.", "Eai leat diŋgojumit odne iige maŋŋel.",
                                "No orders for today or later."};
inline constexpr Text orders_caption{"Hvor langt bestillingene er kommet", "Kor langt bestillingane er komne",
                                     "Man guhkás diŋgojumit leat joavdan", "How far the orders have come"};
inline constexpr Text has_come_to{"Har kommet til", "Har kome til", "Lea joavdan", "Has come to"};
inline constexpr Text today{"Til i dag", "Til i dag", "Odne", "For today"};
inline constexpr Text later{"Til senere dager", "Til seinare dagar", "Maŋit beivviide", "For later days"};

inline constexpr Text runs{"Dagens turer", "Turane i dag", "Odne mátkkit", "The day's runs"};
inline constexpr Text no_runs{"Ingen turer er planlagt for i dag.", "Ingen turar er planlagde for i dag.",
                              "Odne eai leat mátkkit plánejuvvon.", "No runs are planned for today."};
inline constexpr Text runs_key{
    "Firkanten er depotet, hver runding et stopp: tom når den gjenstår, fylt når varene er levert, "
    "med kryss når de ikke ble det.",
    "Firkanten er depotet, kvar runding eit stopp: tom når ho står att, fylt når varene er leverte, "
    "med kryss når dei ikkje vart det.",
    "Njealječiegus lea depo, juohke gierdu bisánansadji: guoros go lea vel vuordimin, dievva go gálvvut "
    "leat addojuvvon, ruossain go eai leat.",
    "The square is the depot, each circle a stop: empty while it is to come, filled when the goods were "
    "delivered, crossed when they were not."};
inline constexpr Text run{"tur", "tur", "mátki", "run"};
inline constexpr Text not_left{"Ikke kjørt ennå", "Ikkje køyrd enno", "Ii vuddjojuvvon vel", "Not left yet"};
inline constexpr Text on_the_road{"På veien", "På vegen", "Mátkkis", "On the road"};
inline constexpr Text over{"Ferdig", "Ferdig", "Gárvvis", "Over"};
inline constexpr Text of{" av ", " av ", "/", " of "};
inline constexpr Text stops_done{" stopp gjort", " stopp gjorde", " bisánansaji gárvvis", " stops done"};
inline constexpr Text not_delivered{" ikke levert", " ikkje levert", " ii addojuvvon", " not delivered"};

inline constexpr Text parked{"Lagt til side", "Lagt til side", "Bidjon siidui", "Set aside"};
inline constexpr Text nothing_parked{"Ingenting er lagt til side.", "Ingenting er lagt til side.",
                                     "Ii mihkkege leat bidjon siidui.", "Nothing is set aside."};
inline constexpr Text look_at_parked{"Se på det som er lagt til side", "Sjå på det som er lagt til side",
                                     "Geahča mii lea bidjon siidui", "See what is set aside"};

inline constexpr Text services{"Tjenestene", "Tenestene", "Bálvalusat", "The services"};
inline constexpr Text services_caption{
    "Hver tjeneste, og hvor langt den ligger etter", "Kvar teneste, og kor langt ho ligg etter",
    "Juohke bálvalus, ja man ollu lea vuordimin", "Each service, and how far it is behind"};
inline constexpr Text service{"Tjeneste", "Teneste", "Bálvalus", "Service"};
inline constexpr Text state{"Tilstand", "Tilstand", "Dilli", "State"};
inline constexpr Text waiting{"Venter", "Ventar", "Vuordimin", "Waiting"};
inline constexpr Text oldest{"Eldste har ventet", "Eldste har venta", "Boarráseamos lea vuordán", "Oldest has waited"};
inline constexpr Text errands{"Ugjorte ærender", "Ugjorde ærend", "Dagakeahtes doaimmat", "Errands to do"};
inline constexpr Text works{"Virker", "Verkar", "Doaibmá", "Works"};
inline constexpr Text catching_up{"Henter seg inn", "Hentar seg inn", "Lea lohkamin", "Catching up"};
inline constexpr Text have_stopped{" står", " står", " lea bisánan", " have stopped"};
inline constexpr Text packing_lists{"Pakkelister til ", "Pakkelister til ", "Páhkkenlisttut: ", "Packing lists to "};

/// In the order of an order's life.
inline constexpr std::array<std::pair<ordering::overview::OrderStep, Text>, 16> steps{{
    {ordering::overview::ORDER_STEP_PLACED, {"Sendt", "Send", "Sáddejuvvon", "Placed"}},
    {ordering::overview::ORDER_STEP_AMENDED, {"Endret", "Endra", "Rievdaduvvon", "Changed"}},
    {ordering::overview::ORDER_STEP_RELEASED,
     {"Bestillingsfristen er ute", "Bestillingsfristen er ute", "Diŋgonáigemearri lea vássán", "Past its cut-off"}},
    {ordering::overview::ORDER_STEP_SENT,
     {"Sendt til butikken", "Send til butikken", "Sáddejuvvon gávpái", "Sent to the grocer"}},
    {ordering::overview::ORDER_STEP_CONFIRMED,
     {"Bekreftet av butikken", "Stadfesta av butikken", "Gávpi lea duođaštan", "Confirmed by the grocer"}},
    {ordering::overview::ORDER_STEP_PACKED, {"Pakket", "Pakka", "Páhkkejuvvon", "Packed"}},
    {ordering::overview::ORDER_STEP_PLANNED, {"Har sjåfør", "Har sjåfør", "Lea vuoddji", "Has a driver"}},
    {ordering::overview::ORDER_STEP_ON_THE_WAY, {"På vei", "På veg", "Jođus", "On the way"}},
    {ordering::overview::ORDER_STEP_NOT_DELIVERED,
     {"Ikke mottatt, sjåføren har varene", "Ikkje motteken, sjåføren har varene",
      "Ii vuostáiváldojuvvon, vuoddjis leat gálvvut", "Not received, the driver has the goods"}},
    {ordering::overview::ORDER_STEP_DELIVERED, {"Levert", "Levert", "Buktojuvvon", "Delivered"}},
    {ordering::overview::ORDER_STEP_RETURNED, {"Returnert", "Returnert", "Máhcahuvvon", "Returned"}},
    {ordering::overview::ORDER_STEP_CANCELLED, {"Avbestilt", "Avbestilt", "Šluhttejuvvon", "Cancelled"}},
    {ordering::overview::ORDER_STEP_REFUSED, {"Avvist", "Avvist", "Hilgojuvvon", "Refused"}},
    {ordering::overview::ORDER_STEP_REFUSED_BY_GROCER,
     {"Avvist av butikken", "Avvist av butikken", "Gávpi lea hilgon", "Refused by the grocer"}},
    {ordering::overview::ORDER_STEP_MISSED,
     {"Fast bestilling uteble", "Fast bestilling uteblei", "Bissovaš diŋgon ii šaddan", "Standing order missed"}},
    {ordering::overview::ORDER_STEP_UNSPECIFIED,
     {"Ikke kjent ennå", "Ikkje kjend enno", "Ii dihto vel", "Not known yet"}},
}};

inline constexpr std::array<std::pair<std::string_view, Text>, 5> processors{{
    {"ordering", {"Bestilling", "Bestilling", "Diŋgon", "Ordering"}},
    {"grocer-bridge", {"Butikk", "Butikk", "Gávpi", "Grocer"}},
    {"dispatch", {"Kjøring", "Køyring", "Vuodjin", "Delivery"}},
    {"notification", {"Varsling", "Varsling", "Dieđiheapmi", "Notices"}},
    {"audit", {"Revisjon", "Revisjon", "Dárkkisteapmi", "Audit"}},
}};

}  // namespace texts
}  // namespace matbud::pages
