// A program's options from a file: TOML, the same names as on the command line, where the command line wins.
//
//   kafka = "broker-1:9092,broker-2:9092"
//   data = "/var/lib/matbud/ordering"
//   threads = 4
//   json = true
//   [sign_in]
//   issuer = "https://id.example"
//   roles = ["hjemmepleier=care_worker", "leder=manager"]
//
// A table's name stands before those of its options: --sign-in-issuer. An option that may be said several times takes a
// list.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace matbud::host {

/// Adds --config to a program or to one of its commands.
void add_config_option(CLI::App& app);

/// Parses `arguments` (without the program's name), and what the file of --config says wherever they do not say it.
/// When a command has --config, the file may name the options of the command and those of `app`.
/// Throws CLI::ParseError as App::parse does. What is wrong with the file is told as FILE:LINE:COLUMN: it is not TOML,
/// there is no such option, the value is of another type, or it is one that the option does not take.
void parse_with_config(CLI::App& app, const std::vector<std::string>& arguments);

}  // namespace matbud::host
