#include "shops.h"

#include <algorithm>
#include <utility>

#include "cast.h"

namespace matbud::demo {
namespace {

/// The orders of area_left_to_people are left to the packing page for so long.
constexpr std::chrono::hours left_to_page{6};

demo_grocer::Behaviour behaviour_of(const GrocerId& grocer, std::uint64_t seed, const Shelves& shelves) {
  demo_grocer::Behaviour behaviour;
  behaviour.seed = seed;
  behaviour.shelf = [&shelves](std::uint64_t gtin) { return shelves.find(gtin); };
  behaviour.lines_short_permille = 12;
  behaviour.lines_substituted_permille = 15;
  behaviour.lines_repriced_permille = 5;
  behaviour.lines_gone_permille = 5;
  behaviour.orders_late_permille = 12;
  behaviour.orders_refused_permille = 8;
  behaviour.accepts_after = std::chrono::minutes{20};
  behaviour.packs_after = std::chrono::minutes{30};
  behaviour.packs_before_window = std::chrono::minutes{65};
  if (grocer.value() == by_documents) {  // says everything in its one response
    behaviour.lines_repriced_permille = 0;
    behaviour.lines_gone_permille = 0;
    behaviour.orders_late_permille = 0;
  }
  if (grocer.value() == by_topic) {
    behaviour.area_left_to_people = area_left_to_people;
    behaviour.left_to_people_for = left_to_page;
  }
  return behaviour;
}

}  // namespace

std::vector<GrocerId> grocers_of_the_demo() { return {GrocerId{by_topic}, GrocerId{by_documents}, GrocerId{by_posts}}; }

Shops::Shops(log::Log& log, std::uint32_t partitions, std::uint64_t seed, const Shelves& shelves,
             const std::filesystem::path& spool)
    : documents_{spool, behaviour_of(GrocerId{by_documents}, seed, shelves)} {
  for (const auto& grocer : grocers_of_the_demo()) {
    if (grocer.value() == by_documents) continue;
    for (std::uint32_t p = 0; p < partitions; ++p) {
      grocers_.push_back(
          std::make_unique<demo_grocer::DemoGrocer>(log, grocer, Partition{p}, behaviour_of(grocer, seed, shelves)));
    }
  }
}

bool Shops::step(Timestamp now) {
  bool moved = documents_.step(now);
  for (auto& one : grocers_) {
    const auto stepped = one->step(now);
    if (!stepped) throw stepped.error();
    moved = *stepped || moved;
  }
  return moved;
}

void Shops::tell_products(std::vector<orders::v1::Product> products, Timestamp at) {
  documents_.tell_products(std::move(products), at);
}

std::optional<Timestamp> Shops::next() const {
  auto soonest = documents_.next_due();
  for (const auto& one : grocers_) {
    if (const auto due = one->next_due(); due && (!soonest || *due < *soonest)) soonest = due;
  }
  return soonest;
}

}  // namespace matbud::demo
