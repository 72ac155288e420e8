// Who is believed about who people are, and what their words mean here.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "matbud/web/auth/jwt.h"
#include "matbud/web/caller.h"

namespace matbud::web {

/// Where a token says what. A name that begins with `/` is a JSON pointer: `/consumer/ID`.
struct ClaimNames {
  std::string subject = "sub";
  std::string role = "matbud_role";                  ///< a text or a list of texts
  std::string municipality = "matbud_municipality";  ///< its number, or a key of SignInSettings::municipalities
  std::string unit = "matbud_unit";                  ///< a care worker's service unit, a picker's grocer
  std::string name = "name";
};

struct SignInSettings {
  std::string issuer;             ///< to the letter; its discovery document lies under it
  std::string client_id;          ///< ours
  std::optional<SigningKey> key;  ///< ours; the issuer knows its public half (private_key_jwt)
  std::string scope = "openid profile";
  /// Where people see us: `https://matbud.example`. Empty: on this machine only, under the name that each request uses.
  std::string public_origin;
  ClaimNames claims;
  /// The issuer's word for a role -> the role; empty: our own words. Whoever has none of these does not get in.
  std::map<std::string, Role, std::less<>> roles;
  /// The issuer's word for a municipality -> its number, or `*` for all of the installation; empty: numbers and `*`.
  std::map<std::string, std::string, std::less<>> municipalities;

  /// Audience of programs' tokens; empty: programs do not get in. Another one than the client's id, so that what people
  /// are known by never opens the door for a program.
  std::string machine_audience;
  std::string machine_subject_claim = "client_id";
  /// A word of the token's `scope` -> the role that it gives.
  std::map<std::string, Role, std::less<>> machine_scopes;

  /// Told why a sign-in failed that somebody had begun, in words without tokens, codes and claims. May be empty; called
  /// on any thread.
  std::function<void(const Error& why)> on_trouble;

  std::chrono::minutes idle{60};      ///< a session ends after so long without a request
  std::chrono::minutes longest{720};  ///< and after so long whatever happens
};

}  // namespace matbud::web
