#include "matbud/host/program.h"

#include <algorithm>
#include <iostream>

#include "matbud/host/config_file.h"
#include "matbud/host/installation_options.h"
#include "matbud/version/version.h"

namespace matbud::host {
namespace {

// One service needs less than an installation's whole: what these are for a process with all of them is in the types.
constexpr std::size_t write_buffer_bytes = 16U << 20U;
constexpr std::size_t block_cache_bytes = 8U << 20U;
constexpr std::size_t cache_bytes = 16U << 20U;

std::string name_of(const Program& program) {
  auto name = "matbud-" + program.service;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace

int run_program(const Program& program, int argc, const char* const* argv) {
  RunSettings settings;
  settings.installation.directory = "data/matbud";
  settings.installation.access = privacy::Access::of(program.service);
  settings.installation.store.write_buffer_bytes = write_buffer_bytes;
  settings.installation.store.block_cache_bytes = block_cache_bytes;
  bool decide_only = false;
  settings.wire = [&](Installation& installation, Wiring& wiring, const Clock& clock) {
    wiring.cache_bytes = cache_bytes;
    program.wire(installation, wiring, clock);
    if (!decide_only) return;
    wiring.read_models.clear();
    wiring.cache_bytes = cache_bytes / 2;
  };
  ForegroundOptions options;
  options.port = program.port;
  bool json = false;

  const auto name = name_of(program);
  CLI::App app{program.does, name};
  app.set_version_flag("--version", name + " " + std::string{version()});
  app.footer(exit_codes_text);
  add_installation_options(app, settings.installation, name);
  app.add_flag("--json", json, "print the addresses as JSON");
  add_foreground_options(app, options);
  if (program.add_pages) {
    app.add_flag("--decide-only", decide_only,
                 "keep no lists and answer no questions: other instances do; health and numbers remain");
  }
  if (program.add_options) program.add_options(app);
  add_config_option(app);
  try {
    parse_with_config(app, std::vector<std::string>(argv + 1, argv + argc));
    if (!decide_only) settings.add_pages = program.add_pages;
    return static_cast<int>(run_in_foreground(std::move(settings), options, {}, json, std::cout, std::cerr));
  } catch (const CLI::Success& asked_for_text) {
    app.exit(asked_for_text, std::cout, std::cerr);
    return static_cast<int>(Exit::ok);
  } catch (const CLI::ParseError& error) {
    app.exit(error, std::cout, std::cerr);
    return static_cast<int>(Exit::usage);
  } catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << "\n";
    return static_cast<int>(Exit::failure);
  }
}

}  // namespace matbud::host
