// Ids and numbers that cannot be mixed up: swapped arguments do not compile.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace matbud {

/// A textual id of one kind. Never empty by convention; the edge checks that.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_{std::move(value)} {}
  [[nodiscard]] const std::string& value() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string value_;
};

using OrderId = Id<struct OrderIdTag>;
using CitizenId = Id<struct CitizenIdTag>;
using AreaId = Id<struct AreaIdTag>;
using DriverId = Id<struct DriverIdTag>;
using GrocerId = Id<struct GrocerIdTag>;

/// A number of one kind. Arithmetic is spelled out: `offset.next()`, `offset.value() + 5`.
template <class Tag, class T>
class Number {
 public:
  constexpr Number() = default;
  constexpr explicit Number(T value) : value_{value} {}
  [[nodiscard]] constexpr T value() const { return value_; }
  [[nodiscard]] constexpr Number next() const { return Number{static_cast<T>(value_ + 1)}; }
  friend constexpr auto operator<=>(const Number&, const Number&) = default;

 private:
  T value_{};
};

/// Place of a record in a partition, from 0.
using Offset = Number<struct OffsetTag, std::int64_t>;
/// Number of a partition, from 0.
using Partition = Number<struct PartitionTag, std::uint32_t>;

}  // namespace matbud

template <class Tag>
struct std::hash<matbud::Id<Tag>> {
  std::size_t operator()(const matbud::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value()); }
};
