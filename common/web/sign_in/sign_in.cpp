#include "matbud/web/sign_in/sign_in.h"

#include <nlohmann/json.hpp>

#include "claims.h"
#include "cookies.h"
#include "html.h"
#include "matbud/http/client.h"
#include "matbud/web/auth/secrets.h"
#include "matbud/web/clerk.h"
#include "matbud/web/html.h"
#include "provider.h"
#include "sessions.h"

namespace matbud::web {
namespace {

constexpr std::string_view session_cookie = "session";
constexpr std::string_view browser_cookie = "sign-in";
constexpr std::string_view callback_path = "/sign-in/callback";
constexpr std::string_view done_path = "/sign-out/done";
/// The issuer is asked up to three questions, each at most five seconds long.
constexpr std::chrono::seconds patience{16};
constexpr std::size_t secret_letters = 43;
constexpr std::size_t hint_bytes_max = 200;

// clang-format off
constexpr Text failed_title{"Du er ikke logget inn", "Du er ikkje logga inn", "It leat sisačállán", "You are not signed in"};
constexpr Text not_begun_here{
    "Innloggingen tok for lang tid, eller den ble begynt i en annen nettleser.",
    "Innlogginga tok for lang tid, eller ho blei starta i ein annan nettlesar.",
    "Sisačáliheapmi ádjánii guhká, dahje dat álggahuvvui eará neahttalohkkis.",
    "The sign-in took too long, or was begun in another browser."};
constexpr Text no_role{
    "Innloggingen gir deg ingen rolle i Matbud. Lederen din kan gi deg en.",
    "Innlogginga gir deg inga rolle i Matbud. Leiaren din kan gi deg ei.",
    "Sisačáliheapmi ii atte dutnje rolla Matbudas. Du jođiheaddji sáhttá addit dan.",
    "The sign-in gives you no role in Matbud. Your manager can give you one."};
constexpr Text not_now{
    "Innloggingstjenesten svarer ikke nå. Prøv igjen om litt.",
    "Innloggingstenesta svarar ikkje no. Prøv igjen om litt.",
    "Sisačálihanbálvalus ii vástit dál. Geahččal ođđasit.",
    "The sign-in service does not answer now. Try again in a while."};
constexpr Text not_believed{
    "Innloggingen ble avbrutt eller avvist.",
    "Innlogginga blei avbroten eller avvist.",
    "Sisačáliheapmi gaskkalduhttojuvvui dahje hilgojuvvui.",
    "The sign-in was broken off or refused."};
constexpr Text try_again{"Logg inn", "Logg inn", "Sisačálit", "Sign in"};
constexpr Text done_title{"Du er logget ut", "Du er logga ut", "Don leat olggosčállán", "You are signed out"};
// clang-format on

bool is_secret(std::string_view text) {
  return text.size() == secret_letters && text.find_first_not_of(
                                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                              "0123456789-_") == text.npos;
}

Response sent_to(std::string address) {
  Response response{.status = 303, .content_type = {}, .body = {}, .headers = {}};
  response.headers.emplace_back("Location", std::move(address));
  return response;
}

/// `se nb`: what the page speaks first, then what the browser asks for.
std::string language_for(const Request& request) {
  if (const auto asked = request.query_value("lang");
      asked && (*asked == "nb" || *asked == "nn" || *asked == "se" || *asked == "en"))
    return std::string{*asked};
  return language_of(request);
}

std::string link_to_sign_in(const std::string& back) {
  std::string query;
  add_field(query, "back", back);
  return "/sign-in?" + query;
}

Response failed(int status, const std::string& language, const Text& why, const std::string& back) {
  std::string body{"<p>"};
  body.append(escaped(why.in(language))).append("</p>\n<p><a class=\"button\" href=\"");
  body.append(escaped(link_to_sign_in(back))).append("\">").append(try_again.in(language)).append("</a></p>\n");
  return html_page(status, language, failed_title.in(language), body);
}

std::string hint_from(const Request& request) {
  const auto asked = request.query_value("as").value_or("");
  for (const char c : asked) {
    if (c < '!' || c > '~') return {};
  }
  return asked.size() <= hint_bytes_max ? std::string{asked} : std::string{};
}

tl::unexpected<Response> not_signed_in(std::string_view why) {
  auto response = problem(401, why, {}, "sign_in");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return tl::unexpected{std::move(response)};
}

}  // namespace

class SignIn::Impl final : public Gate {
 public:
  Impl(SignInSettings settings, Fetch fetch, const Clock& clock)
      : clock_{clock},
        provider_{std::move(settings), std::move(fetch), clock},
        sessions_{provider_.settings().idle, provider_.settings().longest} {}

  [[nodiscard]] tl::expected<Caller, Response> admit(const Request& request) const override {
    if (const auto bearer = request.header("authorization")) return program(*bearer, request);
    const auto origin = origin_of(request);
    const auto secret = Cookies{origin}.value(request, session_cookie);
    if (!is_secret(secret)) return not_signed_in("nobody is signed in");
    if (!is_from_own_page(request, origin))
      return tl::unexpected{problem(403, "the request comes from another site's page")};
    auto caller = sessions_.caller_of(secret, clock_.now());
    if (!caller) return not_signed_in("the session has ended");
    if (request.header("matbud-role").value_or(word_of(caller->role)) != word_of(caller->role) ||
        request.header("matbud-user").value_or(caller->subject) != caller->subject)
      return not_signed_in("somebody else has signed in");
    caller->language = language_of(request);
    return *std::move(caller);
  }

  Answer begin(const Request& request) {
    const auto origin = origin_of(request);
    const Cookies cookies{origin};
    auto browser = cookies.value(request, browser_cookie);
    if (!is_secret(browser)) browser = random_text();
    const Attempt attempt{.nonce = random_text(),
                          .verifier = random_text(),
                          .back = way_back(request.query_value("back").value_or("/")),
                          .redirect_uri = std::string{origin}.append(callback_path)};
    const auto language = language_for(request);
    return later(language, attempt.back, [this, attempt, cookies, browser, language, hint = hint_from(request)] {
      const auto state = attempts_.begin(attempt, browser, clock_.now());
      const auto question = provider_.question(attempt, state, hint, language);
      if (!question) return told(question.error(), language, attempt.back);
      auto response = sent_to(*question);
      response.headers.emplace_back("Set-Cookie", cookies.keep(browser_cookie, browser, Attempts::patience));
      return response;
    });
  }

  Answer end(const Request& request) {
    const Cookies cookies{origin_of(request)};
    const auto language = language_for(request);
    const auto attempt =
        attempts_.take(request.query_value("state").value_or(""), cookies.value(request, browser_cookie), clock_.now());
    if (!attempt) return failed(400, language, not_begun_here, "/");
    // RFC 9207: an answer that names its issuer is that issuer's.
    const bool from_another =
        request.query_value("iss").value_or(provider_.settings().issuer) != provider_.settings().issuer;
    const std::string code{request.query_value("code").value_or("")};
    if (request.query_value("error") || code.empty() || from_another)
      return failed(403, language, not_believed, attempt->back);
    return later(language, attempt->back,
                 [this, cookies, language, code, attempt = *attempt, before = cookies.value(request, session_cookie)] {
                   return entered(cookies, language, code, attempt, before);
                 });
  }

  Answer leave(const Request& request) {
    const auto origin = origin_of(request);
    if (!is_from_own_page(request, origin)) return problem(403, "the request comes from another site's page");
    const Cookies cookies{origin};
    const auto left = sessions_.end(cookies.value(request, session_cookie));
    const auto done = std::string{origin}.append(done_path);
    const auto next = left ? provider_.farewell(left->id_token, done) : std::nullopt;
    Response response{.status = 200,
                      .content_type = "application/json",
                      .body = nlohmann::json{{"next", next.value_or(std::string{done_path})}}.dump() + "\n",
                      .headers = {}};
    response.headers.emplace_back("Set-Cookie", cookies.forget(session_cookie));
    return response;
  }

  static Answer done(const Request& request) {
    const auto language = language_for(request);
    std::string body{"<p><a class=\"button\" href=\"/sign-in\">"};
    body.append(try_again.in(language)).append("</a></p>\n");
    return html_page(200, language, done_title.in(language), body);
  }

 private:
  void tell(const Error& error) const {
    if (provider_.settings().on_trouble) provider_.settings().on_trouble(error);
  }
  Response told(const Error& error, const std::string& language, const std::string& back) const {
    tell(error);
    if (error.code == Error::Code::retryable) return failed(503, language, not_now, back);
    return failed(403, language, not_believed, back);
  }
  [[nodiscard]] std::string origin_of(const Request& request) const {
    const auto& settings = provider_.settings();
    if (!settings.public_origin.empty()) return settings.public_origin;
    // The server has held the name against those of this machine.
    return "http://" + std::string{request.header("host").value_or("127.0.0.1")};
  }

  /// The answer of what waits for the issuer, on the clerk's thread.
  Answer later(const std::string& language, const std::string& back, std::function<Response()> work) {
    const Later later{patience, [language, back] { return failed(503, language, not_now, back); }};
    const bool taken = clerk_.give([work = std::move(work), language, back, reply = later.reply()] {
      try {
        reply.complete(work());
      } catch (const std::exception&) {
        reply.complete(failed(503, language, not_now, back));
      }
    });
    return taken ? Answer{later} : Answer{failed(503, language, not_now, back)};
  }

  Response entered(const Cookies& cookies, const std::string& language, const std::string& code, const Attempt& attempt,
                   const std::string& before) {
    auto redeemed = provider_.redeem(code, attempt);
    if (!redeemed) return told(redeemed.error(), language, attempt.back);
    auto caller = person_from(redeemed->claims, provider_.settings());
    if (!caller) {
      tell(caller.error());
      return failed(403, language, no_role, attempt.back);
    }
    sessions_.end(before);  // whoever signs in leaves what was before
    const auto secret = sessions_.begin({*std::move(caller), std::move(redeemed->id_token)}, clock_.now());
    auto response = sent_to(attempt.back);
    response.headers.emplace_back("Set-Cookie", cookies.keep(session_cookie, secret, provider_.settings().longest));
    return response;
  }

  [[nodiscard]] tl::expected<Caller, Response> program(std::string_view authorization, const Request& request) const {
    constexpr std::string_view scheme = "bearer ";
    const auto word = authorization.substr(0, scheme.size());
    const bool is_bearer = std::ranges::equal(word, scheme, {}, [](char c) { return c | 0x20; });
    if (!is_bearer || provider_.settings().machine_audience.empty())
      return not_signed_in("the header authorization is none that opens this door");
    const auto claims = provider_.program_claims(authorization.substr(scheme.size()));
    if (!claims && claims.error().code == Error::Code::retryable) {
      clerk_.give([this] { (void)provider_.learn(); });
      auto response = problem(503, claims.error().message);
      response.headers.emplace_back("Retry-After", "1");
      return tl::unexpected{std::move(response)};
    }
    if (!claims) return not_signed_in(claims.error().message);
    auto caller = program_from(*claims, provider_.settings());
    if (!caller) return tl::unexpected{problem(403, caller.error().message)};
    caller->language = language_of(request);
    return *std::move(caller);
  }

  const Clock& clock_;
  mutable Provider provider_;
  mutable Sessions sessions_;
  Attempts attempts_;
  mutable Clerk clerk_;  // ends first: its errands use the rest
};

namespace {

tl::unexpected<Error> unusable(std::string_view setting, std::string_view why) {
  return failure(Error::Code::invalid, "sign_in." + std::string{setting} + ": " + std::string{why});
}

Result<void> checked(const SignInSettings& settings) {
  if (!http::is_private_way(settings.issuer)) return unusable("issuer", "must begin with https://");
  if (settings.client_id.empty()) return unusable("client_id", "is missing");
  if (!settings.key) return unusable("key_file", "is missing");
  const auto& origin = settings.public_origin;
  if (!origin.empty() && (!origin.starts_with("https://") || origin.find('/', 8) != origin.npos || origin.size() == 8))
    return unusable("public_origin", "must be https:// and a name, without a path");
  if (settings.machine_audience == settings.client_id)
    return unusable("machine_audience", "must be another one than client_id");
  if (settings.idle <= std::chrono::minutes{0} || settings.longest <= std::chrono::minutes{0})
    return unusable("idle_minutes", "a session must last at least a minute");
  return {};
}

class GateForDevelopment final : public Gate {
 public:
  explicit GateForDevelopment(std::shared_ptr<const Gate> first) : first_{std::move(first)} {}
  [[nodiscard]] tl::expected<Caller, Response> admit(const Request& request) const override {
    // A browser says where it comes from; that of a page which has not asked who is in says a municipality as well.
    const bool is_a_program = !request.header("sec-fetch-site") || request.header("matbud-municipality");
    const bool says_who =
        request.header("matbud-role") && !request.header("cookie") && !request.header("authorization");
    return is_a_program && says_who ? local_->admit(request) : first_->admit(request);
  }

 private:
  std::shared_ptr<const Gate> first_;
  std::shared_ptr<const Gate> local_ = local_gate();
};

}  // namespace

SignIn::SignIn(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
SignIn::~SignIn() = default;

Result<std::shared_ptr<SignIn>> SignIn::make(SignInSettings settings, Fetch fetch, const Clock& clock) {
  if (const auto good = checked(settings); !good) return tl::unexpected{good.error()};
  return std::shared_ptr<SignIn>{new SignIn{std::make_unique<Impl>(std::move(settings), std::move(fetch), clock)}};
}

std::shared_ptr<const Gate> SignIn::gate() { return {shared_from_this(), impl_.get()}; }

void SignIn::add_to(Router& router) {
  router.keep(shared_from_this());
  auto* const impl = impl_.get();
  router.add("GET", "/sign-in", [impl](const Request& request) { return impl->begin(request); });
  router.add("GET", callback_path, [impl](const Request& request) { return impl->end(request); });
  router.add("GET", style_path, [](const Request&) { return style_sheet(); });
  router.add("GET", icon_path, [](const Request&) { return icon(); });
  router.add("POST", "/sign-out", [impl](const Request& request) { return impl->leave(request); });
  router.add("GET", done_path, [](const Request& request) { return Impl::done(request); });
}

std::shared_ptr<const Gate> gate_for_development(std::shared_ptr<const Gate> first) {
  return std::make_shared<GateForDevelopment>(std::move(first));
}

}  // namespace matbud::web
