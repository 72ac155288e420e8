#include "matbud/notification/email_setup.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace matbud::notification {
namespace {

using Security = SmtpSettings::Security;

std::string password_in(const std::filesystem::path& file) {
  struct stat status {};
  std::ifstream opened{file};
  if (!opened || ::stat(file.c_str(), &status) != 0)
    throw CLI::ValidationError{"--smtp-password-file", file.string() + " cannot be read"};
  if ((status.st_mode & 077U) != 0)
    throw CLI::ValidationError{"--smtp-password-file",
                               file.string() + " can be read by more than its owner: chmod 0400"};
  std::string password;
  std::getline(opened, password);
  return password;
}

void check(const SmtpSettings& settings) {
  if (settings.host.empty()) return;
  if (settings.from_address.empty()) throw CLI::ValidationError{"--mail-from", "is needed with --smtp-host"};
  const bool here = settings.host == "localhost" || settings.host == "::1" || settings.host.starts_with("127.");
  if (settings.security == Security::none && !here)
    throw CLI::ValidationError{"--smtp-security", "none is only for a server on this machine"};
}

}  // namespace

void add_email_options(CLI::App& app, SmtpSettings& settings) {
  static const std::map<std::string, Security> securities{
      {"starttls", Security::starttls}, {"tls", Security::tls}, {"none", Security::none}};
  const auto password_file = std::make_shared<std::filesystem::path>();
  app.add_option("--smtp-host", settings.host, "mail server; without one nothing is sent, and what is asked for waits");
  app.add_option("--smtp-port", settings.port, "its port")->capture_default_str();
  app.add_option("--smtp-security", settings.security, "starttls, tls, or none for a server on this machine")
      ->transform(CLI::CheckedTransformer{securities})
      ->default_str("starttls");
  app.add_option("--smtp-user", settings.user, "whom to sign in as; without one there is no sign-in");
  app.add_option("--smtp-password-file", *password_file, "file whose first line is the password; mode 0400");
  app.add_option("--mail-from", settings.from_address, "address that mails come from");
  app.add_option("--mail-from-name", settings.from_name, "name that mails come from")->default_val("Matbud");
  app.parse_complete_callback([&settings, password_file] {
    check(settings);
    if (!password_file->empty()) settings.password = password_in(*password_file);
  });
}

EffectorOfPartition email_effectors(const SmtpSettings& settings, const privacy::KeyRing& keys, const Clock& clock,
                                    std::function<void()> on_report) {
  const auto channel = std::make_shared<EmailChannel>(
      settings,
      [keys = keys.narrowed_to(privacy::Access::of("notification"))](
          const privacy::v1::Sealed& sealed, std::string_view field) { return keys.open(sealed, field); },
      clock, time::Zone::oslo(), std::move(on_report));
  return [channel](Partition) { return channel->effector(); };
}

}  // namespace matbud::notification
