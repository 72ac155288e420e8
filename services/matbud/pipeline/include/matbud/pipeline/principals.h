// Who may do what on a broker that asks everybody who they are: derived from what each service is made of.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/log/grants.h"

namespace matbud::pipeline {

/// A program or partner with a certificate of its own.
struct Principal {
  std::string name;                 ///< its certificate's common name
  std::string is;                   ///< for people
  std::vector<std::string> reads;   ///< topics, sorted
  std::vector<std::string> writes;  ///< topics, sorted
  std::vector<std::string> groups;  ///< consumer groups it is a member of, sorted
  bool uses_our_programs = true;    ///< these also look at how topics are set up
};

/// Every principal of an installation with these grocers, but the operator, who may do everything:
/// - a service reads what it hears and what its read models fold, and `keys.v1` if its work opens sealed fields; it
///   writes its own events and commands, and what its HTTP API writes (looks at people, keys); it shares the group of
///   each topic it owns; the grocer bridge also writes the answers that come by documents or posts;
/// - the edge (pages and interfaces) reads every event and writes people's commands, pickers' answers and keys;
/// - a grocer reads its orders, writes its answers, in a group named after its answers.
[[nodiscard]] std::vector<Principal> all_principals(const std::vector<GrocerId>& grocers);

/// All of that as grants.
[[nodiscard]] log::Grants all_grants(const std::vector<GrocerId>& grocers);

}  // namespace matbud::pipeline
