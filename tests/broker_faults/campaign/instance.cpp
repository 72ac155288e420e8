#include "instance.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace matbud::broker_faults {
namespace {

/// Whoever waits for the broker answers late, and a supervisor has others to look after.
constexpr std::chrono::milliseconds answer_within{200};

/// GET from this machine's loopback: the body, or nothing when there is no answer in time.
std::optional<std::string> get(std::uint16_t port, const std::string& path) {
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{0, std::chrono::microseconds{answer_within}.count()};
  ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string question = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  std::string answer;
  if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(client, question.data(), question.size(), MSG_NOSIGNAL) > 0) {
    std::array<char, 4096> some{};
    for (ssize_t got = 0; (got = ::recv(client, some.data(), some.size(), 0)) > 0;)
      answer.append(some.data(), static_cast<std::size_t>(got));
  }
  ::close(client);
  const auto head = answer.find("\r\n\r\n");
  if (head == std::string::npos) return std::nullopt;
  return answer.substr(head + 4);
}

std::vector<char*> raw(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> whole_environment(const std::map<std::string, std::string>& more) {
  std::vector<std::string> all;
  for (char** one = environ; *one != nullptr; ++one) all.emplace_back(*one);
  for (const auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

}  // namespace

Instance::Instance(InstanceSettings settings) : settings_{std::move(settings)} {}

Instance::~Instance() { kill(); }

std::vector<std::string> Instance::command() const {
  std::vector<std::string> words;
  if (settings_.link != nullptr) words = {"/bin/ip", "netns", "exec", settings_.link->name()};
  words.push_back(settings_.program);
  words.insert(words.end(), settings_.arguments.begin(), settings_.arguments.end());
  return words;
}

void Instance::start() {
  if (runs()) return;
  auto words = command();
  auto variables = whole_environment(environment_);
  const auto arguments = raw(words);
  const auto environment = raw(variables);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  const int messages = ::open(settings_.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const pid_t id = ::fork();
  if (id == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(messages, STDERR_FILENO);
    ::execve(arguments[0], arguments.data(), environment.data());
    ::_exit(127);
  }
  for (const int end : {ends[1], messages, nothing}) ::close(end);
  if (id < 0) throw std::runtime_error{"no process for " + settings_.known.name};
  id_ = id;
  out_ = ends[0];
  ::fcntl(out_, F_SETFL, O_NONBLOCK);
  heard_.clear();
  port_ = 0;
}

void Instance::kill() {
  if (!runs()) return;
  ::kill(id_, SIGKILL);
  int status = 0;
  ::waitpid(id_, &status, 0);
  ended(status);
}

void Instance::pause() const {
  if (runs()) ::kill(id_, SIGSTOP);
}

void Instance::go_on() const {
  if (runs()) ::kill(id_, SIGCONT);
}

bool Instance::stop() {
  constexpr int patience_ms = 10'000;
  if (!runs()) return true;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, id_, 0));
  ::kill(id_, SIGTERM);
  pollfd end{handle, POLLIN, 0};
  const bool ended_in_time = ::poll(&end, 1, patience_ms) == 1 && has_died();
  ::close(handle);
  kill();
  return ended_in_time;
}

bool Instance::has_died() {
  int status = 0;
  if (!runs() || ::waitpid(id_, &status, WNOHANG) != id_) return false;
  ended(status);
  return true;
}

void Instance::ended(int status) {
  id_ = -1;
  port_ = 0;
  close_output();
  last_end_ =
      WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status)) : "signal " + std::to_string(WTERMSIG(status));
}

void Instance::close_output() {
  if (out_ >= 0) ::close(out_);
  out_ = -1;
}

void Instance::hear_address() {
  std::array<char, 1024> some{};
  for (ssize_t got = 0; (got = ::read(out_, some.data(), some.size())) > 0;)
    heard_.append(some.data(), static_cast<std::size_t>(got));
  if (heard_.find('\n') == std::string::npos) return;
  const auto live = nlohmann::json::parse(heard_.substr(0, heard_.find('\n'))).at("live").get<std::string>();
  const auto end = live.find("/health");
  const auto colon = live.rfind(':', end);
  port_ = static_cast<std::uint16_t>(std::stoi(live.substr(colon + 1, end - colon - 1)));
}

std::optional<nlohmann::json> Instance::health() {
  if (!runs()) return std::nullopt;
  if (port_ == 0) hear_address();
  if (port_ == 0) return std::nullopt;
  std::optional<Behind> behind;
  if (settings_.link != nullptr) behind.emplace(*settings_.link);
  const auto body = get(port_, "/health/ready");
  if (!body) return std::nullopt;
  const auto health = nlohmann::json::parse(*body, nullptr, false);
  if (!health.is_object() || !health.contains("owned")) return std::nullopt;
  return health;
}

}  // namespace matbud::broker_faults
