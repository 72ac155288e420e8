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
