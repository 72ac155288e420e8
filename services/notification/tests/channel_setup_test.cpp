#include "matbud/notification/channel_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace matbud::notification {
namespace {

using testing::HasSubstr;

class ChannelSetup : public testing::Test {
 protected:
  ChannelSetup() {
    std::ofstream{password_file_} << "hemmelig\n";
    std::filesystem::permissions(password_file_, std::filesystem::perms::owner_read);
  }
  ~ChannelSetup() override { std::filesystem::remove(password_file_); }

  /// The settings that these options make; what is wrong with them is in trouble_.
  SmtpSettings parsed(const std::vector<std::string>& words) { return all_parsed(words).smtp; }
  ChannelSettings all_parsed(const std::vector<std::string>& words) {
    ChannelSettings settings;
    trouble_.clear();
    CLI::App app;
    add_channel_options(app, settings);
    try {
      app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
    } catch (const CLI::ParseError& error) {
      trouble_ = error.what();
    }
    return settings;
  }

  std::filesystem::path password_file_ =
      std::filesystem::temp_directory_path() / ("matbud-smtp-" + std::to_string(::getpid()));
  std::string trouble_;
};

TEST_F(ChannelSetup, ReadsTheServerAndThePasswordFromItsFile) {
  const auto settings =
      parsed({"--smtp-host", "mail.example.com", "--smtp-port", "465", "--smtp-security", "tls", "--smtp-user",
              "matbud", "--smtp-password-file", password_file_.string(), "--mail-from", "levering@example.com"});
  EXPECT_EQ(trouble_, "");
  EXPECT_EQ(settings.host, "mail.example.com");
  EXPECT_EQ(settings.port, 465);
  EXPECT_EQ(settings.security, SmtpSettings::Security::tls);
  EXPECT_EQ(settings.password, "hemmelig");
  EXPECT_EQ(settings.from_name, "Matbud");
}

TEST_F(ChannelSetup, IsPrivateUnlessItIsToldOtherwiseAboutThisMachine) {
  EXPECT_EQ(parsed({"--smtp-host", "mail.example.com", "--mail-from", "a@example.com"}).security,
            SmtpSettings::Security::starttls);
  EXPECT_EQ(parsed({"--smtp-host", "127.0.0.1", "--mail-from", "a@example.com", "--smtp-security", "none"}).security,
            SmtpSettings::Security::none);
  EXPECT_EQ(trouble_, "");
  parsed({"--smtp-host", "mail.example.com", "--mail-from", "a@example.com", "--smtp-security", "none"});
  EXPECT_THAT(trouble_, HasSubstr("only for a server on this machine"));
}

TEST_F(ChannelSetup, RefusesAPasswordThatOthersCanRead) {
  std::filesystem::permissions(password_file_, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  parsed({"--smtp-password-file", password_file_.string()});
  EXPECT_THAT(trouble_, HasSubstr("chmod 0400"));
  parsed({"--smtp-password-file", "no/such/file"});
  EXPECT_THAT(trouble_, HasSubstr("cannot be read"));
}

TEST_F(ChannelSetup, NeedsASenderOnceThereIsAServer) {
  EXPECT_EQ(parsed({}).host, "");
  EXPECT_EQ(trouble_, "");
  parsed({"--smtp-host", "mail.example.com"});
  EXPECT_THAT(trouble_, HasSubstr("--mail-from"));
}

TEST_F(ChannelSetup, ReadsTheGatewayAndItsTokenFromItsFile) {
  const auto sms =
      all_parsed({"--sms-url", "https://gateway.example/v1/", "--sms-token-file", password_file_.string()}).sms;
  EXPECT_EQ(trouble_, "");
  EXPECT_EQ(sms.url, "https://gateway.example/v1");
  EXPECT_EQ(sms.token, "hemmelig");
  EXPECT_EQ(sms.from, "Matbud");
}

TEST_F(ChannelSetup, SendsNoTokenOverAnOpenWireToAnotherMachine) {
  const struct {
    const char* url;
    bool good;
  } rows[] = {{"https://gateway.example", true}, {"http://127.0.0.1:8080", true},
              {"http://localhost/sms", true},    {"http://[::1]:8080", true},
              {"http://gateway.example", false}, {"http://127.gateway.example", false},
              {"ftp://127.0.0.1", false},        {"gateway.example", false}};
  for (const auto& [url, good] : rows) {
    SCOPED_TRACE(url);
    all_parsed({"--sms-url", url});
    EXPECT_EQ(trouble_.empty(), good) << trouble_;
  }
}

TEST_F(ChannelSetup, WritesLettersOnlyWithASenderAndAFont) {
  EXPECT_TRUE(all_parsed({"--letter-spool", "spool", "--letter-from", "Bærum kommune"}).any());
  EXPECT_EQ(trouble_, "");
  all_parsed({"--letter-spool", "spool"});
  EXPECT_THAT(trouble_, HasSubstr("--letter-from"));
  all_parsed({"--letter-spool", "spool", "--letter-from", "Bærum kommune", "--letter-font", "no/such/font"});
  EXPECT_THAT(trouble_, HasSubstr("--letter-font"));
  EXPECT_FALSE(all_parsed({}).any());
}

}  // namespace
}  // namespace matbud::notification
