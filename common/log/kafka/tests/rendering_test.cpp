// Records as Kafka has them, without a broker: the bytes come back exactly, and what is no record is told apart.
#include "rendering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "moment_text.h"

namespace matbud::log::kafka {
namespace {

Envelope event() {
  Envelope record;
  record.prev = hash_of("before");
  record.key = "3024-sandvika";
  record.id = "ordering.commands.v1/3/17";
  record.source = "/matbud/ordering/3";
  record.type = "matbud.ordering.v1.OrderPlaced";
  record.subject = "order/7f3a";
  record.time = from_ms(1'790'000'000'123);
  record.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  record.cause = Cause{"ordering.commands.v1", Partition{3}, Offset{17}, hash_of("input")};
  record.writer = "host-1";
  record.value = "bytes";
  return record;
}

Envelope smallest() {
  Envelope record;
  return record;
}

/// What a reader makes of the record's rendering.
std::string there_and_back(const Envelope& record) {
  const auto headers = headers_of(record);
  if (!headers) return headers.error().message;
  const auto again = record_of({record.key, record.value, headers->get()});
  return again ? encode(*again) : again.error().message;
}

std::string value_of(const Headers& headers, const char* name) {
  const void* value = nullptr;
  std::size_t size = 0;
  if (rd_kafka_header_get_last(headers.get(), name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR) return "(absent)";
  return {static_cast<const char*>(value), size};
}

/// The event's headers with one of them replaced; without it when there is no value.
Headers with(const char* name, std::optional<std::string> value) {
  auto headers = headers_of(event());
  rd_kafka_header_remove(headers->get(), name);
  if (value)
    rd_kafka_header_add(headers->get(), name, -1, value->empty() ? "" : value->data(),
                        static_cast<ssize_t>(value->size()));
  return std::move(*headers);
}

TEST(Rendering, ComesBackExactly) {
  EXPECT_EQ(there_and_back(event()), encode(event()));
  EXPECT_EQ(there_and_back(smallest()), encode(smallest()));
  auto odd = event();
  odd.subject = "with \0 zero\xff";
  odd.cause->topic = "a/b";
  odd.cause->offset = Offset{-1};
  EXPECT_EQ(there_and_back(odd), encode(odd));
}

TEST(Rendering, IsWhatTheContractSays) {
  const auto headers = headers_of(event());
  ASSERT_TRUE(headers);
  const std::pair<const char*, std::string> rows[] = {
      {"ce_specversion", "1.0"},
      {"ce_id", "ordering.commands.v1/3/17"},
      {"ce_source", "/matbud/ordering/3"},
      {"ce_type", "matbud.ordering.v1.OrderPlaced"},
      {"ce_subject", "order/7f3a"},
      {"ce_time", "2026-09-21T14:13:20.123Z"},
      {"content-type", "application/protobuf"},
      {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
      {"mb-prev", hex(hash_of("before"))},
      {"mb-cause", "ordering.commands.v1/3/17/" + hex(hash_of("input"))},
      {"mb-writer", "host-1"},
  };
  for (const auto& [name, value] : rows) EXPECT_EQ(value_of(*headers, name), value) << name;
}

TEST(Rendering, LeavesOutWhatIsEmpty) {
  const auto headers = headers_of(smallest());
  ASSERT_TRUE(headers);
  for (const char* name : {"ce_subject", "traceparent", "mb-prev", "mb-cause", "mb-writer"})
    EXPECT_EQ(value_of(*headers, name), "(absent)") << name;
  EXPECT_EQ(value_of(*headers, "ce_id"), "");
}

TEST(Rendering, ToleratesOtherPeoplesHeaders) {
  auto headers = headers_of(event());
  rd_kafka_header_add(headers->get(), "trace-state", -1, "x", 1);
  const auto record = record_of({event().key, event().value, headers->get()});
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(encode(*record), encode(event()));
}

TEST(Rendering, OfWhatIsNoRecordIsCorrupt) {
  const std::string hash = hex(hash_of("input"));
  const struct {
    const char* name;
    std::optional<std::string> value;
  } rows[] = {
      {"ce_specversion", std::nullopt},
      {"ce_specversion", "1.1"},
      {"ce_id", std::nullopt},
      {"ce_source", std::nullopt},
      {"ce_type", std::nullopt},
      {"ce_time", std::nullopt},
      {"ce_time", "2026-09-21T14:13:20Z"},
      {"ce_time", "2026-02-30T14:13:20.123Z"},
      {"ce_time", "2026-09-21T24:13:20.123Z"},
      {"content-type", std::nullopt},
      {"content-type", "application/json"},
      {"ce_subject", ""},
      {"mb-prev", "abc"},
      {"mb-prev", std::string(64, '0')},
      {"mb-prev", std::string(64, 'A')},
      {"mb-cause", "ordering.commands.v1/3/17"},
      {"mb-cause", "ordering.commands.v1/03/17/" + hash},
      {"mb-cause", "ordering.commands.v1/3/+17/" + hash},
      {"mb-cause", "ordering.commands.v1/-3/17/" + hash},
      {"mb-writer", ""},
  };
  for (const auto& [name, value] : rows) {
    SCOPED_TRACE(std::string{name} + "=" + value.value_or("(absent)"));
    const auto headers = with(name, value);
    const auto record = record_of({"key", "value", headers.get()});
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().code, Error::Code::corrupt);
    EXPECT_THAT(record.error().message, testing::HasSubstr(name));
  }
}

TEST(Rendering, WithAHeaderTwiceIsCorrupt) {
  auto headers = headers_of(event());
  rd_kafka_header_add(headers->get(), "ce_id", -1, "2", 1);
  EXPECT_FALSE(record_of({"key", "value", headers->get()}));
}

TEST(Rendering, OfAForeignMessageKeepsKeyAndValue) {
  const Rendered bare{"3024-sandvika", "whatever", nullptr};
  ASSERT_FALSE(record_of(bare));
  const auto stand_in = foreign_record(bare);
  EXPECT_EQ(stand_in.type, foreign_type);
  EXPECT_EQ(stand_in.key, "3024-sandvika");
  EXPECT_EQ(stand_in.value, "whatever");
  EXPECT_EQ(stand_in.prev, Hash{}) << "void in every chain";
}

TEST(Rendering, HasNoMomentOutsideItsYears) {
  for (const std::int64_t ms : {std::int64_t{-1}, std::int64_t{253'402'300'800'000}}) {
    auto record = event();
    record.time = from_ms(ms);
    const auto headers = headers_of(record);
    ASSERT_FALSE(headers);
    EXPECT_EQ(headers.error().code, Error::Code::invalid);
  }
  for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{951'782'400'000}, std::int64_t{253'402'300'799'999}}) {
    const auto text = text_of(from_ms(ms));
    ASSERT_TRUE(text);
    EXPECT_EQ(moment_of({text->data(), text->size()}), from_ms(ms));
  }
}

}  // namespace
}  // namespace matbud::log::kafka
