// What was asked, as OrderRefused.action says it. These words live in the log: add, never rename.
#pragma once

#include <string_view>

namespace matbud::ordering::action {

inline constexpr std::string_view place = "place";
inline constexpr std::string_view amend = "amend";
inline constexpr std::string_view cancel = "cancel";
inline constexpr std::string_view define = "define";
inline constexpr std::string_view put_products = "put_products";
inline constexpr std::string_view register_citizen = "register";
inline constexpr std::string_view put_standing_order = "put_standing_order";
inline constexpr std::string_view give_feedback = "give_feedback";

}  // namespace matbud::ordering::action
