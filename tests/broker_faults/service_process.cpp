#include "service_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

#include "matbud/web/testing/tcp_client.h"

namespace matbud::broker_faults {
namespace {

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_reading() { close(ends[0]); }
  void close_writing() { close(ends[1]); }
  static void close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  std::array<int, 2> ends{-1, -1};  ///< read, write
};

/// Starts a program between two pipes; its messages go where ours go.
pid_t start(const std::string& program, const std::vector<std::string>& arguments, const Pipe& in, const Pipe& out) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> raw;
  for (auto& word : words) raw.push_back(word.data());
  raw.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.ends[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  pid_t id = -1;
  const int failed = ::posix_spawn(&id, program.c_str(), &actions, nullptr, raw.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error{program + " cannot be started"};
  return id;
}

std::string read_until(int from, bool (*is_enough)(char)) {
  std::string text;
  for (char c = 0; ::read(from, &c, 1) == 1 && !is_enough(c);) text.push_back(c);
  return text;
}

}  // namespace

ServiceProcess::ServiceProcess(const std::string& program, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--json", "--port", "0"});
  Pipe in;
  Pipe out;
  id_ = start(program, arguments, in, out);
  out.close_writing();
  const auto line = read_until(out.ends[0], [](char c) { return c == '\n'; });
  if (line.empty()) {
    end_by(SIGKILL);
    throw std::runtime_error{program + " has ended at once: see its message above"};
  }
  const auto live = nlohmann::json::parse(line).at("live").get<std::string>();
  base_ = live.substr(0, live.find("/health"));
}

ServiceProcess::ServiceProcess(ServiceProcess&& other) noexcept
    : id_{std::exchange(other.id_, -1)}, base_{std::move(other.base_)} {}

ServiceProcess::~ServiceProcess() { (void)stop(); }

std::string ServiceProcess::get(const std::string& path) const {
  constexpr int too_many_requests = 429;
  const auto port = static_cast<std::uint16_t>(std::stoi(base_.substr(base_.rfind(':') + 1)));
  for (;;) {
    auto answer = web::testing::TcpClient{port}.say(web::testing::get(path)).hear();
    if (answer.status != too_many_requests) return answer.body;
  }
}

nlohmann::json ServiceProcess::health() const { return nlohmann::json::parse(get("/health/ready")); }
std::string ServiceProcess::metrics() const { return get("/metrics"); }

std::set<unsigned> ServiceProcess::owned(const std::string& processor) const {
  const auto owned = health().at("owned");
  return owned.contains(processor) ? owned.at(processor).get<std::set<unsigned>>() : std::set<unsigned>{};
}

int ServiceProcess::end_by(int signal) {
  if (id_ <= 0) return -1;
  ::kill(id_, signal);
  int status = 0;
  ::waitpid(std::exchange(id_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void ServiceProcess::kill() { (void)end_by(SIGKILL); }
int ServiceProcess::stop() { return end_by(SIGTERM); }

Ran run_to_end(const std::string& program, const std::vector<std::string>& arguments, const std::string& input) {
  Pipe in;
  Pipe out;
  const pid_t id = start(program, arguments, in, out);
  in.close_reading();
  out.close_writing();
  const bool told = ::write(in.ends[1], input.data(), input.size()) == static_cast<ssize_t>(input.size());
  in.close_writing();
  Ran ran;
  ran.out = read_until(out.ends[0], [](char) { return false; });
  int status = 0;
  ::waitpid(id, &status, 0);
  ran.exit = told && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

}  // namespace matbud::broker_faults
