#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "evp.h"
#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/jwt.h"

namespace matbud::web {
namespace {

using nlohmann::json;

constexpr std::size_t p256_bytes = 32;
constexpr int rsa_bits_min = 2048;
constexpr int rsa_bits_max = 8192;  // verifying costs its square: a key set must not be able to stop us

tl::unexpected<Error> bad_key(std::string_view why) {
  return failure(Error::Code::invalid, "a key of the issuer: " + std::string{why});
}

std::string text_of(const json& jwk, const char* name) {
  const auto found = jwk.find(name);
  return found != jwk.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// A number or coordinate of the key; empty when it is none.
std::string bytes_of(const json& jwk, const char* name) { return from_base64url(text_of(jwk, name)).value_or(""); }

Key made(const char* type, OSSL_PARAM* params) {
  const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    return nullptr;
  Key owned{key};
  const KeyContext checking{EVP_PKEY_CTX_new_from_pkey(nullptr, owned.get(), nullptr)};
  if (!checking || EVP_PKEY_public_check(checking.get()) != 1) return nullptr;
  return owned;
}

/// A point on P-256, or nothing.
Key p256_key(const json& jwk) {
  const auto x = bytes_of(jwk, "x");
  const auto y = bytes_of(jwk, "y");
  if (text_of(jwk, "crv") != "P-256" || x.size() != p256_bytes || y.size() != p256_bytes) return nullptr;
  const auto point = "\x04" + x + y;
  const ParamBuilder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  const Params params{OSSL_PARAM_BLD_to_param(builder.get())};
  return made("EC", params.get());
}

BigNumber number_of(const std::string& bytes) {
  return BigNumber{
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr)};
}

Key rsa_key(const json& jwk) {
  const auto modulus_bytes = bytes_of(jwk, "n");
  const auto exponent_bytes = bytes_of(jwk, "e");
  if (modulus_bytes.empty() || exponent_bytes.empty() || modulus_bytes.size() * 8 > rsa_bits_max) return nullptr;
  const auto modulus = number_of(modulus_bytes);
  const auto exponent = number_of(exponent_bytes);
  const ParamBuilder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  const Params params{OSSL_PARAM_BLD_to_param(builder.get())};
  return made("RSA", params.get());
}

std::optional<JwtAlgorithm> algorithm_of(const std::string& type, const std::string& word) {
  if (type == "EC" && (word.empty() || word == "ES256")) return JwtAlgorithm::es256;
  if (type == "RSA" && word == "PS256") return JwtAlgorithm::ps256;
  if (type == "RSA" && (word.empty() || word == "RS256")) return JwtAlgorithm::rs256;
  return std::nullopt;
}

/// A token's two numbers one after another (RFC 7518, 3.4) as OpenSSL wants them; empty when they are not.
std::string der_of(std::string_view raw) {
  if (raw.size() != 2 * p256_bytes) return {};
  const Signature signature{ECDSA_SIG_new()};
  auto r = number_of(std::string{raw.substr(0, p256_bytes)});
  auto s = number_of(std::string{raw.substr(p256_bytes)});
  if (ECDSA_SIG_set0(signature.get(), r.release(), s.release()) != 1) return {};
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return {};
  std::string bytes{reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

struct VerificationKey::Parts {
  std::string id;
  JwtAlgorithm algorithm;
  Key key;
};

std::string_view word_of(JwtAlgorithm algorithm) {
  switch (algorithm) {
    case JwtAlgorithm::es256: return "ES256";
    case JwtAlgorithm::ps256: return "PS256";
    case JwtAlgorithm::rs256: return "RS256";
  }
  return "";
}

Result<VerificationKey> VerificationKey::from_jwk(const json& jwk) {
  if (!jwk.is_object()) return bad_key("is no object");
  const auto use = text_of(jwk, "use");
  if (!use.empty() && use != "sig") return bad_key("is not for signatures");
  const auto type = text_of(jwk, "kty");
  const auto algorithm = algorithm_of(type, text_of(jwk, "alg"));
  if (!algorithm) return bad_key("is of a type or for an algorithm that is not let in");
  auto key = *algorithm == JwtAlgorithm::es256 ? p256_key(jwk) : rsa_key(jwk);
  if (!key) return bad_key("cannot be read");
  if (*algorithm != JwtAlgorithm::es256 && EVP_PKEY_get_bits(key.get()) < rsa_bits_min)
    return bad_key("has fewer than 2048 bits");
  VerificationKey made;
  made.parts_ = std::make_shared<const Parts>(Parts{text_of(jwk, "kid"), *algorithm, std::move(key)});
  return made;
}

const std::string& VerificationKey::id() const { return parts_->id; }
JwtAlgorithm VerificationKey::algorithm() const { return parts_->algorithm; }

bool VerificationKey::verifies(std::string_view bytes, std::string_view signature) const {
  std::string der;
  if (parts_->algorithm == JwtAlgorithm::es256) {
    der = der_of(signature);
    if (der.empty()) return false;
    signature = der;
  }
  const DigestContext context{EVP_MD_CTX_new()};
  EVP_PKEY_CTX* key_context = nullptr;  // the digest context owns it
  if (!context || EVP_DigestVerifyInit(context.get(), &key_context, EVP_sha256(), nullptr, parts_->key.get()) != 1)
    return false;
  if (parts_->algorithm == JwtAlgorithm::ps256 &&
      (EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                          reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
}

}  // namespace matbud::web
