// What every command of `matbud` shares: where it writes, how it ends, how it is registered.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/host/exit.h"
#include "matbud/host/installation.h"

namespace matbud::cli {

using host::Exit;
using host::exit_for;

/// Data goes to `out`, messages to `messages`; never mixed.
struct Streams {
  std::ostream& out;
  std::ostream& messages;
  std::istream& in;
  bool terminal = false;  ///< a person watches the messages
};

/// Options that every command understands.
struct Common {
  Common() { installation.directory = "data/matbud"; }
  host::Settings installation;  ///< where it is, and how it is opened
  bool json = false;
  bool progress = false;
};

/// Prints `matbud: <message>` to the messages and returns the exit for it.
Exit report(const Streams& streams, const Error& error);

/// One command: adds its options to `parent` and, when it was given, leaves its action in `chosen`.
using Registration = void (*)(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);

/// Every command, in the order of the help text.
[[nodiscard]] const std::vector<Registration>& all_commands();

/// Parses `arguments` (without the program's name), runs the command and returns the process's exit code.
[[nodiscard]] int run(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace matbud::cli
