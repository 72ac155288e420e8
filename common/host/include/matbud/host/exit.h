// How a program of Matbud ends. Scripts rely on these numbers.
#pragma once

#include <ostream>

#include "matbud/base/result.h"

namespace matbud::host {

enum class Exit : int {
  ok = 0,
  failure = 1,
  usage = 2,
  not_found = 3,
  difference = 4,   ///< a check found something that is not as it must be
  unreachable = 5,  ///< log or store cannot be reached, or another process holds them
};

/// The exit that answers this error.
[[nodiscard]] Exit exit_for(const Error& error);

/// For the end of a help text.
inline constexpr const char* exit_codes_text =
    "Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 a check found a difference,\n"
    "5 log, store or port cannot be had, or another process holds them.\n"
    "Data goes to standard output, messages to standard error.";

}  // namespace matbud::host
