// What a municipality has from the service, folded from what the services say: orders and deliveries by municipality,
// month of delivery and home-care unit. Counts only; benefit_report.h makes minutes and money of them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "benefits.pb.h"
#include "matbud/state/tables.h"

namespace matbud::bridge::v1 {
class BridgeEvent;
}
namespace matbud::dispatch::v1 {
class DispatchEvent;
}
namespace matbud::notification::v1 {
class NotificationEvent;
}
namespace matbud::ordering::v1 {
class OrderingEvent;
}
namespace matbud::audit::v1 {
class AuditEvent;
}

namespace matbud::audit {

/// The fold of one area's events. Pure: the same events give the same tables, byte for byte, in whatever order the
/// topics come (the events of one topic come in theirs).
class BenefitFold {
 public:
  /// `area_id` is the record's key (`3024-sandvika`). Both must outlive it.
  BenefitFold(state::TableWriter& tables, std::string_view area_id) : tables_{tables}, area_id_{area_id} {}

  void fold(const ordering::v1::OrderingEvent& event);
  void fold(const bridge::v1::BridgeEvent& event);
  void fold(const dispatch::v1::DispatchEvent& event);
  void fold(const notification::v1::NotificationEvent& event);
  void fold(const v1::AuditEvent& event);

 private:
  void about(const std::string& order_id, const std::function<void(benefits::OrderFacts&)>& edit);
  void count(const benefits::OrderFacts& facts, int sign);

  state::TableWriter& tables_;
  std::string_view area_id_;
};

/// What an order adds to the figures of its municipality, month and unit; nothing before it was placed. `citizens` is
/// left at 0: a person with two orders is one.
[[nodiscard]] benefits::Figures figures_of(const benefits::OrderFacts& facts);

/// Adds `sign` times each field.
void add(benefits::Figures& to, const benefits::Figures& part, int sign = 1);

/// Whose figures.
struct BenefitCell {
  std::string municipality;  ///< number, 4 digits
  std::int32_t month = 0;    ///< months since January 1970
  std::string unit;          ///< empty = people whom no unit serves
  friend auto operator<=>(const BenefitCell&, const BenefitCell&) = default;
};

/// Calls `visit` for each cell with at least one order, in the order of BenefitCell; only `municipality`'s when it is
/// not empty.
void each_benefit_cell(const state::TableReader& tables, std::string_view municipality,
                       const std::function<void(const BenefitCell&, const benefits::Figures&)>& visit);

/// `3024` of `3024-sandvika`.
[[nodiscard]] std::string_view municipality_of(std::string_view area_id);

}  // namespace matbud::audit
