// matbud doctor: whether this machine and this directory are fit to run on.
#include <sys/stat.h>

#include "commands.h"
#include "matbud/time/zone.h"
#include "opened.h"

namespace matbud::cli {
namespace {

/// Below this a log can fill the disk before anybody looks.
constexpr std::uintmax_t free_bytes_min = std::uintmax_t{1} << 30U;

struct Check {
  std::string name;
  bool good;
  std::string what;
  Exit bad = Exit::difference;  ///< what it means when it is not good
};

Check key_check(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {"master key", false, path.string() + " is not there"};
  const auto mode = status.st_mode & 0777U;
  if (mode == 0400U) return {"master key", true, "only its owner can read it"};
  return {"master key", false, path.string() + " can be read or written by more than its owner: chmod 0400"};
}

Check space_check(const std::filesystem::path& directory) {
  std::error_code error;
  const auto space = std::filesystem::space(directory, error);
  if (error) return {"free space", false, error.message()};
  return {"free space", space.available >= free_bytes_min, std::to_string(space.available >> 20U) + " MiB free"};
}

Check result_check(const char* name, const Result<void>& result) {
  return {name, result.has_value(), result ? "checksums agree" : result.error().message};
}

/// What can be said of the installation once it is open.
void check_opened(Opened& opened, std::vector<Check>& checks) {
  auto& home = opened.installation->home();
  if (auto* const embedded = home.embedded()) {
    const auto records = embedded->verify();
    checks.push_back({"log", records.has_value(),
                      records ? std::to_string(*records) + " records, checksums agree" : records.error().message});
  }
  checks.push_back(result_check("state", opened.installation->store().verify()));
}

std::vector<Check> check_all(const Common& common, const Streams& streams) {
  const auto& settings = common.installation;
  std::vector<Check> checks;
  checks.push_back({"time zones", time::Zone::find("Europe/Oslo").has_value(), "Europe/Oslo in the machine's tzdata"});
  std::error_code error;
  const bool there = settings.kafka || std::filesystem::is_directory(settings.directory / "log", error);
  checks.push_back(
      {"directory", there, settings.directory.string() + (there ? "" : " holds no installation"), Exit::not_found});
  if (!there) return checks;
  std::filesystem::create_directories(settings.directory, error);
  checks.push_back(space_check(settings.directory));
  const auto key = settings.master_key.empty() ? settings.directory / "master.key" : settings.master_key;
  checks.push_back(key_check(key));
  // Opening without the key would make a new one that opens nothing.
  if (!std::filesystem::exists(key, error)) return checks;
  const auto opened = open(common, streams);
  checks.push_back({"log and keys", opened.has_value(),
                    opened ? (*opened)->installation->home().place() + " is open" : opened.error().message,
                    opened ? Exit::ok : exit_for(opened.error())});
  if (opened) check_opened(**opened, checks);
  return checks;
}

Exit doctor(const Common& common, const Streams& streams) {
  auto exit = Exit::ok;
  for (const auto& check : check_all(common, streams)) {
    if (!check.good && exit == Exit::ok) exit = check.bad;
    if (common.json) {
      streams.out << nlohmann::json{{"check", check.name}, {"good", check.good}, {"what", check.what}}.dump() << "\n";
    } else {
      streams.out << (check.good ? "ok    " : "FAIL  ") << check.name << ": " << check.what << "\n";
    }
  }
  return exit;
}

}  // namespace

void add_doctor(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  parent
      .add_subcommand("doctor",
                      "check the machine and the installation; exits 4 when something is wrong, 3 when there is none, "
                      "5 when it cannot be had")
      ->callback(
          [&common, &chosen] { chosen = [&common](const Streams& streams) { return doctor(common, streams); }; });
}

}  // namespace matbud::cli
