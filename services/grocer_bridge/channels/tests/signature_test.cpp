#include "matbud/grocer_bridge/channels/signature.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace matbud::grocer_bridge {
namespace {

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* next_secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
constexpr const char* id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr const char* body = R"({"test": 2432232314})";
constexpr std::int64_t sent_at_s = 1'614'265'330;
constexpr auto now = from_ms(sent_at_s * 1'000);

SharedSecrets secrets(const std::string& text) {
  auto read = SharedSecrets::parse(text);
  EXPECT_TRUE(read);
  return *read;
}

// The example of the specification.
TEST(Signature, IsThatOfStandardWebhooks) {
  EXPECT_EQ(secrets(secret).sign(id, sent_at_s, body), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Signature, HoldsByEitherSecretWhileOneIsReplaced) {
  const auto both = secrets(std::string{secret} + "\n" + next_secret + "\n");
  for (const auto* const one : {secret, next_secret})
    EXPECT_TRUE(check_signed(both, {id, "1614265330", secrets(one).sign(id, sent_at_s, body)}, body, now)) << one;
  const auto ours = both.sign(id, sent_at_s, body);
  for (const auto* const one : {secret, next_secret})
    EXPECT_TRUE(check_signed(secrets(one), {id, "1614265330", ours}, body, now)) << one;
}

TEST(Signature, DoesNotHoldWhenAnythingIsChanged) {
  const auto known = secrets(secret);
  const auto good = known.sign(id, sent_at_s, body);
  struct Row {
    const char* what;
    std::string id, timestamp, signature, body;
  };
  const Row rows[] = {
      {"another body", id, "1614265330", good, R"({"test": 2432232315})"},
      {"another id", "msg_2", "1614265330", good, body},
      {"another moment", id, "1614265331", good, body},
      {"another secret", id, "1614265330", secrets(next_secret).sign(id, sent_at_s, body), body},
      {"no signature", id, "1614265330", "", body},
      {"half a signature", id, "1614265330", good.substr(0, 20), body},
      {"another version", id, "1614265330", "v2" + good.substr(2), body},
      {"no id", "", "1614265330", good, body},
      {"no moment", id, "", good, body},
      {"words for a moment", id, "soon", good, body},
      {"a moment before there was time", id, "-1614265330", good, body},
  };
  ASSERT_TRUE(check_signed(known, {id, "1614265330", good}, body, now));
  for (const auto& row : rows)
    EXPECT_FALSE(check_signed(known, {row.id, row.timestamp, row.signature}, row.body, now)) << row.what;
}

TEST(Signature, IsTakenForFiveMinutesOnly) {
  const auto known = secrets(secret);
  const auto good = known.sign(id, sent_at_s, body);
  const SignedHeaders headers{id, "1614265330", good};
  EXPECT_TRUE(check_signed(known, headers, body, now + std::chrono::seconds{300}));
  EXPECT_FALSE(check_signed(known, headers, body, now + std::chrono::seconds{301}));
  EXPECT_TRUE(check_signed(known, headers, body, now - std::chrono::seconds{300}));
  EXPECT_FALSE(check_signed(known, headers, body, now - std::chrono::seconds{301}));
}

TEST(Signature, IsTakenOnce) {
  SeenIds seen{std::chrono::seconds{600}};
  EXPECT_FALSE(seen.knows("a", now));
  seen.remember("a", now);
  EXPECT_TRUE(seen.knows("a", now + std::chrono::seconds{600}));
  EXPECT_FALSE(seen.knows("b", now));
  EXPECT_FALSE(seen.knows("a", now + std::chrono::seconds{601}));
}

TEST(Secrets, AreOneOrTwoOfTheRightForm) {
  EXPECT_FALSE(SharedSecrets::parse(""));
  EXPECT_FALSE(SharedSecrets::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  EXPECT_FALSE(SharedSecrets::parse("whsec_c2hvcnQ="));
  EXPECT_FALSE(SharedSecrets::parse("whsec_not base64"));
  const std::string one = std::string{secret} + "\n";
  EXPECT_FALSE(SharedSecrets::parse(one + one + one));
  const auto wrong = SharedSecrets::parse(one + "whsec_c2VjcmV0d29yZA==");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "secret 2: has not 24 to 64 bytes");
}

TEST(Secrets, MayBeReadByTheirOwnerOnly) {
  const auto path = std::filesystem::temp_directory_path() / ("matbud-secret-" + std::to_string(::getpid()));
  std::ofstream{path} << secret << "\n";
  ASSERT_EQ(::chmod(path.c_str(), 0444), 0);
  EXPECT_FALSE(SharedSecrets::read(path));
  ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
  EXPECT_TRUE(SharedSecrets::read(path));
  std::filesystem::remove(path);
  EXPECT_EQ(SharedSecrets::read(path).error().code, Error::Code::not_found);
}

}  // namespace
}  // namespace matbud::grocer_bridge
