#include "claims.h"

#include <vector>

#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/secrets.h"

namespace matbud::web {
namespace {

using nlohmann::json;

constexpr std::size_t name_bytes_max = 100;
constexpr std::string_view everywhere = "*";

tl::unexpected<Error> refused(std::string why) { return failure(Error::Code::invalid, std::move(why)); }

const json* claim(const json& claims, const std::string& name) {
  if (!name.starts_with("/")) {
    const auto found = claims.find(name);
    return found == claims.end() ? nullptr : &*found;
  }
  const json::json_pointer pointer{name};
  return claims.contains(pointer) ? &claims.at(pointer) : nullptr;
}

std::string text_of(const json& claims, const std::string& name) {
  const auto* const found = claim(claims, name);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<std::string> texts_of(const json& claims, const std::string& name) {
  const auto* const found = claim(claims, name);
  std::vector<std::string> texts;
  if (found == nullptr) return texts;
  if (found->is_string()) texts.push_back(found->get<std::string>());
  if (!found->is_array()) return texts;
  for (const auto& one : *found) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

/// The issuer's id as one of ours. What cannot be one, such as an e-mail address, is known by its hash.
std::string subject_from(const std::string& issuer, const std::string& subject) {
  if (is_caller_id(subject)) return subject;
  return "s-" + base64url(sha256(issuer + "\n" + subject));
}

/// Empty for all of the installation, or the number; nothing when it is neither.
std::optional<std::string> municipality_from(const json& claims, const SignInSettings& settings) {
  auto word = text_of(claims, settings.claims.municipality);
  if (!settings.municipalities.empty()) {
    const auto found = settings.municipalities.find(word);
    if (found == settings.municipalities.end()) return std::nullopt;
    word = found->second;
  }
  if (word == everywhere) return std::string{};
  if (!is_municipality(word)) return std::nullopt;
  return word;
}

/// What stands in the token for people and programs alike.
Result<Caller> caller_of(const json& claims, Role role, const std::string& subject, const SignInSettings& settings) {
  auto municipality = municipality_from(claims, settings);
  if (!municipality) return refused("the sign-in names no municipality that is known here");
  auto unit = text_of(claims, settings.claims.unit);
  if (!unit.empty() && !is_caller_id(unit)) return refused("the sign-in names a unit that cannot be one");
  const bool needs_unit = role == Role::care_worker || role == Role::picker;
  if (needs_unit && unit.empty()) return refused("the sign-in names no unit, and the role has no work without one");
  return Caller{.subject = subject_from(settings.issuer, subject),
                .role = role,
                .municipality = *std::move(municipality),
                .unit = std::move(unit),
                .language = {}};
}

}  // namespace

Result<Caller> person_from(const json& claims, const SignInSettings& settings) {
  const auto subject = text_of(claims, settings.claims.subject);
  if (subject.empty()) return refused("the sign-in does not say who it is");
  std::optional<Role> role;
  for (const auto& word : texts_of(claims, settings.claims.role)) {
    if (settings.roles.empty()) {
      role = role_from(word);
    } else if (const auto found = settings.roles.find(word); found != settings.roles.end()) {
      role = found->second;
    }
    if (role) break;
  }
  if (!role) return refused("the sign-in gives no role that is known here");
  auto caller = caller_of(claims, *role, subject, settings);
  if (!caller) return caller;
  caller->name = text_of(claims, settings.claims.name);
  if (caller->name.size() > name_bytes_max) caller->name.clear();
  return caller;
}

Result<Caller> program_from(const json& claims, const SignInSettings& settings) {
  std::optional<Role> role;
  const auto scopes = text_of(claims, "scope");
  std::string_view rest = scopes;
  while (!rest.empty() && !role) {
    const auto one = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (const auto found = settings.machine_scopes.find(one); found != settings.machine_scopes.end())
      role = found->second;
  }
  if (!role) return refused("the token's scope gives no role here");
  return caller_of(claims, *role, text_of(claims, settings.machine_subject_claim), settings);
}

}  // namespace matbud::web
