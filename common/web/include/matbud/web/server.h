// An HTTP/1.1 server for pages, health and metrics: one thread, asynchronous, bounded in everything a stranger sends.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "matbud/base/result.h"
#include "matbud/web/router.h"

namespace matbud::web {

/// The limits of the edge. The defaults are what an installation runs with.
struct Settings {
  /// Only loopback addresses are served, unless there is a public host; port 0 = any free one.
  std::string address = "127.0.0.1";
  /// The name, in lower case, under which a proxy lets others in (`matbud.example`): requests for it are answered as
  /// those for this machine are, and clients are counted by the address that X-Forwarded-For names last. To be set only
  /// where there is sign-in and the proxy alone can reach the address.
  std::string public_host = {};
  std::uint16_t port = 0;

  std::size_t body_bytes_max = 256U << 10U;          ///< beyond: 413
  std::size_t header_bytes_max = 16U << 10U;         ///< beyond: 431
  std::chrono::milliseconds read_deadline{10'000};   ///< for one request to arrive whole; beyond: 408
  std::chrono::milliseconds idle_deadline{60'000};   ///< between two requests of one connection; beyond: closed
  std::chrono::milliseconds write_deadline{10'000};  ///< for one answer to be taken; beyond: closed
  std::chrono::milliseconds stop_deadline{5'000};    ///< for requests under way when the server stops
  /// A stream of events ends after so long, and whoever listens comes back: who they are is then asked again.
  std::chrono::milliseconds stream_longest{15 * 60'000};
  std::size_t connections_max = 2'048;  ///< beyond: 503 and closed
  double requests_a_second = 200;       ///< refill of a client's token bucket
  double requests_at_once = 400;        ///< its size; an empty one gives 429 with Retry-After
  /// Told of what a handler threw, and of connections that could not be accepted. Called on the server's thread; may be
  /// empty. Never told anything that a client sent.
  std::function<void(std::string_view)> on_fault;
};

/// A server that runs from start() until stop() or its end. start() and stop() belong to one thread; handlers run on
/// the server's own.
class Server {
 public:
  /// Binds and begins to serve. `invalid` when the address is not a loopback address and there is no public host,
  /// `unavailable` when it cannot be bound (the message says which and why).
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Router router, Settings settings = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Where it answers: `http://127.0.0.1:8420`, `http://[::1]:8420`.
  [[nodiscard]] std::string address() const;
  /// Takes no more connections, lets requests under way finish within the stop deadline, closes the rest, and returns
  /// when its thread has ended. Calling it again does nothing.
  void stop();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::web
