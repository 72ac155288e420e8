#include "matbud/notification/smtp_sink.h"

#include <gtest/gtest.h>

#include "conversation.h"

namespace matbud::notification {
namespace {

/// One conversation, and what it kept.
struct Talk {
  std::vector<ReceivedMail> kept;
  Conversation conversation{[this](ReceivedMail mail) { kept.push_back(std::move(mail)); }};

  std::string say(std::string_view bytes, SinkBehaviour behaviour = SinkBehaviour::accept) {
    return conversation.hear(bytes, behaviour);
  }
};

constexpr std::string_view envelope = "MAIL FROM:<a@x>\r\nRCPT TO:<b@y>\r\nrcpt to:<c@z>\r\nDATA\r\n";

TEST(AConversation, KeepsAMailWithItsEnvelope) {
  Talk talk;
  EXPECT_EQ(talk.say("EHLO here\r\n"), "250-smtp-sink\r\n250 8BITMIME\r\n");
  EXPECT_EQ(talk.say(envelope), "250 ok\r\n250 ok\r\n250 ok\r\n354 go ahead\r\n");
  EXPECT_EQ(talk.say("Subject: hei\r\n\r\nfirst\r\n..stuffed\r\n"), "");
  EXPECT_EQ(talk.say(".\r\nQUIT\r\n"), "250 2.0.0 taken\r\n221 bye\r\n");
  EXPECT_TRUE(talk.conversation.over());
  ASSERT_EQ(talk.kept.size(), 1U);
  EXPECT_EQ(talk.kept[0].from, "a@x");
  EXPECT_EQ(talk.kept[0].recipients, (std::vector<std::string>{"b@y", "c@z"}));
  EXPECT_EQ(talk.kept[0].data, "Subject: hei\r\n\r\nfirst\r\n.stuffed\r\n");
}

TEST(AConversation, UnderstandsBytesThatComeOneByOne) {
  Talk talk;
  std::string answers;
  for (const char byte : std::string{envelope} + "hei\r\n.\r\n") answers += talk.say({&byte, 1});
  EXPECT_EQ(answers, "250 ok\r\n250 ok\r\n250 ok\r\n354 go ahead\r\n250 2.0.0 taken\r\n");
  EXPECT_EQ(talk.kept.size(), 1U);
}

TEST(AConversation, EndsWhenALineOrAMailDoesNot) {
  Talk line;
  (void)line.say(std::string(5000, 'x'));
  EXPECT_TRUE(line.conversation.over());
  Talk mail;
  (void)mail.say(envelope);
  for (int i = 0; i < 2000 && !mail.conversation.over(); ++i) (void)mail.say(std::string(1000, 'x') + "\r\n");
  EXPECT_TRUE(mail.conversation.over());
  EXPECT_TRUE(mail.kept.empty());
}

TEST(ASink, SaysWhyItCannotStart) {
  const auto first = SmtpSink::start();
  ASSERT_TRUE(first);
  const auto taken = SmtpSink::start({.port = (*first)->port(), .directory = {}});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Error::Code::unavailable);
  EXPECT_NE(taken.error().message.find(std::to_string((*first)->port())), std::string::npos);
  EXPECT_FALSE(SmtpSink::start({.port = 0, .directory = "/dev/null/mails"}));
}

}  // namespace
}  // namespace matbud::notification
