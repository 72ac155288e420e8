#include "scenes.h"

#include <array>

namespace matbud::demo {
namespace {

constexpr int soonest = -1;
constexpr std::size_t sandvika = 0;
constexpr std::size_t bekkestua = 1;
constexpr std::size_t rykkinn = 2;  // has no licence
constexpr std::size_t fornebu = 3;  // five orders a morning

constexpr auto month = std::to_array<Scene>({
    // Tuesday: friends come on Friday. Her van does not start that evening (incidents.cpp).
    {1, 11, sandvika, 3, Wish::beer, "evening", 4},
    // Wednesday: fruit, and a bottle for Saturday night, when it may not be handed over any more.
    {2, 10, sandvika, 2, Wish::fruit, "morning", soonest},
    {2, 11, bekkestua, 4, Wish::beer, "evening", 5},
    {2, 12, rykkinn, 3, Wish::beer, "morning", soonest},
    {2, 13, sandvika, 4, Wish::beer, "morning", soonest},  // nobody has seen to his age
    {3, 10, bekkestua, 5, Wish::strong_beer, "morning", soonest},
    {3, 11, bekkestua, 7, Wish::heavy, "morning", soonest},
    // Friday: the juice is withdrawn at half past ten (incidents.cpp).
    {4, 11, sandvika, 10, Wish::gone, "morning", soonest},
    {4, 12, bekkestua, 9, Wish::usual, "morning", soonest},
    {7, 9, fornebu, 0, Wish::usual, "morning", 8},
    {7, 9, fornebu, 1, Wish::usual, "morning", 8},
    {7, 10, fornebu, 2, Wish::usual, "morning", 8},
    {7, 10, fornebu, 3, Wish::usual, "morning", 8},
    {7, 10, fornebu, 4, Wish::usual, "morning", 8},
    {7, 11, fornebu, 5, Wish::usual, "morning", 8},               // full
    {8, 11, sandvika, 0, Wish::only_cheese, "morning", soonest},  // at three the doctor calls (incidents.cpp)
    {8, 10, sandvika, 5, Wish::usual, "morning", soonest},        // their address is protected
    {8, 11, rykkinn, 6, Wish::usual, "morning", soonest},         // and theirs
    {8, 12, bekkestua, 2, Wish::usual, "morning", soonest},       // their number is dead
    {8, 13, bekkestua, 3, Wish::usual, "morning", soonest},       // the first of their two numbers is
    {9, 10, bekkestua, 6, Wish::of_another_unit, "morning", soonest},
    {9, 11, sandvika, 8, Wish::usual, "morning", soonest},  // an e-lock
    {10, 10, sandvika, 6, Wish::usual, "morning", soonest},
    {10, 11, sandvika, 7, Wish::usual, "morning", soonest},  // the consent ended that night
    {10, 12, sandvika, 9, Wish::heavy, "morning", soonest},  // far beyond the budget
    {10, 13, bekkestua, 9, Wish::usual, "morning", soonest},
    {11, 10, bekkestua, 9, Wish::usual, "evening", soonest},
    // She must not get gluten, and nobody says of all her goods whether they hold it.
    {9, 12, bekkestua, 1, Wish::label_not_read, "morning", soonest},
    {14, 10, sandvika, 2, Wish::fruit, "morning", soonest},
    {14, 11, bekkestua, 4, Wish::beer, "morning", soonest},
    {14, 12, sandvika, 4, Wish::cheese_too, "morning", soonest},  // the doctor calls when it stands packed (incidents.cpp)
    {15, 10, sandvika, 3, Wish::beer, "morning", soonest},
    {15, 10, rykkinn, 5, Wish::early_price, "morning", soonest},
    // The doctor calls when the shop has it and has not packed it (incidents.cpp).
    {15, 11, sandvika, 0, Wish::cheese_too, "morning", soonest},
    {22, 10, rykkinn, 5, Wish::early_price, "morning", soonest},
    {16, 11, sandvika, 11, Wish::usual, "morning", soonest},  // the service ends that morning (incidents.cpp)
    {21, 10, bekkestua, 4, Wish::beer, "morning", soonest},
    {22, 11, sandvika, 3, Wish::beer, "evening", soonest},
});

}  // namespace

std::span<const Scene> scenes() { return month; }

}  // namespace matbud::demo
