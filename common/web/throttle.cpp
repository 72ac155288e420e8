#include "throttle.h"

#include <algorithm>
#include <cmath>

namespace matbud::web {

Throttle::Throttle(double a_second, double at_once, std::size_t clients_max)
    : a_second_{a_second}, at_once_{at_once}, clients_max_{clients_max} {}

double Throttle::tokens_at(const Bucket& bucket, Moment now) const {
  const std::chrono::duration<double> passed = now - bucket.filled_at;
  return std::min(at_once_, bucket.tokens + passed.count() * a_second_);
}

void Throttle::forget_full_ones(Moment now) {
  std::erase_if(buckets_, [&](const auto& bucket) { return tokens_at(bucket.second, now) >= at_once_; });
  // Everybody is busy: begin anew for all rather than grow without bound.
  if (buckets_.size() >= clients_max_) buckets_.clear();
}

std::optional<std::chrono::seconds> Throttle::wait_for(const std::string& client, Moment now) {
  if (buckets_.size() >= clients_max_ && !buckets_.contains(client)) forget_full_ones(now);
  auto& bucket = buckets_.try_emplace(client, Bucket{at_once_, now}).first->second;
  bucket = {tokens_at(bucket, now), now};
  if (bucket.tokens < 1) {
    const auto seconds = static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / a_second_));
    return std::chrono::seconds{std::max<std::int64_t>(1, seconds)};
  }
  bucket.tokens -= 1;
  return std::nullopt;
}

}  // namespace matbud::web
