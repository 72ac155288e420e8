// Numbers, times and lists in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "matbud/orders/v1/orders.pb.h"
#include "matbud/time/zone.h"

namespace matbud::audit {

/// Whose story is told, and on which day.
struct Scene {
  std::string_view order_id;  ///< empty: nobody's in particular
  Timestamp now;              ///< the record's own time
  time::Zone zone;
};

/// Whether this is the order whose story is told.
[[nodiscard]] inline bool is_told(const Scene& scene, std::string_view order_id) {
  return !scene.order_id.empty() && scene.order_id == order_id;
}
/// `16:00`, or `Tue 3 March 16:00` on another day than the scene's.
[[nodiscard]] std::string moment(const Scene& scene, std::int64_t at_ms);
/// `Tue 3 March`.
[[nodiscard]] std::string day(std::int32_t days_since_1970);
/// `the morning window on Tue 3 March`.
[[nodiscard]] std::string window(const orders::v1::DeliveryWindow& window);
/// `1 order`, `12 orders`.
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);
/// `12.3 kg`.
[[nodiscard]] std::string kilograms(std::uint64_t grams);
/// `kr 1 234,50`.
[[nodiscard]] std::string kroner(std::int64_t ore);
/// ` and 11 other orders`, empty when there are none.
[[nodiscard]] std::string and_others(std::size_t all);

}  // namespace matbud::audit
