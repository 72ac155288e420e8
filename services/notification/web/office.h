// What the endpoints of notification share.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "matbud/api/api.h"
#include "matbud/api/desk.h"
#include "matbud/api/opening.h"
#include "matbud/host/installation.h"

namespace matbud::notification::http {

/// The router keeps it; handlers only point at it. Threads may share it.
class Office {
 public:
  Office(host::Installation& installation, const Clock& clock, const std::shared_ptr<api::Tap>& tap);

  [[nodiscard]] api::Desk& desk() { return *desk_; }
  [[nodiscard]] const privacy::KeyRing& keys() const { return keys_; }
  /// Names and addresses are opened for administrators, who mend them.
  [[nodiscard]] api::Opening opening_for(const web::Caller& caller) const;
  /// Calls `look` with the mailbox of each partition until it says that it has found what it looked for.
  void look_everywhere(const std::function<bool(const state::TableReader&)>& look);

 private:
  privacy::KeyRing keys_;
  std::string name_;
  std::unique_ptr<api::Desk> desk_;
};

void add_queries(api::Api& api, Office* office);
void add_writes(api::Api& api, Office* office);
[[nodiscard]] web::Response tell(const api::Answered& answered);

/// Path of this service's endpoints.
inline const std::string base = "/api/notification/v1";

}  // namespace matbud::notification::http
