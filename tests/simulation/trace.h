// What a run has done: the last lines for people, a digest of everything for machines; and the way a run fails.
#pragma once

#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace matbud::simulation {

/// 64 bits of some bytes. Not cryptographic: nobody attacks a simulation.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed);

/// A sum of hashes of entries: the same for the same entries, whatever their order; entries can be taken out again.
struct Digest {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  void add(std::string_view key, std::string_view value);
  void remove(std::string_view key, std::string_view value);
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// An invariant does not hold.
class Violation : public std::runtime_error {
 public:
  /// `invariant`: its number and name, `5 chain`.
  Violation(std::string invariant, const std::string& message)
      : std::runtime_error{message}, invariant_{std::move(invariant)} {}
  [[nodiscard]] const std::string& invariant() const { return invariant_; }

 private:
  std::string invariant_;
};

class Trace {
 public:
  explicit Trace(std::size_t lines) : lines_max_{lines} {}

  void note(std::string line);
  /// Counts in the digest without a line of its own.
  void mix(std::string_view bytes) { digest_ = hash64(bytes, digest_); }
  [[nodiscard]] std::string digest() const;
  [[nodiscard]] std::vector<std::string> last_lines() const { return {lines_.begin(), lines_.end()}; }
  std::uint64_t step = 0;

 private:
  std::size_t lines_max_;
  std::deque<std::string> lines_;
  std::uint64_t digest_ = 0;
};

}  // namespace matbud::simulation
