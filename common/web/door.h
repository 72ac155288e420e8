// How other threads reach the server's. Part of server.cpp, and like it, sees Boost.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "session.h"

namespace matbud::web {

/// The way in for other threads, until the server has ended: they wake sessions. Those who wait for an answer come
/// before those who listen, and these come a few at a time: between two lots the server looks at its sockets, so that
/// news for a thousand streams keep nobody waiting.
class Door : public std::enable_shared_from_this<Door> {
 public:
  static constexpr std::size_t lot_max = 32;

  explicit Door(boost::asio::io_context& io) : io_{&io} {}

  /// From any thread. Whoever is gone by then is passed over.
  void wake(std::weak_ptr<Session> session, bool is_stream) {
    const std::lock_guard lock{mutex_};
    if (io_ == nullptr) return;
    const bool is_on_its_way = !answers_.empty() || !streams_.empty();
    (is_stream ? streams_ : answers_).push_back(std::move(session));
    if (!is_on_its_way) come_back();
  }
  void close() {
    const std::lock_guard lock{mutex_};
    io_ = nullptr;
  }

 private:
  using Sessions = std::deque<std::weak_ptr<Session>>;

  void come_back() {
    boost::asio::post(*io_, [self = shared_from_this()] { self->wake_some(); });
  }
  void wake_some() {
    Sessions lot;
    bool is_all = false;
    {
      const std::lock_guard lock{mutex_};
      lot.swap(answers_);
      for (std::size_t n = 0; n < lot_max && !streams_.empty(); ++n) {
        lot.push_back(std::move(streams_.front()));
        streams_.pop_front();
      }
      is_all = streams_.empty();
    }
    for (const auto& one : lot) {
      if (const auto there = one.lock()) there->wake();
    }
    if (is_all) return;
    const std::lock_guard lock{mutex_};
    if (io_ != nullptr) come_back();  // behind those just woken
  }

  std::mutex mutex_;
  boost::asio::io_context* io_;
  Sessions answers_;  ///< not empty, or streams_ is not: somebody is on the way to wake them
  Sessions streams_;
};

}  // namespace matbud::web
