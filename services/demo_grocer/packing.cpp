#include "packing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace matbud::demo_grocer {
namespace {

using grocer::v1::GrocerAnswer;
using grocer::v1::GrocerLine;
using grocer::v1::GrocerOrder;

constexpr std::uint64_t box_grams_max = 12'000;
constexpr std::chrono::minutes late_by{35};
constexpr std::uint32_t packing_spread_minutes = 30;
constexpr std::int64_t dearer_by_ore = 100;
/// Scales weigh what the hand takes: 94 to 106 % of what was wished.
constexpr std::uint32_t weighed_permille_min = 940;
constexpr std::uint32_t weighed_permille_spread = 121;
constexpr std::uint32_t damaged_permille = 6;

std::uint64_t mixed(std::uint64_t number) {  // the finaliser of SplitMix64
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
  return number ^ (number >> 31);
}

std::uint64_t hashed(std::uint64_t hash, std::string_view text) {  // FNV-1a
  for (const char byte : text) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 1099511628211ULL;
  return (hash ^ 0xff) * 1099511628211ULL;
}

/// What becomes of a line.
enum class Fate { as_ordered, is_short, substituted, repriced, gone };

const Goods* known(const Behaviour& behaviour, std::uint64_t gtin) {
  return behaviour.shelf ? behaviour.shelf(gtin) : nullptr;
}

/// What comes instead, when the citizen lets it: their own alternative before anything else. 0 = nothing.
std::uint64_t substitute_for(const GrocerLine& line, const Behaviour& behaviour) {
  if (line.alternative_gtin() != 0) return known(behaviour, line.alternative_gtin()) ? line.alternative_gtin() : 0;
  if (line.wish() != orders::v1::SUBSTITUTION_WISH_SIMILAR) return 0;
  const auto* const goods = known(behaviour, line.gtin());
  return goods != nullptr && known(behaviour, goods->similar_gtin) != nullptr ? goods->similar_gtin : 0;
}

Fate fate_of(const GrocerOrder& order, const GrocerLine& line, const Behaviour& behaviour) {
  // What is accepted by setting cannot be answered line by line.
  if (order.accepted_by_setting()) return Fate::as_ordered;
  auto lot = draw(behaviour.seed, order.order_id(), std::to_string(line.gtin()), 1000);
  const auto falls = [&](std::uint32_t permille) {
    const bool here = lot < permille;
    lot -= std::min(lot, permille);
    return here;
  };
  if (falls(behaviour.lines_short_permille)) return Fate::is_short;
  if (known(behaviour, line.gtin()) == nullptr) return Fate::as_ordered;
  if (falls(behaviour.lines_substituted_permille))
    return substitute_for(line, behaviour) != 0 ? Fate::substituted : Fate::is_short;
  if (falls(behaviour.lines_repriced_permille)) return Fate::repriced;
  return falls(behaviour.lines_gone_permille) ? Fate::gone : Fate::as_ordered;
}

/// A product as it goes into a box.
struct Piece {
  std::uint64_t gtin = 0;
  std::uint32_t quantity = 0;
  std::uint64_t grams = 0;
  orders::v1::StorageClass storage = orders::v1::STORAGE_CLASS_AMBIENT;
  std::uint32_t damaged = 0;  ///< of it did not come
};

/// What a shelf label would say; the order does not.
orders::v1::StorageClass storage_of(std::uint64_t gtin) {
  const auto kind = mixed(gtin) % 10;
  if (kind == 0) return orders::v1::STORAGE_CLASS_FROZEN;
  return kind <= 3 ? orders::v1::STORAGE_CLASS_CHILLED : orders::v1::STORAGE_CLASS_AMBIENT;
}

Piece made_up(const GrocerLine& line) {
  const std::uint64_t unit_grams = line.sold_by_weight() ? 1 : 150 + mixed(line.gtin() + 1) % 900;
  return {line.gtin(), line.quantity(), unit_grams * line.quantity(), storage_of(line.gtin())};
}

/// Nothing when it does not come.
std::optional<Piece> piece_of(const GrocerOrder& order, const GrocerLine& line, const Behaviour& behaviour,
                              const std::set<std::uint64_t>& returned) {
  const auto fate = fate_of(order, line, behaviour);
  if (fate == Fate::is_short || fate == Fate::gone) return std::nullopt;
  if (known(behaviour, line.gtin()) == nullptr) return made_up(line);
  Piece piece{line.gtin(), line.quantity()};
  if (fate == Fate::substituted) piece.gtin = substitute_for(line, behaviour);
  if (returned.contains(piece.gtin)) return std::nullopt;
  const auto name = order.order_id() + std::to_string(piece.gtin);
  if (line.sold_by_weight()) {
    piece.quantity = static_cast<std::uint32_t>(
        std::uint64_t{line.quantity()} *
        (weighed_permille_min + draw(behaviour.seed, "weighed", name, weighed_permille_spread)) / 1000);
  } else if (line.quantity() > 1 && draw(behaviour.seed, "damaged", name, 1000) < damaged_permille) {
    piece.quantity -= 1;
    piece.damaged = 1;
  }
  const auto& goods = *known(behaviour, piece.gtin);
  piece.grams = line.sold_by_weight() ? piece.quantity : std::uint64_t{goods.weight_grams} * piece.quantity;
  piece.storage = goods.storage;
  return piece;
}

/// The line of the slip.
void write_down(const GrocerOrder& order, const Piece& piece, const Behaviour& behaviour,
                bridge::v1::PackedLine& line) {
  const auto name = std::to_string(piece.gtin);
  const bool keeps = piece.storage != orders::v1::STORAGE_CLASS_CHILLED;
  line.set_gtin(piece.gtin);
  line.set_quantity(piece.quantity);
  line.set_lot("L" + std::to_string(1'000 + draw(behaviour.seed, "lot", name, 9'000)));
  line.set_best_before_day(order.window().delivery_day() + (keeps ? 120 : 4) +
                           static_cast<std::int32_t>(draw(behaviour.seed, "keeps", name, keeps ? 300 : 12)));
  if (piece.damaged == 0) return;
  line.set_outstanding_quantity(piece.damaged);
  line.set_outstanding_reason("skadet emballasje");
}

}  // namespace

std::uint32_t draw(std::uint64_t seed, std::string_view what, std::string_view name, std::uint32_t bound) {
  return static_cast<std::uint32_t>(mixed(hashed(hashed(14695981039346656037ULL ^ mixed(seed), what), name)) % bound);
}

bool refuses(const GrocerOrder& order, const Behaviour& behaviour) {
  if (order.accepted_by_setting()) return false;
  const bool has_nothing = std::ranges::all_of(
      order.lines(), [&](const auto& line) { return fate_of(order, line, behaviour) == Fate::is_short; });
  return has_nothing || draw(behaviour.seed, "refuse", order.order_id(), 1000) < behaviour.orders_refused_permille;
}

Timestamp answers_at(const GrocerOrder& order, const Behaviour& behaviour, Timestamp told_at) {
  const bool late = behaviour.shelf && order.answer_due_at_ms() != 0 &&
                    draw(behaviour.seed, "late", order.order_id(), 1000) < behaviour.orders_late_permille;
  return late ? from_ms(order.answer_due_at_ms()) + late_by : told_at + behaviour.accepts_after;
}

Timestamp packs_at(const GrocerOrder& order, const Behaviour& behaviour, Timestamp accepted_at) {
  if (behaviour.packs_before_window.count() == 0 || order.window().same_day())
    return accepted_at + behaviour.packs_after;
  const std::chrono::minutes sooner{draw(behaviour.seed, "packs", order.order_id(), packing_spread_minutes)};
  return std::max(from_ms(order.window().opens_at_ms()) - behaviour.packs_before_window - sooner,
                  accepted_at + std::chrono::minutes{10});
}

GrocerAnswer accepted(const GrocerOrder& order, const Behaviour& behaviour) {
  GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  answer.mutable_accepted()->set_grocer_reference("DEMO-" + order.delivery_alias());
  for (const auto& line : order.lines()) {
    const auto fate = fate_of(order, line, behaviour);
    if (fate == Fate::as_ordered || fate == Fate::gone) continue;
    auto& answered = *answer.mutable_accepted()->add_lines();
    answered.set_ordered_gtin(line.gtin());
    if (fate == Fate::is_short) {
      answered.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
      answered.set_reason("utsolgt");
      continue;
    }
    const bool other = fate == Fate::substituted;
    answered.set_outcome(other ? bridge::v1::LINE_OUTCOME_SUBSTITUTED : bridge::v1::LINE_OUTCOME_CHANGED);
    answered.set_gtin(other ? substitute_for(line, behaviour) : line.gtin());
    answered.set_quantity(line.quantity());
    answered.set_price_ore(other ? known(behaviour, answered.gtin())->price_ore : line.price_ore() + dearer_by_ore);
    answered.set_reason(other ? "utsolgt" : "ny pris fra leverandøren");
  }
  return answer;
}

GrocerAnswer refused(const GrocerOrder& order) {
  GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  answer.mutable_refused()->set_reason("ikke kapasitet");
  return answer;
}

GrocerAnswer changed(const GrocerOrder& order, const Behaviour& behaviour) {
  GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  for (const auto& line : order.lines()) {
    if (fate_of(order, line, behaviour) != Fate::gone) continue;
    auto& gone = *answer.mutable_changed()->add_lines();
    gone.set_ordered_gtin(line.gtin());
    gone.set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
    gone.set_reason("tomt i hylla");
  }
  return answer;
}

GrocerAnswer packed(const GrocerOrder& order, const Behaviour& behaviour, Timestamp packed_at,
                    const std::set<std::uint64_t>& returned) {
  GrocerAnswer answer;
  answer.set_order_id(order.order_id());
  auto& packing = *answer.mutable_packed();
  std::vector<Piece> pieces;
  for (const auto& line : order.lines()) {
    if (const auto piece = piece_of(order, line, behaviour, returned)) pieces.push_back(*piece);
  }
  const auto add_box = [&](orders::v1::StorageClass storage, std::uint64_t grams) {
    auto& box = *packing.add_boxes();
    box.set_box_id(order.delivery_alias() + "-" + std::to_string(packing.boxes_size()));
    box.set_weight_grams(static_cast<std::uint32_t>(grams));
    box.set_storage(storage);
  };
  for (const auto storage :
       {orders::v1::STORAGE_CLASS_AMBIENT, orders::v1::STORAGE_CLASS_CHILLED, orders::v1::STORAGE_CLASS_FROZEN}) {
    std::uint64_t grams = 0;
    for (const auto& piece : pieces) grams += piece.storage == storage ? piece.grams : 0;
    for (; grams > 0; grams -= std::min(grams, box_grams_max)) add_box(storage, std::min(grams, box_grams_max));
  }
  if (packing.boxes().empty()) add_box(orders::v1::STORAGE_CLASS_AMBIENT, 0);
  if (behaviour.shelf) {
    for (const auto& piece : pieces) write_down(order, piece, behaviour, *packing.add_lines());
  }
  // What is packed before its window stands in the cold store until a driver fetches it: nobody knows yet when that is.
  if (behaviour.packs_before_window.count() == 0 || order.window().same_day())
    packing.set_left_cold_store_at_ms(to_ms(packed_at));
  return answer;
}

}  // namespace matbud::demo_grocer
