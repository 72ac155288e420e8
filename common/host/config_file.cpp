#include "matbud/host/config_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace matbud::host {
namespace {

constexpr const char* config_name = "--config";

/// One line of the file as the command line would say it.
struct Entry {
  std::string option;    ///< `--threads`
  std::string argument;  ///< `--threads=4`
  std::string place;     ///< `FILE:LINE:COLUMN`
};

[[noreturn]] void refuse(const std::string& place, const std::string& why) {
  throw CLI::ConfigError{place + ": " + why, CLI::ExitCodes::ConfigError};
}

std::string place_of(const std::string& file, const toml::source_region& region) {
  return file + ":" + std::to_string(region.begin.line) + ":" + std::to_string(region.begin.column);
}

bool says(const std::vector<std::string>& arguments, const std::string& option) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument == option || argument.starts_with(option + "=");
  });
}

/// What follows --config on the command line.
std::optional<std::string> named_file(const std::vector<std::string>& arguments) {
  const std::string with_value = std::string{config_name} + "=";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with(with_value)) return arguments[i].substr(with_value.size());
    if (arguments[i] == config_name && i + 1 < arguments.size()) return arguments[i + 1];
  }
  return std::nullopt;
}

/// The chosen command when it has --config, else the program.
const CLI::App& speaker(const CLI::App& app, const std::vector<std::string>& arguments) {
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const bool chosen = std::find(arguments.begin(), arguments.end(), command->get_name()) != arguments.end();
    if (chosen && command->get_option_no_throw(config_name) != nullptr) return *command;
  }
  return app;
}

/// The option of this name that a file may set; null when there is none.
const CLI::Option* find_option(const CLI::App& app, const CLI::App& command, const std::string& option) {
  for (const auto* one : {&command, &app}) {
    const auto* found = one->get_option_no_throw(option);
    if (found == nullptr || option == config_name) continue;
    if (found == one->get_help_ptr() || found == one->get_version_ptr()) continue;
    return found;
  }
  return nullptr;
}

/// What kind of value an option takes, by the name that its help text shows.
enum class Kind { flag, whole, number, text };

Kind kind_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return Kind::flag;
  const auto type = option.get_type_name();
  if (type.starts_with("INT") || type.starts_with("UINT")) return Kind::whole;
  return type.starts_with("FLOAT") ? Kind::number : Kind::text;
}

const char* words_for(Kind kind) {
  switch (kind) {
    case Kind::flag: return "true or false";
    case Kind::whole: return "a whole number";
    case Kind::number: return "a number";
    case Kind::text: return "a text in quotes";
  }
  return "something else";
}

/// The value as an argument; nothing when it is of another type. A flag that is false is an empty argument.
std::optional<std::string> argument_of(const std::string& option, const toml::node& value, Kind kind) {
  std::ostringstream text;
  text << option;
  if (kind == Kind::flag) {
    if (!value.is_boolean()) return std::nullopt;
    return *value.value_exact<bool>() ? text.str() : std::string{};
  }
  text << "=";
  if (kind == Kind::text) {
    if (!value.is_string()) return std::nullopt;
    text << *value.value_exact<std::string>();
  } else if (value.is_integer()) {
    text << *value.value_exact<std::int64_t>();
  } else if (kind == Kind::number && value.is_floating_point()) {
    text << *value.value_exact<double>();
  } else {
    return std::nullopt;
  }
  return text.str();
}

/// The option that a key names: `issuer` in the table `sign_in` is --sign-in-issuer.
std::string option_of(const std::string& table, std::string_view key) {
  auto option = (table.empty() ? "--" : table + "-") + std::string{key};
  std::ranges::replace(option, '_', '-');
  return option;
}

/// Reads the options of one file.
class Reading {
 public:
  Reading(const std::string& file, const CLI::App& app, const CLI::App& command)
      : file_{file}, app_{app}, command_{command} {}

  void read(const toml::table& table, const std::string& name = {}) {
    for (const auto& [key, value] : table) {
      const auto option = option_of(name, key.str());
      if (value.is_table()) {
        read(*value.as_table(), option);
        continue;
      }
      const auto place = place_of(file_, key.source());
      const auto* found = find_option(app_, command_, option);
      if (found == nullptr) refuse(place, std::string{key.str()} + ": there is no such option");
      if (value.is_array() && found->get_items_expected_max() > 1) {
        for (const auto& one : *value.as_array()) add(option, key.str(), one, kind_of(*found), place);
      } else {
        add(option, key.str(), value, kind_of(*found), place);
      }
    }
  }
  [[nodiscard]] std::vector<Entry> entries() && { return std::move(entries_); }

 private:
  void add(const std::string& option, std::string_view key, const toml::node& value, Kind kind,
           const std::string& place) {
    auto argument = argument_of(option, value, kind);
    if (!argument) refuse(place_of(file_, value.source()), std::string{key} + ": " + words_for(kind) + " is wanted");
    entries_.push_back({option, std::move(*argument), place});
  }

  const std::string& file_;
  const CLI::App& app_;
  const CLI::App& command_;
  std::vector<Entry> entries_;
};

std::vector<Entry> entries_of(const std::string& file, const CLI::App& app, const CLI::App& command) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw CLI::FileError{"--config: " + file + " cannot be read"};
  Reading reading{file, app, command};
  try {
    reading.read(toml::parse(in, file));
  } catch (const toml::parse_error& error) {
    refuse(place_of(file, error.source()), std::string{error.description()});
  }
  return std::move(reading).entries();
}

/// CLI11 takes the arguments from the back.
void parse(CLI::App& app, const std::vector<std::string>& arguments) {
  app.parse(std::vector<std::string>{arguments.rbegin(), arguments.rend()});
}

}  // namespace

void add_config_option(CLI::App& app) {
  app.add_option(config_name, "TOML file with options by their names, without dashes; the command line wins")
      ->type_name("FILE");
}

void parse_with_config(CLI::App& app, const std::vector<std::string>& arguments) {
  const auto file = named_file(arguments);
  const auto& command = speaker(app, arguments);
  if (!file || command.get_option_no_throw(config_name) == nullptr) return parse(app, arguments);
  std::vector<Entry> taken;
  auto all = arguments;
  for (auto& entry : entries_of(*file, app, command)) {
    if (says(arguments, entry.option)) continue;
    if (!entry.argument.empty()) all.push_back(entry.argument);
    taken.push_back(std::move(entry));
  }
  try {
    parse(app, all);
  } catch (const CLI::ParseError& error) {
    // CLI11 names the option that it does not like.
    const std::string_view what = error.what();
    for (const auto& entry : taken) {
      if (what.starts_with(entry.option + ":") || what.starts_with(entry.option + " "))
        refuse(entry.place, error.what());
    }
    throw;
  }
}

}  // namespace matbud::host
