// What must be true of the business whoever decided it: the invariants of faults.md that speak of orders, drivers and
// notifications, held against every accepted event as it lands. Knows the contract, not the services.
#pragma once

#include <map>
#include <set>
#include <string>

#include "ledger.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/simulation/simulation.h"
#include "trace.h"

namespace matbud::simulation {

// The invariants of faults.md that the rules speak of.
inline constexpr const char* no_order_lost = "1 no order lost";
inline constexpr const char* no_second_notification = "2 no second notification";
inline constexpr const char* no_overlap = "3 no overlap, no overbooking";
inline constexpr const char* cause_first = "7 cause before effect";

class HouseRules {
 public:
  explicit HouseRules(Counts& counts) : counts_{counts} {}

  /// Judges the next accepted event. Throws Violation.
  void judge(const Accepted& event, const log::TopicPartition& place);
  /// Throws Violation when an order that was placed has reached no end, or was doubtful and not looked at.
  void expect_every_order_ended() const;
  [[nodiscard]] std::size_t open_orders() const;

 private:
  /// One order as its events tell it.
  struct Order {
    orders::v1::DeliveryWindow window;
    std::uint32_t version = 0;
    bool released = false;
    bool cancelled = false;
    bool sent = false;
    bool told_to_grocer = false;
    bool confirmed = false;
    bool packed = false;
    bool refused = false;
    bool withdrawn = false;
    std::string run;
    bool on_the_road = false;
    bool delivered = false;
    bool once_delivered = false;  ///< even if it was taken back
    int times_taken_back = 0;
    bool failed = false;
    bool returned = false;
    bool late = false;
    bool left = false;      ///< ordering has heard that it is on the road
    bool doubtful = false;  ///< shall be looked at again
    bool goods_refused = false;
    std::set<std::uint64_t> ordered;      ///< products
    std::set<std::uint64_t> in_boxes;     ///< products that were packed and nobody was told to take out
    std::set<std::uint64_t> not_to_come;  ///< products that went back before it was packed and stand on no other line
    bool closed = false;
    [[nodiscard]] bool ended() const { return closed || cancelled; }
  };
  struct Run {
    std::string driver;
    std::int64_t departs_at_ms;
    std::int64_t returns_at_ms;
    std::set<std::string> open_stops;
    bool started = false;
  };

  void judge(const ordering::v1::OrderingEvent& event, Timestamp at);
  void placed(const ordering::v1::OrderPlaced& event);
  void released(const ordering::v1::OrdersReleased& event, Timestamp at);
  void withdraw(Order& order);
  void looked_at_again(const ordering::v1::GoodsRefused& event);
  void closed(const ordering::v1::OrderClosed& event);
  void judge(const bridge::v1::BridgeEvent& event);
  void sent(const bridge::v1::SentOrder& sent);
  void packed(const bridge::v1::OrderPacked& event);
  void went_back(const bridge::v1::SubstitutesReturned& event);
  void judge(const grocer::v1::GrocerMessage& message);
  void judge(const dispatch::v1::DispatchEvent& event);
  void planned(const dispatch::v1::RunsPlanned& event);
  void put_on(Run& run, const std::string& run_id, const std::string& order_id);
  void window_closed(const dispatch::v1::WindowClosed& event);
  void off_shift(const std::string& driver);
  void started(const dispatch::v1::RunStarted& event);
  void taken_over(const dispatch::v1::RunTakenOver& event);
  void handed_over(const std::string& order_id, const std::string& run_id, const std::string& driver_id,
                   bool delivered);
  void judge(const notification::v1::NotificationEvent& event);
  void requested(const notification::v1::NotificationsRequested& event);
  void told(const std::string& order_id, int kind, const std::string& contact_id, const std::string& notification_id);
  /// It is in a message now, and in no other.
  void put_in_a_message(const std::string& notification_id);

  [[nodiscard]] Order& known(const std::string& order_id, const char* what);
  void expect(bool holds, const char* invariant, const std::string& message) const;
  [[nodiscard]] static std::string slot_of(const orders::v1::DeliveryWindow& window);

  Counts& counts_;
  std::string place_;  ///< of the event that is judged
  std::map<std::string, Order> orders_;
  std::map<std::string, std::uint32_t> capacity_;  ///< by area and window
  std::map<std::string, std::uint32_t> taken_;     ///< by area, window and day
  std::map<std::string, Run> runs_;
  std::map<std::string, std::set<std::string>> runs_of_driver_;
  std::set<std::string> notifications_;
  std::set<std::string> waiting_;      ///< notifications that were asked for and are in no message yet
  std::set<std::string> in_messages_;  ///< notifications that are
  std::set<std::string> told_;         ///< order, kind, contact
};

}  // namespace matbud::simulation
