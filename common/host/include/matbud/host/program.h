// A service as a program of its own: main() says what it is made of, and this is the rest.
//
//   int main(int argc, char** argv) {
//     return host::run_program({.service = "audit", .does = "...", .port = 8425, .wire = wire}, argc, argv);
//   }
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "matbud/host/foreground.h"

namespace matbud::host {

struct Program {
  std::string service;     ///< as privacy::Access::of names it: `grocer_bridge` is the program matbud-grocer-bridge
  std::string does;        ///< one line, for the help text
  std::uint16_t port = 0;  ///< of HTTP, unless --port says another
  decltype(RunSettings::wire) wire = nullptr;
  /// Adds pages and an API beside health and metrics; may be empty. Where there are some, --decide-only leaves them
  /// out, and the read models that `wire` names with them.
  decltype(RunSettings::add_pages) add_pages = nullptr;
  /// Adds options of its own, which are set when `wire` is called; may be empty.
  std::function<void(CLI::App& app)> add_options = nullptr;
};

/// Parses the arguments, runs the service on the installation that --data names until SIGINT or SIGTERM, and returns
/// the process's exit code (exit.h). The process may open only the sealed fields that the service's work needs.
[[nodiscard]] int run_program(const Program& program, int argc, const char* const* argv);

}  // namespace matbud::host
