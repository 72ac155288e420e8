// Who is signed in: sessions, and sign-ins that have begun.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/web/caller.h"

namespace matbud::web {

/// What is known of somebody who is signed in.
struct SignedIn {
  Caller caller;
  std::string id_token;  ///< what the issuer is shown when they sign out
};

/// Bounded: beyond 10,000 sessions, and 8 of one person, the one that was quiet longest ends. A session is known by a
/// random text that the browser keeps; here lies its hash alone. Threads may share it.
class Sessions {
 public:
  static constexpr std::size_t most = 10'000;
  static constexpr std::size_t most_of_one_person = 8;

  Sessions(std::chrono::minutes idle, std::chrono::minutes longest) : idle_{idle}, longest_{longest} {}

  /// The session's secret, for the cookie.
  [[nodiscard]] std::string begin(SignedIn who, Timestamp now);
  /// Whose session it is, which lives on by being asked for; nothing when there is none (any more).
  [[nodiscard]] std::optional<Caller> caller_of(std::string_view secret, Timestamp now);
  /// Ends it; who it was, when there was one.
  std::optional<SignedIn> end(std::string_view secret);
  [[nodiscard]] std::size_t count() const;

 private:
  struct Session {
    SignedIn who;
    Timestamp began;
    Timestamp seen;
  };
  using ByHash = std::map<std::string, Session, std::less<>>;
  [[nodiscard]] bool is_over(const Session& session, Timestamp now) const;
  void make_room(const Caller& caller, Timestamp now);

  std::chrono::minutes idle_;
  std::chrono::minutes longest_;
  mutable std::mutex mutex_;
  ByHash sessions_;
};

/// A sign-in that has begun: what its end is held against.
struct Attempt {
  std::string nonce;
  std::string verifier;      ///< of PKCE
  std::string back;          ///< where the person came from: a path of ours
  std::string redirect_uri;  ///< where the issuer sends them
};

/// Bounded: beyond 4,096 the oldest is forgotten. Each is taken once, by the browser that began it, within ten minutes.
/// Threads may share it.
class Attempts {
 public:
  static constexpr std::size_t most = 4'096;
  static constexpr std::chrono::minutes patience{10};

  /// The attempt's `state`. `browser` is the secret of the one that begins.
  [[nodiscard]] std::string begin(Attempt attempt, std::string_view browser, Timestamp now);
  /// Nothing when no attempt of that browser has this state. Another browser takes nothing away.
  [[nodiscard]] std::optional<Attempt> take(std::string_view state, std::string_view browser, Timestamp now);

 private:
  struct Begun {
    Attempt attempt;
    std::string browser_hash;
    Timestamp at;
  };
  std::mutex mutex_;
  std::map<std::string, Begun, std::less<>> begun_;  ///< by the hash of their state
  std::multimap<Timestamp, std::string>
      oldest_first_;  ///< the same hashes, and those of taken ones until their time is over
};

}  // namespace matbud::web
