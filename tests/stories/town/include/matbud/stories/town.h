// A small municipality on an installation of its own: the services, a grocer, drivers, and citizens who order.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/host/installation.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/processor/effector.h"
#include "matbud/stories/history.h"
#include "matbud/world/world.h"

namespace matbud::stories {

/// Stands until it is moved. Threads read it.
class TownClock final : public Clock {
 public:
  explicit TownClock(Timestamp start) : now_ms_{to_ms(start)} {}
  [[nodiscard]] Timestamp now() const override { return from_ms(now_ms_); }
  /// Never goes back.
  void move_to(Timestamp moment) {
    if (moment > now()) now_ms_ = to_ms(moment);
  }

 private:
  std::atomic<std::int64_t> now_ms_;
};

/// Something in the installation does not do what it should.
class Trouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The machine has no power any more: nothing that a life does from now on counts.
class PowerIsCut : public std::exception {};

/// What a town is made of. The same settings on the same directory go on where the last life stopped.
struct TownSettings {
  std::filesystem::path directory;
  std::uint64_t seed = 1;
  std::size_t areas = 2;
  std::size_t citizens_per_area = 6;
  std::uint32_t partitions = 2;
  /// The services run on threads of their own, as in production. Otherwise the caller's thread steps them.
  bool threads = false;
  log::EmbeddedSettings log;
  store::StoreSettings store;
  /// What the grocer offers; empty: a few goods with prices.
  std::vector<orders::v1::Product> catalogue;
  /// The effector of one partition of notification; empty: everybody is told at once, and on_told says so.
  std::function<std::unique_ptr<processor::Effector>(host::Installation& installation, const Clock& clock)>
      make_messenger;
  std::function<void(const Acknowledged& command)> on_acknowledged;  ///< may be empty
  std::function<void(const std::string& effect_id)> on_told;         ///< at the moment of telling; may be empty
  std::function<bool()> power_is_cut;                                ///< may be empty: never
};

/// One life of the town. Driven by one thread; its people act when time passes. Throws Trouble, or PowerIsCut.
///
/// Time stands at the log's newest record when it opens, and passes only by live_until(). What people ask for has ids
/// that follow from the seed, so that a life may ask for what an earlier one may have asked for already.
class Town {
 public:
  explicit Town(TownSettings settings);
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  /// Areas, catalogue, citizens with keys, doorsteps and next of kin.
  void introduce();
  /// The drivers of that day's windows come on shift at 06:30.
  void morning(std::int32_t day);
  /// Half of the citizens order on a day, each at an hour of their own between nine and three.
  void visits(std::int32_t day);

  /// Hands a command to the log; settle() waits for its acknowledgement.
  void send(const log::Command& command);
  /// Lets everything happen that can happen without time passing.
  void settle();
  /// Lets time pass, one thing after the other.
  void live_until(Timestamp end);

  [[nodiscard]] Timestamp now() const;
  /// The day that the clock shows, as days since 1970-01-01.
  [[nodiscard]] std::int32_t today() const;
  [[nodiscard]] host::Installation& installation();
  [[nodiscard]] const world::World& world() const;
  [[nodiscard]] ordering::edge::Sealer sealer();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A time of that day, by the clocks of Oslo.
[[nodiscard]] Timestamp time_on(std::int32_t day, std::chrono::minutes after_midnight);
/// The next day with deliveries after this one.
[[nodiscard]] std::int32_t next_delivery_day(std::int32_t day);
/// Monday 7 December 2026, 06:00: when a new town begins.
[[nodiscard]] Timestamp first_morning();

}  // namespace matbud::stories
