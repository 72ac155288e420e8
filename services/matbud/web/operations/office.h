// What the operator's endpoints share: the installation as it runs, and a clerk for what waits.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "health_news.h"
#include "matbud/api/api.h"
#include "matbud/api/clerk.h"
#include "matbud/audit/story.h"
#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"
#include "matbud/log/command.h"
#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/privacy/key_ring.h"
#include "matbud/processor/processor.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/web/caller.h"
#include "verifier.h"

namespace matbud::apis::operations {

/// One parked input and whose queue it stands in.
struct Parked {
  processor::ProcessorSpec service;
  Partition partition;
  runtime::v1::InputParked input;
};

/// The router keeps it; handlers and errands only point at it. What reads tables is for the clerk.
class Office {
 public:
  Office(host::Installation& installation, host::Pipeline& pipeline, const Clock& clock);

  [[nodiscard]] log::Log& log() { return installation_.log(); }
  [[nodiscard]] host::Pipeline& pipeline() { return pipeline_; }
  [[nodiscard]] Timestamp now() const { return clock_.now(); }
  [[nodiscard]] std::uint32_t partitions() const { return installation_.partitions(); }
  [[nodiscard]] Verifier& verifier() { return verifier_; }
  [[nodiscard]] HealthNews& news() { return news_; }

  /// Parked inputs, a queue's oldest first, at most 500; only those of `subject` and `service` when they are not empty.
  [[nodiscard]] std::vector<Parked> parked(const std::string& service, const std::string& subject);
  /// Which records speak of `order/7f3a`.
  [[nodiscard]] std::vector<audit::StoryEntry> story_of(const std::string& subject);
  /// Whom the order is for, sealed fields sealed.
  [[nodiscard]] std::optional<ordering::v1::Citizen> citizen_of(const std::string& order_id);
  [[nodiscard]] const privacy::KeyRing& keys() const { return keys_; }
  /// Appends and waits.
  [[nodiscard]] Result<Offset> append(const log::Command& command);

  /// An answer that the clerk gives.
  [[nodiscard]] web::Answer by_clerk(std::function<web::Response(Office&)> errand);

 private:
  host::Installation& installation_;
  host::Pipeline& pipeline_;
  const Clock& clock_;
  std::vector<processor::ProcessorSpec> specs_;
  privacy::KeyRing keys_;
  Verifier verifier_;
  HealthNews news_;
  api::Clerk clerk_;
};

inline const std::string base = "/api/operations/v1";
inline constexpr web::Roles who_operate{web::Role::operations, web::Role::administrator};
inline constexpr web::Roles who_look{web::Role::operations, web::Role::auditor, web::Role::administrator};

/// How the services are, as the API tells it. Reads the log's ends; for a thread that may wait.
[[nodiscard]] nlohmann::json health(Office& office);

// Each adds some endpoints.
void add_health(api::Api& api, Office* office);
void add_parked(api::Api& api, Office* office);
void add_story(api::Api& api, Office* office);
void add_person(api::Api& api, Office* office);
void add_verify(api::Api& api, Office* office);

}  // namespace matbud::apis::operations
