// What the server keeps of a connection. Part of server.cpp, and like it, sees Boost.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace matbud::web {

/// One connection. All of it belongs to the server's thread.
struct Session {
  Session(boost::asio::ip::tcp::socket accepted, std::string peer)
      : socket{std::move(accepted)},
        timer{socket.get_executor()},
        alarm{socket.get_executor()},
        client{std::move(peer)} {}

  boost::asio::ip::tcp::socket socket;
  boost::asio::steady_timer timer;  ///< of deadlines
  boost::asio::steady_timer alarm;  ///< of what waits for another thread
  std::string client;
  boost::beast::flat_buffer buffer;
  bool in_request = false;  ///< from a request's first byte to its answer's last
  bool is_stream = false;   ///< its answer goes on until somebody ends it
  bool is_woken = false;    ///< another thread had news since the last look
  bool timed_out = false;
  std::uint64_t armed = 0;  ///< which deadline is running: one that has fired but not run yet must not count

  void wake() {
    is_woken = true;
    alarm.cancel();
  }
  void close() {
    boost::system::error_code ignored;
    socket.close(ignored);
    wake();
  }
};

/// Cancels what the session waits for when the time is over; harmless once this goes out of scope.
class Deadline {
 public:
  Deadline(const std::shared_ptr<Session>& session, std::chrono::milliseconds duration) : session_{session} {
    session->timed_out = false;
    session->timer.expires_after(duration);
    session->timer.async_wait([session, mine = ++session->armed](boost::system::error_code error) {
      if (error || session->armed != mine) return;
      session->timed_out = true;
      boost::system::error_code ignored;
      session->socket.cancel(ignored);
    });
  }
  ~Deadline() {
    ++session_->armed;
    session_->timer.cancel();
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

 private:
  std::shared_ptr<Session> session_;
};

}  // namespace matbud::web
