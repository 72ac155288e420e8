// A client of plain sockets that says exactly what a test wants said.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace matbud::web::testing {

/// An answer as it came over the wire.
struct Answer {
  int status = 0;                              ///< 0 when the server closed without one
  std::map<std::string, std::string> headers;  ///< names as sent
  std::string body;
};

/// One connection to the loopback address. Every wait fails the test after ten seconds.
class TcpClient {
 public:
  explicit TcpClient(std::uint16_t port);
  ~TcpClient();
  TcpClient(TcpClient&& other) noexcept;
  TcpClient(const TcpClient&) = delete;
  TcpClient& operator=(const TcpClient&) = delete;

  /// For whoever waits on many connections at once.
  [[nodiscard]] int descriptor() const { return socket_; }
  TcpClient& say(std::string_view bytes);
  /// Reads one answer; one without a length, to the end of the connection. `head`: it has no body whatever its length
  /// says.
  [[nodiscard]] Answer hear(bool head = false);
  /// Reads until `text` has come; false when the connection ended before.
  [[nodiscard]] bool hears(std::string_view text);
  /// Reads until `text` has come and returns what was before it; at the end of the connection, what there is.
  [[nodiscard]] std::string hear_until(std::string_view text);
  /// Whether the server closes the connection without another byte.
  [[nodiscard]] bool hears_the_end();

 private:
  [[nodiscard]] bool more();

  int socket_;
  std::string heard_;
};

/// `GET path` of this machine, with more header lines when given.
[[nodiscard]] std::string get(std::string_view path, std::string_view more_headers = {});

/// A request with a body, with more header lines when given.
[[nodiscard]] std::string request(std::string_view method, std::string_view path, std::string_view body,
                                  std::string_view more_headers = {});

}  // namespace matbud::web::testing
