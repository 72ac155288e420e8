// Who reads what: every kind has words for every reader in every language.
#include "texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/notification/message.h"
#include "matbud/notification/sms_channel.h"
#include "sms_text.h"

namespace matbud::notification {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Timestamp tuesday_0840_utc = from_ms(1'772'527'200'000);  // 2026-03-03T08:40:00Z
const std::string longest_order = "0b9f2a64-7c1d-4e58-9a3b-6d2f81c05e77";
const char* const languages[] = {"nb", "nn", "se", "en"};
const char* const readers[] = {"citizen", "next_of_kin", "home_care"};

v1::Notification news(v1::NotificationKind kind, const std::string& relation, const std::string& language) {
  v1::Notification notification;
  notification.set_order_id(longest_order);
  notification.set_citizen_id("c-berit");
  notification.set_kind(kind);
  notification.mutable_contact()->set_contact_id("k-4711");
  notification.mutable_contact()->set_relation(relation);
  notification.mutable_contact()->set_language(language);
  return notification;
}

Message told(const v1::Notification& notification) { return render(notification, "Kari", time::Zone::oslo()); }

/// Calls `check` with the news of every kind for every reader in every language, its times known or not.
template <class Check>
void for_each_text(const Check& check) {
  for (const std::string language : languages) {
    for (const std::string relation : readers) {
      for (int kind = v1::NOTIFICATION_KIND_ORDER_PLACED; kind <= v1::NotificationKind_MAX; ++kind) {
        for (const bool with_times : {false, true}) {
          auto one = news(static_cast<v1::NotificationKind>(kind), relation, language);
          if (with_times) {
            one.set_eta_ms(to_ms(tuesday_0840_utc));
            one.set_answer_until_ms(to_ms(tuesday_0840_utc));
            one.set_window_opens_at_ms(to_ms(tuesday_0840_utc));
            one.set_window_closes_at_ms(to_ms(tuesday_0840_utc + std::chrono::hours{2}));
          }
          SCOPED_TRACE(language + " " + relation + " " + v1::NotificationKind_Name(one.kind()));
          check(one);
          if (one.kind() != v1::NOTIFICATION_KIND_DELIVERED) continue;
          one.set_at_base(true);
          check(one);
        }
      }
    }
  }
}

TEST(Texts, HaveWordsForEveryReaderKindAndLanguage) {
  for_each_text([](const v1::Notification& one) {
    const auto reader = reader_of(one.contact());
    const auto& text = text_of(voice_of(language_of(one.contact().language()), reader), one.kind(), one.at_base());
    EXPECT_FALSE(text.subject.empty());
    EXPECT_FALSE(text.news.empty());
    EXPECT_EQ(text.several.other.empty(), reader == Reader::home_care) << "home care gets a line an order";
    const auto message = told(one);
    EXPECT_THAT(message.subject + message.body, Not(HasSubstr("{")));
    EXPECT_THAT(message.subject + message.body, Not(HasSubstr("  "))) << "two pieces were put together badly";
  });
}

TEST(Texts, FitIntoATextMessage) {
  for_each_text([](const v1::Notification& one) {
    const auto lines = told(one).lines;
    const auto text = fitted_sms(lines, sms_segments_max);
    EXPECT_FALSE(text.ends_with("...")) << text;
  });
}

TEST(Texts, GiveTheOrdersNumberToHomeCareAndToNobodyElse) {
  for_each_text([](const v1::Notification& one) {
    const auto message = told(one);
    const bool home_care = one.contact().relation() == "home_care";
    for (const auto* text : {&message.subject, &message.lines.front()})
      EXPECT_EQ(text->find(longest_order) != std::string::npos, home_care) << *text;
    for (const char* never : {"c-berit", "k-4711", "hjemme", "heime", "omsorg", "pleie", "care", "kommune"})
      EXPECT_THAT(message.subject + message.body, Not(HasSubstr(never)));
  });
}

TEST(Texts, TellHomeCareWhyAndTheOthersThatTheyAgreed) {
  const struct {
    const char* relation;
    const char* language;
    const char* why;
  } rows[] = {
      {"home_care", "nb", "Du får denne meldingen fordi enheten din har ansvar for bestillingen.\n"},
      {"home_care", "nn", "Du får denne meldinga fordi eininga di har ansvar for bestillinga.\n"},
      {"home_care", "se", "Don oaččut dán dieđu danne go du ovttadat vástida diŋgojumis.\n"},
      {"home_care", "en", "You get this message because your unit looks after the order.\n"},
      {"next_of_kin", "nb", "Du får denne meldingen fordi du har sagt ja til å få beskjed.\n"},
      {"citizen", "nb", "Du får denne meldingen fordi du har sagt ja til å få beskjed.\n"},
      {"", "nb", "Du får denne meldingen fordi du har sagt ja til å få beskjed.\n"},
  };
  for (const auto& [relation, language, why] : rows) {
    const auto body = told(news(v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, relation, language)).body;
    EXPECT_TRUE(body.ends_with(why)) << body;
  }
}

TEST(Texts, TellHomeCareAloneWhatItHasToSeeTo) {
  constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
  constexpr auto unanswered = v1::NOTIFICATION_KIND_NOBODY_ANSWERED;
  const struct {
    v1::NotificationKind kind;
    const char* relation;
    const char* language;
    std::string line;
  } rows[] = {
      {undelivered, "home_care", "nb",
       "Bestilling " + longest_order +
           " kunne ikke leveres. Følg opp nå. Hvis ingen åpnet: bekreft i Matbud innen 15 minutter at dere tar dere av "
           "det."},
      {undelivered, "home_care", "en",
       "Order " + longest_order +
           " could not be delivered. Follow up now. If nobody opened: confirm in Matbud within 15 minutes that you "
           "look "
           "after it."},
      {undelivered, "next_of_kin", "nb", "Dagligvarene kunne ikke leveres. Vi tar kontakt om hva som skjer videre."},
      {undelivered, "citizen", "nb", "Dagligvarene dine kunne ikke leveres. Vi tar kontakt om hva som skjer videre."},
      {unanswered, "home_care", "nn",
       "Bestilling " + longest_order +
           " kom ikkje fram, og ingen har stadfesta innan 15 minutt. Ring no, og stadfest i Matbud."},
  };
  for (const auto& [kind, relation, language, line] : rows)
    EXPECT_THAT(told(news(kind, relation, language)).lines, ElementsAre(line));
}

TEST(Texts, SayUntilWhenHomeCareHasToConfirmAShutDoor) {
  const std::pair<const char*, const char*> rows[] = {
      {"nb",
       " kunne ikke leveres. Ingen åpnet. Bekreft i Matbud innen klokken 09:40 at dere tar dere av det, ellers må "
       "noen ringe."},
      {"nn",
       " kunne ikkje leverast. Ingen opna. Stadfest i Matbud innan klokka 09:40 at de tek dykk av det, elles må "
       "nokon ringje."},
      {"se",
       " ii lean vejolaš buktit. Ii oktage rahpan. Duođaš Matbudas ovdal dii. 09:40 ahte dii čuovvulehpet, muđui "
       "ferte soamis riŋget."},
      {"en",
       " could not be delivered. Nobody opened. Confirm in Matbud by 09:40 that you look after it, or somebody has "
       "to call."}};
  for (const auto& [language, line] : rows) {
    auto shut = news(v1::NOTIFICATION_KIND_NOT_DELIVERED, "home_care", language);
    shut.set_answer_until_ms(to_ms(tuesday_0840_utc));
    EXPECT_THAT(told(shut).lines, ElementsAre(HasSubstr(longest_order + line)));
  }
}

TEST(Texts, SayOnWhichDayAndBetweenWhichHoursAnOrderComes) {
  const struct {
    const char* relation;
    const char* language;
    const char* when;
  } rows[] = {{"next_of_kin", "nb", "Den kommer tirsdag 3.3.2026 mellom klokken 10 og 12:30."},
              {"next_of_kin", "nn", "Ho kjem tysdag 3.3.2026 mellom klokka 10 og 12:30."},
              {"next_of_kin", "se", "Dat bohtet maŋŋebárgga 3.3.2026 gaskal dii. 10 ja 12:30."},
              {"next_of_kin", "en", "It comes on Tuesday 2026-03-03 between 10:00 and 12:30."},
              {"citizen", "nb", "Den kommer tirsdag 3.3.2026 mellom klokken 10 og 12:30."},
              {"home_care", "nb", " er lagt inn. Den kommer tirsdag 3.3.2026 mellom klokken 10 og 12:30."}};
  for (const auto& [relation, language, when] : rows) {
    auto placed = news(v1::NOTIFICATION_KIND_ORDER_PLACED, relation, language);
    EXPECT_THAT(told(placed).body, Not(HasSubstr("2026"))) << "older notifications do not know it";
    placed.set_window_opens_at_ms(to_ms(tuesday_0840_utc + std::chrono::minutes{20}));
    placed.set_window_closes_at_ms(to_ms(tuesday_0840_utc + std::chrono::minutes{170}));
    EXPECT_THAT(told(placed).body, HasSubstr(when));
  }
}

TEST(Texts, SayTheHoursOfEachOrderOfADigest) {
  auto digest = news(v1::NOTIFICATION_KIND_ORDER_PLACED, "next_of_kin", "nb");
  auto& more = *digest.add_more();
  more.set_kind(v1::NOTIFICATION_KIND_ORDER_PLACED);
  more.set_window_opens_at_ms(to_ms(tuesday_0840_utc + std::chrono::minutes{20}));
  more.set_window_closes_at_ms(to_ms(tuesday_0840_utc + std::chrono::minutes{140}));
  EXPECT_THAT(told(digest).lines, ElementsAre("2 leveringer av dagligvarer er bestilt.",
                                              "Kommer tirsdag 3.3.2026 mellom klokken 10 og 12."));
}

TEST(Texts, TellWhereGoodsAreThatDidNotGoToTheDoor) {
  const struct {
    const char* relation;
    std::string line;
  } rows[] = {{"citizen", "Dagligvarene dine er levert på det avtalte stedet og blir brakt til deg derfra."},
              {"next_of_kin", "Dagligvarene er levert på det avtalte stedet og blir brakt videre derfra."},
              {"home_care", "Bestilling " + longest_order + " er levert til dere på basen. Ta varene med videre."}};
  for (const auto& [relation, line] : rows) {
    auto at_base = news(v1::NOTIFICATION_KIND_DELIVERED, relation, "nb");
    at_base.set_at_base(true);
    EXPECT_THAT(told(at_base).lines, ElementsAre(line));
  }
}

TEST(Texts, TellApartInADigestWhatWentToTheDoorAndWhatDidNot) {
  auto digest = news(v1::NOTIFICATION_KIND_DELIVERED, "next_of_kin", "nb");
  auto& more = *digest.add_more();
  more.set_kind(v1::NOTIFICATION_KIND_DELIVERED);
  more.set_at_base(true);
  EXPECT_THAT(told(digest).lines,
              ElementsAre("Dagligvarene er levert på det avtalte stedet og blir brakt videre derfra.",
                          "Dagligvarene er levert."));
}

TEST(Texts, SpeakToTheCitizenOfTheirOwnDelivery) {
  const std::pair<const char*, const char*> rows[] = {{"nb", "Leveringen din er kommet fram"},
                                                      {"nn", "Leveringa di er komen fram"},
                                                      {"se", "Du biebmogálvvut leat buktojuvvon"},
                                                      {"en", "Your delivery has arrived"}};
  for (const auto& [language, subject] : rows)
    EXPECT_EQ(told(news(v1::NOTIFICATION_KIND_DELIVERED, "citizen", language)).subject, subject);
}

TEST(ADigestForHomeCare, HasALineForEachOrder) {
  auto digest = news(v1::NOTIFICATION_KIND_REFUSED_BY_GROCER, "home_care", "nb");
  digest.set_order_id("o1");
  auto& more = *digest.add_more();
  more.set_order_id("o2");
  more.set_kind(v1::NOTIFICATION_KIND_REFUSED_BY_GROCER);
  const auto message = told(digest);
  EXPECT_EQ(message.subject, "2 nyheter om bestillinger");
  EXPECT_THAT(
      message.lines,
      ElementsAre("Butikken kan ikke levere bestilling o1. Bestill på nytt, eller skaff varene på en annen måte.",
                  "Butikken kan ikke levere bestilling o2. Bestill på nytt, eller skaff varene på en annen "
                  "måte."));
}

}  // namespace
}  // namespace matbud::notification
