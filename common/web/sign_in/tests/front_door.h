// The stage of stories about sign-in: a server whose gate asks an issuer that does what the story wants.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>

#include "matbud/web/auth/jwt.h"
#include "matbud/web/server.h"
#include "matbud/web/sign_in/sign_in.h"
#include "matbud/web/testing/browser.h"

namespace matbud::web {

/// A clock that stands until it is moved on.
class StandingClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return from_ms(now_ms_); }
  void move_on(std::chrono::milliseconds by) { now_ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ms_{1'795'000'000'000};
};

/// An issuer whose answers a story may spoil. Threads may share it.
class SpoiltIssuer {
 public:
  explicit SpoiltIssuer(const Clock& clock) : clock_{clock} {}

  static inline const std::string name = "https://id.example";

  [[nodiscard]] Fetch fetch();
  /// A token of the key that it signs with now.
  [[nodiscard]] std::string sign(const nlohmann::json& claims) const { return key_.sign(claims); }
  [[nodiscard]] nlohmann::json claims(const std::string& audience) const;

  /// The token that the next codes get; by default good_token().
  std::function<std::string(const std::string& nonce)> token = [this](const std::string& asked) {
    return good_token(asked);
  };
  [[nodiscard]] std::string good_token(const std::string& for_nonce) const;

  void changes_its_key() { key_ = SigningKey::generate(); }
  [[nodiscard]] const SigningKey& key() const { return key_; }
  /// What it was told in exchange for a code, field by field.
  [[nodiscard]] std::string told(const std::string& field) const;

  std::string nonce;  ///< of the question that the code answers
  std::string names_itself = name;
  std::atomic<bool> is_down = false;
  bool takes_pushed_requests = false;
  std::atomic<int> asked_for_keys{0};

 private:
  Result<Fetched> answered(const FetchRequest& request);

  const Clock& clock_;
  SigningKey key_ = SigningKey::generate();
  mutable std::mutex mutex_;
  std::string form_;
};

class TheFrontDoor : public ::testing::Test {
 protected:
  TheFrontDoor();

  /// Opens with these settings changed.
  void opens(const std::function<void(SignInSettings&)>& change = [](SignInSettings&) {});

  /// Begins a sign-in: the issuer's address with the question.
  std::string asks(const std::string& back = "/kitchen-table/");
  /// Comes back from the issuer with the answer to this question.
  testing::Answer returns(const std::string& question, const std::string& more = {});
  /// All of it.
  testing::Answer signs_in(const std::string& back = "/kitchen-table/") { return returns(asks(back)); }
  /// What the gate says: 200 and the caller, or why not.
  testing::Answer me(const std::string& headers = {}) { return browser_->get("/me", headers); }
  /// The same of a program.
  testing::Answer program(const std::string& token);
  [[nodiscard]] bool is_in() { return me().status == 200; }

  StandingClock clock_;
  SpoiltIssuer issuer_{clock_};
  SignInSettings settings_;
  std::unique_ptr<Server> server_;
  std::optional<testing::Browser> browser_;
};

}  // namespace matbud::web
