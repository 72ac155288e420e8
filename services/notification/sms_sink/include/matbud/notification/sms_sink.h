// A gateway that keeps the text messages it gets: the telephone of the tests and of the demo. Loopback only, no TLS.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::notification {

/// One message as it was handed over.
struct ReceivedSms {
  std::string id;
  std::string to;
  std::string from;
  std::string text;
};

/// How the gateway behaves from now on.
enum class GatewayBehaviour {
  accept,
  refuse_number,        ///< 422 unknown_number
  refuse_message,       ///< 400 content_refused
  be_busy,              ///< 503
  refuse_token,         ///< 401
  break_before_taking,  ///< 500, and it has nothing
  break_after_taking,   ///< 500, though it keeps the message
  know_nothing,         ///< 500 after it took the message, and to whoever asks
  find_out_later,       ///< 500; asked, it says that there is no such number
};

/// Serves from start() to its end on a thread of its own. All members are thread-safe.
class SmsSink {
 public:
  struct Settings {
    std::string token;                               ///< asked for when it is not empty
    std::string dead_ending;                         ///< numbers that end like this are unknown; empty: none are
    std::optional<std::filesystem::path> directory;  ///< where each is also written as `000001.json` ...; created
  };
  /// `unavailable` when no port can be bound or the directory cannot be made.
  [[nodiscard]] static Result<std::unique_ptr<SmsSink>> start(Settings settings);
  ~SmsSink();
  SmsSink(const SmsSink&) = delete;
  SmsSink& operator=(const SmsSink&) = delete;

  /// `http://127.0.0.1:PORT`
  [[nodiscard]] std::string url() const;
  void behave(GatewayBehaviour behaviour);
  /// The messages kept so far, oldest first.
  [[nodiscard]] std::vector<ReceivedSms> messages() const;

 private:
  class Impl;
  explicit SmsSink(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::notification
