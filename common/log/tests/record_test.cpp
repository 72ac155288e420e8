#include "matbud/log/record.h"

#include <gtest/gtest.h>

namespace matbud::log {
namespace {

Envelope an_event() {
  Envelope event;
  event.prev.fill(0xab);
  event.key = "3024-sandvika";
  event.id = "ordering.commands.v1/3/17";
  event.source = "/matbud/ordering/3";
  event.type = "matbud.ordering.v1.OrderPlaced";
  event.subject = "order/7f3a";
  event.time = from_ms(1'790'000'000'123);
  event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.cause = Cause{"ordering.commands.v1", Partition{3}, Offset{17}, hash_of("input")};
  event.writer = "ordering-3-5f00";
  event.value = std::string_view{"\x0a\x00\x01", 3};
  return event;
}

TEST(Record, ComesBackAsItWasWritten) {
  const auto written = an_event();
  const auto bytes = encode(written);
  const auto read = decode(bytes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(encode(*read), bytes);
  EXPECT_EQ(read->prev, written.prev);
  EXPECT_EQ(read->key, written.key);
  EXPECT_EQ(read->subject, written.subject);
  EXPECT_EQ(read->time, written.time);
  ASSERT_TRUE(read->cause);
  EXPECT_EQ(read->cause->offset, Offset{17});
  EXPECT_EQ(read->cause->hash, hash_of("input"));
  EXPECT_EQ(read->value, written.value);
}

TEST(Record, WithoutACauseIsACommand) {
  auto command = an_event();
  command.cause.reset();
  const auto bytes = encode(command);
  const auto read = decode(bytes);
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->cause);
}

TEST(Record, CutAnywhereIsCorrupt) {
  const auto bytes = encode(an_event());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    SCOPED_TRACE(size);
    const auto read = decode(std::string_view{bytes}.substr(0, size));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Error::Code::corrupt);
  }
  EXPECT_FALSE(decode(bytes + "x"));
}

TEST(Record, EveryByteIsUnderTheHash) {
  const auto bytes = encode(an_event());
  const auto hash = hash_of(bytes);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_NE(hash_of(changed), hash) << "byte " << at;
  }
}

TEST(Hash, IsSha256) {
  // FIPS 180-4, example of the one-block message "abc".
  EXPECT_EQ(hex(hash_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash_from_hex(hex(hash_of("abc"))).value(), hash_of("abc"));
  EXPECT_FALSE(hash_from_hex("ba78"));
  EXPECT_FALSE(hash_from_hex(std::string(64, 'g')));
  for (const std::size_t at : {0U, 31U, 63U}) {
    for (const char wrong : {'A', ':', '`', '/', '\0', '\xff'}) {
      auto text = hex(hash_of("abc"));
      text[at] = wrong;
      EXPECT_FALSE(hash_from_hex(text)) << at;
    }
  }
}

}  // namespace
}  // namespace matbud::log
