// A token bucket for each client.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace matbud::web {

/// Each client may take `at_once` requests at once and `a_second` more each second. Not thread-safe.
class Throttle {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  Throttle(double a_second, double at_once, std::size_t clients_max = 10'000);

  /// Takes a token. Nothing when there was one; else how long until there is, rounded up to whole seconds.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_for(const std::string& client, Moment now);
  /// Clients that are remembered.
  [[nodiscard]] std::size_t clients() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    Moment filled_at;
  };
  [[nodiscard]] double tokens_at(const Bucket& bucket, Moment now) const;
  void forget_full_ones(Moment now);

  double a_second_;
  double at_once_;
  std::size_t clients_max_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace matbud::web
