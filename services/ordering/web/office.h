// What the endpoints of ordering share: the desk, the keys, and where things lie.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "matbud/api/api.h"
#include "matbud/api/clerk.h"
#include "matbud/api/desk.h"
#include "matbud/api/glass.h"
#include "matbud/api/opening.h"
#include "matbud/api/render.h"
#include "matbud/host/installation.h"
#include "matbud/ordering/edge/json_requests.h"
#include "matbud/ordering/kitchen_table.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/time/calendar.h"

namespace matbud::ordering::http {

/// Kept by the router that its endpoints are in; handlers and what they leave behind only point at it. Threads may
/// share it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap);

  [[nodiscard]] api::Desk& desk() { return *desk_; }
  /// For errands that wait.
  [[nodiscard]] api::Clerk& clerk() { return clerk_; }
  /// Gives the citizen a key, unless they have one. Waits for the log.
  [[nodiscard]] Result<void> make_key(const CitizenId& citizen) { return keys_.create(citizen, now()); }
  /// For what every partition has to know.
  [[nodiscard]] web::Answer ask_everywhere(log::Command command);
  [[nodiscard]] const privacy::KeyRing& keys() const { return keys_; }
  [[nodiscard]] api::BrokenGlass& glass() { return glass_; }
  /// Whether the caller serves this citizen (may_see), or has broken the glass between them.
  [[nodiscard]] bool sees(const web::Caller& caller, const v1::Citizen& citizen);
  /// The ground of a look at this citizen, where it is another one than the role's: that of the glass that was broken.
  [[nodiscard]] std::optional<std::string> other_ground(const web::Caller& caller, std::string_view citizen_id) const;
  [[nodiscard]] Timestamp now() const { return clock_.now(); }
  /// The day it is now in an area's calendar; in Norway's where nobody knows the area.
  [[nodiscard]] time::Day today_in(std::string_view area_id);

  /// Calls `look` with the kitchen table of one partition; false when it cannot be had.
  bool with_table(Partition partition, const std::function<void(const state::TableReader&)>& look);
  bool with_overview(Partition partition, const std::function<void(const state::TableReader&)>& look);
  /// The processor's own state, for asking what it would say.
  bool with_processor(Partition partition, const std::function<void(const state::TableReader&)>& look);
  [[nodiscard]] Partition partition_of(std::string_view area) { return desk_->partition_of(area); }
  [[nodiscard]] std::uint32_t partitions() { return desk_->partitions(); }

  // Wherever they lie.

  [[nodiscard]] std::optional<v1::Area> area(std::string_view area_id);
  [[nodiscard]] std::optional<v1::Citizen> citizen(std::string_view citizen_id);
  [[nodiscard]] std::optional<table::TableOrder> order(std::string_view order_id);
  [[nodiscard]] std::optional<overview::OrderRow> order_row(const std::string& order_id);
  [[nodiscard]] std::optional<orders::v1::Product> product(const v1::Area& area, std::uint64_t gtin);

  /// A sealer of free texts with the key that the citizen has; what it throws is caught by sealing().
  [[nodiscard]] edge::Sealer sealer() const;
  /// Runs a reader of the edge; an error of the key ring becomes its error.
  [[nodiscard]] static Result<edge::OrderCommand> sealing(const std::function<Result<edge::OrderCommand>()>& read);

 private:
  bool with_space(const std::string& name, Partition partition,
                  const std::function<void(const state::TableReader&)>& look);

  log::Log& log_;
  const Clock& clock_;
  privacy::KeyRing keys_;
  std::string table_name_;
  std::string overview_name_;
  std::unique_ptr<api::Desk> desk_;
  api::BrokenGlass glass_;
  api::Clerk clerk_;
};

/// What a care worker may see of a citizen: those of their unit, those who have named them up to this day, and those
/// who have neither unit nor names. Other roles: every citizen of their municipality.
[[nodiscard]] bool may_see(Office& office, const web::Caller& caller, const v1::Citizen& citizen);
/// A care worker sees the orders of those they may see; others those of their municipality.
[[nodiscard]] bool may_see_order(Office& office, const web::Caller& caller, const overview::OrderRow& row);
/// The same, but for those behind glass that was broken: they can be seen, not acted for.
[[nodiscard]] bool may_change_order(Office& office, const web::Caller& caller, const overview::OrderRow& row);
/// For orders that are not there and for those that the caller may not see: one cannot tell which.
[[nodiscard]] web::Response no_such_order();

/// What the caller's role may read of this citizen; diets are shown as objects.
[[nodiscard]] api::Opening opening_for(const Office& office, const web::Caller& caller, std::string_view citizen_id);
/// The groups the citizen must not get; nothing when the caller may not know. Counts as a look at the diet.
[[nodiscard]] std::optional<v1::Diet> diet_of(const v1::Citizen& citizen, api::Opening& opening);

// Each adds some endpoints.
void add_tables(api::Api& api, Office* office);
void add_catalogue(api::Api& api, Office* office);
void add_orders(api::Api& api, Office* office);
void add_baskets(api::Api& api, Office* office);
void add_drafts(api::Api& api, Office* office);
void add_glass(api::Api& api, Office* office);
void add_writes(api::Api& api, Office* office);
void add_settings(api::Api& api, Office* office);

/// What a command's request says besides its body, or why it cannot be taken in.
[[nodiscard]] tl::expected<edge::Asking, web::Response> asking_of(const web::Request& request,
                                                                  const web::Caller& caller);

/// The answer to a command, for the desk.
[[nodiscard]] web::Response tell(const api::Answered& answered);
/// A refusal in words.
[[nodiscard]] std::string words_of(v1::RefusalReason reason);
[[nodiscard]] std::string code_of(v1::RefusalReason reason);

/// Path of this service's endpoints.
inline const std::string base = "/api/ordering/v1";

}  // namespace matbud::ordering::http
