// Any day at all: whatever is asked in whatever order, what a dispatch promises holds.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

/// Follows what dispatch says and holds it to what a dispatcher would.
class Watcher {
 public:
  void see(const v1::DispatchEvent& event) {
    if (event.has_runs_planned()) {
      for (const auto& run : event.runs_planned().replaced_run_ids()) {
        EXPECT_FALSE(started_.contains(run)) << run << " was replaced on the road";
        std::erase_if(assigned_, [&](const auto& order) { return order.second == run; });
        planned_.erase(run);
      }
      for (const auto& run : event.runs_planned().runs()) {
        remember(run.run_id(), run.driver_id(), run.shift_id());
        for (const auto& stop : run.stops()) assign(stop.order_id(), run.run_id());
        keep(run);
      }
    } else if (event.has_run_replanned()) {
      const auto& added = event.run_replanned();
      remember(added.run_id(), added.driver_id(), added.shift_id());
      assign(added.added().order_id(), added.run_id());
    } else if (event.has_driver_off_shift()) {
      const auto& shift = event.driver_off_shift().shift_id();
      std::erase_if(assigned_, [&](const auto& order) { return shifts_[order.second] == shift; });
      std::erase_if(planned_, [&](const auto& run) { return shifts_[run.first] == shift; });
    } else if (event.has_delivery_withdrawn()) {
      assigned_.erase(event.delivery_withdrawn().order_id());
    } else if (event.has_run_started()) {
      see_started(event.run_started());
    } else if (event.has_run_taken_over()) {
      see_taken_over(event.run_taken_over());
    } else if (event.has_delivery_done()) {
      resolve(event.delivery_done().order_id(), event.delivery_done().run_id());
    } else if (event.has_delivery_failed()) {
      resolve(event.delivery_failed().order_id(), event.delivery_failed().run_id());
    }
  }
  [[nodiscard]] const std::map<std::string, std::string>& assigned() const { return assigned_; }
  [[nodiscard]] const std::map<std::string, std::string>& drivers() const { return drivers_; }
  [[nodiscard]] std::size_t delivered() const { return ended_.size(); }
  [[nodiscard]] std::size_t taken_over() const { return taken_over_; }

 private:
  void assign(const std::string& order, const std::string& run) {
    EXPECT_FALSE(ended_.contains(order)) << order << " is given out after its end";
    EXPECT_TRUE(assigned_.emplace(order, run).second) << order << " is in two runs";
  }
  void remember(const std::string& run, const std::string& driver, const std::string& shift) {
    drivers_[run] = driver;
    shifts_[run] = shift;
  }
  /// Planned runs of one driver lie apart until they are over.
  void keep(const v1::Run& run) {
    for (const auto& [other, time] : planned_) {
      if (drivers_[other] != run.driver_id()) continue;
      EXPECT_TRUE(run.returns_at_ms() <= time.first || run.departs_at_ms() >= time.second)
          << run.run_id() << " overlaps " << other;
    }
    planned_[run.run_id()] = {run.departs_at_ms(), run.returns_at_ms()};
  }
  void see_started(const v1::RunStarted& run) {
    EXPECT_TRUE(on_the_road_.emplace(run.driver_id(), run.run_id()).second) << run.driver_id() << " drives two runs";
    started_.insert(run.run_id());
    std::set<std::string> on_board;
    for (const auto& stop : run.stops()) on_board.insert(stop.order_id());
    std::erase_if(assigned_,
                  [&](const auto& order) { return order.second == run.run_id() && !on_board.contains(order.first); });
    left_[run.run_id()] = on_board;
  }
  void see_taken_over(const v1::RunTakenOver& taken) {
    EXPECT_TRUE(started_.contains(taken.run_id())) << taken.run_id() << " was taken over in the yard";
    EXPECT_EQ(drivers_[taken.run_id()], taken.from_driver_id());
    EXPECT_EQ(on_the_road_.erase(taken.from_driver_id()), 1U);
    EXPECT_TRUE(on_the_road_.emplace(taken.driver_id(), taken.run_id()).second) << taken.driver_id() << " has two runs";
    for (const auto& run : taken.replaced_run_ids()) {
      EXPECT_FALSE(started_.contains(run)) << run << " was given up on the road";
      std::erase_if(assigned_, [&](const auto& order) { return order.second == run; });
      planned_.erase(run);
    }
    remember(taken.run_id(), taken.driver_id(), taken.shift_id());
    ++taken_over_;
  }
  void resolve(const std::string& order, const std::string& run) {
    EXPECT_TRUE(started_.contains(run)) << order << " reaches its end before its run has left";
    EXPECT_EQ(left_[run].erase(order), 1U) << order << " is not on board";
    EXPECT_TRUE(ended_.insert(order).second) << order << " ends twice";
    assigned_.erase(order);
    if (!left_[run].empty()) return;
    on_the_road_.erase(drivers_[run]);
    planned_.erase(run);
  }

  std::map<std::string, std::string> assigned_;                           ///< order -> run
  std::map<std::string, std::string> drivers_;                            ///< run -> driver
  std::map<std::string, std::string> shifts_;                             ///< run -> shift
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> planned_;  ///< run -> departs, returns
  std::map<std::string, std::string> on_the_road_;                        ///< driver -> run
  std::map<std::string, std::set<std::string>> left_;
  std::set<std::string> started_;
  std::set<std::string> ended_;
  std::size_t taken_over_ = 0;
};

/// Asks one thing at random, sensible or not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_{seed} {}

  void ask(processor::testing::DeciderSpec& dispatch, const Watcher& watcher) {
    switch (below(25)) {
      case 22:
      case 23:
      case 24: dispatch.given(some_take_over(watcher)); break;
      case 20: dispatch.given(called_back("o" + std::to_string(below(orders_max)))); break;
      case 21: dispatch.given(plan_anew(below(2) == 0 ? today() : tuesday_morning())); break;
      case 0: dispatch.given(start(some_shift())); break;
      case 1:
        if (below(3) == 0) dispatch.given(end("s" + std::to_string(below(shifts_ + 1))));
        break;
      case 2:
      case 3: dispatch.given(confirmed_today("o" + std::to_string(2 * below(orders_max / 2)))); break;
      case 4:
      case 5:
      case 6:
      case 7: {
        const int order = below(orders_max);
        dispatch.given(packed("o" + std::to_string(order), order % 2 == 0 ? today() : tuesday_morning(), 1 + below(3)));
        break;
      }
      case 8:
      case 9: dispatch.given(some_plan(dispatch)); break;
      case 10:
      case 11:
      case 12: {
        if (watcher.assigned().empty()) break;
        const auto stop = std::next(watcher.assigned().begin(), below(static_cast<int>(watcher.assigned().size())));
        const auto& run = stop->second;
        dispatch.given(leave(run, below(8) == 0 ? "nobody" : watcher.drivers().at(run)));
        break;
      }
      case 13:
      case 14:
      case 15:
      case 16: {
        if (watcher.assigned().empty()) break;
        const auto stop = std::next(watcher.assigned().begin(), below(static_cast<int>(watcher.assigned().size())));
        const auto& driver = watcher.drivers().at(stop->second);
        if (below(4) == 0) {
          dispatch.given(nobody_opens(stop->first, driver), bring_back(stop->first, driver));
        } else {
          dispatch.given(hand_over(stop->first, driver));
        }
        break;
      }
      default: now_ += minutes{below(40)}; dispatch.when_time_passes(now_);
    }
  }

 private:
  static constexpr int orders_max = 60;
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  v1::Shift some_shift() {
    const auto from = now_ + minutes{below(240)};
    return a_shift("s" + std::to_string(++shifts_), "driver" + std::to_string(below(3)), from,
                   from + minutes{30 + below(600)}, 1 + static_cast<std::uint32_t>(below(12)));
  }
  v1::TakeOverRun some_take_over(const Watcher& watcher) {
    v1::TakeOverRun command;
    command.set_shift_id("s" + std::to_string(below(shifts_ + 1)));
    if (watcher.assigned().empty()) return command;
    const auto stop = std::next(watcher.assigned().begin(), below(static_cast<int>(watcher.assigned().size())));
    command.set_run_id(stop->second);
    return command;
  }
  v1::ProposePlan some_plan(const processor::testing::DeciderSpec& dispatch) {
    const auto request = last_request(dispatch);
    if (request.plan_id().empty()) return {};
    std::vector<std::string> orders;
    v1::ProposePlan rest;
    for (const auto& planned : request.deliveries()) {
      if (orders.size() < 3) {
        orders.push_back(planned.delivery().order_id());
      } else {
        rest.add_unplanned_order_ids(planned.delivery().order_id());
      }
    }
    auto plan = one_run(request, orders);
    *plan.mutable_unplanned_order_ids() = rest.unplanned_order_ids();
    if (below(6) == 0) plan.mutable_runs(0)->set_departs_at_ms(plan.runs(0).departs_at_ms() - 3'600'000);
    return plan;
  }

  std::mt19937_64 random_;
  Timestamp now_ = monday_8;
  int shifts_ = 0;
};

TEST(AnyDay, KeepsWhatDispatchPromises) {
  std::size_t delivered = 0;
  std::size_t taken_over = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    auto dispatch = a_dispatch();
    Chance chance{seed};
    Watcher watcher;
    std::size_t seen = 0;
    for (int step = 0; step < 500; ++step) {
      chance.ask(dispatch, watcher);
      for (; seen < dispatch.events().size(); ++seen)
        watcher.see(static_cast<const v1::DispatchEvent&>(*dispatch.events()[seen]));
    }
    EXPECT_EQ(dispatch.broken_promise(), "");
    delivered += watcher.delivered();
    taken_over += watcher.taken_over();
    if (HasFailure()) break;
  }
  EXPECT_GT(delivered, 300U) << "the days were too dull to show anything";
  EXPECT_GT(taken_over, 20U) << "hardly anybody fell ill";
}

}  // namespace
}  // namespace matbud::dispatch::stories
