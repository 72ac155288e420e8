#include "matbud/log/command.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "matbud/log/record.h"
#include "matbud/log/topics.h"

namespace matbud::log {
namespace {

Command place_order() {
  return {"ordering.commands.v1", "3024-sandvika", "c-1", "matbud.ordering.v1.PlaceOrder", "order/7f3a", "bytes", {}};
}

TEST(Command, IsARecordWithoutChainCauseAndWriter) {
  const auto bytes = encode_command(place_order(), from_ms(1'790'000'000'123), "/matbud/edge");
  const auto record = decode(bytes);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->key, "3024-sandvika");
  EXPECT_EQ(record->id, "c-1");
  EXPECT_EQ(record->type, "matbud.ordering.v1.PlaceOrder");
  EXPECT_EQ(record->subject, "order/7f3a");
  EXPECT_EQ(record->source, "/matbud/edge");
  EXPECT_EQ(record->value, "bytes");
  EXPECT_EQ(record->time, from_ms(1'790'000'000'123));
  EXPECT_EQ(record->prev, Hash{});
  EXPECT_FALSE(record->cause);
  EXPECT_TRUE(record->writer.empty());
}

TEST(Command, GoesWhereItsKeyBelongsUnlessThePartitionIsGiven) {
  auto command = place_order();
  EXPECT_EQ(partition_of(command, 12), partition_of("3024-sandvika", 12));
  command.partition = Partition{7};
  EXPECT_EQ(partition_of(command, 12), Partition{7});
}

TEST(Command, WithATextThatTheRecordCannotHoldStopsItsMaker) {
  auto command = place_order();
  command.subject.assign(65'536, 'x');
  EXPECT_THROW((void)encode_command(command, from_ms(0), "/matbud/edge"), std::length_error);
}

}  // namespace
}  // namespace matbud::log
