// The options that say where an installation is: the same for every program and for every command of `matbud`.
#pragma once

#include <CLI/CLI.hpp>

#include "matbud/host/installation.h"

namespace matbud::host {

/// Adds --data, --master-key, --kafka and what belongs to it. `client_id` names the program to the brokers unless
/// --kafka-client-id does. `settings` must live until the command line has been parsed.
void add_installation_options(CLI::App& app, Settings& settings, const std::string& client_id);

}  // namespace matbud::host
