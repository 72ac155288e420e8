// A small town with goods, served as `matbud serve` does: for stories and for benchmarks over HTTP.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "matbud/apis/http_apis.h"
#include "matbud/host/running.h"
#include "matbud/world/world.h"

namespace matbud::apis {

/// Three citizens of one area, of whom the first must not get milk and has a budget; three goods, the second of which
/// is milk; windows on every day. Serves while it lives. Throws std::runtime_error when it cannot be had.
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
  [[nodiscard]] const world::World& world() const { return world_; }
  [[nodiscard]] const std::vector<std::string>& goods() const { return goods_; }
  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }

 private:
  void found();
  void serve(web::Settings http);

  std::filesystem::path home_;
  std::uint32_t partitions_;
  std::uint32_t window_orders_;
  SystemClock clock_;
  privacy::SystemRandom random_;
  world::World world_;
  std::vector<std::string> goods_;
  HttpApis apis_;
  std::unique_ptr<host::Running> running_;
};

}  // namespace matbud::apis
