// The sockets. Each connection is one coroutine on the server's thread: it reads a request under a deadline, asks the
// router, writes the answer under another, and starts over.
#include "matbud/web/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>

#include "beast_messages.h"
#include "door.h"
#include "header_texts.h"
#include "later_wait.h"
#include "matbud/web/this_machine.h"
#include "session.h"
#include "stream_pump.h"
#include "throttle.h"

namespace matbud::web {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;
using Parser = BeastParser;
using Clock = std::chrono::steady_clock;

constexpr auto awaited = net::as_tuple(net::use_awaitable);

/// What is thrown away of a request that was refused half-way, so that the answer is not lost to a reset.
constexpr std::size_t drained_bytes_max = 1U << 20U;
constexpr std::chrono::milliseconds drain_deadline{2'000};
constexpr std::chrono::milliseconds accept_pause{100};

}  // namespace

class Server::Impl {
 public:
  Impl(Router router, Settings settings)
      : router_{std::move(router)},
        settings_{std::move(settings)},
        throttle_{settings_.requests_a_second, settings_.requests_at_once} {}

  ~Impl() { stop(); }

  Result<void> start() {
    error_code error;
    const auto address = net::ip::make_address(settings_.address, error);
    if (error) return failure(Error::Code::invalid, "web address '" + settings_.address + "' is not an IP address");
    if (!address.is_loopback() && settings_.public_host.empty()) {
      return failure(Error::Code::invalid,
                     "web address " + settings_.address + " is not a loopback address, and there is no sign-in");
    }
    const tcp::endpoint endpoint{address, settings_.port};
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) {
      return failure(Error::Code::unavailable, "cannot listen on " + settings_.address + " port " +
                                                   std::to_string(settings_.port) + ": " + error.message());
    }
    net::co_spawn(io_, accept(), net::detached);
    thread_ = std::thread{[this] { io_.run(); }};
    return {};
  }

  void stop() {
    if (!thread_.joinable()) return;
    net::post(io_, [this] { begin_stopping(); });
    thread_.join();
    door_->close();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string address() const {
    const bool six = settings_.address.find(':') != std::string::npos;
    return "http://" + (six ? "[" + settings_.address + "]" : settings_.address) + ":" + std::to_string(port_);
  }

 private:
  using Shared = std::shared_ptr<Session>;

  void begin_stopping() {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    accept_timer_.cancel();
    for (auto* session : sessions_) {
      if (!session->in_request || session->is_stream) session->close();
    }
    if (sessions_.empty()) return;
    stop_timer_.expires_after(settings_.stop_deadline);
    stop_timer_.async_wait([this](error_code error) {
      if (error) return;
      for (auto* session : sessions_) session->close();
    });
  }

  void leave(Session* session) {
    sessions_.erase(session);
    if (stopping_ && sessions_.empty()) stop_timer_.cancel();
  }

  void fault(std::string_view what) {
    if (settings_.on_fault) settings_.on_fault(what);
  }

  net::awaitable<void> accept() {
    while (!stopping_) {
      auto [error, socket] = co_await acceptor_.async_accept(awaited);
      if (stopping_) co_return;
      if (error) {
        fault("cannot accept a connection: " + error.message());
        accept_timer_.expires_after(accept_pause);
        co_await accept_timer_.async_wait(awaited);
        continue;
      }
      error_code ignored;
      socket.set_option(tcp::no_delay{true}, ignored);
      const auto peer = socket.remote_endpoint(ignored);
      auto session = std::make_shared<Session>(std::move(socket), peer.address().to_string());
      net::co_spawn(io_, serve(std::move(session)), [this](std::exception_ptr thrown) {
        if (thrown) fault("a connection ended by an exception");
      });
    }
  }

  net::awaitable<void> serve(Shared session) {
    struct Membership {
      Impl& server;
      Session* session;
      ~Membership() { server.leave(session); }
    };
    sessions_.insert(session.get());
    const Membership membership{*this, session.get()};
    if (sessions_.size() > settings_.connections_max) {
      session->in_request = true;
      co_await write(session, problem(503, "too many connections"), 11, false, false);
      co_await drain(session);
      co_return;
    }
    auto patience = settings_.read_deadline;
    while (co_await serve_one(session, patience)) patience = settings_.idle_deadline;
  }

  /// Reads and answers one request. Whether the connection may carry another.
  net::awaitable<bool> serve_one(Shared session, std::chrono::milliseconds patience) {
    session->in_request = session->buffer.size() > 0;
    if (!session->in_request && !co_await something_to_read(session, patience)) co_return false;
    session->in_request = true;

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(settings_.header_bytes_max));
    parser.body_limit(settings_.body_bytes_max);
    auto heard = co_await read(session, parser);
    if (heard.closed) co_return false;
    if (heard.refused) {
      co_await write(session, std::move(*heard.refused), 11, false, false);
      co_await drain(session);
      co_return false;
    }
    const auto& message = parser.get();
    const bool head = message.method() == http::verb::head;
    const bool wants_more = message.keep_alive();
    const auto version = message.version();
    auto answered = answer(*session, parser);
    if (auto* const stream = std::get_if<EventStream>(&answered)) {
      co_await pump(session, std::move(*stream), version, head);
      co_return false;
    }
    Response response;
    if (auto* const later = std::get_if<Later>(&answered)) {
      response = co_await wait_for(session, std::move(*later));
    } else {
      response = std::get<Response>(std::move(answered));
    }
    const bool keep_alive = wants_more && !stopping_;
    const bool written = co_await write(session, std::move(response), version, keep_alive, head);
    session->in_request = false;
    const bool goes_on = written && keep_alive && !stopping_;  // it may have begun to stop during the write
    co_return goes_on;
  }

  net::awaitable<bool> something_to_read(Shared session, std::chrono::milliseconds patience) {
    const Deadline deadline{session, patience};
    const auto [error] = co_await session->socket.async_wait(tcp::socket::wait_read, awaited);
    co_return !error;
  }

  net::awaitable<Heard> read(Shared session, Parser& parser) {
    const Deadline deadline{session, settings_.read_deadline};
    const auto [header_error, header_bytes] =
        co_await http::async_read_header(session->socket, session->buffer, parser, awaited);
    const auto heard_of = [&](error_code error) {
      return heard_after(error, session->timed_out, parser.got_some() || session->buffer.size() > 0);
    };
    if (header_error) co_return heard_of(header_error);
    if (expects_continue(parser.get())) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto [error, bytes] = co_await net::async_write(session->socket, net::buffer(go_on), awaited);
      if (error) co_return Heard{true, std::nullopt};
    }
    if (!parser.is_done()) {
      const auto [body_error, body_bytes] =
          co_await http::async_read(session->socket, session->buffer, parser, awaited);
      if (body_error) co_return heard_of(body_error);
    }
    co_return Heard{};
  }

  /// Behind a proxy all come from its address; it says last who came to it.
  [[nodiscard]] std::string client_of(const Session& session, const Parser& parser) const {
    if (settings_.public_host.empty()) return session.client;
    auto forwarded = forwarded_for(parser.get());
    return forwarded.empty() ? session.client : forwarded;
  }

  /// Any other name got here by a foreign page whose name was pointed at the loopback address (DNS rebinding).
  [[nodiscard]] bool answers_for(std::string_view host) const {
    return is_this_machine(host) || (!settings_.public_host.empty() && lower(host) == settings_.public_host);
  }

  Answer answer(const Session& session, Parser& parser) {
    const auto client = client_of(session, parser);
    if (const auto wait = throttle_.wait_for(client, Clock::now())) {
      auto response = problem(429, "too many requests");
      response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
      return response;
    }
    auto& message = parser.get();
    if (!names_one_host(message)) return problem(400, "a request has one Host header");
    if (const auto host = host_of(message); !host.empty() && !answers_for(host))
      return problem(421, "this server does not answer for that name");
    auto target = parse_target({message.target().data(), message.target().size()});
    if (!target) return problem(400, "the target is not a path");
    auto request = as_request(message, std::move(*target), client);
    return handled(request);
  }

  Answer handled(Request& request) {
    Answer answered;
    const auto failed = guarded([&] {
      answered = router_.answer(request);
      if (const auto* const response = std::get_if<Response>(&answered)) check_headers(*response);
    });
    return failed ? Answer{*failed} : std::move(answered);
  }

  /// Runs what is not ours; the answer when it throws.
  template <class Act>
  std::optional<Response> guarded(const Act& act) {
    try {
      act();
      return std::nullopt;
    } catch (const std::exception& thrown) {
      fault(std::string{"a handler failed: "} + thrown.what());
    } catch (...) {
      fault("a handler failed");
    }
    return problem(500, "this should not have happened; the log of the service says more");
  }

  /// For other threads: makes the session's coroutine look again.
  [[nodiscard]] std::function<void()> waker(const Shared& session) const {
    return [door = door_, weak = std::weak_ptr<Session>{session}, is_stream = session->is_stream] {
      door->wake(weak, is_stream);
    };
  }

  /// Sleeps until woken, at most so long. Whether it was woken.
  static net::awaitable<bool> sleep(Shared session, Clock::duration at_most) {
    if (!session->is_woken && session->socket.is_open()) {
      session->alarm.expires_after(at_most);
      co_await session->alarm.async_wait(awaited);
    }
    const bool woken = std::exchange(session->is_woken, false);
    co_return woken;
  }

  net::awaitable<Response> wait_for(Shared session, Later later) {
    const auto until = Clock::now() + later.deadline();
    LaterWait wait{std::move(later), waker(session)};
    Response response;
    for (;;) {
      const auto left = until - Clock::now();
      const bool gives_up = left <= Clock::duration::zero() || !session->socket.is_open();
      bool is_answered = false;
      const auto failed = guarded([&] {
        auto answered = gives_up ? std::optional{wait.take_or_give_up()} : wait.take();
        if (!answered) return;
        check_headers(*answered);
        response = std::move(*answered);
        is_answered = true;
      });
      if (failed) response = *failed;
      if (failed || is_answered) co_return response;
      (void)co_await sleep(session, left);
    }
  }

  /// Sends events until the stream, the client or the server ends. The end of the connection is the end of the answer.
  net::awaitable<void> pump(Shared session, EventStream stream, unsigned version, bool head) {
    session->is_stream = true;
    StreamPump events{std::move(stream), waker(session)};
    auto message = head_of_stream(version);
    http::response_serializer<http::empty_body> serializer{message};
    {
      const Deadline deadline{session, settings_.write_deadline};
      const auto [error, bytes] = co_await http::async_write_header(session->socket, serializer, awaited);
      if (error || head) co_return;
    }
    const auto until = Clock::now() + settings_.stream_longest;
    while (!stopping_ && Clock::now() < until) {
      auto text = events.take();
      if (!text) co_return;
      if (text->empty()) {
        const auto left = std::max(Clock::duration::zero(), until - Clock::now());
        if (co_await sleep(session, std::min<Clock::duration>(events.settings().heartbeat, left))) continue;
        *text = ":\n\n";
      }
      const Deadline deadline{session, settings_.write_deadline};
      const auto [error, bytes] = co_await net::async_write(session->socket, net::buffer(*text), awaited);
      if (error) co_return;
    }
  }

  net::awaitable<bool> write(Shared session, Response response, unsigned version, bool keep_alive, bool head) {
    const Deadline deadline{session, settings_.write_deadline};
    auto message = as_beast(std::move(response), version, keep_alive);
    http::response_serializer<http::string_body> serializer{message};
    if (head) {
      const auto [error, bytes] = co_await http::async_write_header(session->socket, serializer, awaited);
      co_return !error;
    }
    const auto [error, bytes] = co_await http::async_write(session->socket, serializer, awaited);
    co_return !error;
  }

  /// Takes in the rest of a request that nobody reads, so that closing does not reset the connection under the answer.
  net::awaitable<void> drain(Shared session) {
    error_code ignored;
    session->socket.shutdown(tcp::socket::shutdown_send, ignored);
    const Deadline deadline{session, drain_deadline};
    std::array<char, 4096> scratch;
    for (std::size_t drained = 0; drained < drained_bytes_max;) {
      const auto [error, bytes] = co_await session->socket.async_read_some(net::buffer(scratch), awaited);
      if (error) co_return;
      drained += bytes;
    }
  }

  Router router_;
  Settings settings_;
  Throttle throttle_;
  net::io_context io_{1};
  std::shared_ptr<Door> door_ = std::make_shared<Door>(io_);
  tcp::acceptor acceptor_{io_};
  net::steady_timer accept_timer_{io_};
  net::steady_timer stop_timer_{io_};
  std::unordered_set<Session*> sessions_;
  bool stopping_ = false;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(Router router, Settings settings) {
  auto impl = std::make_unique<Impl>(std::move(router), std::move(settings));
  if (auto started = impl->start(); !started) return tl::unexpected{started.error()};
  return std::unique_ptr<Server>{new Server{std::move(impl)}};
}

std::uint16_t Server::port() const { return impl_->port(); }
std::string Server::address() const { return impl_->address(); }
void Server::stop() { impl_->stop(); }

}  // namespace matbud::web
