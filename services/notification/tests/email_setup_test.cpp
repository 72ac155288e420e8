#include "matbud/notification/email_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace matbud::notification {
namespace {

using testing::HasSubstr;

class EmailSetup : public testing::Test {
 protected:
  EmailSetup() {
    std::ofstream{password_file_} << "hemmelig\n";
    std::filesystem::permissions(password_file_, std::filesystem::perms::owner_read);
  }
  ~EmailSetup() override { std::filesystem::remove(password_file_); }

  /// The settings that these options make; what is wrong with them is in trouble_.
  SmtpSettings parsed(std::vector<std::string> words) {
    SmtpSettings settings;
    CLI::App app;
    add_email_options(app, settings);
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

TEST_F(EmailSetup, ReadsTheServerAndThePasswordFromItsFile) {
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

TEST_F(EmailSetup, IsPrivateUnlessItIsToldOtherwiseAboutThisMachine) {
  EXPECT_EQ(parsed({"--smtp-host", "mail.example.com", "--mail-from", "a@example.com"}).security,
            SmtpSettings::Security::starttls);
  EXPECT_EQ(parsed({"--smtp-host", "127.0.0.1", "--mail-from", "a@example.com", "--smtp-security", "none"}).security,
            SmtpSettings::Security::none);
  EXPECT_EQ(trouble_, "");
  parsed({"--smtp-host", "mail.example.com", "--mail-from", "a@example.com", "--smtp-security", "none"});
  EXPECT_THAT(trouble_, HasSubstr("only for a server on this machine"));
}

TEST_F(EmailSetup, RefusesAPasswordThatOthersCanRead) {
  std::filesystem::permissions(password_file_, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  parsed({"--smtp-password-file", password_file_.string()});
  EXPECT_THAT(trouble_, HasSubstr("chmod 0400"));
  parsed({"--smtp-password-file", "no/such/file"});
  EXPECT_THAT(trouble_, HasSubstr("cannot be read"));
}

TEST_F(EmailSetup, NeedsASenderOnceThereIsAServer) {
  EXPECT_EQ(parsed({}).host, "");
  EXPECT_EQ(trouble_, "");
  parsed({"--smtp-host", "mail.example.com"});
  EXPECT_THAT(trouble_, HasSubstr("--mail-from"));
}

}  // namespace
}  // namespace matbud::notification
