#include "matbud/web/auth/jwt.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "matbud/web/auth/base64url.h"

namespace matbud::web {
namespace {

using nlohmann::json;

constexpr std::size_t token_bytes_max = 16U << 10U;
constexpr double leeway_s = 10;

tl::unexpected<Error> refused(std::string_view why) {
  return failure(Error::Code::invalid, "the token " + std::string{why});
}

struct Parts {
  json header;
  json claims;
  std::string_view signed_bytes;
  std::string signature;
};

std::optional<json> object_of(std::string_view part) {
  const auto text = from_base64url(part);
  if (!text) return std::nullopt;
  auto object = json::parse(*text, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  return object;
}

std::optional<Parts> taken_apart(std::string_view token) {
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  auto header = object_of(token.substr(0, first));
  auto claims = object_of(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!header || !claims || !signature || signature->empty()) return std::nullopt;
  return Parts{*std::move(header), *std::move(claims), token.substr(0, second), *std::move(signature)};
}

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The algorithm is the key's; that the token names it as well is asked so that a mistake is seen.
bool is_verified(const Parts& parts, const std::vector<VerificationKey>& keys) {
  const auto kid = text_of(parts.header, "kid");
  const auto algorithm = text_of(parts.header, "alg");
  return std::ranges::any_of(keys, [&](const VerificationKey& key) {
    if (!kid.empty() && key.id() != kid) return false;
    return word_of(key.algorithm()) == algorithm && key.verifies(parts.signed_bytes, parts.signature);
  });
}

bool is_for(const json& claims, const std::string& audience) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return false;
  if (found->is_string()) return *found == audience;
  if (!found->is_array() || std::ranges::find(*found, json(audience)) == found->end()) return false;
  return found->size() == 1 || text_of(claims, "azp") == audience;
}

/// Why the times of the claims do not hold; empty when they do.
std::string_view wrong_time(const json& claims, Timestamp now) {
  const auto seconds = static_cast<double>(to_ms(now)) / 1000;
  const auto time_of = [&](const char* name) -> std::optional<double> {
    const auto found = claims.find(name);
    if (found == claims.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
  };
  const auto expires = time_of("exp");
  const auto issued = time_of("iat");
  if (!expires || !issued) return "does not say until when it holds";
  if (seconds >= *expires + leeway_s) return "has expired";
  if (*issued > seconds + leeway_s) return "is from the future";
  if (const auto begins = time_of("nbf"); claims.contains("nbf") && (!begins || *begins > seconds + leeway_s))
    return "does not hold yet";
  return {};
}

}  // namespace

Result<json> verified_claims(std::string_view token, const std::vector<VerificationKey>& keys,
                             const JwtExpectation& expected) {
  if (token.size() > token_bytes_max) return refused("is too long");
  auto parts = taken_apart(token);
  if (!parts) return refused("is not whole");
  // Extensions that must be understood (RFC 7515, 4.1.11): we know none.
  if (parts->header.contains("crit")) return refused("asks for more than we understand");
  if (!is_verified(*parts, keys)) return refused("is signed by none of the issuer's keys");
  if (text_of(parts->claims, "iss") != expected.issuer) return refused("is from another issuer");
  if (!is_for(parts->claims, expected.audience)) return refused("is for somebody else");
  if (const auto wrong = wrong_time(parts->claims, expected.now); !wrong.empty()) return refused(wrong);
  if (!expected.nonce.empty() && text_of(parts->claims, "nonce") != expected.nonce)
    return refused("answers another sign-in");
  if (text_of(parts->claims, expected.subject_claim.c_str()).empty()) return refused("does not say who it speaks of");
  return std::move(parts->claims);
}

bool names_unknown_key(std::string_view token, const std::vector<VerificationKey>& keys) {
  if (token.size() > token_bytes_max) return false;
  const auto parts = taken_apart(token);
  if (!parts) return false;
  const auto kid = text_of(parts->header, "kid");
  return !kid.empty() && std::ranges::none_of(keys, [&](const VerificationKey& key) { return key.id() == kid; });
}

}  // namespace matbud::web
