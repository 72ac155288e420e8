// The issuer as we speak with it: OpenID Connect Core and Discovery, RFC 7636 (PKCE), 7523 (private_key_jwt) and 9126
// (pushed requests, where the issuer takes them).
#pragma once

#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/web/sign_in/fetch.h"
#include "matbud/web/sign_in/settings.h"
#include "sessions.h"

namespace matbud::web {

/// What came of a code.
struct Redeemed {
  nlohmann::json claims;
  std::string id_token;
};

/// Threads may share it. Calls that say so wait for the issuer, at most some seconds a question.
class Provider {
 public:
  Provider(SignInSettings settings, Fetch fetch, const Clock& clock);

  /// Where the browser is sent. Waits. `hint` and `languages` are handed on when they are not empty.
  [[nodiscard]] Result<std::string> question(const Attempt& attempt, const std::string& state, const std::string& hint,
                                             const std::string& languages);
  /// What the issuer says in exchange for the code, verified. Waits. `invalid` when code or token is no good,
  /// `retryable` when the issuer cannot be asked.
  [[nodiscard]] Result<Redeemed> redeem(const std::string& code, const Attempt& attempt);
  /// Where a browser is sent to sign out there as well; nothing when the issuer knows no such place.
  [[nodiscard]] std::optional<std::string> farewell(const std::string& id_token, const std::string& after) const;

  /// The claims of a program's token by the keys that are known now. Does not wait: `retryable` when other keys may be
  /// had by learn(), or are being asked for.
  [[nodiscard]] Result<nlohmann::json> program_claims(std::string_view token) const;
  /// Asks for the issuer's document and keys again, unless that was done just now. Waits.
  [[nodiscard]] Result<void> learn();

  [[nodiscard]] const SignInSettings& settings() const { return settings_; }

 private:
  /// The issuer's own word about itself.
  struct Known {
    std::string authorization;
    std::string token;
    std::string pushed;    ///< empty: takes no pushed requests
    std::string farewell;  ///< empty: none
    std::vector<VerificationKey> keys;
    Timestamp at;
  };
  using Shared = std::shared_ptr<const Known>;

  [[nodiscard]] Shared known() const;
  /// What is known, asked for when it is nothing or old.
  [[nodiscard]] Result<Shared> fresh();
  [[nodiscard]] Result<Known> asked() const;
  [[nodiscard]] Result<nlohmann::json> fetch_json(const FetchRequest& request, std::string_view what) const;
  void add_assertion(std::string& form) const;
  [[nodiscard]] Result<nlohmann::json> claims_of(const std::string& id_token, const Attempt& attempt);
  [[nodiscard]] bool may_learn() const;
  /// Whether other keys may come by waiting.
  [[nodiscard]] bool may_come() const;

  SignInSettings settings_;
  Fetch fetch_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  Shared known_;
  std::optional<Timestamp> asked_at_;
  bool is_asking_ = false;
  std::mutex asking_;  ///< one question at a time
};

}  // namespace matbud::web
