#include "matbud/cli/command.h"
#include "matbud/host/config_file.h"
#include "matbud/host/installation_options.h"
#include "matbud/version/version.h"

namespace matbud::cli {

Exit report(const Streams& streams, const Error& error) {
  streams.messages << "matbud: " << error.message << "\n";
  return exit_for(error);
}

int run(const std::vector<std::string>& arguments, const Streams& streams) {
  CLI::App app{"Matbud: groceries from the kitchen table to the door, on a log that proves it", "matbud"};
  app.set_version_flag("--version", "matbud " + std::string{version()});
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(host::exit_codes_text);
  Common common;
  host::add_installation_options(app, common.installation, "matbud");
  app.add_flag("--json", common.json, "print JSON");
  app.add_flag("--progress", common.progress, "tell how far long work has come, also where nobody watches");
  std::function<Exit(const Streams&)> chosen;
  for (const auto& add : all_commands()) add(app, common, chosen);
  try {
    host::parse_with_config(app, arguments);
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
