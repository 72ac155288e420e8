// How the services are, as a stream: told whenever it has changed.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "matbud/web/event_stream.h"

namespace matbud::apis::operations {

/// One thread that looks once a second while somebody listens. Each event is the whole picture, so that whoever comes
/// back has missed nothing.
class HealthNews {
 public:
  /// `look` is called on that thread; what it returns is told, as an event `health`, when more than `at_ms` has
  /// changed.
  explicit HealthNews(std::function<nlohmann::json()> look) : look_{std::move(look)} {}
  ~HealthNews();
  HealthNews(const HealthNews&) = delete;
  HealthNews& operator=(const HealthNews&) = delete;

  /// A new listener, who is told at once. Any thread may call.
  [[nodiscard]] web::EventStream listen();

 private:
  void run();

  std::function<nlohmann::json()> look_;
  std::mutex mutex_;
  std::condition_variable somebody_came_;
  std::vector<web::EventStream> newcomers_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace matbud::apis::operations
