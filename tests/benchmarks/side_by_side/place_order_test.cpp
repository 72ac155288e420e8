#include "place_order.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "matbud/ordering/v1/commands.pb.h"
#include "town.h"

namespace matbud::benchmarks {
namespace {

OrdersFile::Citizen some_citizen() {
  ordering::v1::PlaceOrder order;
  order.set_citizen_id("citizen-100007");
  order.set_delivery_day(20'000);
  order.mutable_note_to_driver()->set_key_id("citizen-100007");
  return {"3024-omrade-0", order.SerializeAsString()};
}

TEST(PlaceOrder, IsTheCommandOfTheContract) {
  const Wish wishes[] = {{Town::gtin(7), 2}, {Town::gtin(29'999), 300}};
  ordering::v1::OrderingCommand command;
  ASSERT_TRUE(command.ParseFromString(place_order("p-0000000001", some_citizen(), "today-1", wishes)));
  const auto& order = command.place_order();
  EXPECT_EQ(order.order_id(), "p-0000000001");
  EXPECT_EQ(order.window_id(), "today-1");
  EXPECT_EQ(order.citizen_id(), "citizen-100007");
  EXPECT_EQ(order.delivery_day(), 20'000);
  EXPECT_EQ(order.note_to_driver().key_id(), "citizen-100007");
  ASSERT_EQ(order.lines_size(), 2);
  EXPECT_EQ(order.lines(0).gtin(), Town::gtin(7));
  EXPECT_EQ(order.lines(1).quantity(), 300U);
  EXPECT_EQ(order.lines(1).wish(), orders::v1::SUBSTITUTION_WISH_SIMILAR);
}

TEST(OrdersFile, IsReadAsItWasWritten) {
  const auto path = (std::filesystem::temp_directory_path() / ("orders-" + std::to_string(::getpid()))).string();
  OrdersFile written;
  written.orders_a_window = 320'000;
  written.gtins = {Town::gtin(0), Town::gtin(1)};
  written.citizens = {some_citizen(), {"3024-omrade-1", ""}};
  write_orders_file(path, written);
  const auto read = read_orders_file(path);
  EXPECT_EQ(read.orders_a_window, written.orders_a_window);
  EXPECT_EQ(read.gtins, written.gtins);
  ASSERT_EQ(read.citizens.size(), 2U);
  EXPECT_EQ(read.citizens[0].area, written.citizens[0].area);
  EXPECT_EQ(read.citizens[0].order, written.citizens[0].order);
  EXPECT_EQ(read.citizens[1].order, "");
  std::filesystem::resize_file(path, 20);
  EXPECT_THROW((void)read_orders_file(path), std::runtime_error);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace matbud::benchmarks
