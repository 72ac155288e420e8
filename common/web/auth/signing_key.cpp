#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "evp.h"
#include "matbud/web/auth/base64url.h"
#include "matbud/web/auth/jwt.h"

namespace matbud::web {
namespace {

constexpr int p256_bytes = 32;

/// One coordinate of the public point, or a number of a signature: 32 bytes, the largest first.
std::string padded(const BIGNUM* number) {
  std::array<unsigned char, p256_bytes> bytes{};
  BN_bn2binpad(number, bytes.data(), p256_bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string coordinate(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error{"a P-256 key without coordinates"};
  const BigNumber owned{number};
  return padded(number);
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 32> name{};
  std::size_t size = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), &size) == 1 &&
         std::string_view{name.data(), size} == "prime256v1";
}

/// OpenSSL's form of a signature as a token has it (RFC 7518, 3.4).
std::string raw_of(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Signature signature{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()))};
  if (!signature) throw std::runtime_error{"OpenSSL cannot read its own signature"};
  return padded(ECDSA_SIG_get0_r(signature.get())) + padded(ECDSA_SIG_get0_s(signature.get()));
}

}  // namespace

struct SigningKey::Parts {
  Key key;
};

SigningKey SigningKey::generate() {
  Key key{EVP_EC_gen("P-256")};
  if (!key) throw std::runtime_error{"OpenSSL makes no P-256 key"};
  SigningKey made;
  made.parts_ = std::make_shared<const Parts>(Parts{std::move(key)});
  return made;
}

Result<SigningKey> SigningKey::from_pem(std::string_view pem) {
  const Memory memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  // A pass phrase is never asked for: a service starts without anybody there.
  const auto nobody = [](char*, int, int, void*) { return -1; };
  Key key{PEM_read_bio_PrivateKey(memory.get(), nullptr, nobody, nullptr)};
  if (!key || !is_p256(key.get())) return failure(Error::Code::invalid, "is no private key on P-256 in PEM");
  SigningKey made;
  made.parts_ = std::make_shared<const Parts>(Parts{std::move(key)});
  return made;
}

std::string SigningKey::to_pem() const {
  const Memory memory{BIO_new(BIO_s_mem())};
  if (PEM_write_bio_PKCS8PrivateKey(memory.get(), parts_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error{"OpenSSL cannot write its own key"};
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

nlohmann::json SigningKey::public_jwk() const {
  const auto x = base64url(coordinate(parts_->key.get(), OSSL_PKEY_PARAM_EC_PUB_X));
  const auto y = base64url(coordinate(parts_->key.get(), OSSL_PKEY_PARAM_EC_PUB_Y));
  // RFC 7638: the required members in the order of their names, without blanks.
  const auto thumb = R"({"crv":"P-256","kty":"EC","x":")" + x + R"(","y":")" + y + "\"}";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(thumb.data()), thumb.size(), hash.data());
  return {{"kty", "EC"},
          {"crv", "P-256"},
          {"x", x},
          {"y", y},
          {"kid", base64url({reinterpret_cast<const char*>(hash.data()), hash.size()})},
          {"alg", "ES256"},
          {"use", "sig"}};
}

std::string SigningKey::sign(const nlohmann::json& claims, std::string_view type) const {
  const nlohmann::json header{{"alg", "ES256"}, {"typ", type}, {"kid", public_jwk().at("kid")}};
  auto token = base64url(header.dump()) + "." + base64url(claims.dump());
  const DigestContext context{EVP_MD_CTX_new()};
  std::size_t size = 0;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(token.data());
  std::string der;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, parts_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, bytes, token.size()) == 1) {
    der.resize(size);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size, bytes, token.size()) != 1)
      size = 0;
    der.resize(size);
  }
  if (der.empty()) throw std::runtime_error{"OpenSSL does not sign"};
  return token + "." + base64url(raw_of(der));
}

}  // namespace matbud::web
