#include "matbud/log/activity.h"

#include <bitset>

namespace matbud::log {
namespace {

// Aligned for mold 1.10 (matbud/base/plant.h).
alignas(8) thread_local WaitingPlace my_place = common_place;

/// The places of the process that threads have as their own.
class Taken {
 public:
  static Taken& all() {
    static Taken taken;
    return taken;
  }
  WaitingPlace take() {
    const std::lock_guard guard{mutex_};
    for (std::size_t place = common_place + 1; place < taken_.size(); ++place) {
      if (taken_.test(place)) continue;
      taken_.set(place);
      return static_cast<WaitingPlace>(place);
    }
    return common_place;
  }
  void give_back(WaitingPlace place) {
    const std::lock_guard guard{mutex_};
    taken_.reset(place);
  }

 private:
  std::mutex mutex_;
  std::bitset<waiting_places> taken_;
};

}  // namespace

WaitingPlace waiting_place() { return my_place; }

OwnWaitingPlace::OwnWaitingPlace() { my_place = Taken::all().take(); }

OwnWaitingPlace::~OwnWaitingPlace() {
  if (my_place != common_place) Taken::all().give_back(my_place);
  my_place = common_place;
}

std::uint64_t Activity::number() const {
  return news_for_all_.load(std::memory_order_acquire) + places_[my_place].news.load(std::memory_order_acquire);
}

void Activity::bump() {
  std::bitset<waiting_places> waiting;
  {
    const std::lock_guard guard{mutex_};
    news_for_all_.fetch_add(1, std::memory_order_release);
    for (std::size_t place = 0; place < waiting_places; ++place) waiting.set(place, places_[place].waiting > 0);
  }
  for (std::size_t place = 0; place < waiting_places; ++place) {
    if (waiting.test(place)) places_[place].changed.notify_all();
  }
}

void Activity::bump(WaitingPlace place) {
  bool waits = false;
  bool others_wait = false;
  {
    const std::lock_guard guard{mutex_};
    places_[place].news.fetch_add(1, std::memory_order_release);
    waits = places_[place].waiting > 0;
    if (place != common_place) {
      places_[common_place].news.fetch_add(1, std::memory_order_release);
      others_wait = places_[common_place].waiting > 0;
    }
  }
  if (waits) places_[place].changed.notify_all();
  if (others_wait) places_[common_place].changed.notify_all();
}

void Activity::wait_until_not(std::uint64_t seen, std::chrono::milliseconds timeout) {
  std::unique_lock lock{mutex_};
  auto& here = places_[my_place];
  ++here.waiting;
  here.changed.wait_for(lock, timeout, [&] { return number() != seen; });
  --here.waiting;
}

}  // namespace matbud::log
