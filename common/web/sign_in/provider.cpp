#include "provider.h"

#include <nlohmann/json.hpp>

#include "matbud/http/client.h"
#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/secrets.h"

namespace matbud::web {
namespace {

using nlohmann::json;

/// An issuer changes its keys now and then; who names a key that nobody knows makes us ask at most this often.
constexpr std::chrono::seconds between_questions{60};
/// After an issuer that did not answer.
constexpr std::chrono::seconds between_tries{3};
/// A key that the issuer has taken back is believed no longer than this.
constexpr std::chrono::hours known_for{6};
constexpr std::chrono::seconds assertion_lives{60};

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// An address of the issuer's document. A path is one of our own, where the issuer is in this process.
std::string address_in(const json& document, const char* name) {
  auto address = text_of(document, name);
  const bool is_own_path = address.starts_with("/") && !address.starts_with("//");
  return is_own_path || http::is_private_way(address) ? address : std::string{};
}

std::vector<VerificationKey> keys_in(const json& set) {
  std::vector<VerificationKey> keys;
  const auto found = set.find("keys");
  if (found == set.end() || !found->is_array()) return keys;
  for (const auto& jwk : *found) {
    // Keys of other kinds stand in the same set; they are not for us.
    if (auto key = VerificationKey::from_jwk(jwk)) keys.push_back(*std::move(key));
  }
  return keys;
}

/// One of the standard's words, such as `invalid_client`. The description beside it may say anything.
std::string refusal_in(const json& body) {
  const auto word = text_of(body, "error");
  const bool is_word =
      !word.empty() && word.size() <= 64 && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
  return is_word ? word : "refused";
}

std::string with_query(const std::string& address, const std::string& query) {
  return address + (address.find('?') == address.npos ? "?" : "&") + query;
}

}  // namespace

Provider::Provider(SignInSettings settings, Fetch fetch, const Clock& clock)
    : settings_{std::move(settings)}, fetch_{std::move(fetch)}, clock_{clock} {}

Provider::Shared Provider::known() const {
  const std::lock_guard lock{mutex_};
  return known_;
}

Result<json> Provider::fetch_json(const FetchRequest& request, std::string_view what) const {
  const auto answer = fetch_(request);
  const auto failed = [&](std::string_view why) {
    return failure(Error::Code::retryable, "the issuer's " + std::string{what} + ": " + std::string{why});
  };
  if (!answer) return failed(answer.error().message);
  auto body = json::parse(answer->body, nullptr, false);
  if (answer->status >= 400 && answer->status < 500 && body.is_object()) {
    return failure(Error::Code::invalid, "the issuer's " + std::string{what} + ": " + refusal_in(body));
  }
  if (answer->status != 200 && answer->status != 201) return failed("http " + std::to_string(answer->status));
  if (!body.is_object()) return failed("no JSON object");
  return body;
}

Result<Provider::Known> Provider::asked() const {
  auto base = settings_.issuer;
  while (base.ends_with("/")) base.pop_back();
  const auto document = fetch_json({base + "/.well-known/openid-configuration"}, "document");
  if (!document) return tl::unexpected{document.error()};
  if (text_of(*document, "issuer") != settings_.issuer)
    return failure(Error::Code::retryable, "the issuer's document: it names another issuer");
  Known known;
  known.authorization = address_in(*document, "authorization_endpoint");
  known.token = address_in(*document, "token_endpoint");
  known.pushed = address_in(*document, "pushed_authorization_request_endpoint");
  known.farewell = address_in(*document, "end_session_endpoint");
  const auto keys_at = address_in(*document, "jwks_uri");
  if (known.authorization.empty() || known.token.empty() || keys_at.empty())
    return failure(Error::Code::retryable, "the issuer's document: it lacks an https address that sign-in needs");
  const auto set = fetch_json({keys_at}, "keys");
  if (!set) return tl::unexpected{set.error()};
  known.keys = keys_in(*set);
  if (known.keys.empty()) return failure(Error::Code::retryable, "the issuer's keys: none that is let in");
  known.at = clock_.now();
  return known;
}

bool Provider::may_learn() const {
  const std::lock_guard lock{mutex_};
  if (!asked_at_) return true;
  const auto since = clock_.now() - *asked_at_;
  return since >= (known_ && known_->at >= *asked_at_ ? between_questions : between_tries);
}

bool Provider::may_come() const {
  {
    const std::lock_guard lock{mutex_};
    if (is_asking_) return true;
  }
  return may_learn();
}

Result<void> Provider::learn() {
  const std::lock_guard one_at_a_time{asking_};
  if (!may_learn()) return {};
  struct Asking {
    Provider& provider;
    explicit Asking(Provider& asks) : provider{asks} {
      const std::lock_guard lock{provider.mutex_};
      provider.asked_at_ = provider.clock_.now();
      provider.is_asking_ = true;
    }
    ~Asking() {
      const std::lock_guard lock{provider.mutex_};
      provider.is_asking_ = false;
    }
  };
  const Asking until_it_is_known{*this};
  auto learnt = asked();
  if (!learnt) return tl::unexpected{learnt.error()};
  const std::lock_guard lock{mutex_};
  known_ = std::make_shared<const Known>(*std::move(learnt));
  return {};
}

Result<Provider::Shared> Provider::fresh() {
  auto here = known();
  if (here && clock_.now() - here->at < known_for) return here;
  const auto learnt = learn();
  here = known();
  // What was known is better than nobody at work while the issuer's document cannot be had; its keys are still its own.
  if (here) return here;
  if (!learnt) return tl::unexpected{learnt.error()};
  return failure(Error::Code::retryable, "the issuer cannot be asked now");
}

void Provider::add_assertion(std::string& form) const {
  const auto now_s = to_ms(clock_.now()) / 1000;
  const json claims{{"iss", settings_.client_id},
                    {"sub", settings_.client_id},
                    {"aud", settings_.issuer},
                    {"jti", random_text(16)},
                    {"iat", now_s},
                    {"nbf", now_s},
                    {"exp", now_s + assertion_lives.count()}};
  add_field(form, "client_id", settings_.client_id);
  add_field(form, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  add_field(form, "client_assertion", settings_.key->sign(claims, "client-authentication+jwt"));
}

Result<std::string> Provider::question(const Attempt& attempt, const std::string& state, const std::string& hint,
                                       const std::string& languages) {
  const auto known = fresh();
  if (!known) return tl::unexpected{known.error()};
  std::string query;
  add_field(query, "response_type", "code");
  add_field(query, "redirect_uri", attempt.redirect_uri);
  add_field(query, "scope", settings_.scope);
  add_field(query, "state", state);
  add_field(query, "nonce", attempt.nonce);
  add_field(query, "code_challenge", base64url(sha256(attempt.verifier)));
  add_field(query, "code_challenge_method", "S256");
  if (!hint.empty()) add_field(query, "login_hint", hint);
  if (!languages.empty()) add_field(query, "ui_locales", languages);
  std::string shown;
  add_field(shown, "client_id", settings_.client_id);
  if ((*known)->pushed.empty()) return with_query((*known)->authorization, shown + "&" + query);
  add_assertion(query);
  const auto pushed = fetch_json({(*known)->pushed, query}, "answer to a pushed request");
  if (!pushed) return tl::unexpected{pushed.error()};
  add_field(shown, "request_uri", text_of(*pushed, "request_uri"));
  return with_query((*known)->authorization, shown);
}

Result<json> Provider::claims_of(const std::string& id_token, const Attempt& attempt) {
  const JwtExpectation expected{settings_.issuer, settings_.client_id, attempt.nonce, clock_.now()};
  auto here = known();
  if (!here || (names_unknown_key(id_token, here->keys) && may_learn())) {
    if (const auto learnt = learn(); !learnt) return tl::unexpected{learnt.error()};
    here = known();
  }
  if (!here) return failure(Error::Code::retryable, "the issuer's keys are not known");
  return verified_claims(id_token, here->keys, expected);
}

Result<Redeemed> Provider::redeem(const std::string& code, const Attempt& attempt) {
  const auto known = fresh();
  if (!known) return tl::unexpected{known.error()};
  std::string form;
  add_field(form, "grant_type", "authorization_code");
  add_field(form, "code", code);
  add_field(form, "redirect_uri", attempt.redirect_uri);
  add_field(form, "code_verifier", attempt.verifier);
  add_assertion(form);
  const auto answer = fetch_json({(*known)->token, form}, "answer to a code");
  if (!answer) return tl::unexpected{answer.error()};
  auto id_token = text_of(*answer, "id_token");
  auto claims = claims_of(id_token, attempt);
  if (!claims) return tl::unexpected{claims.error()};
  return Redeemed{*std::move(claims), std::move(id_token)};
}

std::optional<std::string> Provider::farewell(const std::string& id_token, const std::string& after) const {
  const auto here = known();
  if (!here || here->farewell.empty()) return std::nullopt;
  std::string query;
  add_field(query, "client_id", settings_.client_id);
  add_field(query, "id_token_hint", id_token);
  add_field(query, "post_logout_redirect_uri", after);
  return with_query(here->farewell, query);
}

Result<json> Provider::program_claims(std::string_view token) const {
  auto here = known();
  if (!here || clock_.now() - here->at >= known_for || names_unknown_key(token, here->keys)) {
    if (may_come()) return failure(Error::Code::retryable, "the issuer's keys are being asked for");
    here = known();  // they may have come just now
    if (!here) return failure(Error::Code::retryable, "the issuer's keys cannot be had");
  }
  return verified_claims(
      token, here->keys,
      {settings_.issuer, settings_.machine_audience, {}, clock_.now(), settings_.machine_subject_claim});
}

}  // namespace matbud::web
