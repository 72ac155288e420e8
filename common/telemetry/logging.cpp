#include "matbud/telemetry/logging.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <memory>
#include <mutex>
#include <utility>

namespace matbud::telemetry {
namespace {

class FunctionSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit FunctionSink(std::function<void(std::string_view)> take) : take_{std::move(take)} {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    take_({message.payload.data(), message.payload.size()});
  }
  void flush_() override {}

 private:
  std::function<void(std::string_view)> take_;
};

struct Target {
  LogFormat format = LogFormat::text;
  std::shared_ptr<spdlog::logger> logger;
};

std::shared_ptr<spdlog::logger> logger_on(spdlog::sink_ptr sink, Level lowest);

Target& target() {
  static Target the_target{LogFormat::text, logger_on(std::make_shared<spdlog::sinks::stderr_sink_mt>(), Level::info)};
  return the_target;
}

constexpr spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

constexpr std::string_view word_of(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "error";
}

std::shared_ptr<spdlog::logger> logger_on(spdlog::sink_ptr sink, Level lowest) {
  sink->set_pattern("%v");
  auto logger = std::make_shared<spdlog::logger>("matbud", std::move(sink));
  logger->set_level(spdlog_level(lowest));
  logger->flush_on(spdlog::level::debug);
  return logger;
}

std::string iso_time(Timestamp at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const std::time_t time = seconds.time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&time, &utc);
  char text[40];
  const auto size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  auto millis = std::to_string((at - seconds).count());
  millis.insert(0, 3 - millis.size(), '0');
  return std::string{text, size} + "." + millis + "Z";
}

/// Between quotation marks as JSON has it. Bytes that are not ASCII pass as they are.
void append_quoted(std::string& line, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  line.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line.append({'\\', c});
    } else if (c == '\n') {
      line.append("\\n");
    } else if (byte < 0x20 || byte == 0x7f) {
      line.append("\\u00").append({digits[byte >> 4U], digits[byte & 0xfU]});
    } else {
      line.push_back(c);
    }
  }
  line.push_back('"');
}

bool needs_quotes(std::string_view text) {
  return text.empty() || std::any_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '\\' || c == '=';
         });
}

struct ValueWriter {
  std::string& line;
  LogFormat format;

  void operator()(std::string_view text) const {
    if (format == LogFormat::json || needs_quotes(text)) return append_quoted(line, text);
    line.append(text);
  }
  void operator()(std::int64_t number) const { line.append(std::to_string(number)); }
  void operator()(bool flag) const { line.append(flag ? "true" : "false"); }
  void operator()(double number) const {
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), number).ptr;
    const std::string_view written{text, static_cast<std::size_t>(end - text)};
    const bool finite = written.find_first_of("ni") == written.npos;
    if (finite || format == LogFormat::text) {
      line.append(written);
    } else {
      append_quoted(line, written);  // JSON has no number for it
    }
  }
};

}  // namespace

std::optional<Level> parse_level(std::string_view word) {
  for (const auto level : {Level::debug, Level::info, Level::warning, Level::error}) {
    if (word == word_of(level)) return level;
  }
  return std::nullopt;
}

void log_to_stderr(LogSettings settings) {
  target() = {settings.format, logger_on(std::make_shared<spdlog::sinks::stderr_sink_mt>(), settings.lowest)};
}

void log_to(LogSettings settings, std::function<void(std::string_view)> sink) {
  target() = {settings.format, logger_on(std::make_shared<FunctionSink>(std::move(sink)), settings.lowest)};
}

void log(Level level, std::string_view message, Fields fields) {
  auto& [format, logger] = target();
  if (!logger->should_log(spdlog_level(level))) return;
  const auto line = formatted(format, SystemClock{}.now(), level, message, fields);
  logger->log(spdlog_level(level), spdlog::string_view_t{line.data(), line.size()});
}

std::string formatted(LogFormat format, Timestamp at, Level level, std::string_view message, Fields fields) {
  std::string line;
  const ValueWriter write{line, format};
  if (format == LogFormat::json) {
    line.append("{\"time\":\"").append(iso_time(at)).append("\",\"level\":\"").append(word_of(level));
    line.append("\",\"message\":");
    append_quoted(line, message);
    for (const auto& field : fields) {
      line.push_back(',');
      append_quoted(line, field.name);
      line.push_back(':');
      std::visit(write, field.value);
    }
    line.push_back('}');
    return line;
  }
  line.append(iso_time(at)).append(" ").append(word_of(level)).append(" ");
  std::string safe;
  append_quoted(safe, message);
  line.append(safe, 1, safe.size() - 2);
  for (const auto& field : fields) {
    line.append(" ").append(field.name).append("=");
    std::visit(write, field.value);
  }
  return line;
}

}  // namespace matbud::telemetry
