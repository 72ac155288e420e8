// E-mail over SMTP.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "matbud/base/time.h"
#include "matbud/notification/channel.h"

namespace matbud::notification {

/// The mail server, and who we are to the reader.
struct SmtpSettings {
  enum class Security {
    starttls,  ///< the connection is made private before anything is said; the server's certificate is checked
    tls,       ///< private from its first byte (port 465); the certificate is checked
    none,      ///< readable on the wire: only for a server on this machine
  };
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::starttls;
  std::string user;  ///< empty: no sign-in
  std::string password;
  std::string from_address;
  std::string from_name;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{30'000};  ///< for one mail, connecting included
};

/// What it reports:
///   SENT        the server took the mail (250)
///   TRY_LATER   4xx, no connection, or sign-in refused
///   POINT_DEAD  the server says that there is no such mailbox (5xx with an enhanced code 5.1.x about the recipient,
///               RFC 3463), or the address is none
///   FAILED      5xx for any other reason, a refused sender among them
///   UNKNOWN     the connection broke after the whole mail was handed over, or an earlier sender died: SMTP cannot be
///               asked
/// `clock` must outlive the channel.
[[nodiscard]] std::unique_ptr<Channel> email_channel(const SmtpSettings& settings, const Clock& clock);

}  // namespace matbud::notification
