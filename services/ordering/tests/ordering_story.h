// What every story about ordering needs: Sandvika with its windows, Dagros's shelf, a citizen; and short ways to ask.
#pragma once

#include <string>
#include <vector>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/ordering/decider.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/testing/story.h"

namespace matbud::ordering::story {

inline constexpr const char* sandvika = "3024-sandvika";

// Days of one ordinary week, days since 1970-01-01. The stories begin on the Monday at 09:00 in Oslo.
inline constexpr std::int32_t monday = 20514;  ///< 2026-03-02
inline constexpr std::int32_t tuesday = monday + 1;
inline constexpr std::int32_t wednesday = monday + 2;
inline constexpr std::int32_t thursday = monday + 3;
inline constexpr std::int32_t sunday = monday + 6;

/// A wall-clock time in Oslo, in winter.
[[nodiscard]] Timestamp oslo(std::int32_t day, int hours, int minutes = 0);

// Dagros's shelf.
inline constexpr std::uint64_t milk = 7'038'010'000'010;     ///< 24,90 kr, 1 kg
inline constexpr std::uint64_t bananas = 7'038'010'000'027;  ///< 29,90 kr a kilogram
inline constexpr std::uint64_t soda = 7'038'010'000'034;     ///< 30,00 kr and 3,00 kr deposit, 1.5 kg
inline constexpr std::uint64_t unpriced = 7'038'010'000'041;
inline constexpr std::uint64_t withdrawn = 7'038'010'000'058;
inline constexpr std::uint64_t unheard_of = 7'038'010'000'065;

/// Windows `morning` (Monday to Saturday, 09:00 to 12:00, cut-off 16:00, 3 orders) and `today` (same day, every day but
/// Sunday, 08:00 to 20:00, 2 orders); 20 kg an order; packed by dagros.
[[nodiscard]] v1::DefineArea the_area();
[[nodiscard]] v1::PutProducts the_shelf();
/// Active, in Sandvika.
[[nodiscard]] v1::RegisterCitizen a_citizen(const std::string& citizen_id);

/// A diet that the story's ordering can open.
[[nodiscard]] privacy::v1::Sealed sealed_diet(const std::string& citizen_id,
                                              const std::vector<orders::v1::Allergen>& avoids);
/// Opens what sealed_diet made; a box of `erased_box` is an erased citizen's, any other cannot be read.
[[nodiscard]] DietRead read_diet(const privacy::v1::Sealed& sealed);
inline constexpr const char* erased_box = "erased";

[[nodiscard]] orders::v1::OrderLine line(std::uint64_t gtin, std::uint32_t quantity);
/// Two litres of milk for citizen `kari` by the page.
[[nodiscard]] v1::PlaceOrder an_order(const std::string& order_id, const std::string& window_id = "morning",
                                      std::int32_t day = wednesday);
[[nodiscard]] v1::AmendOrder amended(const std::string& order_id, std::uint32_t expected_version,
                                     const std::vector<orders::v1::OrderLine>& lines);
[[nodiscard]] v1::CancelOrder cancelled(const std::string& order_id);

/// Dagros brings `substitute` in place of what was ordered in o1 of `kari`.
[[nodiscard]] bridge::v1::OrderConfirmed confirmed_with(std::uint64_t substitute, std::uint64_t ordered = milk);

/// Ordering, told of Sandvika, Dagros's shelf and citizen `kari`.
class OrderingStory : public processor::testing::Story<OrderingStory> {
 public:
  struct Nothing {};
  OrderingStory();
  /// Ordering that knows nothing yet.
  explicit OrderingStory(Nothing);

  /// The last command was refused for this reason, about this field and product.
  OrderingStory& then_refused(v1::RefusalReason reason, const std::string& field = {}, std::uint64_t gtin = 0,
                              Where where = Where::current());
  /// The last command placed an order.
  OrderingStory& then_placed(Where where = Where::current());
};

}  // namespace matbud::ordering::story
