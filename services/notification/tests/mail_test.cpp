#include "mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/notification/addresses.h"

namespace matbud::notification {
namespace {

using ::testing::HasSubstr;

MailFrame frame() {
  return {"Matbud Bærum", "matbud@post.example", "kari@mail.example", "<abc@post.example>", from_ms(1'772'438'400'000)};
}

TEST(AMail, HasTheHeadersOfAnAutomaticMessage) {
  const auto mail = compose(frame(), {"Leveringen er bestilt", "Hei,\n", "nb"});
  EXPECT_EQ(mail,
            "Date: Mon, 2 Mar 2026 08:00:00 +0000\r\n"
            "From: =?UTF-8?B?TWF0YnVkIELDpnJ1bQ==?= <matbud@post.example>\r\n"
            "To: <kari@mail.example>\r\n"
            "Message-ID: <abc@post.example>\r\n"
            "Subject: Leveringen er bestilt\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Language: nb\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Hei,\r\n");
}

TEST(AMail, IsAsciiInShortLinesWhateverItSays) {
  std::string long_line;
  for (int i = 0; i < 100; ++i) long_line += "blåbær ";
  std::string long_subject;
  for (int i = 0; i < 40; ++i) long_subject += "ø";
  const auto mail = compose(frame(), {long_subject, long_line + "\n" + std::string(500, 'x') + "\n", "nb"});
  for (std::size_t at = 0; at < mail.size();) {
    const auto end = mail.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 78U) << mail.substr(at, end - at);
    at = end + 2;
  }
  for (const char c : mail) EXPECT_LT(static_cast<unsigned char>(c), 0x7f);
}

TEST(AMail, EncodesWhatQuotedPrintableMust) {
  const struct {
    const char* body;
    const char* encoded;
  } rows[] = {
      {"plain text\n", "plain text\r\n"}, {"ø\n", "=C3=B8\r\n"},
      {"1 + 1 = 2\n", "1 + 1 =3D 2\r\n"}, {"space at the end \nnext\n", "space at the end=20\r\nnext\r\n"},
      {"tab\there\n", "tab=09here\r\n"},  {"\n\n", "\r\n\r\n"},
  };
  for (const auto& [body, encoded] : rows) {
    SCOPED_TRACE(body);
    const auto mail = compose(frame(), {"s", body, "nb"});
    EXPECT_EQ(mail.substr(mail.find("\r\n\r\n") + 4), encoded);
  }
}

TEST(AMail, BreaksNoLineInTheSubject) {
  const auto mail = compose(frame(), {"Levering\r\nBcc: <other@mail.example>", "Hei,\n", "nb"});
  EXPECT_THAT(mail, ::testing::Not(HasSubstr("Bcc:")));
}

TEST(AMessageId, IsTheMessagesOwnIdAtTheSendersDomain) {
  EXPECT_EQ(message_id_of("0af1", "matbud@post.example"), "<0af1@post.example>");
  EXPECT_EQ(message_id_of("0af1", "nobody"), "<0af1@localhost>");
}

TEST(AMailAddress, IsOneAtSignAndNothingThatEndsACommand) {
  const struct {
    const char* text;
    bool valid;
  } rows[] = {
      {"kari@mail.example", true},
      {"kari.o'neil+mat@mail.example", true},
      {"kåre@mail.example", true},
      {"kari", false},
      {"@mail.example", false},
      {"kari@", false},
      {"kari@one@two", false},
      {"kari@mail.example>\r\nRCPT TO:<x@y", false},
      {"kari @mail.example", false},
      {"a@b,c@d", false},
      {"", false},
  };
  for (const auto& [text, valid] : rows) EXPECT_EQ(is_mail_address(text), valid) << text;
  EXPECT_FALSE(is_mail_address(std::string(250, 'x') + "@mail.example"));
}

}  // namespace
}  // namespace matbud::notification
