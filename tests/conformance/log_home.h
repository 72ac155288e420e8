// How a home of the log joins the conformance suite: write homes/<name>_home.cpp with a LogHome of its own and one
// namespace-scope `const Registration`, and name it in CMakeLists.txt.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::log::conformance {

/// One log, empty and healthy when it is made, for one test.
class LogHome {
 public:
  virtual ~LogHome() = default;
  [[nodiscard]] virtual Log& log() = 0;
  /// Closes the log and opens it again; log() is another one afterwards. Only called of a durable home.
  virtual void reopen() {}
  /// Compacts the topic as far as this home can; does nothing where compaction comes by itself, some time.
  virtual void compact(const std::string& /*topic*/) {}
  /// Called again and again while a test waits: a home with a clock of its own moves it.
  virtual void let_time_pass() {}
};

/// What there is to know about a home before one is made.
struct HomeKind {
  std::string name;       ///< letters only: part of the test's name
  bool durable = false;   ///< reopen() keeps what was acknowledged
  bool threaded = false;  ///< threads may share the log
  bool compacts = false;  ///< compact() removes superseded records
  std::function<std::unique_ptr<LogHome>()> make;
};

inline void PrintTo(const HomeKind& kind, std::ostream* out) { *out << kind.name; }

/// Adds a home to the suite.
class Registration {
 public:
  explicit Registration(HomeKind kind);
};

[[nodiscard]] const std::vector<HomeKind>& registered_homes();

}  // namespace matbud::log::conformance
