// The demo's mailbox: what people were told, as it lies in its folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace matbud::cli {

/// One message that somebody got.
struct MailboxItem {
  std::string id;       ///< `mail/000012`, `sms/000003`, `letter/0af1...`
  std::string to;       ///< address or number; a letter's first line
  std::string subject;  ///< a text message's text
  std::string body;     ///< what it says, with lines ended by \n
  std::string file;     ///< where it lies; a letter's PDF
};

/// Everything in the folder: mails as they came, then text messages, then letters by name. Files that are none of these
/// are passed over.
[[nodiscard]] std::vector<MailboxItem> mailbox_in(const std::filesystem::path& folder);

/// Headers and body of a mail in clear text, of the forms that notification writes: quoted-printable, and encoded words
/// in base64.
[[nodiscard]] MailboxItem mail_from(std::string_view mail);

}  // namespace matbud::cli
