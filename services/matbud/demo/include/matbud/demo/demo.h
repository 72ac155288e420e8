// The demo: a made-up municipality lives through some days on the embedded log, faster than the clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/host/installation.h"

namespace matbud::demo {

/// Where whoever watches may pack and drive by the pages; it delivers the same day.
inline constexpr const char* area_left_to_people = "3024-kolsas";

struct Options {
  std::filesystem::path directory;  ///< of the installation; must be empty or not there
  std::filesystem::path inputs;     ///< holds products-nordic.csv and baskets.csv
  std::uint64_t seed = 1;
  int days = 7;                ///< days on which orders are placed
  std::size_t areas = 5;       ///< of Bærum
  std::size_t neighbours = 1;  ///< areas of the municipality next door
  std::size_t citizens_per_area = 24;
  std::uint32_t partitions = 12;
  /// Drivers whose runs nobody drives but who uses the driver page.
  std::set<std::string> driven_by_people{};
};

/// Somebody who watches. All are called on the demo's thread, but for on_commit, and may not be empty.
struct Audience {
  double speed = 1800;  ///< demo seconds in a second
  /// So much of the demo's beginning is lived through as fast as it goes, before `opened`.
  std::chrono::minutes skipped{0};
  /// Adds what the audience needs beside the services, such as read models; may be empty.
  std::function<void(host::Wiring& wiring)> wire = nullptr;
  /// Waits for at most so long; returns whether the demo shall end.
  std::function<bool(std::chrono::milliseconds)> wait;
  /// Everything is open and stays so until `closing`. Other threads may look, by calls that are safe while running.
  std::function<Result<void>(host::Installation& installation, host::Pipeline& pipeline, const Clock& clock)> opened;
  /// Not called when `opened` was not.
  std::function<void()> closing;
  /// As log::EmbeddedSettings::on_commit.
  std::function<void(std::chrono::nanoseconds)> on_commit;
};

/// Those who drive in the first area, and those who drive on the same day in the area that is left to people.
struct Crew {
  std::string area_id;                         ///< the first
  std::map<std::string, std::string> drivers;  ///< `morning 1`, `same-day 2` -> the driver's id
};
[[nodiscard]] Crew first_crew(const Options& options);

/// How the days went.
struct Summary {
  std::map<std::string, std::uint64_t> orders_by_step;
  std::uint64_t events = 0;
  std::uint64_t records = 0;
  std::uint64_t voided = 0;
  std::uint64_t parked = 0;  ///< inputs that wait to be redriven
  std::uint64_t mails = 0;
  std::uint64_t text_messages = 0;
  std::uint64_t letters = 0;
  std::uint64_t documents = 0;          ///< that a grocer wrote and we took
  std::uint64_t catalogues = 0;         ///< of these documents
  std::uint64_t posts = 0;              ///< that a grocer took
  std::string digest;                   ///< of every record: equal for equal seeds
  std::string an_order;                 ///< an order that was delivered, to trace
  std::vector<std::string> violations;  ///< invariants that do not hold; empty when all is well
};

/// Lives through the days on this thread and then lets every released order reach its end. The same options give the
/// same records, byte for byte. `messages` hears how far it has come. Errors: inputs that cannot be read, a directory
/// that holds an installation (`conflict`), and whatever the log says.
[[nodiscard]] Result<Summary> live(const Options& options, std::ostream& messages);

/// Lives through day after day at the audience's speed until it says that this is enough; `options.days` does not
/// count, and orders that are under way at the end are no violation. Errors as above, and what `opened` returns.
[[nodiscard]] Result<Summary> live_before(const Audience& audience, const Options& options, std::ostream& messages);

}  // namespace matbud::demo
