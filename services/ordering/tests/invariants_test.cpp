// Whatever is asked in whatever order: what ordering promises holds after every step.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <tuple>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

/// One thing that may happen, as numbers that a shrinking run can make smaller.
struct Happening {
  int kind;
  int order;
  int window;
  int day;
  int command;
};

std::ostream& operator<<(std::ostream& out, const Happening& h) {
  return out << "{kind " << h.kind << ", order " << h.order << ", window " << h.window << ", day " << h.day
             << ", command " << h.command << "}";
}

rc::Gen<Happening> a_happening() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(0, 13), rc::gen::inRange(0, 8), rc::gen::inRange(0, 3), rc::gen::inRange(0, 4),
                     rc::gen::inRange(0, 40)),
      [](const auto& n) {
        return Happening{std::get<0>(n), std::get<1>(n), std::get<2>(n), std::get<3>(n), std::get<4>(n)};
      });
}

/// Returns the id of the command that was given; empty when something else happened.
std::string let_happen(OrderingStory& ordering, Timestamp& now, const Happening& h) {
  const auto order_id = "o" + std::to_string(h.order);
  const auto command_id = "c" + std::to_string(h.command);  // few ids, so that many repeat
  constexpr const char* windows[] = {"morning", "today", "night"};
  const auto say = [&](const auto& command, const std::string& id) {
    ordering.when(command, id);
    return id;
  };
  switch (h.kind) {
    case 0:
    case 1:
    case 2:
    case 3:
      // A page makes a new id for each command, so one id never places two orders; the order's own id may come again.
      return say(an_order(order_id, windows[h.window], monday + h.day), order_id + "-" + command_id);
    case 4: return say(amended(order_id, 1 + static_cast<std::uint32_t>(h.day) % 2, {line(soda, 1)}), command_id);
    case 5: return say(cancelled(order_id), command_id);
    case 6: {
      now += std::chrono::hours{3 * h.day};
      ordering.when_time_passes(now);
      return {};
    }
    case 7: {
      bridge::v1::GrocerRefused refused;
      refused.set_order_id(order_id);
      ordering.when(refused);
      return {};
    }
    case 8: {
      dispatch::v1::DeliveryDone done;
      done.set_order_id(order_id);
      ordering.when(done);
      return {};
    }
    case 9: return say(a_citizen("kari"), command_id + "-citizen");  // as she is known already
    case 11: {
      dispatch::v1::RunStarted started;
      started.set_run_id("run-" + order_id);
      started.add_stops()->set_order_id(order_id);
      ordering.when(started);
      return {};
    }
    case 10: return say(the_shelf(), command_id + "-shelf");
    default: {
      auto area = the_area();
      area.mutable_area()->mutable_windows(0)->set_cut_off_minute(60U * static_cast<std::uint32_t>(12 + h.day));
      return say(area, command_id + "-area");
    }
  }
}

/// What the events say, checked as an auditor would: nothing but the events is looked at.
struct Book {
  std::map<std::string, std::string> phase;
  std::map<std::tuple<std::string, int>, int> used;
  std::set<std::string> answered;

  static std::tuple<std::string, int> slot(const orders::v1::DeliveryWindow& window) {
    return {window.window_id(), window.delivery_day()};
  }
  void move(const std::string& order_id, const std::set<std::string>& from, const std::string& to) {
    RC_ASSERT(from.count(phase[order_id]) == 1U);
    phase[order_id] = to;
  }
  void answer(const std::string& command_id) { RC_ASSERT(answered.insert(command_id).second); }
  void read(const v1::OrderingEvent& event) {
    if (event.has_order_placed()) {
      const auto& order = event.order_placed().order();
      answer(event.order_placed().command_id());
      move(order.order_id(), {""}, event.order_placed().released_at_ms() == 0 ? "released" : "open");
      const int capacity = order.window().same_day() ? 2 : 3;
      RC_ASSERT(++used[slot(order.window())] <= capacity);
    } else if (event.has_order_amended()) {
      answer(event.order_amended().command_id());
      move(event.order_amended().order().order_id(), {"open"}, "open");
    } else if (event.has_order_cancelled()) {
      answer(event.order_cancelled().command_id());
      move(event.order_cancelled().order_id(), {"open", "released"}, "cancelled");
      RC_ASSERT(--used[slot(event.order_cancelled().window())] >= 0);
    } else if (event.has_order_refused()) {
      answer(event.order_refused().command_id());
    } else if (event.has_area_defined()) {
      answer(event.area_defined().command_id());
    } else if (event.has_citizen_registered()) {
      answer(event.citizen_registered().command_id());
    } else if (event.has_products_put()) {
      answer(event.products_put().command_id());
    } else if (event.has_orders_released()) {
      for (const auto& order : event.orders_released().orders()) move(order.order_id(), {"open"}, "released");
    } else if (event.has_order_closed()) {
      const bool came_all_the_same = phase[event.order_closed().order_id()] == "cancelled";
      move(event.order_closed().order_id(), {"released", "cancelled"}, "closed");
      if (came_all_the_same) ++used[slot(event.order_closed().window())];
      if (event.order_closed().ending() == v1::ORDER_ENDING_REFUSED_BY_GROCER)
        RC_ASSERT(--used[slot(event.order_closed().window())] >= 0);
    }
  }
};

TEST(Invariants, HoldWhateverIsAsked) {
  EXPECT_TRUE(rc::check("ordering keeps its promises", [] {
    OrderingStory ordering;
    auto now = oslo(monday, 9);
    Book book;
    std::size_t told = ordering.events().size();
    for (const auto& happening : *rc::gen::container<std::vector<Happening>>(a_happening())) {
      const auto command_id = let_happen(ordering, now, happening);
      for (; told < ordering.events().size(); ++told)
        book.read(dynamic_cast<const v1::OrderingEvent&>(*ordering.events()[told]));
      // Whoever asks is answered, also when it is so already: a page waits for it.
      RC_ASSERT(command_id.empty() || book.answered.contains(command_id));
    }
    const auto broken = ordering.broken_promise();
    RC_ASSERT(broken == "");

    // When time has passed, nothing waits: every order that stood was released or withdrawn.
    ordering.when_time_passes(oslo(monday + 10, 0));
    for (; told < ordering.events().size(); ++told)
      book.read(dynamic_cast<const v1::OrderingEvent&>(*ordering.events()[told]));
    for (const auto& [order_id, phase] : book.phase) RC_ASSERT(phase != "open");
    RC_ASSERT(ordering.timers().empty());
  }));
}

}  // namespace
}  // namespace matbud::ordering::story
