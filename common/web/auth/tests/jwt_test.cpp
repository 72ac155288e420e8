// Which tokens are believed, and what is wrong with all others.
#include "matbud/web/auth/jwt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "evp.h"
#include "matbud/web/auth/base64url.h"

namespace matbud::web {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr std::int64_t now_s = 1'795'000'000;

json good_claims() {
  return {{"iss", "https://id.example"}, {"aud", "matbud"}, {"sub", "worker-1"},     {"iat", now_s - 5},
          {"exp", now_s + 60},           {"nonce", "n-1"},  {"role", "care_worker"}, {"municipality", "3024"}};
}
JwtExpectation expected() { return {"https://id.example", "matbud", "n-1", Timestamp{from_ms(now_s * 1000)}}; }

std::vector<VerificationKey> keys_of(const SigningKey& key) {
  return {VerificationKey::from_jwk(key.public_jwk()).value()};
}

/// A key pair of RSA that signs as issuers do.
class RsaIssuer {
 public:
  explicit RsaIssuer(unsigned bits) : key_{EVP_RSA_gen(bits)} {}

  [[nodiscard]] json jwk(const char* algorithm) const {
    return {{"kty", "RSA"}, {"alg", algorithm}, {"kid", "rsa-1"}, {"n", number("n")}, {"e", number("e")}};
  }
  [[nodiscard]] std::string sign(const char* algorithm, const json& claims) const {
    const json header{{"alg", algorithm}, {"kid", "rsa-1"}};
    const auto bytes = base64url(header.dump()) + "." + base64url(claims.dump());
    const DigestContext context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* key_context = nullptr;
    EVP_DigestSignInit(context.get(), &key_context, EVP_sha256(), nullptr, key_.get());
    if (std::string_view{algorithm} == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST);
    }
    std::size_t size = 1024;
    std::string signature(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    signature.resize(size);
    return bytes + "." + base64url(signature);
  }

 private:
  [[nodiscard]] std::string number(const char* name) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    const BigNumber owned{value};
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
    BN_bn2bin(value, reinterpret_cast<unsigned char*>(bytes.data()));
    return base64url(bytes);
  }
  Key key_;
};

// RFC 7515, appendix A.3.
TEST(VerificationKey, AgreesWithTheStandardsOwnExample) {
  const json jwk{{"kty", "EC"},
                 {"crv", "P-256"},
                 {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                 {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}};
  const auto key = VerificationKey::from_jwk(jwk);
  ASSERT_TRUE(key) << key.error().message;
  const std::string signed_bytes =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
      "cnVlfQ";
  const auto signature =
      from_base64url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q").value();
  EXPECT_TRUE(key->verifies(signed_bytes, signature));
  EXPECT_FALSE(key->verifies(signed_bytes + "A", signature));
  EXPECT_FALSE(key->verifies(signed_bytes, signature.substr(1)));
}

TEST(VerificationKey, IsNotMadeOfWhatIsNotLetIn) {
  const RsaIssuer small{1024};
  const auto good = SigningKey::generate().public_jwk();
  const auto with = [&](const char* name, const json& value) {
    auto jwk = good;
    jwk[name] = value;
    return jwk;
  };
  const std::pair<const char*, json> rows[] = {
      {"a secret that both sides share", json{{"kty", "oct"}, {"k", "c2VjcmV0"}, {"alg", "HS256"}}},
      {"an algorithm of secrets", with("alg", "HS256")},
      {"no algorithm at all", with("alg", "none")},
      {"another curve", with("crv", "P-384")},
      {"a point that is not on the curve", with("x", base64url(std::string(32, '\1')))},
      {"a coordinate that is too short", with("x", "AAAA")},
      {"a key for secrecy", with("use", "enc")},
      {"RSA of 1024 bits", small.jwk("RS256")},
      {"RSA of an absurd length",
       json{{"kty", "RSA"}, {"n", base64url(std::string(4096, '\x7f'))}, {"e", "AQAB"}, {"alg", "RS256"}}},
      {"no object", json::array()},
  };
  for (const auto& [story, jwk] : rows) EXPECT_FALSE(VerificationKey::from_jwk(jwk)) << story;
}

TEST(Token, OfTheIssuerIsBelieved) {
  const auto key = SigningKey::generate();
  const auto claims = verified_claims(key.sign(good_claims()), keys_of(key), expected());
  ASSERT_TRUE(claims) << claims.error().message;
  EXPECT_EQ(claims->at("role"), "care_worker");
}

TEST(Token, SignedByRsaIsBelievedInTheWayItsKeySays) {
  const RsaIssuer issuer{2048};
  for (const auto* algorithm : {"PS256", "RS256"}) {
    const std::vector keys{VerificationKey::from_jwk(issuer.jwk(algorithm)).value()};
    EXPECT_TRUE(verified_claims(issuer.sign(algorithm, good_claims()), keys, expected())) << algorithm;
    const auto* other = std::string_view{algorithm} == "PS256" ? "RS256" : "PS256";
    EXPECT_FALSE(verified_claims(issuer.sign(other, good_claims()), keys, expected())) << other;
  }
}

TEST(Token, ThatSaysTheWrongThingsIsRefused) {
  struct Row {
    const char* story;
    std::function<void(json&)> change;
    const char* why;
  };
  const Row rows[] = {
      {"of another issuer", [](json& c) { c["iss"] = "https://id.example/"; }, "another issuer"},
      {"without an issuer", [](json& c) { c.erase("iss"); }, "another issuer"},
      {"for another client", [](json& c) { c["aud"] = "matbud2"; }, "somebody else"},
      {"for nobody", [](json& c) { c.erase("aud"); }, "somebody else"},
      {"for several, of whom it says not that it is ours",
       [](json& c) {
         c["aud"] = {"matbud", "x"};
       },
       "somebody else"},
      {"that has expired", [](json& c) { c["exp"] = now_s - 11; }, "expired"},
      {"that never expires", [](json& c) { c.erase("exp"); }, "until when"},
      {"whose end is a text", [](json& c) { c["exp"] = "9999999999"; }, "until when"},
      {"of tomorrow", [](json& c) { c["iat"] = now_s + 3600; }, "future"},
      {"that holds later", [](json& c) { c["nbf"] = now_s + 3600; }, "not hold yet"},
      {"of another sign-in", [](json& c) { c["nonce"] = "n-2"; }, "another sign-in"},
      {"without a nonce", [](json& c) { c.erase("nonce"); }, "another sign-in"},
      {"about nobody", [](json& c) { c["sub"] = ""; }, "who it speaks of"},
  };
  const auto key = SigningKey::generate();
  for (const auto& row : rows) {
    auto claims = good_claims();
    row.change(claims);
    const auto answer = verified_claims(key.sign(claims), keys_of(key), expected());
    ASSERT_FALSE(answer) << row.story;
    EXPECT_THAT(answer.error().message, HasSubstr(row.why)) << row.story;
  }
}

TEST(Token, AtTheEdgeOfItsTimeHasTenSeconds) {
  const auto key = SigningKey::generate();
  auto claims = good_claims();
  claims["exp"] = now_s - 9;
  EXPECT_TRUE(verified_claims(key.sign(claims), keys_of(key), expected()));
  claims["aud"] = {"matbud", "x"};
  claims["azp"] = "matbud";
  EXPECT_TRUE(verified_claims(key.sign(claims), keys_of(key), expected())) << "several audiences, and meant for us";
}

TEST(Token, ThatIsForgedIsRefused) {
  const auto key = SigningKey::generate();
  const auto token = key.sign(good_claims());
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  const auto claims = token.substr(first, second - first);
  const auto head = [](const json& header) { return base64url(header.dump()); };
  const auto kid = key.public_jwk().at("kid");

  // A secret made of the public key, for a verifier that lets the token choose the algorithm.
  const auto public_key = key.public_jwk().dump();
  const auto hmac_bytes = head({{"alg", "HS256"}, {"kid", kid}}) + claims;
  unsigned char mac[32];
  unsigned mac_size = 0;
  HMAC(EVP_sha256(), public_key.data(), static_cast<int>(public_key.size()),
       reinterpret_cast<const unsigned char*>(hmac_bytes.data()), hmac_bytes.size(), mac, &mac_size);

  auto other_claims = good_claims();
  other_claims["role"] = "administrator";
  const std::pair<const char*, std::string> rows[] = {
      {"signed by nobody", head({{"alg", "none"}}) + claims + "."},
      {"signed by nobody, with a signature's place filled", head({{"alg", "none"}}) + claims + ".AAAA"},
      {"signed with the public key as a secret",
       hmac_bytes + "." + base64url({reinterpret_cast<const char*>(mac), mac_size})},
      {"with other claims", token.substr(0, first + 1) + base64url(other_claims.dump()) + token.substr(second)},
      {"by another key", SigningKey::generate().sign(good_claims())},
      {"by the right key under another id", head({{"alg", "ES256"}, {"kid", "other"}}) + claims + token.substr(second)},
      {"with an extension we do not know",
       head({{"alg", "ES256"}, {"kid", kid}, {"crit", {"b64"}}}) + claims + token.substr(second)},
      {"cut short", token.substr(0, token.size() - 4)},
      {"without a signature", token.substr(0, second)},
      {"with a signature of nothing but zeros", token.substr(0, second + 1) + base64url(std::string(64, '\0'))},
      {"with something behind it", token + ".x"},
      {"of nothing", ""},
      {"of two dots", ".."},
      {"of twenty kilobytes", std::string(20'000, 'A')},
  };
  for (const auto& [story, forged] : rows) EXPECT_FALSE(verified_claims(forged, keys_of(key), expected())) << story;
  EXPECT_FALSE(verified_claims(token, {}, expected())) << "an issuer without keys";
}

TEST(SigningKey, IsTheSameAfterItWasKeptInAFile) {
  const auto key = SigningKey::generate();
  const auto read = SigningKey::from_pem(key.to_pem());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->public_jwk(), key.public_jwk());
  EXPECT_TRUE(verified_claims(read->sign(good_claims()), keys_of(key), expected()));
  EXPECT_FALSE(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"));
}

}  // namespace
}  // namespace matbud::web
