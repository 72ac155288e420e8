// As much of a browser as sign-in needs: it keeps cookies, says where it comes from, and goes where it is sent.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "matbud/web/testing/tcp_client.h"

namespace matbud::web::testing {

class Browser {
 public:
  /// Of the server on this port, which it calls `localhost`.
  explicit Browser(std::uint16_t port) : port_{port} {}

  /// As a link that somebody follows.
  [[nodiscard]] Answer get(std::string_view path, std::string_view more_headers = {});
  /// As a page of the server itself does.
  [[nodiscard]] Answer post(std::string_view path, std::string_view body, std::string_view more_headers = {});
  /// Goes on wherever it is sent on this server, at most ten times; the answer that sends no further, or elsewhere.
  [[nodiscard]] Answer follow(std::string_view path);
  /// Signs in as somebody at the development issuer: `driver/d-1/3024/`. The last answer, that of `back`.
  Answer sign_in(std::string_view somebody, std::string_view back = "/");

  /// What it keeps, as header lines of a request of a page of the server.
  [[nodiscard]] std::string headers() const;
  [[nodiscard]] const std::map<std::string, std::string>& cookies() const { return cookies_; }
  void forget() { cookies_.clear(); }

 private:
  Answer heard(std::string_view request);

  std::uint16_t port_;
  std::map<std::string, std::string> cookies_;
};

/// The value of a query's parameter in an address, percent-decoded; empty when it has none.
[[nodiscard]] std::string parameter(std::string_view address, std::string_view name);

}  // namespace matbud::web::testing
