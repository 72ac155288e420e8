// What a handler gets and what it gives back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace matbud::web {

/// One request, whole and within the limits of the server's settings.
struct Request {
  std::string method;  ///< `GET`; a HEAD that a GET route answers is still `HEAD` here
  std::string path;    ///< percent-decoded, without the query: `/orders/7f3a`
  std::vector<std::pair<std::string, std::string>> query;    ///< percent-decoded, in order
  std::map<std::string, std::string, std::less<>> captured;  ///< `{id}` of the route -> `7f3a`
  std::map<std::string, std::string, std::less<>> headers;   ///< names in lower case; repeats joined by `, `
  std::string body;
  std::string client;  ///< address of the peer, or whom a proxy in front names

  /// The first query value of this name.
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  /// `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// One answer. The server adds length, connection, date and the security headers (CSP, nosniff ...), and
/// `Cache-Control: no-store` unless the handler names one.
struct Response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// An answer for programs that went wrong (RFC 9457): `application/problem+json` with status, title and detail.
/// The detail must not hold personal data.
[[nodiscard]] Response problem(int status, std::string_view detail);

/// The same, and where in the request it lies: `pointer` is a JSON pointer into the body (`/lines/2/quantity`), told as
/// `errors[0].pointer` (RFC 9457, 3). `code` is for programs and for pages that translate (`window_full`); empty =
/// none.
[[nodiscard]] Response problem(int status, std::string_view detail, std::string_view pointer, std::string_view code);

/// `Not Found` for 404; empty for a status this server never sends.
[[nodiscard]] std::string_view reason_phrase(int status);

/// A request's target taken apart and percent-decoded.
struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};
/// Nothing when it is not an absolute path with an optional query, holds a bad percent sequence, or decodes to a NUL.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

}  // namespace matbud::web
