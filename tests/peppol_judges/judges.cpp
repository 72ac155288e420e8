#include "judges.h"

#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace matbud::judges {
namespace {

struct Closer {
  void operator()(std::FILE* pipe) const noexcept { pclose(pipe); }
};

/// Standard output of a shell command; `unavailable` with its last words when it fails.
Result<std::string> output_of(const std::string& command) {
  std::unique_ptr<std::FILE, Closer> pipe{popen((command + " 2>&1").c_str(), "r")};
  if (!pipe) return failure(Error::Code::unavailable, "no process can be started");
  std::string output;
  std::array<char, 65'536> buffer{};
  while (const auto bytes = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    output.append(buffer.data(), bytes);
  if (pclose(pipe.release()) != 0) return failure(Error::Code::unavailable, output.substr(0, 400));
  return output;
}

std::string in_quotes(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

}  // namespace

Result<std::map<std::string, Verdict>> judge_folder(const std::filesystem::path& folder) {
  const std::filesystem::path here{MATBUD_SOURCE_DIR "/tests/peppol_judges"};
  auto jars = output_of(in_quotes(here / "environment"));
  if (!jars) return tl::unexpected{jars.error()};
  while (!jars->empty() && jars->back() == '\n') jars->pop_back();
  const auto output =
      output_of("java -XX:+UseSerialGC -Xss4m -Dorg.slf4j.simpleLogger.defaultLogLevel=off -cp " +
                in_quotes(*jars + "/*") + " " + in_quotes(here / "Judge.java") + " " + in_quotes(folder));
  if (!output) return tl::unexpected{output.error()};
  std::map<std::string, Verdict> verdicts;
  for (const auto& document : nlohmann::json::parse(*output)) {
    Verdict verdict;
    verdict.rules = document["rules"].is_null() ? "" : document["rules"].get<std::string>();
    verdict.valid = document["valid"].get<bool>();
    for (const auto& error : document["errors"])
      verdict.errors.push_back(error["id"].get<std::string>() + " " + error["place"].get<std::string>() + ": " +
                               error["words"].get<std::string>());
    verdicts.emplace(document["file"].get<std::string>(), std::move(verdict));
  }
  return verdicts;
}

}  // namespace matbud::judges
