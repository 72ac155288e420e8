// Who is woken by what: threads with a waiting place of their own by their own news, all others by everything.
#include "matbud/log/activity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace matbud::log {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds patience{20'000};

TEST(Activity, IsHeardByAThreadWithAPlaceWhenItIsForItOrForEverybody) {
  Activity activity;
  const OwnWaitingPlace mine;
  ASSERT_NE(waiting_place(), common_place);
  const auto seen = activity.number();
  activity.bump(static_cast<WaitingPlace>(waiting_place() + 1));
  EXPECT_EQ(activity.number(), seen) << "that was for somebody else";
  activity.bump(common_place);
  EXPECT_EQ(activity.number(), seen) << "and that";
  activity.bump(waiting_place());
  const auto after_mine = activity.number();
  EXPECT_NE(after_mine, seen);
  activity.bump();
  EXPECT_NE(activity.number(), after_mine);
}

TEST(Activity, IsAllHeardAtTheCommonPlace) {
  Activity activity;
  std::optional<WaitingPlace> another;
  std::thread{[&] {
    const OwnWaitingPlace mine;
    another = waiting_place();
  }}.join();
  auto seen = activity.number();
  for (const auto place : {*another, common_place}) {
    activity.bump(place);
    EXPECT_NE(activity.number(), seen);
    seen = activity.number();
  }
}

TEST(Activity, WakesWhoeverWaitsAtThePlaceAndNobodyElse) {
  Activity activity;
  struct Waiter {
    std::promise<WaitingPlace> sits;
    std::promise<void> woken;
  };
  Waiter first;
  Waiter second;
  const auto wait = [&](Waiter& waiter) {
    const OwnWaitingPlace mine;
    const auto seen = activity.number();
    waiter.sits.set_value(waiting_place());
    activity.wait_until_not(seen, patience);
    waiter.woken.set_value();
  };
  std::thread one{wait, std::ref(first)};
  std::thread other{wait, std::ref(second)};
  const auto place_of_first = first.sits.get_future().get();
  const auto place_of_second = second.sits.get_future().get();
  EXPECT_NE(place_of_first, place_of_second);
  auto first_woken = first.woken.get_future();
  auto second_woken = second.woken.get_future();
  activity.bump(place_of_first);
  EXPECT_EQ(first_woken.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(second_woken.wait_for(milliseconds{0}), std::future_status::timeout);
  activity.bump();
  EXPECT_EQ(second_woken.wait_for(patience), std::future_status::ready);
  one.join();
  other.join();
}

TEST(Activity, SendsWhoComesWhenAllPlacesAreTakenToTheCommonOne) {
  std::promise<void> over;
  const auto end = over.get_future().share();
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<WaitingPlace> places;
  std::condition_variable sat;
  constexpr std::size_t comers = waiting_places + 8;
  for (std::size_t n = 0; n < comers; ++n) {
    threads.emplace_back([&] {
      const OwnWaitingPlace mine;
      {
        const std::lock_guard guard{mutex};
        places.push_back(waiting_place());
      }
      sat.notify_one();
      end.wait();
    });
  }
  {
    std::unique_lock lock{mutex};
    ASSERT_TRUE(sat.wait_for(lock, patience, [&] { return places.size() == comers; }));
  }
  EXPECT_EQ(std::count(places.begin(), places.end(), common_place), comers - (waiting_places - 1));
  over.set_value();
  for (auto& thread : threads) thread.join();
  const OwnWaitingPlace mine;
  EXPECT_NE(waiting_place(), common_place) << "places are given back";
}

}  // namespace
}  // namespace matbud::log
