#include "health_news.h"

#include <chrono>

namespace matbud::apis::operations {

HealthNews::~HealthNews() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  somebody_came_.notify_one();
  if (thread_.joinable()) thread_.join();
}

web::EventStream HealthNews::listen() {
  web::EventStream stream;
  const std::lock_guard lock{mutex_};
  newcomers_.push_back(stream);
  if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
  somebody_came_.notify_one();
  return stream;
}

void HealthNews::run() {
  constexpr std::chrono::seconds between_looks{1};
  std::vector<web::EventStream> listeners;
  nlohmann::json told;
  for (;;) {
    std::vector<web::EventStream> newcomers;
    {
      std::unique_lock lock{mutex_};
      const auto is_time = [this] { return stopping_ || !newcomers_.empty(); };
      if (listeners.empty()) {
        somebody_came_.wait(lock, is_time);
      } else {
        somebody_came_.wait_for(lock, between_looks, is_time);
      }
      if (stopping_) return;
      newcomers.swap(newcomers_);
    }
    auto seen = look_();
    const auto text = web::event_text("", "health", seen.dump());
    seen.erase("at_ms");
    if (seen != told) {
      std::erase_if(listeners, [&](const web::EventStream& one) { return !one.send(text); });
      told = std::move(seen);
    } else {
      std::erase_if(listeners, [](const web::EventStream& one) { return !one.is_open(); });
    }
    for (auto& one : newcomers) {
      if (one.send(text)) listeners.push_back(std::move(one));
    }
  }
}

}  // namespace matbud::apis::operations
