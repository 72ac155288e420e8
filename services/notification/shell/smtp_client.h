// One SMTP session at a time, by libcurl, which keeps the connection open between mails.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "matbud/notification/email_channel.h"

namespace matbud::notification {

/// Not thread-safe.
class SmtpClient {
 public:
  /// Once `cancelled` is true, a send under way ends soon.
  SmtpClient(const SmtpSettings& settings, const std::atomic<bool>& cancelled);
  ~SmtpClient();

  /// POINT_DEAD, FAILED, TRY_LATER, UNKNOWN or SENT, as email_channel tells them.
  [[nodiscard]] Attempted send(const std::string& to_address, const std::string& mail);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::notification
