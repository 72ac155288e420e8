// Our library against vectors that were made without it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "matbud/log/chain.h"
#include "matbud/log/record.h"

namespace matbud::log {
namespace {

nlohmann::json vectors() {
  std::ifstream file{MATBUD_SOURCE_DIR "/tests/contract/vectors.json"};
  return nlohmann::json::parse(file);
}

std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

/// A record of a vector's fields; owns the texts that the envelope points into.
class VectorRecord {
 public:
  explicit VectorRecord(const nlohmann::json& fields) : fields_(fields), value_{from_hex(fields["value_hex"])} {
    record_.prev = hash_from_hex(text("prev")).value();
    record_.key = text("key");
    record_.id = text("id");
    record_.source = text("source");
    record_.type = text("type");
    record_.subject = text("subject");
    record_.time = from_ms(fields_["time_ms"].get<std::int64_t>());
    record_.traceparent = text("traceparent");
    record_.writer = text("writer");
    record_.value = value_;
    const auto& cause = fields_["cause"];
    if (cause.is_null()) return;
    record_.cause =
        Cause{cause["topic"].get_ref<const std::string&>(), Partition{cause["partition"].get<std::uint32_t>()},
              Offset{cause["offset"].get<std::int64_t>()},
              hash_from_hex(cause["hash"].get_ref<const std::string&>()).value()};
  }
  VectorRecord(const VectorRecord&) = delete;
  VectorRecord& operator=(const VectorRecord&) = delete;
  [[nodiscard]] const Envelope& envelope() const { return record_; }

 private:
  [[nodiscard]] const std::string& text(const char* name) const { return fields_[name].get_ref<const std::string&>(); }

  nlohmann::json fields_;  // set with parentheses: braces would make it a list
  std::string value_;
  Envelope record_;
};

TEST(Vectors, RecordsEncodeAndHashAsPublished) {
  const auto all = vectors();
  ASSERT_GE(all["records"].size(), 8U);
  for (const auto& vector : all["records"]) {
    SCOPED_TRACE(vector["name"]);
    const VectorRecord expected{vector["fields"]};
    const auto published = from_hex(vector["canonical_hex"]);
    EXPECT_EQ(encode(expected.envelope()), published);
    EXPECT_EQ(hex(hash_of(published)), vector["hash"]);
    const auto decoded = decode(published);
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(encode(*decoded), published);
    EXPECT_EQ(decoded->cause.has_value(), !vector["fields"]["cause"].is_null());
  }
}

TEST(Vectors, GenesesAreAsPublished) {
  const auto all = vectors();
  ASSERT_FALSE(all["geneses"].empty());
  for (const auto& vector : all["geneses"]) {
    EXPECT_EQ(hex(genesis({vector["topic"], Partition{vector["partition"].get<std::uint32_t>()}})), vector["hash"]);
  }
}

TEST(Vectors, TheChainIsFollowedAsPublished) {
  const auto chain = vectors()["chain"];
  ASSERT_FALSE(chain["records"].empty());
  auto position = chain_start({chain["topic"], Partition{chain["partition"].get<std::uint32_t>()}});
  for (const auto& vector : chain["records"]) {
    SCOPED_TRACE(vector["why"]);
    const auto canonical = from_hex(vector["canonical_hex"]);
    const auto record = decode(canonical);
    ASSERT_TRUE(record);
    const Entry entry{Offset{vector["offset"].get<std::int64_t>()}, from_ms(0), canonical};
    const auto accepted = follow(position, entry, record->prev);
    EXPECT_EQ(accepted.has_value(), vector["accepted"].get<bool>());
    EXPECT_EQ(hex(hash_of(canonical)), vector["hash"]);
  }
  EXPECT_EQ(hex(position.head), chain["head"]);
  EXPECT_EQ(position.accepted, chain["accepted"].get<std::uint64_t>());
  EXPECT_EQ(position.voided, chain["void"].get<std::uint64_t>());
}

}  // namespace
}  // namespace matbud::log
