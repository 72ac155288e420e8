#include "orders_file.h"

#include <fstream>
#include <stdexcept>

namespace matbud::benchmarks {
namespace {

// The same machine writes and reads it: numbers lie as they do in memory.
template <class T>
void put(std::ostream& out, T number) {
  out.write(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::ostream& out, const std::string& text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

template <class T>
T take_number(std::istream& in) {
  T number{};
  in.read(reinterpret_cast<char*>(&number), sizeof number);
  return number;
}

std::string take_text(std::istream& in) {
  std::string text(take_number<std::uint32_t>(in), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

}  // namespace

void write_orders_file(const std::string& path, const OrdersFile& orders) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  put(out, orders.orders_a_window);
  put(out, static_cast<std::uint32_t>(orders.gtins.size()));
  for (const auto gtin : orders.gtins) put(out, gtin);
  put(out, static_cast<std::uint32_t>(orders.citizens.size()));
  for (const auto& citizen : orders.citizens) {
    put(out, citizen.area);
    put(out, citizen.order);
  }
  out.close();
  if (!out) throw std::runtime_error{"cannot write " + path};
}

OrdersFile read_orders_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  in.exceptions(std::ios::failbit | std::ios::badbit);
  try {
    OrdersFile orders;
    orders.orders_a_window = take_number<std::uint32_t>(in);
    orders.gtins.resize(take_number<std::uint32_t>(in));
    for (auto& gtin : orders.gtins) gtin = take_number<std::uint64_t>(in);
    orders.citizens.resize(take_number<std::uint32_t>(in));
    for (auto& citizen : orders.citizens) {
      citizen.area = take_text(in);
      citizen.order = take_text(in);
    }
    return orders;
  } catch (const std::ios::failure&) {
    throw std::runtime_error{path + " is no file of orders"};
  }
}

}  // namespace matbud::benchmarks
