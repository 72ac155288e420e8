// Text messages through a gateway's HTTP interface, in one generic JSON form (services/notification/README.md).
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "matbud/notification/channel.h"

namespace matbud::notification {

/// The gateway, and who we are to the reader.
struct SmsSettings {
  std::string url;    ///< `https://gateway.example/v1`; http only for one on this machine. Empty: no text messages
  std::string token;  ///< sent as a bearer token; empty: none
  std::string from;   ///< at most 11 letters and digits, or a number
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{30'000};  ///< for one request, connecting included
};

/// At most so many parts of a text message; what does not fit is left out.
inline constexpr std::size_t sms_segments_max = 3;

/// What it reports:
///   SENT        the gateway took the message, now or at an earlier attempt
///   TRY_LATER   it is busy, refuses our token, cannot be reached, or says that it never got an earlier attempt
///   POINT_DEAD  it knows that there is no such number, or the number is none (E.164)
///   FAILED      it refuses the message for any other reason
///   UNKNOWN     the answer never came, and asked by our id the gateway did not say either
[[nodiscard]] std::unique_ptr<Channel> sms_channel(const SmsSettings& settings);

}  // namespace matbud::notification
