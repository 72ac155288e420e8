// Weights that stand in product names.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "matbud/formats/text.h"
#include "matbud/ordering/edge/catalogue.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::uint64_t grams_max = 100'000;  // no grocer's unit weighs more; it is then some other number

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || static_cast<unsigned char>(byte) >= 0x80; }

struct Unit {
  std::string_view name;
  std::uint64_t milligrams;
};
// A millilitre counts as a gram: near enough for what a person can carry.
constexpr auto units = std::to_array<Unit>({{"kilo", 1'000'000},
                                            {"gram", 1'000},
                                            {"kg", 1'000'000},
                                            {"gr", 1'000},
                                            {"ml", 1'000},
                                            {"cl", 10'000},
                                            {"dl", 100'000},
                                            {"g", 1'000},
                                            {"l", 1'000'000}});

/// Reads from the front of a folded name.
class Words {
 public:
  explicit Words(std::string_view text) : rest_{text} {}
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] bool at_letter() const { return !rest_.empty() && is_letter(rest_.front()); }
  [[nodiscard]] bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
  void skip() { rest_.remove_prefix(1); }
  /// Letters, with digits that follow them: the number in "B12" or "E330" is no weight.
  void skip_word() {
    while (!rest_.empty() && (is_letter(rest_.front()) || is_digit(rest_.front()))) skip();
  }
  void skip_spaces() {
    while (rest_.starts_with(' ')) skip();
  }

  /// Thousandths of a number such as `1`, `1,5` or `2.25`; up to six digits before and three behind the point.
  std::uint64_t thousandths() {
    std::uint64_t value = digits(6, 0) * 1'000;
    if (rest_.size() > 1 && (rest_[0] == ',' || rest_[0] == '.') && is_digit(rest_[1])) {
      skip();
      value += digits(3, 3);
    }
    return value;
  }
  bool multiplication_sign() {
    auto look = *this;
    look.skip_spaces();
    if (!look.rest_.starts_with('x')) return false;
    look.skip();
    look.skip_spaces();
    if (!look.at_digit()) return false;
    *this = look;
    return true;
  }
  std::optional<std::uint64_t> unit() {
    auto look = *this;
    look.skip_spaces();
    for (const auto& [name, milligrams] : units) {
      if (!look.rest_.starts_with(name)) continue;
      const auto behind = look.rest_.substr(name.size());
      if (!behind.empty() && (is_letter(behind.front()) || is_digit(behind.front()))) continue;
      rest_ = behind;
      return milligrams;
    }
    return std::nullopt;
  }
  /// "20 g protein" says what is in it, not what it weighs.
  [[nodiscard]] bool at_nutrient() const {
    auto look = *this;
    look.skip_spaces();
    for (const std::string_view nutrient : {"prot", "fett", "fat", "sukker", "socker", "sugar", "sucre"})
      if (look.rest_.starts_with(nutrient)) return true;
    return false;
  }

 private:
  /// At most `count` digits, scaled as if `scale_to` were there; further digits make the number useless but are read.
  std::uint64_t digits(std::size_t count, std::size_t scale_to) {
    std::uint64_t value = 0;
    std::size_t seen = 0;
    for (; at_digit(); skip(), ++seen)
      if (seen < count) value = value * 10 + static_cast<std::uint64_t>(rest_.front() - '0');
    if (scale_to == 0 && seen > count) return 999'999;
    for (; seen < scale_to; ++seen) value *= 10;
    return value;
  }

  std::string_view rest_;
};

}  // namespace

std::uint32_t weight_grams_in_name(std::string_view name) {
  const auto folded = formats::fold(name);
  Words words{folded};
  while (!words.done()) {
    if (words.at_letter()) {
      words.skip_word();
      continue;
    }
    if (!words.at_digit()) {
      words.skip();
      continue;
    }
    std::uint64_t pieces = 1;
    auto amount = words.thousandths();
    if (words.multiplication_sign()) {
      pieces = amount / 1'000;
      amount = words.thousandths();
    }
    const auto unit = words.unit();
    if (!unit || words.at_nutrient()) continue;
    const auto grams = pieces * amount * *unit / 1'000'000;
    if (grams > 0 && grams <= grams_max) return static_cast<std::uint32_t>(grams);
  }
  return 0;
}

}  // namespace matbud::ordering::edge
