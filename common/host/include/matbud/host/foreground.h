// A program that runs until it is told to stop: its options, what it says, how it ends.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "matbud/host/exit.h"
#include "matbud/host/running.h"
#include "matbud/telemetry/logging.h"

namespace matbud::host {

/// The options that every such program has.
struct ForegroundOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  unsigned threads = 2;
  bool stands_by = false;
  SignInOptions sign_in;
  telemetry::LogSettings log;
};

/// Adds --listen and --port for what nobody signs in to: an address that is not this machine's own is a usage error.
void add_http_options(CLI::App& app, ForegroundOptions& options);
/// Adds --listen, --port, --threads, --standby, --log-format, --log-level and those of sign-in.
void add_foreground_options(CLI::App& app, ForegroundOptions& options);

/// What the options say about HTTP; faults go to the log.
[[nodiscard]] web::Settings http_settings(const ForegroundOptions& options);

/// Prints where it answers and where the data lies: a line each, or one JSON object.
void print_addresses(const std::string& base, const std::vector<std::pair<std::string, std::string>>& pages,
                     Installation& installation, bool json, std::ostream& out);

/// Starts, prints the addresses to `out`, and returns when SIGINT or SIGTERM has come and everything has ended.
/// `pages`: more paths to print, by their names. The entrance is what the options say. An address of others' without a
/// public origin is a usage error.
[[nodiscard]] Exit run_in_foreground(RunSettings settings, const ForegroundOptions& options,
                                     const std::vector<std::pair<std::string, std::string>>& pages, bool json,
                                     std::ostream& out, std::ostream& messages);

}  // namespace matbud::host
