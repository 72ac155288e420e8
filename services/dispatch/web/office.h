// What the endpoints of dispatch share.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/api/api.h"
#include "matbud/api/clerk.h"
#include "matbud/api/desk.h"
#include "matbud/api/opening.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/dispatch/run_board.h"
#include "matbud/host/installation.h"

namespace matbud::dispatch::http {

/// Kept by the router that its endpoints are in; handlers and what they leave behind only point at it. Threads may
/// share it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap, TravelAsker ask);
  ~Office() { clerk_.end(); }
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  [[nodiscard]] api::Desk& desk() { return *desk_; }
  [[nodiscard]] const privacy::KeyRing& keys() const { return keys_; }
  [[nodiscard]] Timestamp now() const { return clock_.now(); }
  /// Opens doorsteps for the planner, which tells nobody where they are.
  [[nodiscard]] const PointOpener& opener() const { return opener_; }
  /// Whom to ask how far it is; empty: nobody. It may take its time.
  [[nodiscard]] const TravelAsker& travel() const { return ask_; }
  /// For what takes its time.
  [[nodiscard]] api::Clerk& clerk() { return clerk_; }
  /// Calls `look` with the board of an area's partition; false when it cannot be had.
  bool with_board(std::string_view area, const std::function<void(const matbud::state::TableReader&)>& look);
  /// The delivery, wherever it lies.
  [[nodiscard]] std::optional<board::BoardDelivery> delivery(const std::string& order_id);

 private:
  const Clock& clock_;
  privacy::KeyRing keys_;
  std::string board_name_;
  PointOpener opener_;
  TravelAsker ask_;
  api::Clerk clerk_;  ///< ends before the desk, since its errands use it, and goes after it, whose thread gives errands
  std::unique_ptr<api::Desk> desk_;
};

/// What the caller's role may read of those it delivers to.
[[nodiscard]] api::Opening opening_for(const Office& office, const web::Caller& caller);

void add_queries(api::Api& api, Office* office);
void add_writes(api::Api& api, Office* office);
void add_arranging(api::Api& api, Office* office);
[[nodiscard]] web::Response tell(const api::Answered& answered);

/// Path of this service's endpoints.
inline const std::string base = "/api/dispatch/v1";

}  // namespace matbud::dispatch::http
