#include "client_story.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "matbud/cli/command.h"

namespace matbud::clients {
namespace {

const std::string scripts = MATBUD_SOURCE_DIR "/tests/clients/";

std::string quoted(const std::string& word) { return "'" + word + "'"; }

/// The Python that has the clients' packages; empty when they cannot be had.
const std::string& python() {
  static const std::string path = [] {
    std::array<char, 512> line{};
    auto* const pipe = ::popen((scripts + "environment").c_str(), "r");
    std::string found = std::fgets(line.data(), line.size(), pipe) != nullptr ? line.data() : "";
    while (!found.empty() && found.back() == '\n') found.pop_back();
    return ::pclose(pipe) == 0 ? found : std::string{};
  }();
  return path;
}

}  // namespace

testing_broker::TestBroker& ClientStory::broker() {
  static testing_broker::TestBroker broker{{"--quick", "--tls", "--grocer", "dagros", "--grocer", "nabo"}};
  return broker;
}

void ClientStory::SetUp() {
  if (!testing_broker::have_jars()) GTEST_SKIP() << "the broker's jars cannot be had";
}

log::KafkaSettings ClientStory::settings_of(const std::string& principal) {
  const auto certificates = broker().certificates();
  log::KafkaSettings settings;
  settings.brokers = broker().bootstrap();
  settings.client_id = principal;
  settings.tls =
      log::KafkaTls{certificates / "ca.pem", certificates / (principal + ".pem"), certificates / (principal + ".key")};
  return settings;
}

std::unique_ptr<log::KafkaLog> ClientStory::log_of(const std::string& principal) {
  auto opened = log::KafkaLog::open(settings_of(principal));
  if (!opened) throw std::runtime_error{principal + ": " + opened.error().message};
  return std::move(*opened);
}

ClientStory::Answer ClientStory::topics(std::vector<std::string> words) {
  const auto settings = settings_of("operator");
  words.insert(words.begin(), "topics");
  words.insert(words.end(), {"--kafka", settings.brokers, "--tls-ca", settings.tls->ca.string(), "--tls-cert",
                             settings.tls->certificate.string(), "--tls-key", settings.tls->key.string()});
  return matbud(words);
}

ClientStory::Answer ClientStory::rights(std::vector<std::string> words) {
  words.insert(words.begin(), {"topics", "rights"});
  return matbud(words);
}

ClientStory::Answer ClientStory::matbud(const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream messages;
  const int exit = cli::run(words, {out, messages, in});
  return {exit, out.str(), messages.str()};
}

ClientStory::Answer ClientStory::run(const std::vector<std::string>& words) {
  const auto errors = testing::TempDir() + "client-errors-" + std::to_string(::getpid());
  std::string command;
  for (const auto& word : words) command += quoted(word) + " ";
  auto* const pipe = ::popen((command + "2>" + quoted(errors)).c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error{"cannot run " + command};
  Answer answer;
  std::array<char, 4096> some{};
  while (const auto size = std::fread(some.data(), 1, some.size(), pipe)) answer.out.append(some.data(), size);
  const int status = ::pclose(pipe);
  answer.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::stringstream messages;
  messages << std::ifstream{errors}.rdbuf();
  answer.messages = messages.str();
  std::remove(errors.c_str());
  return answer;
}

bool ClientStory::have_python() { return !python().empty(); }

ClientStory::Answer ClientStory::client(const std::string& script, const std::string& principal,
                                        const std::vector<std::string>& words) {
  std::vector<std::string> all{python(),         scripts + script,
                               "--brokers",      broker().bootstrap(),
                               "--certificates", broker().certificates().string(),
                               "--name",         principal,
                               "--generated",    MATBUD_GENERATED_PYTHON};
  all.insert(all.end(), words.begin(), words.end());
  return run(all);
}

}  // namespace matbud::clients
