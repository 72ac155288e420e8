// What the peer's load generator loads to write our commands instead of its own (--encoder so:PATH). The contract is
// native/encoder.h of ../shared/peers/kafka-streams: same orders, same lines, other bytes.
//
// SIDE_BY_SIDE_ORDERS names the file that side_by_side_prepare wrote. A prefix of the load generator begins with
// `order/`, because its ids are looked for in ce_subject.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>

#include "place_order.h"

extern "C" {
struct load_line {
  std::uint64_t gtin;
  std::uint32_t qty;
  std::uint32_t price_ore;
};
struct load_command {
  std::uint64_t seq;
  std::int64_t ts_ns;
  const char* order_id;
  std::size_t order_id_len;
  const std::uint8_t* command_id;
  const char* citizen_id;
  std::uint32_t municipality;
  std::uint32_t slot;
  const load_line* lines;
  std::size_t line_count;
};
struct load_header {
  const char* name;
  const void* value;
  std::size_t size;
};
std::size_t load_encode(const load_command* command, std::uint8_t* out, std::size_t capacity);
std::size_t load_key(const load_command* command, char* out, std::size_t capacity);
std::size_t load_headers(const load_command* command, load_header* out, std::size_t capacity);
}

namespace {

using namespace matbud::benchmarks;

const OrdersFile& orders() {
  static const OrdersFile file = [] {
    const char* const path = std::getenv("SIDE_BY_SIDE_ORDERS");
    if (path == nullptr) throw std::runtime_error{"SIDE_BY_SIDE_ORDERS names no file"};
    return read_orders_file(path);
  }();
  return file;
}

/// The load generator's citizens are called c000000 to c011999.
const OrdersFile::Citizen& citizen_of(const load_command& command) {
  const auto number = std::strtoul(command.citizen_id + 1, nullptr, 10);
  return orders().citizens.at(number % orders().citizens.size());
}

std::string_view subject_of(const load_command& command) { return {command.order_id, command.order_id_len}; }

std::string_view order_id_of(const load_command& command) {
  const auto subject = subject_of(command);
  constexpr std::string_view prefix = "order/";
  if (!subject.starts_with(prefix)) throw std::runtime_error{"the prefix of the orders does not begin with order/"};
  return subject.substr(prefix.size());
}

Wish wish_of(const load_line& line) {
  // Its products are 30,000 numbers 13 apart, ours have check digits.
  const auto& gtins = orders().gtins;
  return {gtins[(line.gtin - 7'030'000'000'000ULL) / 13 % gtins.size()], line.qty};
}

/// It may name a product twice, which ordering refuses: a page would have made one line of them.
void add(std::vector<Wish>& wishes, const Wish& wish) {
  const auto same = std::find_if(wishes.begin(), wishes.end(), [&](const Wish& one) { return one.gtin == wish.gtin; });
  if (same == wishes.end()) {
    wishes.push_back(wish);
  } else {
    same->quantity += wish.quantity;
  }
}

std::size_t copy(std::string_view bytes, void* out, std::size_t capacity) {
  if (bytes.size() > capacity) return 0;
  std::memcpy(out, bytes.data(), bytes.size());
  return bytes.size();
}

/// `2026-11-18T09:00:00.123Z`
std::string_view moment_of(std::int64_t ns) {
  static std::array<char, 32> text;
  const std::time_t seconds = ns / 1'000'000'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + size, text.size() - size, ".%03uZ", static_cast<unsigned>(ns / 1'000'000 % 1000));
  return {text.data(), size + 5};
}

}  // namespace

std::size_t load_encode(const load_command* command, std::uint8_t* out, std::size_t capacity) {
  std::vector<Wish> wishes;
  for (std::size_t at = 0; at < command->line_count; ++at) add(wishes, wish_of(command->lines[at]));
  const auto window = "today-" + std::to_string(command->seq / orders().orders_a_window);
  return copy(place_order(order_id_of(*command), citizen_of(*command), window, wishes), out, capacity);
}

std::size_t load_key(const load_command* command, char* out, std::size_t capacity) {
  return copy(citizen_of(*command).area, out, capacity);
}

std::size_t load_headers(const load_command* command, load_header* out, std::size_t capacity) {
  static std::string id;
  id = "place-" + std::string{order_id_of(*command)};
  const std::array<std::pair<const char*, std::string_view>, 7> headers{{{"ce_specversion", "1.0"},
                                                                         {"ce_id", id},
                                                                         {"ce_source", "/matbud/side-by-side"},
                                                                         {"ce_type", "matbud.ordering.v1.PlaceOrder"},
                                                                         {"ce_subject", subject_of(*command)},
                                                                         {"ce_time", moment_of(command->ts_ns)},
                                                                         {"content-type", "application/protobuf"}}};
  if (capacity < headers.size()) return 0;
  for (std::size_t at = 0; at < headers.size(); ++at)
    out[at] = {headers[at].first, headers[at].second.data(), headers[at].second.size()};
  return headers.size();
}
