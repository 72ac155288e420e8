// How much is too much, in one place.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace matbud::ordering {

/// How far ahead a delivery may be ordered, in days of the area's calendar.
inline constexpr std::chrono::days horizon{60};

inline constexpr std::size_t id_bytes_max = 64;
inline constexpr std::size_t command_id_bytes_max = 256;
inline constexpr std::size_t text_bytes_max = 128;     ///< a name, a reference
inline constexpr std::size_t sealed_bytes_max = 8192;  ///< one sealed field

inline constexpr int order_lines_max = 200;
inline constexpr std::uint32_t line_units_max = 999;
inline constexpr std::uint32_t line_grams_max = 50'000;  ///< of goods sold by weight

inline constexpr int area_windows_max = 32;
inline constexpr int area_closed_days_max = 1'000;
inline constexpr std::uint32_t window_orders_max = 100'000;
inline constexpr int citizen_orderers_max = 100;
inline constexpr std::uint32_t age_years_max = 130;

inline constexpr int products_a_command_max = 5'000;
inline constexpr std::int64_t product_price_ore_max = 10'000'000;
inline constexpr std::int64_t product_deposit_ore_max = 100'000;
inline constexpr std::uint32_t product_grams_max = 1'000'000;
inline constexpr std::uint32_t product_alcohol_basis_points_max = 10'000;
inline constexpr std::size_t product_prices_max = 4;  ///< remembered beside the one told last

inline constexpr std::size_t released_a_page = 200;  ///< orders in one OrdersReleased

}  // namespace matbud::ordering
