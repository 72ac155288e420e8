// Makes an installation on Kafka ready for the load: topics, keys, areas, catalogue, citizens, doorsteps, contacts and
// shifts, and the file that the load generator's orders are made from.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <map>

#include "matbud/log/append.h"
#include "matbud/log/kafka/kafka_log.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/privacy/key_ring.h"
#include "orders_file.h"
#include "town.h"

namespace matbud::benchmarks {
namespace {

constexpr std::size_t commands_an_append = 500;
/// Of one window's 100,000: how many orders of the whole load go into it, so that no area's share of them is too many.
constexpr double window_filled_to = 0.8;
constexpr std::uint32_t window_orders_max = 100'000;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Plan {
  std::string brokers;
  std::filesystem::path data;
  std::string orders_file;
  TownSize town;
};

Timestamp now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

void append_all(log::Log& log, const std::vector<log::Command>& commands, std::uint32_t partitions) {
  std::map<log::TopicPartition, std::vector<std::string>> records;
  for (const auto& command : commands) {
    records[{command.topic, log::partition_of(command, partitions)}].push_back(
        log::encode_command(command, now(), "/matbud/side-by-side"));
  }
  for (auto& [place, all] : records) {
    const auto writer = must(log.open_writer(place));
    for (std::size_t at = 0; at < all.size(); at += commands_an_append) {
      const auto end = std::min(at + commands_an_append, all.size());
      std::vector<std::string> some(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(at)),
                                    std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(end)));
      must(log::append_and_wait(log, *writer, std::move(some), std::chrono::seconds{30}));
    }
  }
}

/// The order as everybody of the town gives it, without what differs between orders.
OrdersFile::Citizen citizen_of(const log::Command& command) {
  ordering::v1::OrderingCommand order;
  if (!order.ParseFromString(command.value)) throw std::logic_error{"the town's order is none"};
  auto& place = *order.mutable_place_order();
  place.clear_order_id();
  place.clear_window_id();
  place.clear_lines();
  return {command.key, place.SerializeAsString()};
}

void write_orders_of(const Town& town, const TownSize& size, const std::string& path) {
  OrdersFile orders;
  orders.orders_a_window = static_cast<std::uint32_t>(window_orders_max * window_filled_to * size.partitions);
  for (std::uint32_t n = 0; n < size.products; ++n) orders.gtins.push_back(Town::gtin(n));
  for (std::uint32_t n = 0; n < size.citizens; ++n) orders.citizens.push_back(citizen_of(town.order(n)));
  write_orders_file(path, orders);
}

void prepare(const Plan& plan) {
  log::KafkaSettings settings;
  settings.brokers = plan.brokers;
  const auto log = must(log::KafkaLog::open(settings));
  const std::vector<GrocerId> grocers{GrocerId{"dagros"}};
  must(log->create_topics(log::installation_topics(grocers, plan.town.partitions)));
  std::filesystem::create_directories(plan.data);
  privacy::SystemRandom random;
  const auto master = must(privacy::MasterKey::load_or_create(plan.data / "master.key", random));
  auto keys = must(privacy::KeyRing::load(*log, master, random, privacy::Access::all()));
  const Town town{plan.town, keys, now()};
  append_all(*log, town.reference_data(), plan.town.partitions);
  write_orders_of(town, plan.town, plan.orders_file);
}

}  // namespace
}  // namespace matbud::benchmarks

int main(int argc, char** argv) {
  using namespace matbud::benchmarks;
  CLI::App app{"Makes an installation on Kafka ready for a load of orders"};
  Plan plan;
  plan.town = {.partitions = 4, .citizens = 12'000, .products = 30'000, .drivers_an_area = 8, .windows_an_area = 4};
  app.add_option("--kafka", plan.brokers, "the broker, HOST:PORT")->required();
  app.add_option("--data", plan.data, "directory that gets the master key")->required();
  app.add_option("--orders-file", plan.orders_file, "file for the encoder")->required();
  app.add_option("--partitions", plan.town.partitions, "of every topic; as many areas");
  app.add_option("--windows", plan.town.windows_an_area, "same-day windows; each takes 320,000 orders of four areas");
  CLI11_PARSE(app, argc, argv);
  try {
    prepare(plan);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "side_by_side_prepare: " << error.what() << "\n";
    return 1;
  }
}
