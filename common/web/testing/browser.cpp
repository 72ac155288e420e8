#include "matbud/web/testing/browser.h"

#include "matbud/web/messages.h"

namespace matbud::web::testing {
namespace {

constexpr std::string_view origin = "http://localhost";

/// The path of an address on this server; empty when it leads elsewhere.
std::string path_of(std::string_view address) {
  if (address.starts_with(origin)) address.remove_prefix(origin.size());
  return address.starts_with('/') ? std::string{address} : std::string{};
}

}  // namespace

std::string Browser::headers() const {
  std::string lines = "Sec-Fetch-Site: same-origin\r\n";
  if (cookies_.empty()) return lines;
  lines += "Cookie: ";
  bool is_first = true;
  for (const auto& [name, value] : cookies_) {
    lines += (is_first ? "" : "; ") + name + "=" + value;
    is_first = false;
  }
  return lines + "\r\n";
}

Answer Browser::heard(std::string_view request) {
  auto answer = TcpClient{port_}.say(request).hear();
  if (const auto set = answer.headers.find("Set-Cookie"); set != answer.headers.end()) {
    const auto& line = set->second;
    const auto equals = line.find('=');
    const auto end = line.find(';');
    const auto name = line.substr(0, equals);
    if (line.find("Max-Age=0") != line.npos) {
      cookies_.erase(name);
    } else {
      cookies_[name] = line.substr(equals + 1, end - equals - 1);
    }
  }
  return answer;
}

Answer Browser::get(std::string_view path, std::string_view more_headers) {
  return heard(testing::get(path, headers() + std::string{more_headers}));
}

Answer Browser::post(std::string_view path, std::string_view body, std::string_view more_headers) {
  return heard(request("POST", path, body, headers() + std::string{more_headers}));
}

Answer Browser::follow(std::string_view path) {
  auto answer = get(path);
  for (int hops = 0; hops < 10 && answer.status == 303; ++hops) {
    const auto next = path_of(answer.headers.at("Location"));
    if (next.empty()) break;
    answer = get(next);
  }
  return answer;
}

Answer Browser::sign_in(std::string_view somebody, std::string_view back) {
  return follow("/sign-in?back=" + std::string{back} + "&as=" + std::string{somebody});
}

std::string parameter(std::string_view address, std::string_view name) {
  const auto question = address.find('?');
  if (question == address.npos) return {};
  const auto target = parse_target("/" + std::string{address.substr(question)});
  if (!target) return {};
  for (const auto& [key, value] : target->query) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace matbud::web::testing
