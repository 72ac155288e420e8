// Who looked at whom: told to audit before what was seen goes out.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "appender.h"
#include "matbud/api/desk.h"
#include "matbud/privacy/random.h"

namespace matbud::api {

/// Belongs to the desk's thread.
class Looks {
 public:
  Looks(Appender& appender, const Clock& clock, std::uint32_t partitions)
      : appender_{appender}, clock_{clock}, partitions_{partitions} {}

  /// Appends a ReportAccess for each look and calls `done` when all of them are durable, or one cannot be.
  void record(const web::Caller& caller, std::span<const Look> looks, std::function<void(bool recorded)> done);

 private:
  struct Waiting;
  [[nodiscard]] std::string id_of(const web::Caller& caller, const Look& look);

  Appender& appender_;
  const Clock& clock_;
  std::uint32_t partitions_;
  privacy::SystemRandom random_;
  std::set<std::string, std::less<>> recorded_;  ///< looks of sittings that are durable
};

}  // namespace matbud::api
