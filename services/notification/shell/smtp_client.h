// One SMTP session at a time, by libcurl, which keeps the connection open between mails.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "matbud/notification/email_channel.h"
#include "matbud/notification/v1/commands.pb.h"

namespace matbud::notification {

/// What became of handing one mail to the server.
struct SmtpOutcome {
  v1::Outcome outcome;
  std::string detail;  ///< `smtp 550`, or what kept us from hearing a code
};

/// Not thread-safe.
class SmtpClient {
 public:
  /// Once `cancelled` is true, a send under way ends soon.
  SmtpClient(const SmtpSettings& settings, const std::atomic<bool>& cancelled);
  ~SmtpClient();

  [[nodiscard]] SmtpOutcome send(const std::string& to_address, const std::string& mail);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::notification
