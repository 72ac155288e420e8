// Bokmål.
#include "texts.h"

namespace matbud::notification {
namespace {

constexpr Voice citizen{
    .why = "Du får denne meldingen fordi du har sagt ja til å få beskjed.",
    .digest = {"", "{n} nyheter om leveringene dine"},
    .order_placed = {.subject = "Leveringen din er bestilt",
                     .news = "Leveringen din av dagligvarer er bestilt.",
                     .when = "Den kommer {weekday} {day} mellom klokken {from} og {to}.",
                     .several = {"", "{n} leveringer av dagligvarer til deg er bestilt."}},
    .driver_assigned = {.subject = "Leveringen din har fått en sjåfør",
                        .news = "En sjåfør har fått leveringen din av dagligvarer.",
                        .when = "Den er ventet {day} omtrent klokken {time}.",
                        .several = {"", "{n} leveringer av dagligvarer til deg har fått en sjåfør."}},
    .delivered = {.subject = "Leveringen din er kommet fram",
                  .news = "Dagligvarene dine er levert.",
                  .several = {"", "{n} leveringer av dagligvarer til deg er kommet fram."}},
    .not_delivered = {.subject = "Leveringen din kom ikke fram",
                      .news = "Dagligvarene dine kunne ikke leveres. Vi tar kontakt om hva som skjer videre.",
                      .several = {"",
                                  "{n} leveringer av dagligvarer til deg kom ikke fram. Vi tar kontakt om hva som "
                                  "skjer videre."}},
    .refused_by_grocer = {.subject = "Leveringen din blir ikke noe av",
                          .news = "Butikken kan ikke levere bestillingen din. Vi tar kontakt om hva som skjer videre.",
                          .several = {"",
                                      "Butikken kan ikke levere {n} av bestillingene dine. Vi tar kontakt om hva "
                                      "som skjer videre."}},
    .standing_order_missed = {.subject = "Den faste leveringen din uteblir",
                              .news = "Den faste leveringen din av dagligvarer kunne ikke bestilles denne gangen.",
                              .several = {"",
                                          "{n} faste leveringer av dagligvarer til deg kunne ikke bestilles denne "
                                          "gangen."}},
    .budget_exceeded = {.subject = "Det er bestilt for mer enn du har avtalt",
                        .news = "Det er bestilt dagligvarer til deg for mer enn det du har avtalt for måneden.",
                        .several = {"",
                                    "Det er {n} ganger bestilt dagligvarer til deg for mer enn det du har avtalt "
                                    "for måneden."}},
    .goods_changed = {.subject = "Noen av varene dine er endret",
                      .news = "Ikke alt du bestilte, kommer. Noen varer er byttet eller mangler.",
                      .several = {"",
                                  "I {n} av bestillingene dine kommer ikke alt. Noen varer er byttet eller "
                                  "mangler."}},
    .nobody_answered = {.subject = "Ring oss om leveringen din nå",
                        .news = "Leveringen din kom ikke fram, og ingen har svart på det. Ring oss nå.",
                        .several = {"",
                                    "{n} leveringer til deg kom ikke fram, og ingen har svart på det. Ring oss "
                                    "nå."}},
    .contact_unreachable = {.subject = "En adresse virker ikke",
                            .news = "En adresse eller et nummer til en som skal ha beskjed om leveringene dine, virker "
                                    "ikke. Gi oss en ny.",
                            .several = {"",
                                        "{n} adresser eller numre til dem som skal ha beskjed om leveringene dine, "
                                        "virker ikke. Gi oss nye."}},
    .partly_delivered =
        {.subject = "Noen av varene dine ble ikke levert",
         .news = "Dagligvarene dine er levert, men noen varer er ikke med. Vi ser på det.",
         .several = {"", "{n} leveringer av dagligvarer til deg er kommet fram uten alle varene. Vi ser på det."}},
    .grocer_late =
        {.subject = "Butikken er forsinket",
         .news = "Butikken er forsinket med bestillingen din. Den kan komme senere enn avtalt.",
         .several = {"", "Butikken er forsinket med {n} av bestillingene dine. De kan komme senere enn avtalt."}},
    .delivery_late =
        {.subject = "Leveringen din er forsinket",
         .news = "Dagligvarene dine er ikke kommet til avtalt tid. De kommer så snart de kan.",
         .several =
             {"", "{n} leveringer av dagligvarer til deg er ikke kommet til avtalt tid. De kommer så snart de kan."}},
    .told_by_mistake =
        {.subject = "Leveringen din er fortsatt på vei",
         .news = "Det siste vi skrev om leveringen din, var en feil. Sjåføren har fortsatt dagligvarene "
                 "dine. Vi gir beskjed når de er kommet.",
         .several = {"", "{n} beskjeder om leveringer til deg var feil. Sjåføren har fortsatt dagligvarene dine."}},
    .goods_to_take_out = {.subject = "Se over varene dine før du bruker dem",
                          .news = "I leveringen din er det en vare som ikke passer for deg. Vent med å bruke varene "
                                  "til noen har sett over dem.",
                          .several = {"",
                                      "I {n} av leveringene dine er det noe som ikke passer for deg. Vent med å bruke "
                                      "varene til noen har sett over dem."}},
    .order_cancelled = {.subject = "Leveringen din er avbestilt",
                        .news = "Leveringen din av dagligvarer er avbestilt og kommer ikke.",
                        .several = {"", "{n} leveringer av dagligvarer til deg er avbestilt og kommer ikke."}},
    .order_withheld = {.subject = "Leveringen din blir ikke noe av",
                       .news = "Bestillingen din er ikke sendt til butikken, så dagligvarene kommer ikke. Vi tar "
                               "kontakt om hva som skjer videre.",
                       .several = {"",
                                   "{n} av bestillingene dine er ikke sendt til butikken, så dagligvarene kommer ikke. "
                                   "Vi tar kontakt om hva som skjer videre."}},
    .delivered_at_base =
        {.subject = "Leveringen din er kommet fram",
         .news = "Dagligvarene dine er levert på det avtalte stedet og blir brakt til deg derfra.",
         .several =
             {"",
              "{n} leveringer av dagligvarer til deg er kommet til det avtalte stedet og blir brakt til deg derfra."}},
};

constexpr Voice next_of_kin{
    .why = "Du får denne meldingen fordi du har sagt ja til å få beskjed.",
    .digest = {"", "{n} nyheter om leveringer"},
    .order_placed = {.subject = "Leveringen er bestilt",
                     .news = "En levering av dagligvarer er bestilt.",
                     .when = "Den kommer {weekday} {day} mellom klokken {from} og {to}.",
                     .several = {"", "{n} leveringer av dagligvarer er bestilt."}},
    .driver_assigned = {.subject = "Leveringen har fått en sjåfør",
                        .news = "En sjåfør har fått leveringen av dagligvarer.",
                        .when = "Den er ventet {day} omtrent klokken {time}.",
                        .several = {"", "{n} leveringer av dagligvarer har fått en sjåfør."}},
    .delivered = {.subject = "Leveringen er kommet fram",
                  .news = "Dagligvarene er levert.",
                  .several = {"", "{n} leveringer av dagligvarer er kommet fram."}},
    .not_delivered = {.subject = "Leveringen kom ikke fram",
                      .news = "Dagligvarene kunne ikke leveres. Vi tar kontakt om hva som skjer videre.",
                      .several = {"",
                                  "{n} leveringer av dagligvarer kom ikke fram. Vi tar kontakt om hva som skjer "
                                  "videre."}},
    .refused_by_grocer = {.subject = "Leveringen blir ikke noe av",
                          .news =
                              "Butikken kan ikke levere denne bestillingen. Vi tar kontakt om hva som skjer videre.",
                          .several = {"",
                                      "Butikken kan ikke levere {n} bestillinger. Vi tar kontakt om hva som skjer "
                                      "videre."}},
    .standing_order_missed = {.subject = "En fast levering uteblir",
                              .news = "En fast levering av dagligvarer kunne ikke bestilles denne gangen.",
                              .several = {"",
                                          "{n} faste leveringer av dagligvarer kunne ikke bestilles denne "
                                          "gangen."}},
    .budget_exceeded = {.subject = "Det er bestilt for mer enn avtalt",
                        .news = "Det er bestilt dagligvarer for mer enn det som er avtalt for måneden.",
                        .several = {"",
                                    "Det er {n} ganger bestilt dagligvarer for mer enn det som er avtalt for "
                                    "måneden."}},
    .goods_changed = {.subject = "Noen varer er endret",
                      .news = "Ikke alt som var bestilt, kommer. Noen varer er byttet eller mangler.",
                      .several = {"",
                                  "I {n} bestillinger kommer ikke alt som var bestilt. Noen varer er byttet "
                                  "eller mangler."}},
    .nobody_answered = {.subject = "Ring om leveringen nå",
                        .news = "En levering kom ikke fram, og ingen har svart på det. Ring nå.",
                        .several = {"", "{n} leveringer kom ikke fram, og ingen har svart på det. Ring nå."}},
    .contact_unreachable = {.subject = "En adresse virker ikke",
                            .news = "En adresse eller et nummer til en som skal ha beskjed om leveringer, virker ikke. "
                                    "Skaff en ny.",
                            .several = {"",
                                        "{n} adresser eller numre til dem som skal ha beskjed om leveringer, "
                                        "virker ikke. Skaff nye."}},
    .partly_delivered = {.subject = "Noen varer ble ikke levert",
                         .news = "Dagligvarene er levert, men noen varer er ikke med. Vi ser på det.",
                         .several = {"",
                                     "{n} leveringer av dagligvarer er kommet fram uten alle varene. Vi ser på det."}},
    .grocer_late = {.subject = "Butikken er forsinket",
                    .news = "Butikken er forsinket med en bestilling. Den kan komme senere enn avtalt.",
                    .several = {"", "Butikken er forsinket med {n} bestillinger. De kan komme senere enn avtalt."}},
    .delivery_late =
        {.subject = "Leveringen er forsinket",
         .news = "Dagligvarene er ikke kommet til avtalt tid. De kommer så snart de kan.",
         .several = {"", "{n} leveringer av dagligvarer er ikke kommet til avtalt tid. De kommer så snart de kan."}},
    .told_by_mistake = {.subject = "Leveringen er fortsatt på vei",
                        .news = "Det siste vi skrev om leveringen, var en feil. Sjåføren har fortsatt dagligvarene. Vi "
                                "gir beskjed når de er kommet.",
                        .several = {"", "{n} beskjeder om leveringer var feil. Sjåføren har fortsatt dagligvarene."}},
    .goods_to_take_out = {.subject = "Se over varene før de brukes",
                          .news = "I leveringen er det en vare som ikke passer. Vent med å bruke varene til noen har "
                                  "sett over dem.",
                          .several = {"",
                                      "I {n} leveringer er det noe som ikke passer. Vent med å bruke varene til noen "
                                      "har sett over dem."}},
    .order_cancelled = {.subject = "Leveringen er avbestilt",
                        .news = "Leveringen av dagligvarer er avbestilt og kommer ikke.",
                        .several = {"", "{n} leveringer av dagligvarer er avbestilt og kommer ikke."}},
    .order_withheld = {.subject = "Leveringen blir ikke noe av",
                       .news = "Bestillingen er ikke sendt til butikken, så dagligvarene kommer ikke. Vi tar kontakt "
                               "om hva som skjer videre.",
                       .several = {"",
                                   "{n} bestillinger er ikke sendt til butikken, så dagligvarene kommer ikke. Vi tar "
                                   "kontakt om hva som skjer videre."}},
    .delivered_at_base =
        {.subject = "Leveringen er kommet fram",
         .news = "Dagligvarene er levert på det avtalte stedet og blir brakt videre derfra.",
         .several = {"",
                     "{n} leveringer av dagligvarer er kommet til det avtalte stedet og blir brakt videre derfra."}},
};

constexpr Voice home_care{
    .why = "Du får denne meldingen fordi enheten din har ansvar for bestillingen.",
    .digest = {"", "{n} nyheter om bestillinger"},
    .order_placed = {.subject = "Bestilling {order}: lagt inn",
                     .news = "Bestilling {order} er lagt inn.",
                     .when = "Den kommer {weekday} {day} mellom klokken {from} og {to}."},
    .driver_assigned = {.subject = "Bestilling {order}: har fått en sjåfør",
                        .news = "Bestilling {order} har fått en sjåfør.",
                        .when = "Den er ventet {day} omtrent klokken {time}."},
    .delivered = {.subject = "Bestilling {order}: levert", .news = "Bestilling {order} er levert."},
    .not_delivered =
        {.subject = "Bestilling {order}: ikke levert, følg opp",
         .news = "Bestilling {order} kunne ikke leveres.",
         .when = "Ingen åpnet. Bekreft i Matbud innen klokken {time} at dere tar dere av det, ellers må noen ringe.",
         .otherwise = "Følg opp nå. Hvis ingen åpnet: bekreft i Matbud innen 15 minutter at dere tar dere "
                      "av det."},
    .refused_by_grocer = {.subject = "Bestilling {order}: butikken leverer ikke",
                          .news = "Butikken kan ikke levere bestilling {order}. Bestill på nytt, eller skaff varene på "
                                  "en annen måte."},
    .standing_order_missed = {.subject = "Bestilling {order}: fast bestilling uteblir",
                              .news = "Den faste bestillingen {order} ble ikke lagt inn denne gangen. Bestill det som "
                                      "trengs."},
    .budget_exceeded = {.subject = "Bestilling {order}: mer enn avtalt for måneden",
                        .news = "Med bestilling {order} er det bestilt for mer enn det som er avtalt for måneden. Ta "
                                "det opp før neste bestilling."},
    .goods_changed = {.subject = "Bestilling {order}: noen varer er endret",
                      .news = "Ikke alt i bestilling {order} kommer. Noen varer er byttet eller mangler. Se om "
                              "noe må skaffes."},
    .nobody_answered = {.subject = "Bestilling {order}: ring nå",
                        .news = "Bestilling {order} kom ikke fram, og ingen har bekreftet innen 15 minutter. Ring nå, "
                                "og bekreft i Matbud."},
    .contact_unreachable = {.subject = "Bestilling {order}: en adresse virker ikke",
                            .news =
                                "En adresse eller et nummer til en som skal ha beskjed om bestilling {order}, virker "
                                "ikke. Skaff en ny."},
    .partly_delivered =
        {.subject = "Bestilling {order}: noen varer ble ikke levert",
         .news = "Bestilling {order} er levert, men noen varer er ikke med. Se hvilke, og om noe må skaffes."},
    .grocer_late = {.subject = "Bestilling {order}: butikken er forsinket",
                    .news = "Butikken har ikke svart eller pakket i tide for bestilling {order}. Den kan komme senere "
                            "enn avtalt. Se om noe må skaffes før."},
    .delivery_late = {.subject = "Bestilling {order}: ikke kommet til avtalt tid",
                      .news = "Tiden for bestilling {order} er ute, og den er ikke levert. Hør med kjørelederen når "
                              "den kommer, og se om noe må skaffes før."},
    .told_by_mistake = {.subject = "Bestilling {order}: siste beskjed var en feil",
                        .news =
                            "Det siste vi skrev om leveringen av bestilling {order}, var en feil. Sjåføren har "
                            "fortsatt varene. Dere får ny beskjed når de er levert, eller hvis de ikke kan leveres."},
    .goods_to_take_out = {.subject = "Bestilling {order}: en vare må tas ut",
                          .news = "I bestilling {order} er det pakket en vare som ikke passer for mottakeren. Se i "
                                  "Matbud hvilken det er, og ta den ut før noen bruker den."},
    .order_cancelled = {.subject = "Bestilling {order}: avbestilt", .news = "Bestilling {order} er avbestilt."},
    .order_withheld = {.subject = "Bestilling {order}: ikke sendt til butikken",
                       .news = "Bestilling {order} er ikke sendt til butikken, siden ingen av varene passer for "
                               "mottakeren. Bestill på nytt sammen med mottakeren."},
    .delivered_at_base = {.subject = "Bestilling {order}: levert på basen",
                          .news = "Bestilling {order} er levert til dere på basen. Ta varene med videre."},
};

}  // namespace

const Language bokmaal{
    .code = "nb",
    .greeting = "Hei",
    .day_first = true,
    .weekdays = {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"},
    .expected = "Ventet {day} omtrent klokken {time}.",
    .expected_between = "Kommer {weekday} {day} mellom klokken {from} og {to}.",
    .citizen = citizen,
    .next_of_kin = next_of_kin,
    .home_care = home_care,
};

}  // namespace matbud::notification
