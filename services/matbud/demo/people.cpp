#include "people.h"

#include <algorithm>

namespace matbud::demo {

People::People(const Surroundings& around, std::set<std::string> driven_by_people)
    : book_{around.log, around.post, around.partitions},
      shops_{around.log, around.partitions, around.world.settings.seed, around.shelves, around.spool},
      drivers_{around.log, around.post,         around.partitions, around.world.settings.seed,
               book_,      {around.goods.beer}, around.seal,       std::move(driven_by_people)},
      home_care_{around.log, around.post, around.partitions, around.world, book_, around.seal},
      tables_{around.log, around.post, around.partitions, around.world, around.demand, around.goods, around.seal},
      second_thoughts_{around.log, around.post, around.partitions, around.world, around.seal},
      incidents_{around.log, around.post, around.partitions, around.world, around.products, around.goods, around.seal},
      broken_answer_{around.log, around.post, around.partitions} {
  incidents_.prepare(drivers_, shops_);
}

bool People::step(Timestamp now) {
  bool moved = book_.step(now);
  moved = shops_.step(now) || moved;
  moved = drivers_.step(now) || moved;
  moved = home_care_.step(now) || moved;
  moved = tables_.step(now) || moved;
  moved = second_thoughts_.step(now) || moved;
  moved = incidents_.step(now) || moved;
  return broken_answer_.step(now) || moved;
}

std::optional<Timestamp> People::next() const {
  std::optional<Timestamp> soonest;
  for (const auto& due : {shops_.next(), drivers_.next(), home_care_.next(), tables_.next(), second_thoughts_.next(),
                          incidents_.next(), broken_answer_.next()}) {
    if (due && (!soonest || *due < *soonest)) soonest = due;
  }
  return soonest;
}

}  // namespace matbud::demo
