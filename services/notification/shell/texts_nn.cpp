// Nynorsk.
#include "texts.h"

namespace matbud::notification {
namespace {

constexpr Voice citizen{
    .why = "Du får denne meldinga fordi du har sagt ja til å få beskjed.",
    .digest = {"", "{n} nyhende om leveringane dine"},
    .order_placed = {.subject = "Leveringa di er bestilt",
                     .news = "Leveringa di av daglegvarer er bestilt.",
                     .when = "Ho kjem {weekday} {day} mellom klokka {from} og {to}.",
                     .several = {"", "{n} leveringar av daglegvarer til deg er bestilte."}},
    .driver_assigned = {.subject = "Leveringa di har fått ein sjåfør",
                        .news = "Ein sjåfør har fått leveringa di av daglegvarer.",
                        .when = "Ho er venta {day} omtrent klokka {time}.",
                        .several = {"", "{n} leveringar av daglegvarer til deg har fått ein sjåfør."}},
    .delivered = {.subject = "Leveringa di er komen fram",
                  .news = "Daglegvarene dine er leverte.",
                  .several = {"", "{n} leveringar av daglegvarer til deg er komne fram."}},
    .not_delivered = {.subject = "Leveringa di kom ikkje fram",
                      .news = "Daglegvarene dine kunne ikkje leverast. Vi tek kontakt om kva som skjer vidare.",
                      .several = {"",
                                  "{n} leveringar av daglegvarer til deg kom ikkje fram. Vi tek kontakt om kva som "
                                  "skjer vidare."}},
    .refused_by_grocer = {.subject = "Leveringa di blir ikkje noko av",
                          .news = "Butikken kan ikkje levere bestillinga di. Vi tek kontakt om kva som skjer vidare.",
                          .several = {"",
                                      "Butikken kan ikkje levere {n} av bestillingane dine. Vi tek kontakt om kva "
                                      "som skjer vidare."}},
    .standing_order_missed = {.subject = "Den faste leveringa di uteblir",
                              .news = "Den faste leveringa di av daglegvarer kunne ikkje bestillast denne gongen.",
                              .several = {"",
                                          "{n} faste leveringar av daglegvarer til deg kunne ikkje bestillast denne "
                                          "gongen."}},
    .budget_exceeded = {.subject = "Det er bestilt for meir enn du har avtalt",
                        .news = "Det er bestilt daglegvarer til deg for meir enn det du har avtalt for månaden.",
                        .several = {"",
                                    "Det er {n} gonger bestilt daglegvarer til deg for meir enn det du har avtalt "
                                    "for månaden."}},
    .goods_changed = {.subject = "Nokre av varene dine er endra",
                      .news = "Ikkje alt du bestilte, kjem. Nokre varer er bytte eller manglar.",
                      .several = {"",
                                  "I {n} av bestillingane dine kjem ikkje alt. Nokre varer er bytte eller "
                                  "manglar."}},
    .nobody_answered = {.subject = "Ring oss om leveringa di no",
                        .news = "Leveringa di kom ikkje fram, og ingen har svart på det. Ring oss no.",
                        .several = {"",
                                    "{n} leveringar til deg kom ikkje fram, og ingen har svart på det. Ring oss "
                                    "no."}},
    .contact_unreachable = {.subject = "Ei adresse verkar ikkje",
                            .news = "Ei adresse eller eit nummer til ein som skal ha beskjed om leveringane dine, "
                                    "verkar ikkje. Gi oss ei ny.",
                            .several = {"",
                                        "{n} adresser eller nummer til dei som skal ha beskjed om leveringane "
                                        "dine, verkar ikkje. Gi oss nye."}},
    .partly_delivered =
        {.subject = "Nokre av varene dine vart ikkje leverte",
         .news = "Daglegvarene dine er leverte, men nokre varer er ikkje med. Vi ser på det.",
         .several = {"", "{n} leveringar av daglegvarer til deg er komne fram utan alle varene. Vi ser på det."}},
    .grocer_late =
        {.subject = "Butikken er forseinka",
         .news = "Butikken er forseinka med bestillinga di. Ho kan kome seinare enn avtalt.",
         .several = {"", "Butikken er forseinka med {n} av bestillingane dine. Dei kan kome seinare enn avtalt."}},
    .delivery_late =
        {.subject = "Leveringa di er forseinka",
         .news = "Daglegvarene dine er ikkje komne til avtalt tid. Dei kjem så snart dei kan.",
         .several =
             {"", "{n} leveringar av daglegvarer til deg er ikkje komne til avtalt tid. Dei kjem så snart dei kan."}},
    .told_by_mistake =
        {.subject = "Leveringa di er framleis på veg",
         .news = "Det siste vi skreiv om leveringa di, var ein feil. Sjåføren har framleis daglegvarene "
                 "dine. Vi gir beskjed når dei er komne.",
         .several = {"", "{n} beskjedar om leveringar til deg var feil. Sjåføren har framleis daglegvarene dine."}},
    .goods_to_take_out = {.subject = "Sjå over varene dine før du bruker dei",
                          .news = "I leveringa di er det ei vare som ikkje passar for deg. Vent med å bruke varene til "
                                  "nokon har sett over dei.",
                          .several = {"",
                                      "I {n} av leveringane dine er det noko som ikkje passar for deg. Vent med å "
                                      "bruke varene til nokon har sett over dei."}},
    .order_cancelled = {.subject = "Leveringa di er avbestilt",
                        .news = "Leveringa di av daglegvarer er avbestilt og kjem ikkje.",
                        .several = {"", "{n} leveringar av daglegvarer til deg er avbestilte og kjem ikkje."}},
    .order_withheld = {.subject = "Leveringa di blir ikkje noko av",
                       .news = "Bestillinga di er ikkje send til butikken, så daglegvarene kjem ikkje. Vi tek kontakt "
                               "om kva som skjer vidare.",
                       .several = {"",
                                   "{n} av bestillingane dine er ikkje sende til butikken, så daglegvarene kjem ikkje. "
                                   "Vi tek kontakt om kva som skjer vidare."}},
    .delivered_at_base =
        {.subject = "Leveringa di er komen fram",
         .news = "Daglegvarene dine er leverte på den avtalte staden og blir brakte til deg derifrå.",
         .several =
             {"",
              "{n} leveringar av daglegvarer til deg er komne til den avtalte staden og blir brakte til deg derifrå."}},
};

constexpr Voice next_of_kin{
    .why = "Du får denne meldinga fordi du har sagt ja til å få beskjed.",
    .digest = {"", "{n} nyhende om leveringar"},
    .order_placed = {.subject = "Leveringa er bestilt",
                     .news = "Ei levering av daglegvarer er bestilt.",
                     .when = "Ho kjem {weekday} {day} mellom klokka {from} og {to}.",
                     .several = {"", "{n} leveringar av daglegvarer er bestilte."}},
    .driver_assigned = {.subject = "Leveringa har fått ein sjåfør",
                        .news = "Ein sjåfør har fått leveringa av daglegvarer.",
                        .when = "Ho er venta {day} omtrent klokka {time}.",
                        .several = {"", "{n} leveringar av daglegvarer har fått ein sjåfør."}},
    .delivered = {.subject = "Leveringa er komen fram",
                  .news = "Daglegvarene er leverte.",
                  .several = {"", "{n} leveringar av daglegvarer er komne fram."}},
    .not_delivered = {.subject = "Leveringa kom ikkje fram",
                      .news = "Daglegvarene kunne ikkje leverast. Vi tek kontakt om kva som skjer vidare.",
                      .several = {"",
                                  "{n} leveringar av daglegvarer kom ikkje fram. Vi tek kontakt om kva som skjer "
                                  "vidare."}},
    .refused_by_grocer = {.subject = "Leveringa blir ikkje noko av",
                          .news =
                              "Butikken kan ikkje levere denne bestillinga. Vi tek kontakt om kva som skjer vidare.",
                          .several = {"",
                                      "Butikken kan ikkje levere {n} bestillingar. Vi tek kontakt om kva som skjer "
                                      "vidare."}},
    .standing_order_missed = {.subject = "Ei fast levering uteblir",
                              .news = "Ei fast levering av daglegvarer kunne ikkje bestillast denne gongen.",
                              .several = {"",
                                          "{n} faste leveringar av daglegvarer kunne ikkje bestillast denne "
                                          "gongen."}},
    .budget_exceeded = {.subject = "Det er bestilt for meir enn avtalt",
                        .news = "Det er bestilt daglegvarer for meir enn det som er avtalt for månaden.",
                        .several = {"",
                                    "Det er {n} gonger bestilt daglegvarer for meir enn det som er avtalt for "
                                    "månaden."}},
    .goods_changed = {.subject = "Nokre varer er endra",
                      .news = "Ikkje alt som var bestilt, kjem. Nokre varer er bytte eller manglar.",
                      .several = {"",
                                  "I {n} bestillingar kjem ikkje alt som var bestilt. Nokre varer er bytte "
                                  "eller manglar."}},
    .nobody_answered = {.subject = "Ring om leveringa no",
                        .news = "Ei levering kom ikkje fram, og ingen har svart på det. Ring no.",
                        .several = {"", "{n} leveringar kom ikkje fram, og ingen har svart på det. Ring no."}},
    .contact_unreachable = {.subject = "Ei adresse verkar ikkje",
                            .news = "Ei adresse eller eit nummer til ein som skal ha beskjed om leveringar, verkar "
                                    "ikkje. Skaff ei ny.",
                            .several = {"",
                                        "{n} adresser eller nummer til dei som skal ha beskjed om leveringar, "
                                        "verkar ikkje. Skaff nye."}},
    .partly_delivered = {.subject = "Nokre varer vart ikkje leverte",
                         .news = "Daglegvarene er leverte, men nokre varer er ikkje med. Vi ser på det.",
                         .several = {"",
                                     "{n} leveringar av daglegvarer er komne fram utan alle varene. Vi ser på det."}},
    .grocer_late = {.subject = "Butikken er forseinka",
                    .news = "Butikken er forseinka med ei bestilling. Ho kan kome seinare enn avtalt.",
                    .several = {"", "Butikken er forseinka med {n} bestillingar. Dei kan kome seinare enn avtalt."}},
    .delivery_late =
        {.subject = "Leveringa er forseinka",
         .news = "Daglegvarene er ikkje komne til avtalt tid. Dei kjem så snart dei kan.",
         .several = {"", "{n} leveringar av daglegvarer er ikkje komne til avtalt tid. Dei kjem så snart dei kan."}},
    .told_by_mistake = {.subject = "Leveringa er framleis på veg",
                        .news = "Det siste vi skreiv om leveringa, var ein feil. Sjåføren har framleis daglegvarene. "
                                "Vi gir beskjed når dei er komne.",
                        .several = {"", "{n} beskjedar om leveringar var feil. Sjåføren har framleis daglegvarene."}},
    .goods_to_take_out =
        {.subject = "Sjå over varene før dei blir brukte",
         .news = "I leveringa er det ei vare som ikkje passar. Vent med å bruke varene til nokon har "
                 "sett over dei.",
         .several = {"",
                     "I {n} leveringar er det noko som ikkje passar. Vent med å bruke varene til nokon "
                     "har sett over dei."}},
    .order_cancelled = {.subject = "Leveringa er avbestilt",
                        .news = "Leveringa av daglegvarer er avbestilt og kjem ikkje.",
                        .several = {"", "{n} leveringar av daglegvarer er avbestilte og kjem ikkje."}},
    .order_withheld = {.subject = "Leveringa blir ikkje noko av",
                       .news = "Bestillinga er ikkje send til butikken, så daglegvarene kjem ikkje. Vi tek kontakt om "
                               "kva som skjer vidare.",
                       .several = {"",
                                   "{n} bestillingar er ikkje sende til butikken, så daglegvarene kjem ikkje. Vi tek "
                                   "kontakt om kva som skjer vidare."}},
    .delivered_at_base =
        {.subject = "Leveringa er komen fram",
         .news = "Daglegvarene er leverte på den avtalte staden og blir brakte vidare derifrå.",
         .several = {"",
                     "{n} leveringar av daglegvarer er komne til den avtalte staden og blir brakte vidare derifrå."}},
};

constexpr Voice home_care{
    .why = "Du får denne meldinga fordi eininga di har ansvar for bestillinga.",
    .digest = {"", "{n} nyhende om bestillingar"},
    .order_placed = {.subject = "Bestilling {order}: lagd inn",
                     .news = "Bestilling {order} er lagd inn.",
                     .when = "Ho kjem {weekday} {day} mellom klokka {from} og {to}."},
    .driver_assigned = {.subject = "Bestilling {order}: har fått ein sjåfør",
                        .news = "Bestilling {order} har fått ein sjåfør.",
                        .when = "Ho er venta {day} omtrent klokka {time}."},
    .delivered = {.subject = "Bestilling {order}: levert", .news = "Bestilling {order} er levert."},
    .not_delivered =
        {.subject = "Bestilling {order}: ikkje levert, følg opp",
         .news = "Bestilling {order} kunne ikkje leverast.",
         .when = "Ingen opna. Stadfest i Matbud innan klokka {time} at de tek dykk av det, elles må nokon ringje.",
         .otherwise = "Følg opp no. Dersom ingen opna: stadfest i Matbud innan 15 minutt at de tek dykk "
                      "av det."},
    .refused_by_grocer = {.subject = "Bestilling {order}: butikken leverer ikkje",
                          .news = "Butikken kan ikkje levere bestilling {order}. Bestill på nytt, eller skaff varene "
                                  "på ein annan måte."},
    .standing_order_missed = {.subject = "Bestilling {order}: fast bestilling uteblir",
                              .news = "Den faste bestillinga {order} vart ikkje lagd inn denne gongen. Bestill det som "
                                      "trengst."},
    .budget_exceeded = {.subject = "Bestilling {order}: meir enn avtalt for månaden",
                        .news = "Med bestilling {order} er det bestilt for meir enn det som er avtalt for månaden. Ta "
                                "det opp før neste bestilling."},
    .goods_changed = {.subject = "Bestilling {order}: nokre varer er endra",
                      .news = "Ikkje alt i bestilling {order} kjem. Nokre varer er bytte eller manglar. Sjå om "
                              "noko må skaffast."},
    .nobody_answered = {.subject = "Bestilling {order}: ring no",
                        .news = "Bestilling {order} kom ikkje fram, og ingen har stadfesta innan 15 minutt. Ring no, "
                                "og stadfest i Matbud."},
    .contact_unreachable = {.subject = "Bestilling {order}: ei adresse verkar ikkje",
                            .news = "Ei adresse eller eit nummer til ein som skal ha beskjed om bestilling {order}, "
                                    "verkar ikkje. Skaff ei ny."},
    .partly_delivered =
        {.subject = "Bestilling {order}: nokre varer vart ikkje leverte",
         .news =
             "Bestilling {order} er levert, men nokre varer er ikkje med. Sjå kva for nokre, og om noko må skaffast."},
    .grocer_late = {.subject = "Bestilling {order}: butikken er forseinka",
                    .news = "Butikken har ikkje svart eller pakka i tide for bestilling {order}. Ho kan kome seinare "
                            "enn avtalt. Sjå om noko må skaffast før."},
    .delivery_late = {.subject = "Bestilling {order}: ikkje komen til avtalt tid",
                      .news = "Tida for bestilling {order} er ute, og ho er ikkje levert. Høyr med køyreleiaren når ho "
                              "kjem, og sjå om noko må skaffast før."},
    .told_by_mistake = {.subject = "Bestilling {order}: siste beskjed var ein feil",
                        .news =
                            "Det siste vi skreiv om leveringa av bestilling {order}, var ein feil. Sjåføren har "
                            "framleis varene. De får ny beskjed når dei er leverte, eller om dei ikkje kan leverast."},
    .goods_to_take_out = {.subject = "Bestilling {order}: ei vare må takast ut",
                          .news = "I bestilling {order} er det pakka ei vare som ikkje passar for mottakaren. "
                                  "Sjå i Matbud kva for ei det er, og ta ho ut før nokon bruker ho."},
    .order_cancelled = {.subject = "Bestilling {order}: avbestilt", .news = "Bestilling {order} er avbestilt."},
    .order_withheld = {.subject = "Bestilling {order}: ikkje send til butikken",
                       .news = "Bestilling {order} er ikkje send til butikken, sidan ingen av varene passar for "
                               "mottakaren. Bestill på nytt saman med mottakaren."},
    .delivered_at_base = {.subject = "Bestilling {order}: levert på basen",
                          .news = "Bestilling {order} er levert til dykk på basen. Ta varene med vidare."},
};

}  // namespace

const Language nynorsk{
    .code = "nn",
    .greeting = "Hei",
    .day_first = true,
    .weekdays = {"måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"},
    .expected = "Venta {day} omtrent klokka {time}.",
    .expected_between = "Kjem {weekday} {day} mellom klokka {from} og {to}.",
    .citizen = citizen,
    .next_of_kin = next_of_kin,
    .home_care = home_care,
};

}  // namespace matbud::notification
