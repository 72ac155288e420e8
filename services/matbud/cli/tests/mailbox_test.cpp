#include "cli_fixture.h"
#include "mailbox_files.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class Mailbox : public Cli {
 protected:
  Mailbox() {
    std::filesystem::create_directories(data() / "mailbox" / "sms");
    std::filesystem::create_directories(data() / "mailbox" / "letters");
    write("000001.eml",
          "To: <kari@example.com>\r\nSubject: =?UTF-8?B?TGV2ZXJpbmdlbiBoYXIgZsOldHQgZW4gc2o=?=\r\n"
          " =?UTF-8?B?w6Vmw7hy?=\r\nContent-Language: nb\r\n\r\nHei Kari,\r\n\r\nEn sj=C3=A5f=C3=B8r har f=\r\n"
          "=C3=A5tt den. 1 =3D 1\r\n");
    write("sms/000001.json", R"({"id": "0af1", "to": "+447700900001", "from": "Matbud", "text": "Varene er levert."})");
    write("letters/0af1.pdf", "%PDF");
    write("letters/0af1.txt", "Kari Prøve\nPrøveveien 1\n\n2.3.2026\n\nLeveringen blir ikke noe av\n\nHei Kari,\n");
    write("letters/half.pdf.part", "%P");
  }
  void write(const std::string& name, const std::string& bytes) {
    std::ofstream{data() / "mailbox" / name, std::ios::binary} << bytes;
  }
};

TEST_F(Mailbox, ListsMailsTextMessagesAndLetters) {
  const auto answer = matbud({"mailbox", "list"});
  EXPECT_EQ(answer.exit, 0);
  EXPECT_EQ(answer.out,
            "mail/000001  kari@example.com  Leveringen har fått en sjåfør\n"
            "sms/000001  +447700900001  Varene er levert.\n"
            "letter/0af1  Kari Prøve  Leveringen blir ikke noe av\n");
  EXPECT_EQ(matbud({"mailbox", "list", "--to", "+4477"}).out, "sms/000001  +447700900001  Varene er levert.\n");
}

TEST_F(Mailbox, ShowsOneInClearText) {
  EXPECT_THAT(matbud({"mailbox", "show", "mail/000001"}).out,
              HasSubstr("\n\nHei Kari,\n\nEn sjåfør har fått den. 1 = 1\n"));
  EXPECT_THAT(matbud({"mailbox", "show", "letter/0af1"}).out, HasSubstr("0af1.pdf\n\nKari Prøve\n"));
  const auto json = nlohmann::json::parse(matbud({"mailbox", "show", "sms/000001", "--json"}).out);
  EXPECT_EQ(json["to"], "+447700900001");
  EXPECT_EQ(json["body"], "Varene er levert.\n");
}

TEST_F(Mailbox, SaysWhatIsNotThere) {
  EXPECT_EQ(matbud({"mailbox", "show", "mail/000002"}).exit, 3);
  std::filesystem::remove_all(data() / "mailbox");
  const auto answer = matbud({"mailbox", "list"});
  EXPECT_EQ(answer.exit, 3);
  EXPECT_THAT(answer.messages, HasSubstr("only a demo has a mailbox"));
}

TEST_F(Mailbox, ReadsFilesThatAreBrokenWithoutHarm) {
  for (const char* bytes : {"", "Subject: =?UTF-8?B?", "To: <", "\r\n\r\n=", "\r\n\r\n=C3=A", "\r\n\r\n=zz"}) {
    write("000002.eml", bytes);
    write("sms/000002.json", bytes);
    EXPECT_EQ(matbud({"mailbox", "list"}).exit, 0) << bytes;
  }
}

}  // namespace
}  // namespace matbud::cli
