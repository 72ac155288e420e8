#include "matbud/web/testing/tcp_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace matbud::web::testing {

TcpClient::TcpClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
  const timeval patience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    ADD_FAILURE() << "cannot connect: " << std::strerror(errno);
}

TcpClient::~TcpClient() {
  if (socket_ >= 0) ::close(socket_);
}

TcpClient::TcpClient(TcpClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}, heard_{std::move(other.heard_)} {}

TcpClient& TcpClient::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;  // a server that has refused early may have closed; what it answered is what counts
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return *this;
}

bool TcpClient::more() {
  char chunk[8192];
  const auto received = ::recv(socket_, chunk, sizeof chunk, 0);
  if (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) ADD_FAILURE() << "the server said nothing for 10 s";
  if (received <= 0) return false;
  heard_.append(chunk, static_cast<std::size_t>(received));
  return true;
}

Answer TcpClient::hear(bool head) {
  Answer answer;
  std::size_t end_of_headers = std::string::npos;
  while ((end_of_headers = heard_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return answer;
  }
  answer.status = std::stoi(heard_.substr(heard_.find(' ') + 1, 3));
  for (auto at = heard_.find("\r\n") + 2; at < end_of_headers;) {
    const auto end = heard_.find("\r\n", at);
    const auto line = heard_.substr(at, end - at);
    answer.headers[line.substr(0, line.find(':'))] = line.substr(line.find(": ") + 2);
    at = end + 2;
  }
  heard_.erase(0, end_of_headers + 4);
  const auto length = answer.headers.find("Content-Length");
  if (length == answer.headers.end() && answer.headers["Connection"] == "close" && !head) {
    while (more()) continue;
    answer.body = std::exchange(heard_, {});
    return answer;
  }
  const std::size_t body_size = head || length == answer.headers.end() ? 0 : std::stoul(length->second);
  while (heard_.size() < body_size) {
    if (!more()) return answer;
  }
  answer.body = heard_.substr(0, body_size);
  heard_.erase(0, body_size);
  return answer;
}

bool TcpClient::hears(std::string_view text) {
  std::size_t at = std::string::npos;
  while ((at = heard_.find(text)) == std::string::npos) {
    if (!more()) return false;
  }
  heard_.erase(0, at + text.size());
  return true;
}

std::string TcpClient::hear_until(std::string_view text) {
  std::size_t at = std::string::npos;
  while ((at = heard_.find(text)) == std::string::npos) {
    if (!more()) return std::exchange(heard_, {});
  }
  auto before = heard_.substr(0, at);
  heard_.erase(0, at + text.size());
  return before;
}

bool TcpClient::hears_the_end() { return heard_.empty() && !more() && heard_.empty(); }

std::string get(std::string_view path, std::string_view more_headers) {
  return std::string{"GET "}
      .append(path)
      .append(" HTTP/1.1\r\nHost: localhost\r\n")
      .append(more_headers)
      .append("\r\n");
}

std::string request(std::string_view method, std::string_view path, std::string_view body,
                    std::string_view more_headers) {
  return std::string{method}
      .append(" ")
      .append(path)
      .append(" HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
      .append(std::to_string(body.size()))
      .append("\r\n")
      .append(more_headers)
      .append("\r\n")
      .append(body);
}

}  // namespace matbud::web::testing
