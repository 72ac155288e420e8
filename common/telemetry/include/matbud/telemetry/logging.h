// What a service tells its operator: one line an occurrence, on stderr, for people or as JSON.
//
//   telemetry::log_to_stderr({.format = telemetry::LogFormat::json});
//   telemetry::info("partition taken", {{"service", "ordering"}, {"partition", 3}});
//
// Personal data stay out by form: the message is fixed text and the fields hold open values (ids, numbers, names of
// topics and partitions). A name, address, phone or anybody's own words never belong in a line.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "matbud/base/time.h"

namespace matbud::telemetry {

enum class LogFormat {
  text,  ///< `2026-03-02T08:00:00.000Z info  partition taken service=ordering partition=3`
  json,  ///< `{"time":"2026-03-02T08:00:00.000Z","level":"info","message":"partition taken","service":"ordering",...}`
};

enum class Level { debug, info, warning, error };
/// `debug`, `info`, `warning`, `error`; nothing for another word.
[[nodiscard]] std::optional<Level> parse_level(std::string_view word);

struct LogSettings {
  LogFormat format = LogFormat::text;
  Level lowest = Level::info;  ///< below this nothing is written
};

/// One named value of a line.
struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;

  Field(std::string_view field, std::string_view text) : name{field}, value{text} {}
  Field(std::string_view field, const char* text) : name{field}, value{std::string_view{text}} {}
  Field(std::string_view field, const std::string& text) : name{field}, value{std::string_view{text}} {}
  Field(std::string_view field, bool flag) : name{field}, value{flag} {}
  Field(std::string_view field, std::floating_point auto number) : name{field}, value{static_cast<double>(number)} {}
  Field(std::string_view field, std::integral auto number) : name{field}, value{static_cast<std::int64_t>(number)} {}
};
using Fields = std::initializer_list<Field>;

/// Sends later lines to stderr in this form. Before the first call lines are text from `info` on. Not thread-safe:
/// call it before threads start. Writing lines is thread-safe and never throws.
void log_to_stderr(LogSettings settings);
/// Sends later lines to a function instead, for tests: without the end of line. Called by the thread that logs, one at
/// a time.
void log_to(LogSettings settings, std::function<void(std::string_view line)> sink);

void log(Level level, std::string_view message, Fields fields = {});
inline void debug(std::string_view message, Fields fields = {}) { log(Level::debug, message, fields); }
inline void info(std::string_view message, Fields fields = {}) { log(Level::info, message, fields); }
inline void warning(std::string_view message, Fields fields = {}) { log(Level::warning, message, fields); }
inline void error(std::string_view message, Fields fields = {}) { log(Level::error, message, fields); }

/// One line, without its end: what log() writes. A text holds line breaks and control characters only escaped, so that
/// no value can forge a line.
[[nodiscard]] std::string formatted(LogFormat format, Timestamp at, Level level, std::string_view message,
                                    Fields fields);

}  // namespace matbud::telemetry
