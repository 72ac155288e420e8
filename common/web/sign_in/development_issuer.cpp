#include "matbud/web/sign_in/development_issuer.h"

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "development_page.h"
#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/secrets.h"

namespace matbud::web {
namespace {

using nlohmann::json;

const std::string issuer = "https://development-issuer.invalid";
const std::string client = "matbud";
const std::string machines = "matbud-api";
const std::string authorize_path = "/development-issuer/authorize";
const std::string token_path = "/development-issuer/token";
const std::string keys_path = "/development-issuer/keys";
constexpr std::chrono::seconds code_lives{60};
constexpr std::chrono::seconds token_lives{300};
constexpr std::size_t codes_max = 1'000;

using Form = std::map<std::string, std::string, std::less<>>;

std::string text_of(const Form& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string{} : found->second;
}

/// Somebody as a hint says them: `care_worker/worker-1/3024/sone-2`. Nothing when nobody can be meant.
std::optional<SomebodyToBe> somebody_from(std::string_view hint) {
  std::vector<std::string> parts;
  for (;;) {
    const auto slash = hint.find('/');
    parts.emplace_back(hint.substr(0, slash));
    if (slash == hint.npos) break;
    hint.remove_prefix(slash + 1);
  }
  parts.resize(4);
  const auto role = role_from(parts[0]);
  if (!role || !is_caller_id(parts[1])) return std::nullopt;
  if (!parts[2].empty() && !is_municipality(parts[2])) return std::nullopt;
  if (!parts[3].empty() && !is_caller_id(parts[3])) return std::nullopt;
  return SomebodyToBe{*role, parts[1], parts[2], parts[3]};
}

Result<Fetched> answer(int status, const json& body) { return Fetched{status, body.dump()}; }
Result<Fetched> refusal(const char* error) { return answer(400, {{"error", error}}); }

Form form_from(const std::string& text) {
  Form form;
  if (const auto target = parse_target("/?" + text)) {
    for (const auto& [name, value] : target->query) form.emplace(name, value);
  }
  return form;
}

}  // namespace

class DevelopmentIssuer::Impl {
 public:
  Impl(const Clock& clock, std::vector<SomebodyToBe> people)
      : clock_{clock},
        people_{std::move(people)},
        client_keys_{VerificationKey::from_jwk(client_key_.public_jwk()).value()} {}

  [[nodiscard]] const SigningKey& client_key() const { return client_key_; }

  Answer authorize(const Request& request) {
    const auto value = [&](std::string_view name) { return std::string{request.query_value(name).value_or("")}; };
    const auto back = "http://" + std::string{request.header("host").value_or("")} + "/sign-in/callback";
    // Whoever asks in another way is told so here, and sent nowhere.
    if (value("client_id") != client || value("redirect_uri") != back || value("response_type") != "code" ||
        value("code_challenge_method") != "S256" || value("code_challenge").empty() || value("nonce").empty())
      return problem(400, "this is no request of our own sign-in");
    const auto somebody = somebody_from(value("login_hint"));
    if (!somebody) return who_are_you(request, people_);
    const auto code = random_text();
    {
      const std::lock_guard lock{mutex_};
      std::erase_if(codes_, [&](const auto& one) { return clock_.now() - one.second.at >= code_lives; });
      if (codes_.size() >= codes_max) codes_.clear();
      codes_.emplace(code, Given{*somebody, value("nonce"), value("code_challenge"), back, clock_.now()});
    }
    std::string query;
    add_field(query, "code", code);
    add_field(query, "state", value("state"));
    add_field(query, "iss", issuer);
    Response sent{.status = 303, .content_type = {}, .body = {}, .headers = {}};
    sent.headers.emplace_back("Location", std::string{back}.append("?").append(query));
    return sent;
  }

  Result<Fetched> asked(const FetchRequest& request) {
    if (request.address == issuer + "/.well-known/openid-configuration") {
      return answer(200, {{"issuer", issuer},
                          {"authorization_endpoint", authorize_path},
                          {"token_endpoint", token_path},
                          {"jwks_uri", keys_path}});
    }
    if (request.address == keys_path) return answer(200, {{"keys", {key_.public_jwk()}}});
    if (request.address == token_path) return redeemed(form_from(request.form));
    return failure(Error::Code::retryable, "nothing is there");
  }

  [[nodiscard]] std::string program_token(const SomebodyToBe& program) const {
    auto claims = claims_of(program);
    claims["aud"] = machines;
    claims["client_id"] = program.subject;
    claims["scope"] = word_of(program.role);
    return key_.sign(claims, "at+jwt");
  }

 private:
  /// Who a code stands for, and what its redeemer must know.
  struct Given {
    SomebodyToBe somebody;
    std::string nonce;
    std::string challenge;
    std::string redirect_uri;
    Timestamp at;
  };

  [[nodiscard]] json claims_of(const SomebodyToBe& somebody) const {
    const auto now_s = to_ms(clock_.now()) / 1000;
    json claims{{"iss", issuer},
                {"sub", somebody.subject},
                {"iat", now_s},
                {"exp", now_s + token_lives.count()},
                {"matbud_role", word_of(somebody.role)},
                {"matbud_municipality", somebody.municipality.empty() ? "*" : somebody.municipality}};
    if (!somebody.unit.empty()) claims["matbud_unit"] = somebody.unit;
    return claims;
  }

  Result<Fetched> redeemed(const Form& form) {
    const auto assertion =
        verified_claims(text_of(form, "client_assertion"), client_keys_, {client, issuer, {}, clock_.now()});
    if (!assertion || assertion->at("sub") != client) return refusal("invalid_client");
    const auto code = text_of(form, "code");
    std::optional<Given> given;
    {
      const std::lock_guard lock{mutex_};
      if (auto found = codes_.extract(code)) given = std::move(found.mapped());
    }
    const bool in_time = given && clock_.now() - given->at < code_lives;
    if (!in_time || text_of(form, "grant_type") != "authorization_code" ||
        text_of(form, "redirect_uri") != given->redirect_uri ||
        !same_secret(base64url(sha256(text_of(form, "code_verifier"))), given->challenge))
      return refusal("invalid_grant");
    auto claims = claims_of(given->somebody);
    claims["aud"] = client;
    claims["nonce"] = given->nonce;
    return answer(200, {{"id_token", key_.sign(claims)}, {"token_type", "Bearer"}});
  }

  const Clock& clock_;
  const std::vector<SomebodyToBe> people_;
  const SigningKey key_ = SigningKey::generate();
  const SigningKey client_key_ = SigningKey::generate();
  const std::vector<VerificationKey> client_keys_;
  std::mutex mutex_;
  std::map<std::string, Given, std::less<>> codes_;
};

DevelopmentIssuer::DevelopmentIssuer(const Clock& clock, std::vector<SomebodyToBe> people)
    : impl_{std::make_shared<Impl>(clock, std::move(people))} {}

std::vector<SomebodyToBe> DevelopmentIssuer::people_of_the_demo() {
  return {{Role::care_worker, "worker-1", "3024", "hjemmetjenesten-vest"},
          {Role::picker, "picker-1", "3024", "dagros"},
          {Role::driver, "driver-1", "3024", {}},
          {Role::dispatcher, "dispatcher-1", "3024", {}},
          {Role::operations, "operator-1", {}, {}},
          {Role::auditor, "auditor-1", {}, {}},
          {Role::manager, "manager-1", "3024", {}},
          {Role::administrator, "administrator-1", "3024", {}}};
}

SignInSettings DevelopmentIssuer::settings() const {
  SignInSettings settings;
  settings.issuer = issuer;
  settings.client_id = client;
  settings.key = impl_->client_key();
  settings.machine_audience = machines;
  for (const auto role : all_roles) settings.machine_scopes.emplace(word_of(role), role);
  return settings;
}

Fetch DevelopmentIssuer::fetch() const {
  return [impl = impl_](const FetchRequest& request) { return impl->asked(request); };
}

void DevelopmentIssuer::add_to(Router& router) const {
  router.add("GET", authorize_path, [impl = impl_](const Request& request) { return impl->authorize(request); });
}

std::string DevelopmentIssuer::program_token(const SomebodyToBe& program) const {
  return impl_->program_token(program);
}

}  // namespace matbud::web
