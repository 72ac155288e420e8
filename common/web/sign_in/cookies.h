// What a browser keeps for us, and where it says it comes from.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "matbud/web/messages.h"

namespace matbud::web {

/// The cookies of one origin: `https://matbud.example`, or `http://127.0.0.1:8420` on this machine.
class Cookies {
 public:
  explicit Cookies(std::string_view origin);

  /// What the browser keeps under this name; empty: nothing.
  [[nodiscard]] std::string value(const Request& request, std::string_view name) const;
  /// A Set-Cookie line: sent to this origin alone, out of reach of scripts, and not with the requests of other sites'
  /// pages, but for following a link.
  [[nodiscard]] std::string keep(std::string_view name, std::string_view value, std::chrono::seconds at_most) const;
  [[nodiscard]] std::string forget(std::string_view name) const;

 private:
  [[nodiscard]] std::string full(std::string_view name) const;
  [[nodiscard]] std::string line(std::string_view name, std::string_view value, std::chrono::seconds at_most) const;

  bool secure_;
  std::string port_;
};

/// Whether a request that carries a cookie was made by a page of `origin`, or typed by a person. Browsers say so
/// themselves (Sec-Fetch-Site); one that does not must name the origin when it writes.
[[nodiscard]] bool is_from_own_page(const Request& request, std::string_view origin);

/// A path of ours to go to after sign-in, or `/`: never another server, never sign-in itself.
[[nodiscard]] std::string way_back(std::string_view asked_for);

}  // namespace matbud::web
