// The drivers: they read the runs that dispatch plans, drive them, and do what is to be done at each door.
#pragma once

#include <map>
#include <set>
#include <string>

#include "listener.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/ordering/edge/order_command.h"
#include "order_book.h"

namespace matbud::demo {

/// A van that does not start when it should.
struct Breakdown {
  std::string area;
  std::string window;
  std::int32_t delivery_day;
  std::int64_t leaves_at_ms;  ///< when another van has come
};

/// A driver with a run in that window, who falls ill half an hour before leaving: on that day, or the first one after
/// it on which so many drive.
struct Illness {
  std::string area;
  std::string window;
  std::int32_t day;
  int of_drivers;
};

/// A driver with a run in that window, who falls ill behind the wheel after the first door, on that day or the first
/// one after it on which others have to wait; the dispatcher calls somebody in, who goes on with the run.
struct Relief {
  std::string area;
  std::string window;
  std::int32_t day;
  dispatch::v1::Shift of;  ///< who is called in, and with what; id and times are their own
};

/// Every driver of the installation. Not thread-safe. Log, post and book must outlive it.
class Drivers {
 public:
  /// `driven_by_people`: drivers who do nothing here. `alcohol`: goods that hold it.
  Drivers(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, const OrderBook& book,
          std::set<std::uint64_t> alcohol, ordering::edge::Sealer seal, std::set<std::string> driven_by_people);
  /// From now on, runs of that window leave late.
  void break_down(Breakdown breakdown) { breakdowns_.push_back(std::move(breakdown)); }
  /// The first one who has a run then goes home.
  void fall_ill(Illness illness) { illnesses_.push_back(std::move(illness)); }
  /// The first one who drives there then needs somebody to go on.
  void relieve(Relief relief) { reliefs_.push_back(std::move(relief)); }
  /// Reads what dispatch says and does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  /// When the next driver does something.
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  struct Run {
    std::string area;
    std::string driver;
    std::string shift;
    orders::v1::DeliveryWindow window;
    int asked = 0;  ///< how often its driver has said that they leave
  };
  /// A delivery under way: where, by whom, what was said last.
  struct Door {
    std::string area;
    dispatch::v1::CompleteDelivery said;
    int attempts = 0;
  };
  void hear(const log::Followed& followed);
  void hear_refusal(const dispatch::v1::DispatchRefused& refused, Timestamp now);
  void take(const std::string& area, const dispatch::v1::Run& run, int of_drivers);
  /// Whoever opens the pages there plans, too, and may choose any driver.
  [[nodiscard]] bool is_left_to_people(const std::string& area, const orders::v1::DeliveryWindow& window) const;
  /// Whether somebody goes home instead of driving it.
  [[nodiscard]] bool goes_home(const std::string& area, const dispatch::v1::Run& run, int of_drivers);
  void leave(const std::string& run_id, std::int64_t at_ms);
  void drive(const dispatch::v1::RunStarted& started, const std::string& area);
  /// Who drives this run falls ill then, and the dispatcher calls somebody in.
  void call_in(const Relief& relief, const Run& run, const std::string& run_id, std::int64_t at_ms);
  /// Another driver does what is left of a run and brings back what failed, whoever has given it to them.
  void go_on(const dispatch::v1::RunTakenOver& taken, const std::string& area, std::int64_t now_ms);
  void bring_back(const std::string& area, const std::string& driver, const std::string& order, std::int64_t at_ms);
  void ring(const std::string& area, const std::string& driver, const dispatch::v1::Stop& stop, std::int64_t at_ms);
  void fail(const std::string& area, const std::string& driver, const std::string& order,
            dispatch::v1::FailureReason reason, std::int64_t at_ms);
  void hand_over(const std::string& area, const std::string& driver, const dispatch::v1::Stop& stop,
                 std::int64_t at_ms);
  void keep_alcohol_back(const std::string& order, const char* reason, dispatch::v1::CompleteDelivery& said) const;
  void say(const std::string& order, std::int64_t at_ms);
  /// Says "delivered" on the stairs, and takes it back.
  void be_too_quick(std::int64_t at_ms, const std::string& area, const std::string& order, const std::string& driver);

  std::uint64_t seed_;
  const OrderBook& book_;
  std::set<std::uint64_t> alcohol_;
  ordering::edge::Sealer seal_;
  std::set<std::string> driven_by_people_;
  std::vector<Breakdown> breakdowns_;
  std::vector<Illness> illnesses_;                           ///< to come
  std::vector<Relief> reliefs_;                              ///< to come
  std::map<std::string, Run> runs_;                          ///< that have not left
  std::map<std::string, Door> doors_;                        ///< by order
  std::map<std::string, dispatch::v1::Stop> stops_;          ///< by order: on the road, by who is not driven by people
  std::map<std::string, std::set<std::string>> in_the_car_;  ///< by run: orders that failed at the door
  Listener listener_;
};

}  // namespace matbud::demo
