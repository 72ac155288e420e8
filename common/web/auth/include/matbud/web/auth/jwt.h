// Signed tokens (RFC 7515, 7517, 7519) with the few algorithms that are let in.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/base/time.h"

namespace matbud::web {

/// What a key may be used for. The key says so, never the token: a token that names another algorithm is refused.
enum class JwtAlgorithm : std::uint8_t {
  es256,  ///< ECDSA on P-256 with SHA-256
  ps256,  ///< RSASSA-PSS with SHA-256
  rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256; many issuers know no other
};
[[nodiscard]] std::string_view word_of(JwtAlgorithm algorithm);

/// One public key of an issuer. Copies share it; threads may share it.
class VerificationKey {
 public:
  /// Reads one key of a key set (RFC 7517). `invalid`, and why, for keys of other types and curves, RSA below 2048
  /// bits, keys that are not for signatures, and a key whose `alg` does not fit. A key of RSA without `alg` is RS256's.
  [[nodiscard]] static Result<VerificationKey> from_jwk(const nlohmann::json& jwk);

  [[nodiscard]] const std::string& id() const;  ///< `kid`; may be empty
  [[nodiscard]] JwtAlgorithm algorithm() const;
  /// Whether this key's owner signed these bytes.
  [[nodiscard]] bool verifies(std::string_view bytes, std::string_view signature) const;

 private:
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

/// A key pair of our own (P-256, ES256): it signs what we say of ourselves.
class SigningKey {
 public:
  /// A new one.
  [[nodiscard]] static SigningKey generate();
  /// Reads PKCS#8 in PEM. `invalid` when it is no private key on P-256.
  [[nodiscard]] static Result<SigningKey> from_pem(std::string_view pem);
  [[nodiscard]] std::string to_pem() const;

  /// Its public half as a JWK, with `kid` (the thumbprint of RFC 7638), `alg` and `use`.
  [[nodiscard]] nlohmann::json public_jwk() const;
  /// A compact token of these claims; `type` is what its header says it is.
  [[nodiscard]] std::string sign(const nlohmann::json& claims, std::string_view type = "JWT") const;

 private:
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

/// What a token must say to be believed.
struct JwtExpectation {
  std::string issuer;    ///< `iss`, to the letter
  std::string audience;  ///< in `aud`; when there are others besides, `azp` must be this one
  std::string nonce;     ///< of the sign-in that it answers; empty = none expected
  Timestamp now;
  std::string subject_claim = "sub";  ///< a text that must be there: whom the token speaks of
};

/// The claims of a token that one of the keys verifies and that says what is expected, with ten seconds of leeway for
/// clocks. `invalid`, and what is wrong, else; the message never holds a claim's value. `exp`, `iat` and the subject
/// must be there. With a `kid` in the token only that key is tried. At most 16 KiB.
[[nodiscard]] Result<nlohmann::json> verified_claims(std::string_view token, const std::vector<VerificationKey>& keys,
                                                     const JwtExpectation& expected);

/// Whether a token names a key (`kid`) that is none of these: the issuer may have changed its keys.
[[nodiscard]] bool names_unknown_key(std::string_view token, const std::vector<VerificationKey>& keys);

}  // namespace matbud::web
