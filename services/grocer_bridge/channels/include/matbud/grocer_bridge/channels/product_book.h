// What grocers' goods are called and which VAT they have, as their catalogues say.
#pragma once

#include <memory>
#include <optional>

#include "matbud/grocer_bridge/edge/documents_out.h"
#include "matbud/log/log.h"

namespace matbud::grocer_bridge {

/// Looks up catalogues in ordering's events. Catalogues are sent to every partition, so one of them is read: partition
/// 0, from its beginning, when something is looked up for the first time, and from there on what has come since. Holds
/// the names of all products in memory. Threads may share it.
class ProductBook {
 public:
  /// `log` must outlive it.
  explicit ProductBook(log::Log& log);
  ~ProductBook();
  /// Nothing for a product that no catalogue has, and while the log cannot be read.
  [[nodiscard]] std::optional<edge::ProductWords> find(const std::string& grocer_id, std::uint64_t gtin);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::grocer_bridge
