#include "matbud/web/caller.h"

#include <algorithm>
#include <array>

namespace matbud::web {
namespace {

constexpr std::pair<Role, std::string_view> words[] = {
    {Role::care_worker, "care_worker"}, {Role::picker, "picker"},
    {Role::driver, "driver"},           {Role::dispatcher, "dispatcher"},
    {Role::operations, "operator"},     {Role::auditor, "auditor"},
    {Role::manager, "manager"},         {Role::administrator, "administrator"},
};
constexpr std::size_t id_bytes_max = 64;

}  // namespace

bool is_caller_id(std::string_view text) {
  constexpr std::string_view others = "._-:";
  return !text.empty() && text.size() <= id_bytes_max && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

bool is_municipality(std::string_view text) {
  return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `no` is what many browsers still call Bokmål.
std::string language_of(const Request& request) {
  auto rest = request.header("accept-language").value_or("");
  while (!rest.empty()) {
    const auto one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const auto begin = one.find_first_not_of(' ');
    if (begin == std::string_view::npos) continue;
    const auto tag = one.substr(begin, 2);
    if (tag == "nb" || tag == "nn" || tag == "se" || tag == "en") return std::string{tag};
    if (tag == "no") return "nb";
  }
  return "nb";
}

namespace {

class LocalGate final : public Gate {
 public:
  [[nodiscard]] tl::expected<Caller, Response> admit(const Request& request) const override {
    if (!request.client.starts_with("127.") && request.client != "::1")
      return tl::unexpected{problem(401, "only this machine is answered")};
    Caller caller{.subject = "local", .role = Role::operations, .municipality = {}, .unit = {}, .language = {}};
    if (const auto word = request.header("matbud-role")) {
      const auto role = role_from(*word);
      if (!role) return tl::unexpected{problem(400, "header matbud-role: there is no such role")};
      caller.role = *role;
    }
    if (const auto user = request.header("matbud-user")) {
      if (!is_caller_id(*user)) return tl::unexpected{problem(400, "header matbud-user: must be an id")};
      caller.subject = *user;
    }
    if (const auto number = request.header("matbud-municipality")) {
      if (!is_municipality(*number))
        return tl::unexpected{problem(400, "header matbud-municipality: must be a number of 4 digits")};
      caller.municipality = *number;
    }
    if (const auto unit = request.header("matbud-unit")) {
      if (!is_caller_id(*unit)) return tl::unexpected{problem(400, "header matbud-unit: must be an id")};
      caller.unit = *unit;
    }
    caller.language = language_of(request);
    return caller;
  }
};

class ClosedGate final : public Gate {
 public:
  [[nodiscard]] tl::expected<Caller, Response> admit(const Request&) const override {
    return tl::unexpected{problem(401, "nobody can sign in here")};
  }
};

}  // namespace

std::string_view word_of(Role role) {
  const auto* const found = std::ranges::find(words, role, &std::pair<Role, std::string_view>::first);
  return found == std::end(words) ? std::string_view{} : found->second;
}

std::optional<Role> role_from(std::string_view word) {
  const auto* const found = std::ranges::find(words, word, &std::pair<Role, std::string_view>::second);
  if (found == std::end(words)) return std::nullopt;
  return found->first;
}

bool Caller::may_see_area(std::string_view area_id) const {
  if (municipality.empty()) return true;
  // What is said of the whole municipality has its number alone.
  return area_id.starts_with(municipality) && (area_id.size() == 4 || area_id.substr(4).starts_with('-'));
}

std::shared_ptr<const Gate> closed_gate() { return std::make_shared<ClosedGate>(); }

std::shared_ptr<const Gate> local_gate() { return std::make_shared<LocalGate>(); }

}  // namespace matbud::web
