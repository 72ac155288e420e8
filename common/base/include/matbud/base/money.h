// Money is whole øre. There is no floating point in a price.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace matbud {

/// An amount in øre (1/100 krone), with VAT unless its name says otherwise.
class Ore {
 public:
  constexpr Ore() = default;
  constexpr explicit Ore(std::int64_t ore) : ore_{ore} {}
  [[nodiscard]] constexpr std::int64_t value() const { return ore_; }
  friend constexpr Ore operator+(Ore a, Ore b) { return Ore{a.ore_ + b.ore_}; }
  friend constexpr Ore operator-(Ore a, Ore b) { return Ore{a.ore_ - b.ore_}; }
  friend constexpr Ore operator*(Ore a, std::int64_t times) { return Ore{a.ore_ * times}; }
  friend constexpr auto operator<=>(Ore, Ore) = default;

 private:
  std::int64_t ore_ = 0;
};

/// `1 234,50` as Norway writes it, without the currency. A no-break space parts the thousands.
[[nodiscard]] inline std::string as_kroner(Ore amount) {
  const bool negative = amount.value() < 0;
  const auto absolute =
      negative ? 0 - static_cast<std::uint64_t>(amount.value()) : static_cast<std::uint64_t>(amount.value());
  std::string whole = std::to_string(absolute / 100);
  for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, "\u00a0");
  std::string cents = std::to_string(absolute % 100);
  if (cents.size() == 1) cents.insert(cents.begin(), '0');
  return (negative ? "-" : "") + whole + "," + cents;
}

}  // namespace matbud
