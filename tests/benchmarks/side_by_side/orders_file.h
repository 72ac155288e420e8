// What the load generator has to know of a town to write its orders: one file, written before a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace matbud::benchmarks {

struct OrdersFile {
  struct Citizen {
    std::string area;   ///< the record's key
    std::string order;  ///< a PlaceOrder of theirs without order id, window and lines
  };
  std::vector<std::uint64_t> gtins;  ///< of the catalogue
  std::vector<Citizen> citizens;
  std::uint32_t orders_a_window = 0;  ///< numbers in a row that go into one window; the next ones go into the next
};

/// Throws std::runtime_error, naming the file.
void write_orders_file(const std::string& path, const OrdersFile& orders);
/// Throws std::runtime_error, naming the file, when it cannot be read or is not one.
[[nodiscard]] OrdersFile read_orders_file(const std::string& path);

}  // namespace matbud::benchmarks
