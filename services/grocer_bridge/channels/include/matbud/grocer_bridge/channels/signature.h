// Signed messages between systems: Standard Webhooks (standardwebhooks.com), HMAC-SHA256 over `id.timestamp.body`.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/base/time.h"

namespace matbud::grocer_bridge {

/// Secrets that both sides know. While one is replaced there are two: we sign with each, and take a message that is
/// signed with any of them.
class SharedSecrets {
 public:
  /// Lines `whsec_<base64>` of 24 to 64 bytes each, one or two. `invalid` otherwise, never with a secret in the words.
  [[nodiscard]] static Result<SharedSecrets> parse(std::string_view text);
  /// The same from a file that only its owner may read (0400 or 0600). `not_found` when there is none, `unavailable`
  /// when it cannot be read, `invalid` when others may read it.
  [[nodiscard]] static Result<SharedSecrets> read(const std::filesystem::path& path);

  /// The value of webhook-signature: `v1,<base64>` for each secret.
  [[nodiscard]] std::string sign(std::string_view id, std::int64_t timestamp_s, std::string_view body) const;
  /// Whether one of the signatures is ours, in a time that does not tell how near it was.
  [[nodiscard]] bool holds(std::string_view signatures, std::string_view id, std::int64_t timestamp_s,
                           std::string_view body) const;

 private:
  std::vector<std::string> keys_;
};

/// What a signed message says of itself, by its headers.
struct SignedHeaders {
  std::string_view id;         ///< webhook-id
  std::string_view timestamp;  ///< webhook-timestamp: seconds since the epoch
  std::string_view signature;  ///< webhook-signature
};

/// Checks that a message is from who knows the secrets, and not an old one sent again by somebody else. `invalid` when
/// it must not be taken; the words do not say how near it came.
[[nodiscard]] Result<void> check_signed(const SharedSecrets& secrets, const SignedHeaders& headers,
                                        std::string_view body, Timestamp now,
                                        std::chrono::seconds tolerance = std::chrono::minutes{5});

/// The ids of messages that were taken within the tolerance: one that is repeated word for word within it is known.
/// Threads may share it. After a restart it knows nothing, and the answers' ids in the log do.
class SeenIds {
 public:
  explicit SeenIds(std::chrono::seconds for_how_long = std::chrono::minutes{10}) : for_how_long_{for_how_long} {}
  [[nodiscard]] bool knows(const std::string& id, Timestamp now) const;
  void remember(const std::string& id, Timestamp now);

 private:
  std::chrono::seconds for_how_long_;
  mutable std::mutex mutex_;
  std::map<std::string, Timestamp> seen_;
};

/// Tokens of those who may fetch: lines of at least 32 characters, one or two of them, from a file that only its owner
/// may read. Errors as SharedSecrets::read.
[[nodiscard]] Result<std::vector<std::string>> read_bearer_tokens(const std::filesystem::path& path);

/// Whether two texts are equal, in a time that depends on their lengths alone.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace matbud::grocer_bridge
