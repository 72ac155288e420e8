#include "test_broker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace matbud::testing_broker {
namespace {

const std::string scripts = MATBUD_SOURCE_DIR "/deploy/kafka/";
constexpr std::string_view ready = "bootstrap ";

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  }
  std::array<int, 2> ends{};  ///< read, write
};

std::string line_from(int fd) {
  std::string line;
  for (char c = 0; ::read(fd, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

/// Of a file that may be missing.
std::string last_lines(const std::filesystem::path& file) {
  constexpr std::size_t bytes_max = 4000;
  std::ifstream input{file};
  std::string text{std::istreambuf_iterator<char>{input}, {}};
  return text.size() <= bytes_max ? text : text.substr(text.size() - bytes_max);
}

}  // namespace

bool have_jars() {
  static const bool there = std::system((scripts + "jars >/dev/null").c_str()) == 0;
  return there;
}

TestBroker::TestBroker(const std::vector<std::string>& options) : options_{options} {
  std::string pattern = (std::filesystem::temp_directory_path() / "matbud-broker-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
  directory_ = pattern;
  start();
}

TestBroker::~TestBroker() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) {
    std::cerr << "the broker had ended by itself; its last words:\n" << last_lines(directory_ / "node-1" / "output");
    ::close(stdin_);
    pid_ = -1;
  }
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void TestBroker::start() {
  std::vector<std::string> words{scripts + "run", "--data", directory_.string(), "--port", "0", "--with-stdin"};
  words.insert(words.end(), options_.begin(), options_.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const Pipe to_child;
  const Pipe from_child;
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(to_child.ends[0], STDIN_FILENO);
    ::dup2(from_child.ends[1], STDOUT_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(to_child.ends[0]);
  ::close(from_child.ends[1]);
  stdin_ = to_child.ends[1];
  const auto line = line_from(from_child.ends[0]);
  ::close(from_child.ends[0]);
  if (line.starts_with(ready)) {
    bootstrap_ = line.substr(ready.size());
    return;
  }
  stop();
  throw std::runtime_error{"deploy/kafka/run has not started a broker: see its message above"};
}

void TestBroker::stop() {
  if (pid_ <= 0) return;
  ::close(stdin_);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void TestBroker::kill(int number) const {
  pid_t node = 0;
  std::ifstream{directory_ / ("node-" + std::to_string(number)) / "pid"} >> node;
  if (node > 0) ::kill(node, SIGKILL);
}

void TestBroker::start_killed_nodes() const { ::kill(pid_, SIGHUP); }

void TestBroker::start_again() {
  stop();
  start();
}

}  // namespace matbud::testing_broker
