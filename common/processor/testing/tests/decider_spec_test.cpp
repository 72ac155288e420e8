#include "matbud/processor/testing/decider_spec.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/service_decider.h"

namespace matbud::processor::testing {
namespace {

using ordering::v1::CancelOrder;
using ordering::v1::OrderCancelled;
using ordering::v1::OrderClosed;
using ordering::v1::OrderingCommand;
using ordering::v1::OrderingEvent;

constexpr state::TableId cancelled{1};

/// How the decider under the spec misbehaves.
enum class Fault { none, forgets_commands, looks_beside_its_events, never_rests };

/// Cancels whatever it is told to, once; closes it a minute later.
class Canceller final : public ServiceDecider<OrderingCommand, OrderingEvent> {
 public:
  explicit Canceller(Fault fault) : ServiceDecider{log::ordering_commands}, fault_{fault} {}

  std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                 google::protobuf::Arena& arena) const override {
    const auto& command = decoded<OrderingCommand>(input, arena);
    auto* event = static_cast<OrderingEvent*>(new_event(arena));
    if (command.has_runtime()) {
      if (!is_due(state, command.runtime().timer_due())) return std::nullopt;
      event->mutable_order_closed()->set_order_id(command.runtime().timer_due().timer_id());
      return Decision{event, "order"};
    }
    const auto& order_id = command.cancel_order().order_id();
    if (state.find(cancelled, order_id) && fault_ != Fault::forgets_commands) return std::nullopt;
    event->mutable_order_cancelled()->set_order_id(order_id);
    event->mutable_order_cancelled()->set_citizen_id("someone");
    return Decision{event, "order/" + order_id};
  }

 protected:
  void evolve_event(state::TableWriter& state, const OrderingEvent& event, const EventInfo& info) const override {
    if (event.has_order_closed()) {
      if (fault_ != Fault::never_rests) cancel_timer(state, event.order_closed().order_id());
      return;
    }
    const auto& order_id = event.order_cancelled().order_id();
    state.put(cancelled, order_id, fault_ == Fault::looks_beside_its_events ? std::to_string(++folds_) : "");
    set_timer(state, order_id, info.time + std::chrono::minutes{1}, info.key, info.subject);
  }

 private:
  Fault fault_;
  mutable int folds_ = 0;
};

DeciderSpec a_canceller(Fault fault = Fault::none) { return DeciderSpec{std::make_shared<Canceller>(fault)}; }

CancelOrder cancel(const std::string& order_id) {
  CancelOrder command;
  command.set_order_id(order_id);
  return command;
}

TEST(DeciderSpec, TellsWhatWasSaid) {
  OrderCancelled event;
  event.set_order_id("o1");
  auto spec = a_canceller();
  spec.when(cancel("o1")).then_like(event);
  event.set_citizen_id("someone");
  spec.then(event);
  EXPECT_EQ(spec.subject(), "order/o1");
  ASSERT_NE(spec.said<OrderCancelled>(), nullptr);
  EXPECT_EQ(spec.said<OrderClosed>(), nullptr);
  spec.when_again().then_nothing();
}

TEST(DeciderSpec, FoldsGivenEventsAndDecidesGivenCommands) {
  OrderCancelled event;
  event.set_order_id("o1");
  a_canceller().given(event, cancel("o2")).when(cancel("o1")).then_nothing().when(cancel("o2")).then_nothing();
}

TEST(DeciderSpec, LetsTimePass) {
  auto spec = a_canceller();
  spec.given(cancel("o1"), cancel("o2"));
  EXPECT_EQ(spec.timers().size(), 2U);
  spec.when_time_passes(from_ms(spec.timers().front().due_at_ms()));
  OrderClosed closed;
  closed.set_order_id("o2");
  spec.then(closed);
  EXPECT_TRUE(spec.timers().empty());
}

TEST(DeciderSpec, KnowsPoison) {
  a_canceller().when_bytes_on(std::string{log::ordering_commands}, "\xff\xff").then_poison();
}

TEST(DeciderSpec, NoticesAnotherEventThanExpected) {
  OrderCancelled other;
  other.set_order_id("o2");
  EXPECT_NONFATAL_FAILURE(a_canceller().when(cancel("o1")).then_like(other), "o2");
  EXPECT_NONFATAL_FAILURE(a_canceller().when(cancel("o1")).then_nothing(), "expected nothing");
  EXPECT_NONFATAL_FAILURE(a_canceller().given(cancel("o1")).when(cancel("o1")).then_like(other), "said nothing");
}

TEST(DeciderSpec, NoticesBrokenPromises) {
  const struct {
    Fault fault;
    const char* broken;
  } rows[] = {
      {Fault::none, ""},
      {Fault::forgets_commands, "a second time"},
      {Fault::looks_beside_its_events, "another state"},
      {Fault::never_rests, "still waits"},
  };
  for (const auto& [fault, broken] : rows) {
    SCOPED_TRACE(broken);
    auto spec = a_canceller(fault);
    spec.when(cancel("o1")).when_time_passes(from_ms(spec.timers().front().due_at_ms()));
    const auto told = spec.broken_promise();
    EXPECT_EQ(told.empty(), fault == Fault::none) << told;
    EXPECT_NE(told.find(broken), std::string::npos) << told;
  }
}

}  // namespace
}  // namespace matbud::processor::testing
