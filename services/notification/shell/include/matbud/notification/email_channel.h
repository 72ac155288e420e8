// E-mail over SMTP: performs the `email` effects of all partitions of this process, one after the other, on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/processor/effector.h"
#include "matbud/time/zone.h"

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

/// Opens a sealed field of that full name, as privacy::KeyRing::open. Called on the channel's thread.
using OpenField = std::function<privacy::Opened(const privacy::v1::Sealed& sealed, std::string_view field)>;

/// Sends from its making to its end on a thread of its own. What it reports:
///   SENT       the server took the mail (250)
///   TRY_LATER  4xx, no connection, sign-in refused, or the reader's key cannot be looked up now
///   FAILED     5xx, an address that is none or erased, a channel that is not offered here (sms, letter)
///   UNKNOWN    the connection broke after the whole mail was handed over, or an earlier sender died: SMTP cannot be
///              asked
/// Details hold codes only; a server's own words often repeat the address.
class EmailChannel {
 public:
  /// `on_report` is called on the channel's thread after each report, to wake whoever polls; it may be empty.
  /// `clock` must outlive the channel.
  EmailChannel(SmtpSettings settings, OpenField open, const Clock& clock, time::Zone zone,
               std::function<void()> on_report = {});
  /// Ends at once: an attempt under way is cut off and not reported, those that wait are not begun. The next owner
  /// finds them started and reports them as unknown.
  ~EmailChannel();
  EmailChannel(const EmailChannel&) = delete;
  EmailChannel& operator=(const EmailChannel&) = delete;

  /// The channel as one partition's processor sees it. Must not outlive the channel; its reports are its own.
  [[nodiscard]] std::unique_ptr<processor::Effector> effector();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::notification
