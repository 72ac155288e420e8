// Northern Sámi. After a numeral the noun stands in the genitive singular; of two, the verb is dual: leaba, eaba.
#include "texts.h"

namespace matbud::notification {
namespace {

constexpr Voice citizen{
    .why = "Don oaččut dán dieđu danne go leat miehtan oažžut dieđuid.",
    .digest = {"", "{n} dieđu du biebmobuktimiid birra"},
    .order_placed = {.subject = "Du biebmogálvvut leat diŋgojuvvon",
                     .news = "Du biebmogálvvut leat diŋgojuvvon.",
                     .when = "Dat bohtet {weekday} {day} gaskal dii. {from} ja {to}.",
                     .several = {"{n} biebmobuktima dutnje leaba diŋgojuvvon.",
                                 "{n} biebmobuktima dutnje leat diŋgojuvvon."}},
    .driver_assigned = {.subject = "Du biebmogálvvut leat boahtimin",
                        .news = "Vuoddji lea ožžon du biebmogálvvuid.",
                        .when = "Dat bohtet {day} sullii dii. {time}.",
                        .several = {"", "Vuoddji lea ožžon {n} biebmobuktima dutnje."}},
    .delivered = {.subject = "Du biebmogálvvut leat buktojuvvon",
                  .news = "Du biebmogálvvut leat buktojuvvon.",
                  .several = {"{n} biebmobuktima dutnje leaba boahtán.", "{n} biebmobuktima dutnje leat boahtán."}},
    .not_delivered = {.subject = "Du biebmogálvvut eai boahtán",
                      .news = "Du biebmogálvvuid ii lean vejolaš buktit. Mii váldit oktavuođa.",
                      .several = {"{n} biebmobuktima dutnje eaba boahtán. Mii váldit oktavuođa.",
                                  "{n} biebmobuktima dutnje eai boahtán. Mii váldit oktavuođa."}},
    .refused_by_grocer = {.subject = "Du biebmogálvvut eai boađe",
                          .news = "Gávpi ii sáhte buktit du diŋgoma. Mii váldit oktavuođa.",
                          .several = {"", "Gávpi ii sáhte buktit {n} diŋgoma dutnje. Mii váldit oktavuođa."}},
    .standing_order_missed = {.subject = "Du fásta biebmogálvvut eai diŋgojuvvon",
                              .news = "Du fásta biebmogálvvuid ii lean vejolaš diŋgot dán háve.",
                              .several = {"{n} fásta biebmobuktima dutnje eaba diŋgojuvvon dán háve.",
                                          "{n} fásta biebmobuktima dutnje eai diŋgojuvvon dán háve."}},
    .budget_exceeded = {.subject = "Diŋgojuvvon eambbo go don leat šiehttan",
                        .news = "Dán mánus leat dutnje diŋgojuvvon eambbo biebmogálvvut go don leat šiehttan.",
                        .several = {"",
                                    "Dán mánus leat dutnje {n} háve diŋgojuvvon eambbo biebmogálvvut go don leat "
                                    "šiehttan."}},
    .goods_changed = {.subject = "Muhtin du gálvvut leat rievdan",
                      .news = "Buot du gálvvut eai boađe. Muhtin gálvvut leat lonuhuvvon dahje váilot.",
                      .several = {"",
                                  "{n} diŋgomis dutnje eai boađe buot gálvvut. Muhtin gálvvut leat lonuhuvvon dahje "
                                  "váilot."}},
    .nobody_answered = {.subject = "Riŋge midjiide dál",
                        .news = "Du biebmogálvvut eai boahtán, ja ii oktage leat vástidan. Riŋge midjiide dál.",
                        .several = {"{n} biebmobuktima dutnje eaba boahtán, ja ii oktage leat vástidan. Riŋge midjiide "
                                    "dál.",
                                    "{n} biebmobuktima dutnje eai boahtán, ja ii oktage leat vástidan. Riŋge midjiide "
                                    "dál."}},
    .contact_unreachable = {.subject = "Čujuhus ii doaimma",
                            .news = "Muhtin čujuhus dahje nummir ii doaimma. Atte midjiide ođđa.",
                            .several = {"{n} čujuhusa dahje nummira eaba doaimma. Atte midjiide ođđasiid.",
                                        "{n} čujuhusa dahje nummira eai doaimma. Atte midjiide ođđasiid."}},
    .partly_delivered =
        {.subject = "Muhtin du gálvvut váilot",
         .news = "Du biebmogálvvut leat buktojuvvon, muhto muhtin gálvvut váilot. Mii geahččat dan.",
         .several = {"{n} biebmobuktima dutnje leaba boahtán, muhto muhtin gálvvut váilot. Mii geahččat dan.",
                     "{n} biebmobuktima dutnje leat boahtán, muhto muhtin gálvvut váilot. Mii geahččat dan."}},
    .grocer_late =
        {.subject = "Gávpi lea maŋŋonan",
         .news = "Gávpi lea maŋŋonan du diŋgomiin. Gálvvut sáhttet boahtit maŋŋelis go šihttojuvvon.",
         .several = {"", "Gávpi lea maŋŋonan {n} diŋgomiin dutnje. Gálvvut sáhttet boahtit maŋŋelis go šihttojuvvon."}},
    .delivery_late = {.subject = "Du biebmogálvvut leat maŋŋonan",
                      .news = "Du biebmogálvvut eai boahtán šihttojuvvon áigái. Dat bohtet nu jođánit go vejolaš.",
                      .several = {"{n} biebmobuktima dutnje eaba boahtán šihttojuvvon áigái.",
                                  "{n} biebmobuktima dutnje eai boahtán šihttojuvvon áigái."}},
    .told_by_mistake = {.subject = "Du biebmogálvvut leat ain jođus",
                        .news = "Dat maid maŋimuš čáliimet du biebmogálvvuid birra, lei boasttuvuohta. Vuoddjis leat "
                                "ain du gálvvut. Mii dieđihit go dat leat boahtán.",
                        .several = {"", "{n} dieđu du biebmogálvvuid birra ledje boastut. Vuoddjis leat ain gálvvut."}},
    .goods_to_take_out = {.subject = "Geahča gálvvuidat ovdal go geavahat daid",
                          .news = "Du gálvvuid gaskkas lea gálvu mii ii heive dutnje. Ale geavat gálvvuid ovdal go "
                                  "soamis lea geahččan daid.",
                          .several = {"",
                                      "{n} diŋgomis dutnje lea gálvu mii ii heive. Ale geavat gálvvuid ovdal go soamis "
                                      "lea geahččan daid."}},
    .order_cancelled = {.subject = "Du diŋgojupmi lea šluhttejuvvon",
                        .news = "Du biebmogálvvuid diŋgojupmi lea šluhttejuvvon. Gálvvut eai boađe.",
                        .several = {"{n} biebmobuktima dutnje leaba šluhttejuvvon.",
                                    "{n} biebmobuktima dutnje leat šluhttejuvvon."}},
    .order_withheld =
        {.subject = "Du biebmogálvvut eai boađe",
         .news = "Du diŋgojupmi ii leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa.",
         .several = {"{n} diŋgojumi dutnje eaba leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa.",
                     "{n} diŋgojumi dutnje eai leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa."}},
    .delivered_at_base =
        {.subject = "Du biebmogálvvut leat buktojuvvon",
         .news = "Du biebmogálvvut leat buktojuvvon šihttojuvvon báikái ja buktojuvvojit dutnje doppe.",
         .several = {"{n} biebmobuktima dutnje leaba boahtán šihttojuvvon báikái ja buktojuvvojit dutnje doppe.",
                     "{n} biebmobuktima dutnje leat boahtán šihttojuvvon báikái ja buktojuvvojit dutnje doppe."}},
};

constexpr Voice next_of_kin{
    .why = "Don oaččut dán dieđu danne go leat miehtan oažžut dieđuid.",
    .digest = {"", "{n} dieđu biebmobuktimiid birra"},
    .order_placed = {.subject = "Biebmogálvvut leat diŋgojuvvon",
                     .news = "Biebmogálvvut leat diŋgojuvvon.",
                     .when = "Dat bohtet {weekday} {day} gaskal dii. {from} ja {to}.",
                     .several = {"{n} biebmobuktima leaba diŋgojuvvon.", "{n} biebmobuktima leat diŋgojuvvon."}},
    .driver_assigned = {.subject = "Biebmogálvvut leat boahtimin",
                        .news = "Vuoddji lea ožžon biebmogálvvuid.",
                        .when = "Dat bohtet {day} sullii dii. {time}.",
                        .several = {"", "Vuoddji lea ožžon {n} biebmobuktima."}},
    .delivered = {.subject = "Biebmogálvvut leat buktojuvvon",
                  .news = "Biebmogálvvut leat buktojuvvon.",
                  .several = {"{n} biebmobuktima leaba boahtán.", "{n} biebmobuktima leat boahtán."}},
    .not_delivered = {.subject = "Biebmogálvvut eai boahtán",
                      .news = "Biebmogálvvuid ii lean vejolaš buktit. Mii váldit oktavuođa.",
                      .several = {"{n} biebmobuktima eaba boahtán. Mii váldit oktavuođa.",
                                  "{n} biebmobuktima eai boahtán. Mii váldit oktavuođa."}},
    .refused_by_grocer = {.subject = "Biebmogálvvut eai boađe",
                          .news = "Gávpi ii sáhte buktit dán diŋgoma. Mii váldit oktavuođa.",
                          .several = {"", "Gávpi ii sáhte buktit {n} diŋgoma. Mii váldit oktavuođa."}},
    .standing_order_missed = {.subject = "Biebmogálvvut eai diŋgojuvvon",
                              .news = "Fásta biebmogálvvuid ii lean vejolaš diŋgot dán háve.",
                              .several = {"{n} fásta biebmobuktima eaba diŋgojuvvon dán háve.",
                                          "{n} fásta biebmobuktima eai diŋgojuvvon dán háve."}},
    .budget_exceeded = {.subject = "Diŋgojuvvon eambbo go šihttojuvvon",
                        .news = "Dán mánus leat diŋgojuvvon eambbo biebmogálvvut go šihttojuvvon.",
                        .several = {"", "Dán mánus leat {n} háve diŋgojuvvon eambbo biebmogálvvut go šihttojuvvon."}},
    .goods_changed = {.subject = "Muhtin gálvvut leat rievdan",
                      .news = "Buot gálvvut eai boađe. Muhtin gálvvut leat lonuhuvvon dahje váilot.",
                      .several = {"",
                                  "{n} diŋgomis eai boađe buot gálvvut. Muhtin gálvvut leat lonuhuvvon dahje "
                                  "váilot."}},
    .nobody_answered = {.subject = "Riŋge dál",
                        .news = "Biebmogálvvut eai boahtán, ja ii oktage leat vástidan. Riŋge dál.",
                        .several = {"{n} biebmobuktima eaba boahtán, ja ii oktage leat vástidan. Riŋge dál.",
                                    "{n} biebmobuktima eai boahtán, ja ii oktage leat vástidan. Riŋge dál."}},
    .contact_unreachable = {.subject = "Čujuhus ii doaimma",
                            .news = "Muhtin čujuhus dahje nummir ii doaimma. Viečča ođđa.",
                            .several = {"{n} čujuhusa dahje nummira eaba doaimma. Viečča ođđasiid.",
                                        "{n} čujuhusa dahje nummira eai doaimma. Viečča ođđasiid."}},
    .partly_delivered = {.subject = "Muhtin gálvvut váilot",
                         .news = "Biebmogálvvut leat buktojuvvon, muhto muhtin gálvvut váilot. Mii geahččat dan.",
                         .several = {"{n} biebmobuktima leaba boahtán, muhto muhtin gálvvut váilot. Mii geahččat dan.",
                                     "{n} biebmobuktima leat boahtán, muhto muhtin gálvvut váilot. Mii geahččat dan."}},
    .grocer_late = {.subject = "Gávpi lea maŋŋonan",
                    .news = "Gávpi lea maŋŋonan diŋgomiin. Gálvvut sáhttet boahtit maŋŋelis go šihttojuvvon.",
                    .several = {"",
                                "Gávpi lea maŋŋonan {n} diŋgomiin. Gálvvut sáhttet boahtit maŋŋelis go šihttojuvvon."}},
    .delivery_late = {.subject = "Biebmogálvvut leat maŋŋonan",
                      .news = "Biebmogálvvut eai boahtán šihttojuvvon áigái. Dat bohtet nu jođánit go vejolaš.",
                      .several = {"{n} biebmobuktima eaba boahtán šihttojuvvon áigái.",
                                  "{n} biebmobuktima eai boahtán šihttojuvvon áigái."}},
    .told_by_mistake = {.subject = "Biebmogálvvut leat ain jođus",
                        .news = "Dat maid maŋimuš čáliimet biebmogálvvuid birra, lei boasttuvuohta. Vuoddjis leat ain "
                                "gálvvut. Mii dieđihit go dat leat boahtán.",
                        .several = {"", "{n} dieđu biebmogálvvuid birra ledje boastut. Vuoddjis leat ain gálvvut."}},
    .goods_to_take_out =
        {.subject = "Geahča gálvvuid ovdal go geavahuvvojit",
         .news = "Gálvvuid gaskkas lea gálvu mii ii heive. Ale geavat gálvvuid ovdal go soamis lea geahččan daid.",
         .several = {"",
                     "{n} diŋgomis lea gálvu mii ii heive. Ale geavat gálvvuid ovdal go soamis lea geahččan daid."}},
    .order_cancelled = {.subject = "Diŋgojupmi lea šluhttejuvvon",
                        .news = "Biebmogálvvuid diŋgojupmi lea šluhttejuvvon. Gálvvut eai boađe.",
                        .several = {"{n} biebmobuktima leaba šluhttejuvvon.", "{n} biebmobuktima leat šluhttejuvvon."}},
    .order_withheld =
        {.subject = "Biebmogálvvut eai boađe",
         .news = "Diŋgojupmi ii leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa.",
         .several = {"{n} diŋgojumi eaba leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa.",
                     "{n} diŋgojumi eai leat sáddejuvvon gávpái, ja gálvvut eai boađe. Mii váldit oktavuođa."}},
    .delivered_at_base =
        {.subject = "Biebmogálvvut leat buktojuvvon",
         .news = "Biebmogálvvut leat buktojuvvon šihttojuvvon báikái ja buktojuvvojit viidáseappot doppe.",
         .several = {"{n} biebmobuktima leaba boahtán šihttojuvvon báikái ja buktojuvvojit viidáseappot doppe.",
                     "{n} biebmobuktima leat boahtán šihttojuvvon báikái ja buktojuvvojit viidáseappot doppe."}},
};

constexpr Voice home_care{
    .why = "Don oaččut dán dieđu danne go du ovttadat vástida diŋgojumis.",
    .digest = {"", "{n} dieđu diŋgojumiid birra"},
    .order_placed = {.subject = "Diŋgojupmi {order}: sáddejuvvon",
                     .news = "Diŋgojupmi {order} lea sáddejuvvon.",
                     .when = "Dat boahtá {weekday} {day} gaskal dii. {from} ja {to}."},
    .driver_assigned = {.subject = "Diŋgojupmi {order}: lea ožžon vuoddji",
                        .news = "Diŋgojupmi {order} lea ožžon vuoddji.",
                        .when = "Dat boahtá {day} sullii dii. {time}."},
    .delivered = {.subject = "Diŋgojupmi {order}: buktojuvvon", .news = "Diŋgojupmi {order} lea buktojuvvon."},
    .not_delivered =
        {.subject = "Diŋgojupmi {order}: ii buktojuvvon, čuovvul",
         .news = "Diŋgojumi {order} ii lean vejolaš buktit.",
         .when =
             "Ii oktage rahpan. Duođaš Matbudas ovdal dii. {time} ahte dii čuovvulehpet, muđui ferte soamis riŋget.",
         .otherwise = "Čuovvul dál. Jus ii oktage rahpan: duođaš Matbudas 15 minuhta siste ahte dii "
                      "čuovvulehpet."},
    .refused_by_grocer = {.subject = "Diŋgojupmi {order}: gávpi ii bukte",
                          .news = "Gávpi ii sáhte buktit diŋgojumi {order}. Diŋgo ođđasit dahje viečča gálvvuid eará "
                                  "láhkai."},
    .standing_order_missed = {.subject = "Diŋgojupmi {order}: fásta diŋgojupmi váilu",
                              .news = "Fásta diŋgojupmi {order} ii sáddejuvvon dán háve. Diŋgo dan mii dárbbašuvvo."},
    .budget_exceeded = {.subject = "Diŋgojupmi {order}: eambbo go šihttojuvvon",
                        .news = "Diŋgojumiin {order} lea dán mánus diŋgojuvvon eambbo go šihttojuvvon. Digaštala dan "
                                "ovdal boahtte diŋgojumi."},
    .goods_changed = {.subject = "Diŋgojupmi {order}: muhtin gálvvut leat rievdan",
                      .news = "Buot gálvvut diŋgojumis {order} eai boađe. Muhtin leat lonuhuvvon dahje váilot. "
                              "Geahča maid ferte viežžat."},
    .nobody_answered =
        {.subject = "Diŋgojupmi {order}: riŋge dál",
         .news = "Diŋgojupmi {order} ii boahtán, ja ii oktage leat duođaštan 15 minuhta siste. Riŋge dál, ja "
                 "duođaš Matbudas."},
    .contact_unreachable = {.subject = "Diŋgojupmi {order}: čujuhus ii doaimma",
                            .news = "Muhtin čujuhus dahje nummir ii doaimma (diŋgojupmi {order}). Viečča ođđa."},
    .partly_delivered = {.subject = "Diŋgojupmi {order}: muhtin gálvvut váilot",
                         .news = "Diŋgojupmi {order} lea buktojuvvon, muhto muhtin gálvvut váilot. Geahča mat váilot "
                                 "ja maid ferte viežžat."},
    .grocer_late = {.subject = "Diŋgojupmi {order}: gávpi lea maŋŋonan",
                    .news = "Gávpi ii leat vástidan dahje báhkken áigái (diŋgojupmi {order}). Gálvvut sáhttet "
                            "maŋŋonit. Geahča maid ferte viežžat ovdal."},
    .delivery_late = {.subject = "Diŋgojupmi {order}: ii boahtán šihttojuvvon áigái",
                      .news = "Diŋgojupmi {order} ii leat buktojuvvon šihttojuvvon áigái. Jeara vuodjinjođiheaddjis "
                              "goas dat boahtá, ja geahča maid ferte viežžat ovdal."},
    .told_by_mistake = {.subject = "Diŋgojupmi {order}: maŋimuš diehtu lei boastut",
                        .news = "Maŋimuš diehtu diŋgojumi {order} birra lei boastut. Vuoddjis leat ain gálvvut. Dii "
                                "oažžubehtet ođđa dieđu."},
    .goods_to_take_out = {.subject = "Diŋgojupmi {order}: gálvu ferte váldojuvvot eret",
                          .news = "Diŋgojumis {order} lea báhkkejuvvon gálvu mii ii heive vuostáiváldái. Geahča "
                                  "Matbudas mii dat lea, ja váldde dan eret ovdal go oktage geavaha dan."},
    .order_cancelled = {.subject = "Diŋgojupmi {order}: šluhttejuvvon",
                        .news = "Diŋgojupmi {order} lea šluhttejuvvon."},
    .order_withheld = {.subject = "Diŋgojupmi {order}: ii sáddejuvvon gávpái",
                       .news = "Diŋgojupmi {order} ii leat sáddejuvvon gávpái, dasgo ii oktage gálvu heive "
                               "vuostáiváldái. Diŋgo ođđasit ovttas vuostáiváldiin."},
    .delivered_at_base =
        {.subject = "Diŋgojupmi {order}: buktojuvvon bázii",
         .news = "Diŋgojupmi {order} lea buktojuvvon didjiide bázii. Váldet gálvvuid mielde viidáseappot."},
};

}  // namespace

const Language northern_saami{
    .code = "se",
    .greeting = "Bures",
    .day_first = true,
    .weekdays = {"vuossárgga", "maŋŋebárgga", "gaskavahku", "duorastaga", "bearjadaga", "lávvordaga", "sotnabeaivvi"},
    .expected = "Vurdojuvvo {day} sullii dii. {time}.",
    .expected_between = "Boahtá {weekday} {day} gaskal dii. {from} ja {to}.",
    .citizen = citizen,
    .next_of_kin = next_of_kin,
    .home_care = home_care,
};

}  // namespace matbud::notification
