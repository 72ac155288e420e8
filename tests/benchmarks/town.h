// A town for measuring: areas with a same-day window, a grocer that accepts by setting, drivers on shift, citizens with
// a next of kin who wants to know. Every rule is on; nothing here exists only for a benchmark.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/log/command.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::benchmarks {

struct TownSize {
  std::uint32_t partitions = 12;
  std::uint32_t citizens = 600;
  std::uint32_t products = 2000;
  std::uint32_t lines_an_order = 12;
  std::uint32_t drivers_an_area = 4;
  std::uint32_t windows_an_area =
      2;  ///< same-day ones, one after another through the day; each takes 100,000 orders of its area
  /// Order ids in no order, as of clients that draw them; else each sorts behind those before.
  bool random_ids = false;
};

/// Makes the commands of one town, all deterministic.
class Town {
 public:
  /// Gives each citizen a key in `keys`, which must outlive the town. `now` is the moment of the first order.
  Town(const TownSize& size, privacy::KeyRing& keys, Timestamp now);

  /// Areas, catalogue, citizens, doorsteps, contacts, shifts: to be decided before the first order.
  [[nodiscard]] std::vector<log::Command> reference_data() const;
  /// Order number `n`: twelve lines, a note to the driver that is sealed under the citizen's key here and now.
  [[nodiscard]] log::Command order(std::uint64_t n) const;
  /// Id of order number `n` in a town whose ids ascend.
  [[nodiscard]] static std::string order_id(std::uint64_t n);
  /// Number of the product in the catalogue of every grocer here.
  [[nodiscard]] static std::uint64_t gtin(std::uint32_t product);
  /// The window that takes `number`-th orders; see TownSize::windows_an_area.
  [[nodiscard]] static std::string window_id(std::uint64_t number);

 private:
  struct Resident {
    std::string citizen_id;
    std::uint32_t area;
  };
  [[nodiscard]] std::string id_of_order(std::uint64_t n) const;
  [[nodiscard]] privacy::v1::Sealed sealed(const std::string& citizen, std::string_view field,
                                           std::string_view clear) const;
  void add_area(std::vector<log::Command>& commands, std::uint32_t area) const;
  void add_catalogue(std::vector<log::Command>& commands) const;
  void add_citizen(std::vector<log::Command>& commands, const Resident& resident) const;

  TownSize size_;
  privacy::KeyRing& keys_;
  Timestamp now_;
  std::vector<std::string> areas_;  ///< one for each partition
  std::vector<Resident> residents_;
};

}  // namespace matbud::benchmarks
