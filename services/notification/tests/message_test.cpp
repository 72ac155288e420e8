#include "matbud/notification/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matbud::notification {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Timestamp tuesday_0840_utc = from_ms(1'772'527'200'000);  // 2026-03-03T08:40:00Z

v1::Notification notification(v1::NotificationKind kind, const std::string& language, Timestamp eta = {}) {
  v1::Notification notification;
  notification.set_notification_id("o-7f3a/kind/daughter");
  notification.set_order_id("o-7f3a");
  notification.set_citizen_id("c-berit");
  notification.set_kind(kind);
  notification.mutable_contact()->set_contact_id("daughter");
  notification.mutable_contact()->set_language(language);
  notification.set_eta_ms(to_ms(eta));
  return notification;
}

Message rendered(v1::NotificationKind kind, const std::string& language, Timestamp eta = {}) {
  return render(notification(kind, language, eta), "Kari", time::Zone::oslo());
}

TEST(AMessage, GreetsAndTellsInTheReadersLanguage) {
  const struct {
    const char* language;
    const char* greeting;
    const char* news;
  } rows[] = {
      {"nb", "Hei Kari,\n\n", "Dagligvarene er levert.\n"},
      {"nn", "Hei Kari,\n\n", "Daglegvarene er leverte.\n"},
      {"se", "Bures Kari,\n\n", "Biebmogálvvut leat buktojuvvon.\n"},
      {"en", "Hello Kari,\n\n", "The groceries have been delivered.\n"},
      {"xx", "Hei Kari,\n\n", "Dagligvarene er levert.\n"},
  };
  for (const auto& [language, greeting, news] : rows) {
    SCOPED_TRACE(language);
    const auto message = rendered(v1::NOTIFICATION_KIND_DELIVERED, language);
    EXPECT_TRUE(message.body.starts_with(std::string{greeting} + news)) << message.body;
  }
}

TEST(AMessage, TellsWhenTheDriverIsExpectedByTheReadersClock) {
  const struct {
    const char* language;
    const char* when;
  } rows[] = {
      {"nb", "Den er ventet 3.3.2026 omtrent klokken 09:40."},
      {"nn", "Ho er venta 3.3.2026 omtrent klokka 09:40."},
      {"se", "Dat bohtet 3.3.2026 sullii dii. 09:40."},
      {"en", "It is expected on 2026-03-03 at about 09:40."},
  };
  for (const auto& [language, when] : rows) {
    SCOPED_TRACE(language);
    EXPECT_THAT(rendered(v1::NOTIFICATION_KIND_DRIVER_ASSIGNED, language, tuesday_0840_utc).body, HasSubstr(when));
    EXPECT_THAT(rendered(v1::NOTIFICATION_KIND_DRIVER_ASSIGNED, language).body, Not(HasSubstr("{")));
    EXPECT_THAT(rendered(v1::NOTIFICATION_KIND_DELIVERED, language, tuesday_0840_utc).body, Not(HasSubstr("09:40")));
  }
}

TEST(AMessage, SaysSomethingOfItsOwnForEachKindInEachLanguage) {
  for (const std::string language : {"nb", "nn", "se", "en"}) {
    std::set<std::string> bodies;
    for (int kind = v1::NOTIFICATION_KIND_ORDER_PLACED; kind <= v1::NotificationKind_MAX; ++kind) {
      SCOPED_TRACE(language + " " + std::to_string(kind));
      const auto message = rendered(static_cast<v1::NotificationKind>(kind), language);
      EXPECT_FALSE(message.subject.empty());
      EXPECT_EQ(message.language, language);
      EXPECT_TRUE(bodies.insert(message.body).second) << "said before: " << message.body;
    }
  }
}

TEST(AMessage, NeverTellsWhoGetsWhatNorThatAnybodyReceivesCare) {
  for (const std::string language : {"nb", "nn", "se", "en"}) {
    for (int kind = v1::NOTIFICATION_KIND_ORDER_PLACED; kind <= v1::NotificationKind_MAX; ++kind) {
      const auto message = rendered(static_cast<v1::NotificationKind>(kind), language, tuesday_0840_utc);
      const auto all = message.subject + "\n" + message.body;
      for (const char* told : {"o-7f3a", "c-berit", "daughter", "hjemme", "heime", "omsorg", "pleie", "care", "kommune",
                               "bruker", "Kari,\n\nKari"})
        EXPECT_THAT(all, Not(HasSubstr(told)));
      EXPECT_THAT(message.subject, Not(HasSubstr("Kari")));
    }
  }
}

/// A digest of so many news of one kind.
Message digest_of(v1::NotificationKind kind, int count, const std::string& language) {
  auto digest = notification(kind, language);
  for (int i = 1; i < count; ++i) digest.add_more()->set_kind(kind);
  return render(digest, "Kari", time::Zone::oslo());
}

TEST(ADigest, CountsInTheFormsOfEachLanguage) {
  constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
  constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
  const struct {
    const char* language;
    v1::NotificationKind kind;
    int count;
    const char* line;
  } rows[] = {
      {"nb", done, 1, "Dagligvarene er levert."},
      {"nb", done, 2, "2 leveringer av dagligvarer er kommet fram."},
      {"nb", done, 3, "3 leveringer av dagligvarer er kommet fram."},
      {"nn", done, 2, "2 leveringar av daglegvarer er komne fram."},
      {"en", done, 2, "2 deliveries of groceries have arrived."},
      {"se", done, 1, "Biebmogálvvut leat buktojuvvon."},
      {"se", done, 2, "2 biebmobuktima leaba boahtán."},
      {"se", done, 3, "3 biebmobuktima leat boahtán."},
      {"se", undelivered, 2, "2 biebmobuktima eaba boahtán. Mii váldit oktavuođa."},
      {"se", undelivered, 12, "12 biebmobuktima eai boahtán. Mii váldit oktavuođa."},
  };
  for (const auto& [language, kind, count, line] : rows) {
    SCOPED_TRACE(line);
    const auto message = digest_of(kind, count, language);
    EXPECT_THAT(message.lines, ::testing::ElementsAre(line));
    EXPECT_THAT(message.body, HasSubstr("\n\n" + std::string{line} + "\n\n"));
  }
}

TEST(ADigest, SaysSomethingOfItsOwnForEachKindInEachLanguageAndNumber) {
  for (const std::string language : {"nb", "nn", "se", "en"}) {
    std::set<std::string> bodies;
    for (int kind = v1::NOTIFICATION_KIND_ORDER_PLACED; kind <= v1::NotificationKind_MAX; ++kind) {
      for (const int count : {1, 2, 3}) {
        SCOPED_TRACE(language + " " + std::to_string(kind) + " " + std::to_string(count));
        const auto message = digest_of(static_cast<v1::NotificationKind>(kind), count, language);
        EXPECT_TRUE(bodies.insert(message.body).second) << "said before: " << message.body;
        EXPECT_THAT(message.subject + message.body, Not(HasSubstr("{")));
        EXPECT_EQ(message.lines.size(), 1U);
        EXPECT_FALSE(message.lines.at(0).empty());
      }
    }
  }
}

TEST(ADigest, GathersEachKindAndTellsTheTimesOfThoseThatAreExpected) {
  auto digest = notification(v1::NOTIFICATION_KIND_DRIVER_ASSIGNED, "nb", tuesday_0840_utc);
  const auto add = [&](v1::NotificationKind kind, Timestamp eta = {}) {
    digest.add_more()->set_kind(kind);
    digest.mutable_more(digest.more_size() - 1)->set_eta_ms(to_ms(eta));
  };
  add(v1::NOTIFICATION_KIND_GOODS_CHANGED);
  add(v1::NOTIFICATION_KIND_DRIVER_ASSIGNED, tuesday_0840_utc + std::chrono::hours{7});
  const auto message = render(digest, "Kari", time::Zone::oslo());
  EXPECT_EQ(message.subject, "3 nyheter om leveringer");
  EXPECT_THAT(message.lines, ::testing::ElementsAre(
                                 "Ikke alt som var bestilt, kommer. Noen varer er byttet eller mangler.",
                                 "2 leveringer av dagligvarer har fått en sjåfør.",
                                 "Ventet 3.3.2026 omtrent klokken 09:40.", "Ventet 3.3.2026 omtrent klokken 16:40."));
}

TEST(AMessage, GreetsNobodyByNameWhenTheNameIsErased) {
  const auto message = render(notification(v1::NOTIFICATION_KIND_DELIVERED, "nb"), "", time::Zone::oslo());
  EXPECT_TRUE(message.body.starts_with("Hei,\n")) << message.body;
}

TEST(AMessage, KeepsANameOnOneLine) {
  const auto message =
      render(notification(v1::NOTIFICATION_KIND_DELIVERED, "nb"), "Kari\r\n\r\nVinn en bil", time::Zone::oslo());
  EXPECT_TRUE(message.body.starts_with("Hei Kari    Vinn en bil,\n")) << message.body;
}

}  // namespace
}  // namespace matbud::notification
