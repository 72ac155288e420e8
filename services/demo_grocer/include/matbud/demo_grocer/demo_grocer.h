// A grocer for demos and simulations: knows its two topics and nothing else of us.
//
// Follows `grocer.<id>.orders.v1` of one partition and answers on `grocer.<id>.answers.v1`: accepted, then packed; or
// refused. Everything it does follows from the order and the settings, its answers' ids included, so that a restart,
// which forgets everything and answers again from the beginning, changes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::demo_grocer {

/// What a grocer knows of goods that it sells.
struct Goods {
  std::uint32_t weight_grams = 0;  ///< of one unit
  orders::v1::StorageClass storage = orders::v1::STORAGE_CLASS_AMBIENT;
  std::int64_t price_ore = 0;  ///< of one unit, with VAT
  bool sold_by_weight = false;
  std::uint64_t similar_gtin = 0;  ///< what it gives instead; 0 = nothing
};
/// Looks goods up; null for what it does not sell.
using Shelf = std::function<const Goods*(std::uint64_t gtin)>;

/// How this grocer behaves. Shares are parts of a thousand.
struct Behaviour {
  std::uint64_t seed = 1;
  std::uint32_t lines_short_permille = 20;
  std::uint32_t orders_refused_permille = 0;
  /// Without a shelf, weights and storage are made up, packings name no lines, and nothing below is done.
  Shelf shelf = nullptr;
  std::uint32_t lines_substituted_permille = 0;  ///< where the citizen lets it
  std::uint32_t lines_repriced_permille = 0;     ///< a krone more than was ordered
  std::uint32_t lines_gone_permille = 0;         ///< found missing only when it is packed
  std::uint32_t orders_late_permille = 0;        ///< accepted half an hour after the answer was due
  std::chrono::milliseconds accepts_after{0};    ///< from the order's append time
  std::chrono::milliseconds packs_after{0};      ///< from the acceptance
  /// So long before its window opens it packs, or up to half an hour sooner; 0, and in a same-day window: as above.
  std::chrono::milliseconds packs_before_window{0};
  /// An area whose orders people may pack by a page; empty = none. They are left to them for a while, and for good once
  /// somebody has answered.
  std::string area_left_to_people = {};
  std::chrono::milliseconds left_to_people_for{0};  ///< from the order's append time
};

/// What it has done since it was made.
struct Counters {
  std::uint64_t orders = 0;     ///< orders read
  std::uint64_t withdrawn = 0;  ///< orders called back before they were packed
  std::uint64_t answers = 0;    ///< answers that are durable, repeats after an outage included
};

/// One partition's part of the grocer's system. Not thread-safe. The log must outlive it.
class DemoGrocer {
 public:
  DemoGrocer(log::Log& log, GrocerId grocer, Partition partition, Behaviour behaviour = {});
  ~DemoGrocer();

  /// Reads a bounded number of orders, sends the answers that are due at `now`, and takes outcomes in. Never waits.
  /// Returns whether anything moved. An append with an unknown outcome is repeated: ids make that harmless.
  /// `corrupt` when the orders cannot be read, for ever; any other error may pass.
  [[nodiscard]] Result<bool> step(Timestamp now);

  /// When the next answer is due; nothing while none waits.
  [[nodiscard]] std::optional<Timestamp> next_due() const;
  /// Nothing waits and nothing is in flight, as of the last step.
  [[nodiscard]] bool idle() const;
  [[nodiscard]] const Counters& counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::demo_grocer
