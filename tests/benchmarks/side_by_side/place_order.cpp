#include "place_order.h"

namespace matbud::benchmarks {
namespace {

enum Wire : std::uint8_t { varint = 0, bytes = 2 };

void put_varint(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

void put_number(std::string& out, std::uint32_t field, std::uint64_t number) {
  put_varint(out, field << 3 | Wire::varint);
  put_varint(out, number);
}

void put_bytes(std::string& out, std::uint32_t field, std::string_view value) {
  put_varint(out, field << 3 | Wire::bytes);
  put_varint(out, value.size());
  out.append(value);
}

}  // namespace

std::string place_order(std::string_view order_id, const OrdersFile::Citizen& citizen, std::string_view window_id,
                        std::span<const Wish> lines) {
  constexpr std::uint32_t order_id_field = 1;
  constexpr std::uint32_t window_id_field = 3;
  constexpr std::uint32_t lines_field = 5;
  constexpr std::uint32_t similar = 1;  // orders.v1.SUBSTITUTION_WISH_SIMILAR
  std::string order;
  put_bytes(order, order_id_field, order_id);
  put_bytes(order, window_id_field, window_id);
  order += citizen.order;  // fields may come in any order, and messages may be put together from pieces
  std::string line;
  for (const auto& wish : lines) {
    line.clear();
    put_number(line, 1, wish.gtin);
    put_number(line, 2, wish.quantity);
    put_number(line, 4, similar);
    put_bytes(order, lines_field, line);
  }
  std::string command;
  put_bytes(command, 1, order);
  return command;
}

}  // namespace matbud::benchmarks
