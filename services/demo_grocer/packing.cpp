#include "packing.h"

#include <algorithm>
#include <string>

namespace matbud::demo_grocer {
namespace {

constexpr std::uint64_t box_grams_max = 12'000;

std::uint64_t mixed(std::uint64_t number) {  // the finaliser of SplitMix64
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
  return number ^ (number >> 31);
}

std::uint64_t hashed(std::uint64_t hash, std::string_view text) {  // FNV-1a
  for (const char byte : text) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 1099511628211ULL;
  return (hash ^ 0xff) * 1099511628211ULL;
}

/// What a shelf label would say; the order does not.
orders::v1::StorageClass storage_of(std::uint64_t gtin) {
  const auto kind = mixed(gtin) % 10;
  if (kind == 0) return orders::v1::STORAGE_CLASS_FROZEN;
  return kind <= 3 ? orders::v1::STORAGE_CLASS_CHILLED : orders::v1::STORAGE_CLASS_AMBIENT;
}

std::uint64_t grams_of(const grocer::v1::GrocerLine& line) {
  if (line.sold_by_weight()) return line.quantity();
  const auto unit_grams = 150 + mixed(line.gtin() + 1) % 900;
  return unit_grams * line.quantity();
}

bool is_short(const grocer::v1::GrocerOrder& order, const grocer::v1::GrocerLine& line, const Behaviour& behaviour) {
  // What is accepted by setting cannot be answered line by line.
  if (order.accepted_by_setting()) return false;
  return draw(behaviour.seed, order.order_id(), std::to_string(line.gtin()), 1000) < behaviour.lines_short_permille;
}

}  // namespace

std::uint32_t draw(std::uint64_t seed, std::string_view what, std::string_view name, std::uint32_t bound) {
  return static_cast<std::uint32_t>(mixed(hashed(hashed(14695981039346656037ULL ^ mixed(seed), what), name)) % bound);
}

bool refuses(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour) {
  if (order.accepted_by_setting()) return false;
  return draw(behaviour.seed, "refuse", order.order_id(), 1000) < behaviour.orders_refused_permille;
}

grocer::v1::GrocerAnswer accepted(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  answer.mutable_accepted()->set_grocer_reference("DEMO-" + order.delivery_alias());
  for (const auto& line : order.lines()) {
    if (!is_short(order, line, behaviour)) continue;
    auto& answered = *answer.mutable_accepted()->add_lines();
    answered.set_ordered_gtin(line.gtin());
    answered.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
    answered.set_reason("utsolgt");
  }
  return answer;
}

grocer::v1::GrocerAnswer refused(const grocer::v1::GrocerOrder& order) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  answer.mutable_refused()->set_reason("ikke kapasitet");
  return answer;
}

grocer::v1::GrocerAnswer packed(const grocer::v1::GrocerOrder& order, const Behaviour& behaviour, Timestamp packed_at) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  auto& packing = *answer.mutable_packed();
  const auto add_box = [&](orders::v1::StorageClass storage, std::uint64_t grams) {
    auto& box = *packing.add_boxes();
    box.set_box_id(order.delivery_alias() + "-" + std::to_string(packing.boxes_size()));
    box.set_weight_grams(static_cast<std::uint32_t>(grams));
    box.set_storage(storage);
  };
  for (const auto storage :
       {orders::v1::STORAGE_CLASS_AMBIENT, orders::v1::STORAGE_CLASS_CHILLED, orders::v1::STORAGE_CLASS_FROZEN}) {
    std::uint64_t grams = 0;
    for (const auto& line : order.lines()) {
      if (storage_of(line.gtin()) == storage && !is_short(order, line, behaviour)) grams += grams_of(line);
    }
    for (; grams > 0; grams -= std::min(grams, box_grams_max)) add_box(storage, std::min(grams, box_grams_max));
  }
  if (packing.boxes().empty()) add_box(orders::v1::STORAGE_CLASS_AMBIENT, 0);
  packing.set_left_cold_store_at_ms(to_ms(packed_at));
  return answer;
}

}  // namespace matbud::demo_grocer
