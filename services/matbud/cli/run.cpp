#include "matbud/cli/command.h"

#ifndef MATBUD_VERSION
#define MATBUD_VERSION "unversioned"
#endif

namespace matbud::cli {

Exit exit_for(const Error& error) {
  switch (error.code) {
    case Error::Code::not_found: return Exit::not_found;
    case Error::Code::invalid: return Exit::failure;
    case Error::Code::corrupt: return Exit::difference;
    case Error::Code::conflict:
    case Error::Code::retryable:
    case Error::Code::unavailable: return Exit::unreachable;
  }
  return Exit::failure;
}

Exit report(const Streams& streams, const Error& error) {
  streams.messages << "matbud: " << error.message << "\n";
  return exit_for(error);
}

int run(const std::vector<std::string>& arguments, const Streams& streams) {
  CLI::App app{"Matbud: groceries from the kitchen table to the door, on a log that proves it", "matbud"};
  app.set_version_flag("--version", std::string{"matbud "} + MATBUD_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 a check found a difference, 5 log or store unreachable.\n"
      "Data goes to standard output, messages to standard error.");
  Common common;
  app.add_option("--data", common.data, "directory of the installation")->capture_default_str();
  app.add_flag("--json", common.json, "print JSON");
  app.add_flag("--progress", common.progress, "tell how far long work has come");
  std::function<Exit(const Streams&)> chosen;
  for (const auto& add : all_commands()) add(app, common, chosen);
  try {
    // CLI11 takes the arguments from the back.
    app.parse(std::vector<std::string>{arguments.rbegin(), arguments.rend()});
  } catch (const CLI::Success& asked_for_text) {
    app.exit(asked_for_text, streams.out, streams.messages);
    return static_cast<int>(Exit::ok);
  } catch (const CLI::ParseError& error) {
    app.exit(error, streams.out, streams.messages);
    return static_cast<int>(Exit::usage);
  }
  if (!chosen) {
    streams.messages << app.help();
    return static_cast<int>(Exit::usage);
  }
  try {
    return static_cast<int>(chosen(streams));
  } catch (const std::exception& error) {
    streams.messages << "matbud: " << error.what() << "\n";
    return static_cast<int>(Exit::failure);
  }
}

}  // namespace matbud::cli
