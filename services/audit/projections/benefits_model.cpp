#include "matbud/audit/benefits_model.h"

#include <google/protobuf/arena.h>

#include <array>
#include <unordered_set>

#include "matbud/audit/benefits.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {
namespace {

/// The events that change a figure, by ce_type: all others are passed over without looking inside.
bool is_told(std::string_view type) {
  static const std::unordered_set<std::string_view> told{
      ordering::v1::CitizenRegistered::descriptor()->full_name(),
      ordering::v1::OrderPlaced::descriptor()->full_name(),
      ordering::v1::OrderAmended::descriptor()->full_name(),
      ordering::v1::OrderCancelled::descriptor()->full_name(),
      ordering::v1::OrdersReleased::descriptor()->full_name(),
      ordering::v1::FeedbackGiven::descriptor()->full_name(),
      bridge::v1::OrderConfirmed::descriptor()->full_name(),
      bridge::v1::SubstitutesReturned::descriptor()->full_name(),
      bridge::v1::OrderPacked::descriptor()->full_name(),
      bridge::v1::GrocerRefused::descriptor()->full_name(),
      bridge::v1::GrocerLate::descriptor()->full_name(),
      dispatch::v1::RunsPlanned::descriptor()->full_name(),
      dispatch::v1::RunStarted::descriptor()->full_name(),
      dispatch::v1::DeliveryDone::descriptor()->full_name(),
      dispatch::v1::DeliveryFailed::descriptor()->full_name(),
      dispatch::v1::DeliveryUndone::descriptor()->full_name(),
      dispatch::v1::GoodsReturned::descriptor()->full_name(),
      notification::v1::NotificationSent::descriptor()->full_name(),
      v1::BenefitAssumptionsPut::descriptor()->full_name(),
  };
  return told.contains(type);
}

class Benefits final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const final { return "benefits"; }
  [[nodiscard]] std::uint32_t version() const final { return 2; }
  [[nodiscard]] std::vector<std::string> topics() const final {
    return {std::string{log::ordering_events}, std::string{log::bridge_events}, std::string{log::dispatch_events},
            std::string{log::notification_events}, std::string{log::audit_events}};
  }

  void fold(state::TableWriter& state, const projection::Seen& seen) const final {
    if (!is_told(seen.record.type)) return;
    if (seen.topic == log::ordering_events) return tell<ordering::v1::OrderingEvent>(state, seen);
    if (seen.topic == log::bridge_events) return tell<bridge::v1::BridgeEvent>(state, seen);
    if (seen.topic == log::dispatch_events) return tell<dispatch::v1::DispatchEvent>(state, seen);
    if (seen.topic == log::notification_events) return tell<notification::v1::NotificationEvent>(state, seen);
    if (seen.topic == log::audit_events) return tell<v1::AuditEvent>(state, seen);
  }

 private:
  /// What does not decode is left out: the processor of its topic would never have written it.
  template <class TopLevel>
  static void tell(state::TableWriter& state, const projection::Seen& seen) {
    google::protobuf::Arena arena;
    auto* event = google::protobuf::Arena::CreateMessage<TopLevel>(&arena);
    const auto value = seen.record.value;
    if (event->ParseFromArray(value.data(), static_cast<int>(value.size())))
      BenefitFold{state, seen.record.key}.fold(*event);
  }
};

}  // namespace

std::shared_ptr<const projection::ReadModel> benefits_model() { return std::make_shared<const Benefits>(); }

}  // namespace matbud::audit
