#include "matbud/notification/channel_setup.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "matbud/http/client.h"

namespace matbud::notification {
namespace {

using Security = SmtpSettings::Security;

std::string secret_in(const std::filesystem::path& file, const char* option) {
  struct stat status {};
  std::ifstream opened{file};
  if (!opened || ::stat(file.c_str(), &status) != 0)
    throw CLI::ValidationError{option, file.string() + " cannot be read"};
  if ((status.st_mode & 077U) != 0)
    throw CLI::ValidationError{option, file.string() + " can be read by more than its owner: chmod 0400"};
  std::string secret;
  std::getline(opened, secret);
  return secret;
}

bool is_here(std::string_view host) {
  const bool is_loopback_v4 =
      host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "::1" || host == "[::1]" || is_loopback_v4;
}

void check(const SmtpSettings& settings) {
  if (settings.host.empty()) return;
  if (settings.from_address.empty()) throw CLI::ValidationError{"--mail-from", "is needed with --smtp-host"};
  if (settings.security == Security::none && !is_here(settings.host))
    throw CLI::ValidationError{"--smtp-security", "none is only for a server on this machine"};
}

void check(SmsSettings& settings) {
  if (settings.url.empty()) return;
  if (settings.from.empty()) throw CLI::ValidationError{"--sms-from", "is needed with --sms-url"};
  while (settings.url.ends_with("/")) settings.url.pop_back();
  if (!http::is_private_way(settings.url))
    throw CLI::ValidationError{"--sms-url", "begins with https://, or names a gateway on this machine"};
}

void check(const LetterSettings& settings) {
  if (settings.spool.empty()) return;
  if (settings.from.empty()) throw CLI::ValidationError{"--letter-from", "is needed with --letter-spool"};
  if (std::error_code error; !std::filesystem::exists(settings.font, error))
    throw CLI::ValidationError{"--letter-font", settings.font.string() + " is not there"};
}

}  // namespace

void add_channel_options(CLI::App& app, ChannelSettings& settings) {
  static const std::map<std::string, Security> securities{
      {"starttls", Security::starttls}, {"tls", Security::tls}, {"none", Security::none}};
  const auto password_file = std::make_shared<std::filesystem::path>();
  const auto token_file = std::make_shared<std::filesystem::path>();
  auto& smtp = settings.smtp;
  app.add_option("--smtp-host", smtp.host, "mail server; without one no mail is sent");
  app.add_option("--smtp-port", smtp.port, "its port")->capture_default_str();
  app.add_option("--smtp-security", smtp.security, "starttls, tls, or none for a server on this machine")
      ->transform(CLI::CheckedTransformer{securities})
      ->default_str("starttls");
  app.add_option("--smtp-user", smtp.user, "whom to sign in as; without one there is no sign-in");
  app.add_option("--smtp-password-file", *password_file, "file whose first line is the password; mode 0400");
  app.add_option("--mail-from", smtp.from_address, "address that mails come from");
  app.add_option("--mail-from-name", smtp.from_name, "name that mails come from")->default_val("Matbud");
  auto& sms = settings.sms;
  app.add_option("--sms-url", sms.url, "gateway for text messages, https://...; without one none are sent");
  app.add_option("--sms-token-file", *token_file, "file whose first line is the gateway's bearer token; mode 0400");
  app.add_option("--sms-from", sms.from, "whom text messages come from, at most 11 letters and digits, or a number")
      ->default_val("Matbud");
  auto& letters = settings.letters;
  app.add_option("--letter-spool", letters.spool, "folder that letters are printed from; without one none are written");
  app.add_option("--letter-from", letters.from, "lines of the sender, divided by commas");
  app.add_option("--letter-font", letters.font, "TrueType font of the letters")->capture_default_str();
  app.parse_complete_callback([&settings, password_file, token_file] {
    check(settings.smtp);
    check(settings.sms);
    check(settings.letters);
    if (!password_file->empty()) settings.smtp.password = secret_in(*password_file, "--smtp-password-file");
    if (!token_file->empty()) settings.sms.token = secret_in(*token_file, "--sms-token-file");
  });
}

EffectorOfPartition channel_effectors(const ChannelSettings& settings, const privacy::KeyRing& keys, const Clock& clock,
                                      std::function<void()> on_report) {
  const auto zone = time::Zone::oslo();
  std::vector<std::unique_ptr<Channel>> channels;
  if (!settings.smtp.host.empty()) channels.push_back(email_channel(settings.smtp, clock));
  if (!settings.sms.url.empty()) channels.push_back(sms_channel(settings.sms));
  if (!settings.letters.spool.empty()) channels.push_back(letter_channel(settings.letters, clock, zone));
  const auto office = std::make_shared<PostOffice>(
      std::move(channels),
      [keys = keys.narrowed_to(privacy::Access::of("notification"))](
          const privacy::v1::Sealed& sealed, std::string_view field) { return keys.open(sealed, field); },
      zone, std::move(on_report));
  return [office](Partition) { return office->effector(); };
}

}  // namespace matbud::notification
