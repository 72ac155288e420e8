// Grants as the broker's access control lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client.h"
#include "matbud/log/grants.h"

namespace matbud::log::kafka {

/// `around` must outlive it. Not thread-safe.
class Acls {
 public:
  Acls(Surroundings& around, rd_kafka_t* client) : around_{around}, client_{client} {}

  struct Found {
    Grants grants;
    std::vector<std::string> others;  ///< what is there and is no grant of ours, for people
  };
  /// Nothing when the broker refuses nobody anything.
  [[nodiscard]] Result<std::optional<Found>> all();
  [[nodiscard]] Result<void> add(const std::vector<Grant>& grants);

 private:
  Surroundings& around_;
  rd_kafka_t* client_;
};

}  // namespace matbud::log::kafka
