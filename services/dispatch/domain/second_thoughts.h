// What happens after a word at the door: a driver takes it back, home care answers for a door that nobody opened.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/runtime/v1/runtime.pb.h"

namespace matbud::dispatch {

/// So long a driver may take back a "delivered" or "failed".
inline constexpr std::chrono::minutes time_to_undo{10};
/// So long home care has to confirm that they look after a door that nobody opened.
inline constexpr std::chrono::minutes time_to_confirm{15};
/// Whether home care has to confirm: what else goes wrong at a door, the driver has spoken of with whoever opened.
[[nodiscard]] constexpr bool raises_an_alert(v1::FailureReason reason) {
  return reason == v1::FAILURE_REASON_NOT_OPENED;
}
inline constexpr std::string_view alert_timer_prefix = "alert/";

/// The order is a stop of its run again; refused when it is too late, or when the driver has gone on to another run.
[[nodiscard]] Answer decide_undo(const Asked& asked, const v1::UndoDelivery& command);
[[nodiscard]] Answer decide_confirm_alert(const Asked& asked, const v1::ConfirmAlert& command);
/// The time to confirm is over. The timer is known to be due.
[[nodiscard]] Answer decide_alert_due(const Asked& asked, const runtime::v1::TimerDue& due);

void evolve_undone(TableWriter& tables, const v1::DeliveryUndone& event);
/// Nobody opened: home care has until `time_to_confirm` after `failed_at`. `area` is the record's key.
void raise_alert(TableWriter& tables, const std::string& order_id, Timestamp failed_at, std::string_view area);
void evolve_alert_confirmed(TableWriter& tables, const v1::AlertConfirmed& event);
void evolve_alert_escalated(TableWriter& tables, const v1::AlertEscalated& event);

}  // namespace matbud::dispatch
