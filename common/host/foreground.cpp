#include "matbud/host/foreground.h"

#include <arpa/inet.h>

#include <nlohmann/json.hpp>

#include "matbud/host/stop_deadline.h"
#include "matbud/host/stop_signal.h"

namespace matbud::host {
namespace {

bool is_loopback(const std::string& address) {
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24U) == IN_LOOPBACKNET;
  in6_addr six{};
  return ::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

constexpr const char* only_here =
    " is not a loopback address (127.0.0.1, ::1); others are answered only with --sign-in-issuer and "
    "--sign-in-public-origin";

void add_address_options(CLI::App& app, ForegroundOptions& options, bool is_for_this_machine) {
  auto* listen = app.add_option("--listen", options.address, "address to answer HTTP on")->capture_default_str();
  if (is_for_this_machine) {
    listen->check(
        [](const std::string& address) { return is_loopback(address) ? std::string{} : address + only_here; });
  }
  app.add_option("--port", options.port, "port to answer HTTP on; 0 = any free one")->capture_default_str();
}

/// A log's client may wait for ever for somebody who is gone. Nothing is lost by a sudden end.
constexpr std::chrono::seconds time_to_stop{10};

Exit report(const Error& error, std::ostream& messages) {
  messages << "matbud: " << error.message << "\n";
  return exit_for(error);
}

}  // namespace

void add_http_options(CLI::App& app, ForegroundOptions& options) { add_address_options(app, options, true); }

void add_foreground_options(CLI::App& app, ForegroundOptions& options) {
  add_address_options(app, options, false);
  add_sign_in_options(app, options.sign_in);
  app.add_option("--threads", options.threads, "partitions are shared between so many threads")
      ->capture_default_str()
      ->check(CLI::Range(1U, 64U));
  app.add_flag("--standby", options.stands_by,
               "fold the partitions of other instances as well, to take them over with their state at hand");
  app.add_option_function<std::string>(
         "--log-format",
         [&options](const std::string& word) {
           options.log.format = word == "json" ? telemetry::LogFormat::json : telemetry::LogFormat::text;
         },
         "how messages about the run are written: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option_function<std::string>(
         "--log-level", [&options](const std::string& word) { options.log.lowest = *telemetry::parse_level(word); },
         "below this nothing is written: debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
}

web::Settings http_settings(const ForegroundOptions& options) {
  web::Settings settings;
  settings.address = options.address;
  settings.port = options.port;
  if (const auto& origin = options.sign_in.settings.public_origin; !origin.empty())
    settings.public_host = origin.substr(std::string_view{"https://"}.size());
  settings.on_fault = [](std::string_view fault) { telemetry::warning("http", {{"fault", fault}}); };
  return settings;
}

void print_addresses(const std::string& base, const std::vector<std::pair<std::string, std::string>>& pages,
                     Installation& installation, bool json, std::ostream& out) {
  std::vector<std::pair<std::string, std::string>> all = pages;
  all.insert(all.end(), {{"live", "/health/live"}, {"ready", "/health/ready"}, {"metrics", "/metrics"}});
  if (json) {
    nlohmann::json line{{"data", installation.directory().string()}, {"log", installation.home().place()}};
    for (const auto& [name, path] : all) line[name] = base + path;
    out << line.dump() << "\n";
  } else {
    out << (installation.home().is_shared() ? "the state lies in " : "the data lies in ")
        << installation.directory().string() << "\n";
    if (installation.home().is_shared()) out << "the log lies in " << installation.home().place() << "\n";
    for (const auto& [name, path] : all) out << name << ": " << base << path << "\n";
  }
  out.flush();
}

Exit run_in_foreground(RunSettings settings, const ForegroundOptions& options,
                       const std::vector<std::pair<std::string, std::string>>& pages, bool json, std::ostream& out,
                       std::ostream& messages) {
  if (options.sign_in.settings.public_origin.empty() && !is_loopback(options.address)) {
    messages << "matbud: --listen: " << options.address << only_here << "\n";
    return Exit::usage;
  }
  if (options.sign_in.is_configured()) {
    auto entrance = Entrance::open(options.sign_in);
    if (!entrance) return report(entrance.error(), messages);
    settings.entrance = *std::move(entrance);
  } else {
    settings.entrance = Entrance::for_development();
    messages << "matbud: no --sign-in-issuer: whoever is at this machine chooses who they are\n";
  }
  StopSignal stop;
  telemetry::log_to_stderr(options.log);
  settings.http = http_settings(options);
  settings.threads = options.threads;
  settings.stands_by = options.stands_by;
  const SystemClock clock;
  privacy::SystemRandom random;
  auto running = Running::start(settings, clock, random);
  if (!running) return report(running.error(), messages);
  for (const auto& notice : (*running)->installation().notices()) messages << "matbud: " << notice << "\n";
  print_addresses((*running)->address(), pages, (*running)->installation(), json, out);
  stop.wait();
  const StopDeadline deadline{time_to_stop};
  running->reset();
  messages << "matbud: stopped\n";
  return Exit::ok;
}

}  // namespace matbud::host
