// What the endpoints of packing share.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "matbud/api/api.h"
#include "matbud/api/clerk.h"
#include "matbud/api/desk.h"
#include "matbud/grocer_bridge/packing_table.h"
#include "matbud/host/installation.h"

namespace matbud::grocer_bridge::packing_http {

/// Kept by the router that its endpoints are in; handlers and what they leave behind only point at it. Threads may
/// share it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap);

  [[nodiscard]] api::Desk& desk() { return *desk_; }
  /// For errands that take their time, such as setting a page.
  [[nodiscard]] api::Clerk& clerk() { return clerk_; }
  /// For what every partition has to know.
  [[nodiscard]] web::Answer ask_everywhere(log::Command command);
  [[nodiscard]] Timestamp now() const { return clock_.now(); }
  /// Calls `look` with the packing table of one partition; false when it cannot be had.
  bool with_table(Partition partition, const std::function<void(const state::TableReader&)>& look);
  /// The order, wherever it lies, if it is one that the caller packs.
  [[nodiscard]] std::optional<packing::PackingOrder> order(const web::Caller& caller, const std::string& order_id);
  [[nodiscard]] std::optional<packing::PackingStop> stop(const packing::PackingOrder& order);
  [[nodiscard]] std::string area_name(const std::string& area_id);
  [[nodiscard]] std::optional<orders::v1::Product> product(const std::string& grocer_id, std::uint64_t gtin);

 private:
  log::Log& log_;
  const Clock& clock_;
  std::string table_name_;
  std::unique_ptr<api::Desk> desk_;
  api::Clerk clerk_;  ///< last: its errands end first
};

inline constexpr web::Roles who_pack{web::Role::picker};

/// Whether this person packs such an order: it is their grocer's, in their municipality.
[[nodiscard]] bool may_pack(const web::Caller& caller, const packing::PackingOrder& order);
[[nodiscard]] web::Response no_such_order();

// Each adds some endpoints.
void add_queries(api::Api& api, Office* office);
void add_answers(api::Api& api, Office* office);
void add_settings(api::Api& api, Office* office);

/// What the bridge makes of an answer, for the desk.
[[nodiscard]] web::Response tell(const api::Answered& answered);

/// Path of these endpoints.
inline const std::string base = "/api/packing/v1";

}  // namespace matbud::grocer_bridge::packing_http
