#include "matbud/host/entrance.h"

#include <fstream>
#include <sstream>

#include "matbud/telemetry/logging.h"

namespace matbud::host {
namespace {

/// Sign-in lives by the real time, whatever day the installation's own clock says.
const Clock& real_clock() {
  static const SystemClock clock;
  return clock;
}

/// `WORD=ROLE` taken apart at its last `=`: what issuers call things may hold one.
std::pair<std::string, std::string> pair_from(const std::string& text) {
  const auto equals = text.rfind('=');
  if (equals == text.npos) return {text, {}};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string is_role_pair(const std::string& text) {
  const auto [word, role] = pair_from(text);
  if (!word.empty() && web::role_from(role)) return {};
  return text +
         ": must be THEIR-WORD=ROLE, where the role is one of care_worker, picker, driver, dispatcher, operator, "
         "auditor, manager and administrator";
}

std::string is_municipality_pair(const std::string& text) {
  const auto [word, number] = pair_from(text);
  if (!word.empty() && (number == "*" || web::is_municipality(number))) return {};
  return text + ": must be THEIR-WORD=NUMBER with 4 digits, or THEIR-WORD=* for all";
}

using RoleMap = std::map<std::string, web::Role, std::less<>>;

void add_roles(CLI::App& app, const std::string& name, RoleMap& roles, const std::string& description) {
  app.add_option_function<std::vector<std::string>>(
         name,
         [&roles](const std::vector<std::string>& pairs) {
           for (const auto& pair : pairs) {
             const auto [word, role] = pair_from(pair);
             roles[word] = *web::role_from(role);
           }
         },
         description)
      ->allow_extra_args(false)
      ->check(is_role_pair)
      ->type_name("WORD=ROLE");
}

Result<web::SigningKey> key_from(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (file.empty() || !in)
    return failure(Error::Code::not_found, "sign_in.key_file: " + file.string() + " cannot be read");
  std::ostringstream pem;
  pem << in.rdbuf();
  auto key = web::SigningKey::from_pem(pem.str());
  if (!key) return failure(Error::Code::invalid, "sign_in.key_file: " + file.string() + " " + key.error().message);
  return key;
}

}  // namespace

void add_sign_in_options(CLI::App& app, SignInOptions& options) {
  auto& settings = options.settings;
  auto* issuer = app.add_option("--sign-in-issuer", settings.issuer,
                                "OpenID Connect issuer of people and programs; without one, whoever is at this machine "
                                "chooses who they are");
  const auto add = [&](const char* name, std::string& value, const char* description) {
    return app.add_option(name, value, description)->needs(issuer)->capture_default_str();
  };
  add("--sign-in-client-id", settings.client_id, "what the issuer calls us");
  app.add_option("--sign-in-key-file", options.key_file, "our private key: P-256, PKCS#8, PEM")->needs(issuer);
  add("--sign-in-public-origin", settings.public_origin,
      "where people see us, behind a proxy that ends TLS: https://NAME; then --listen may be any address");
  add("--sign-in-scope", settings.scope, "what the issuer is asked for");
  add("--sign-in-subject-claim", settings.claims.subject, "claim that says who it is: no name, no number of birth");
  add("--sign-in-role-claim", settings.claims.role, "claim with the role; a name or a JSON pointer");
  add("--sign-in-municipality-claim", settings.claims.municipality, "claim with the municipality");
  add("--sign-in-unit-claim", settings.claims.unit, "claim with a care worker's unit or a picker's grocer");
  add("--sign-in-machine-audience", settings.machine_audience, "audience of programs' tokens; without, none get in");
  add("--sign-in-machine-subject-claim", settings.machine_subject_claim, "claim that says which program it is");
  add_roles(app, "--sign-in-roles", settings.roles,
            "the issuer's word for a role and ours; without any, they are the same");
  add_roles(app, "--sign-in-machine-scopes", settings.machine_scopes, "a scope of programs and the role it gives");
  app.add_option_function<std::vector<std::string>>(
         "--sign-in-municipalities",
         [&settings](const std::vector<std::string>& pairs) {
           for (const auto& pair : pairs)
             settings.municipalities.insert_or_assign(pair_from(pair).first, pair_from(pair).second);
         },
         "the issuer's word for a municipality and its number, or * for all")
      ->allow_extra_args(false)
      ->check(is_municipality_pair)
      ->type_name("WORD=NUMBER");
  const auto minutes = [&](const char* name, std::chrono::minutes& value, const char* description) {
    app.add_option_function<int>(
           name, [&value](int count) { value = std::chrono::minutes{count}; }, description)
        ->check(CLI::Range(1, 7 * 24 * 60));
  };
  minutes("--sign-in-idle-minutes", settings.idle, "a session without requests ends after so long (default: 60)");
  minutes("--sign-in-longest-minutes", settings.longest, "every session ends after so long (default: 720)");
}

Result<Entrance> Entrance::open(const SignInOptions& options) {
  auto settings = options.settings;
  auto key = key_from(options.key_file);
  if (!key) return tl::unexpected{key.error()};
  settings.key = *std::move(key);
  settings.on_trouble = [](const Error& why) { telemetry::warning("sign-in failed", {{"why", why.message}}); };
  auto made = web::SignIn::make(std::move(settings), web::network_fetch(), real_clock());
  if (!made) return tl::unexpected{made.error()};
  Entrance entrance;
  entrance.sign_in_ = *std::move(made);
  entrance.gate_ = entrance.sign_in_->gate();
  return entrance;
}

Entrance Entrance::for_development(std::vector<web::SomebodyToBe> people) {
  Entrance entrance;
  entrance.development_ = std::make_shared<const web::DevelopmentIssuer>(real_clock(), std::move(people));
  entrance.sign_in_ =
      web::SignIn::make(entrance.development_->settings(), entrance.development_->fetch(), real_clock()).value();
  entrance.gate_ = web::gate_for_development(entrance.sign_in_->gate());
  return entrance;
}

void Entrance::add_to(web::Router& router) const {
  sign_in_->add_to(router);
  if (development_) development_->add_to(router);
}

}  // namespace matbud::host
