// What somebody outside has seen of an installation, and whether the installation agrees.
#pragma once

#include <string>
#include <vector>

#include "matbud/host/installation.h"

namespace matbud::stories {

/// A command whose append was acknowledged.
struct Acknowledged {
  log::TopicPartition place;
  Offset offset;
  std::string id;
};

/// Written down outside the installation, over all its lives.
struct History {
  std::vector<Acknowledged> acknowledged;
  std::vector<std::string> told;  ///< effect ids, as the messenger was asked to tell them
};

/// What does not hold, in words; empty when everything does. Nobody may append or fold meanwhile.
///   Chains and causes are sound, and every processor and read model equals its fold (operations::verify).
///   Every acknowledged command stands where it was acknowledged.
///   Every acknowledged order was placed or refused, once; no order was placed twice.
///   Every notification that was asked for has one outcome; nobody was told twice, or told and not asked for; what
///   counts as sent was told.
///   No order that was placed stopped on its way, and no input is parked.
[[nodiscard]] std::vector<std::string> findings(host::Installation& installation, const History& history);

/// Orders by how far they have come: `delivered`, `refused`, ...
[[nodiscard]] std::map<std::string, std::uint64_t> orders_by_step(host::Installation& installation);

}  // namespace matbud::stories
