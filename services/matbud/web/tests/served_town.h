// A small town with goods, served as `matbud serve` does: for stories and for benchmarks over HTTP.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "matbud/apis/http_apis.h"
#include "matbud/host/entrance.h"
#include "matbud/host/running.h"
#include "matbud/log/command.h"
#include "matbud/world/world.h"

namespace matbud::apis {

/// A clock that stands until it is moved on. Threads may share it.
class TownClock final : public Clock {
 public:
  explicit TownClock(Timestamp now) : now_ms_{to_ms(now)} {}
  [[nodiscard]] Timestamp now() const override { return from_ms(now_ms_); }
  void move_on(std::chrono::milliseconds by) { now_ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

/// Three citizens of one area, of whom the first must not get milk and has a budget; four goods, the second of which
/// is milk and the fourth is sold by weight; windows on every day. It is Monday, 23 November 2026, 10:30 in Oslo, until
/// somebody moves the clock on. Serves while it lives. Throws std::runtime_error when it cannot be had.
class ServedTown {
 public:
  /// `home` must not exist. `http` as it should be served; requests are not throttled.
  ServedTown(std::filesystem::path home, web::Settings http, std::uint32_t partitions = 3,
             std::uint32_t window_orders = 40);
  ~ServedTown();
  ServedTown(const ServedTown&) = delete;
  ServedTown& operator=(const ServedTown&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] host::Running& running() { return *running_; }
  [[nodiscard]] const host::Entrance& entrance() const { return entrance_; }
  [[nodiscard]] TownClock& clock() { return clock_; }
  /// From now on whom a dispatcher's page asks how far it is; until then there is nobody. When no request is under way.
  void set_roads(dispatch::TravelAsker roads) { roads_ = std::move(roads); }
  /// Appends a record as somebody else would.
  void append(const log::Command& command);
  [[nodiscard]] const world::World& world() const { return world_; }
  [[nodiscard]] const std::vector<std::string>& goods() const { return goods_; }
  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }

 private:
  void found();
  void serve(web::Settings http);

  std::filesystem::path home_;
  std::uint32_t partitions_;
  std::uint32_t window_orders_;
  TownClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::minutes{9 * 60 + 30}};
  privacy::SystemRandom random_;
  world::World world_;
  std::vector<std::string> goods_;
  dispatch::TravelAsker roads_;
  HttpApis apis_;
  host::Entrance entrance_ = host::Entrance::for_development();
  std::unique_ptr<host::Running> running_;
};

}  // namespace matbud::apis
