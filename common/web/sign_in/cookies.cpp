#include "cookies.h"

#include <algorithm>

namespace matbud::web {
namespace {

constexpr std::size_t way_back_bytes_max = 1'024;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

Cookies::Cookies(std::string_view origin) : secure_{origin.starts_with("https://")} {
  // All servers of a machine share its cookies; the port keeps two of them apart.
  const auto colon = origin.rfind(':');
  if (!secure_ && colon > std::string_view{"http"}.size()) port_ = origin.substr(colon + 1);
}

std::string Cookies::full(std::string_view name) const {
  std::string whole{secure_ ? "__Host-matbud-" : "matbud-"};
  whole.append(name);
  if (!port_.empty()) whole.append("-").append(port_);
  return whole;
}

std::string Cookies::value(const Request& request, std::string_view name) const {
  const auto wanted = full(name);
  auto rest = request.header("cookie").value_or("");
  while (!rest.empty()) {
    const auto one = trimmed(rest.substr(0, rest.find(';')));
    rest.remove_prefix(std::min(rest.size(), rest.find(';') == rest.npos ? rest.size() : rest.find(';') + 1));
    const auto equals = one.find('=');
    if (equals != one.npos && one.substr(0, equals) == wanted) return std::string{one.substr(equals + 1)};
  }
  return {};
}

std::string Cookies::line(std::string_view name, std::string_view value, std::chrono::seconds at_most) const {
  auto line = full(name);
  line.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=");
  line.append(std::to_string(at_most.count()));
  if (secure_) line.append("; Secure");
  return line;
}

std::string Cookies::keep(std::string_view name, std::string_view value, std::chrono::seconds at_most) const {
  return line(name, value, at_most);
}

std::string Cookies::forget(std::string_view name) const { return line(name, {}, std::chrono::seconds{0}); }

bool is_from_own_page(const Request& request, std::string_view origin) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (const auto site = request.header("sec-fetch-site")) return *site == "same-origin" || (reads && *site == "none");
  return reads || request.header("origin") == origin;
}

std::string way_back(std::string_view asked_for) {
  const bool printable = std::ranges::all_of(asked_for, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
  const bool elsewhere = !asked_for.starts_with('/') || asked_for.starts_with("//");
  if (elsewhere || !printable || asked_for.size() > way_back_bytes_max) return "/";
  for (const auto* const own : {"/sign-in", "/sign-out", "/development-issuer"}) {
    if (asked_for.starts_with(own)) return "/";
  }
  return std::string{asked_for};
}

}  // namespace matbud::web
