// The gateway's two requests.
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "matbud/http/client.h"
#include "matbud/notification/sms_channel.h"

namespace matbud::notification {

/// One answer of the gateway.
struct GatewayAnswer {
  long status = 0;           ///< of HTTP; 0 when there was none
  bool was_reached = false;  ///< something may have got there: without an answer, nobody knows what became of it
  std::string why;           ///< why there was no answer, in libcurl's words
  std::string state;         ///< `status` of the answer's JSON: accepted, sent, delivered, failed
  std::string error;         ///< `error` of the answer's JSON: unknown_number, invalid_number ...
};

/// Fills in what the body of an answer says; nothing when it is no JSON object, and texts that are none stay empty.
void read_body(const std::string& body, GatewayAnswer& answer);

/// Not thread-safe.
class SmsGateway {
 public:
  /// Once `cancelled` is true, a request under way ends soon.
  SmsGateway(const SmsSettings& settings, const std::atomic<bool>& cancelled);

  /// POST <url>/messages
  [[nodiscard]] GatewayAnswer post(const std::string& id, const std::string& to, const std::string& text);
  /// GET <url>/messages/<id>
  [[nodiscard]] GatewayAnswer ask(const std::string& id);

 private:
  [[nodiscard]] GatewayAnswer answer_to(const http::Request& request);

  std::string url_;
  std::string from_;
  std::vector<std::pair<std::string, std::string>> headers_;
  http::Client client_;
};

}  // namespace matbud::notification
