#include "matbud/notification/smtp_sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "conversation.h"

namespace matbud::notification {
namespace {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_{fd} {}
  Descriptor(Descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

struct Connection {
  Descriptor socket;
  Conversation conversation;
};

/// Mails are small and answers are a line: whatever does not fit the socket's buffer at once is not worth waiting for.
bool say(const Descriptor& socket, std::string_view text) {
  return ::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

std::string numbered(std::size_t number) {
  auto digits = std::to_string(number);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits + ".eml";
}

}  // namespace

class SmtpSink::Impl {
 public:
  explicit Impl(Settings settings) : settings_{std::move(settings)} {}

  ~Impl() {
    if (!thread_.joinable()) return;
    constexpr std::uint64_t one = 1;
    // An eventfd takes a 1 unless its counter is full, and then it wakes the thread all the same.
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
    thread_.join();
  }

  Result<void> start() {
    if (settings_.directory) {
      std::error_code error;
      std::filesystem::create_directories(*settings_.directory, error);
      if (error) {
        return failure(Error::Code::unavailable,
                       "cannot make mail directory " + settings_.directory->string() + ": " + error.message());
      }
    }
    listener_ = Descriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    wake_ = Descriptor{::eventfd(0, EFD_CLOEXEC)};
    const int yes = 1;
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(settings_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(listener_.get(), plain, size) != 0 || ::listen(listener_.get(), SOMAXCONN) != 0 ||
        ::getsockname(listener_.get(), plain, &size) != 0 || wake_.get() < 0) {
      return failure(Error::Code::unavailable, "cannot listen on 127.0.0.1 port " + std::to_string(settings_.port) +
                                                   ": " + std::generic_category().message(errno));
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
    return {};
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  void behave(SinkBehaviour behaviour) { behaviour_ = behaviour; }
  [[nodiscard]] std::size_t unwritten() const { return unwritten_; }

  [[nodiscard]] std::vector<ReceivedMail> mails() const {
    const std::lock_guard lock{mutex_};
    return mails_;
  }

  [[nodiscard]] bool wait_for_mails(std::size_t count, std::chrono::milliseconds timeout) const {
    std::unique_lock lock{mutex_};
    return arrived_.wait_for(lock, timeout, [&] { return mails_.size() >= count; });
  }

 private:
  void serve() {
    std::list<Connection> connections;
    for (;;) {
      std::vector<pollfd> watched{{wake_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
      for (const auto& connection : connections) watched.push_back({connection.socket.get(), POLLIN, 0});
      if (::poll(watched.data(), watched.size(), -1) < 0) continue;  // EINTR
      if (watched[0].revents != 0) return;
      auto at = watched.begin() + 2;
      for (auto connection = connections.begin(); connection != connections.end(); ++at) {
        const bool goes_on = at->revents == 0 || talk(*connection);
        connection = goes_on ? std::next(connection) : connections.erase(connection);
      }
      if (watched[1].revents != 0) accept(connections);
    }
  }

  void accept(std::list<Connection>& connections) {
    Descriptor socket{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (socket.get() < 0 || !say(socket, Conversation::greeting())) return;
    connections.push_back({std::move(socket), Conversation{[this](ReceivedMail mail) { keep(std::move(mail)); }}});
  }

  bool talk(Connection& connection) {
    char chunk[16384];
    const auto received = ::recv(connection.socket.get(), chunk, sizeof chunk, 0);
    if (received < 0) return errno == EAGAIN || errno == EINTR;
    if (received == 0) return false;
    const std::string_view heard{chunk, static_cast<std::size_t>(received)};
    const auto answer = connection.conversation.hear(heard, behaviour_);
    return (answer.empty() || say(connection.socket, answer)) && !connection.conversation.over();
  }

  void keep(ReceivedMail mail) {
    if (settings_.directory && !write_file(mail)) ++unwritten_;
    const std::lock_guard lock{mutex_};
    mails_.push_back(std::move(mail));
    arrived_.notify_all();
  }

  /// Never over a file that is there: a second demo in the same directory adds to the first one's mails.
  [[nodiscard]] bool write_file(const ReceivedMail& mail) {
    std::error_code error;
    auto path = *settings_.directory / numbered(next_number_);
    while (std::filesystem::exists(path, error)) path = *settings_.directory / numbered(++next_number_);
    ++next_number_;
    std::ofstream file{path, std::ios::binary};
    file << mail.data;
    file.close();
    return !file.fail();
  }

  Settings settings_;
  Descriptor listener_;
  Descriptor wake_;
  std::uint16_t port_ = 0;
  std::atomic<SinkBehaviour> behaviour_ = SinkBehaviour::accept;
  std::atomic<std::size_t> unwritten_ = 0;
  std::size_t next_number_ = 1;  ///< of the next file; belongs to the thread
  mutable std::mutex mutex_;
  mutable std::condition_variable arrived_;
  std::vector<ReceivedMail> mails_;
  std::thread thread_;
};

SmtpSink::SmtpSink(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
SmtpSink::~SmtpSink() = default;

Result<std::unique_ptr<SmtpSink>> SmtpSink::start(Settings settings) {
  auto impl = std::make_unique<Impl>(std::move(settings));
  if (auto started = impl->start(); !started) return tl::unexpected{started.error()};
  return std::unique_ptr<SmtpSink>{new SmtpSink{std::move(impl)}};
}

std::uint16_t SmtpSink::port() const { return impl_->port(); }
void SmtpSink::behave(SinkBehaviour behaviour) { impl_->behave(behaviour); }
std::vector<ReceivedMail> SmtpSink::mails() const { return impl_->mails(); }
bool SmtpSink::wait_for_mails(std::size_t count, std::chrono::milliseconds timeout) const {
  return impl_->wait_for_mails(count, timeout);
}
std::size_t SmtpSink::unwritten() const { return impl_->unwritten(); }

}  // namespace matbud::notification
