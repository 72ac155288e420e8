#include "matbud/audit/causal_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace matbud::audit {
namespace {

/// What comes before what, and who is told next.
class Telling {
 public:
  explicit Telling(const std::vector<Happening>& happenings) : happenings_{happenings}, told_of_(happenings.size()) {
    for (std::size_t i = 0; i < happenings.size(); ++i) index_of_.emplace(happenings[i].place, i);
    causes_first();
    partitions_in_their_order();
    effects_in_their_order();
  }

  std::vector<std::size_t> order() {
    for (std::size_t i = 0; i < happenings_.size(); ++i) {
      if (told_of_[i].awaited == 0) admit(i);
    }
    std::vector<std::size_t> order;
    while (order.size() < happenings_.size()) {
      // Records that wait for each other cannot both have come first: the earliest is told all the same.
      if (ready_.empty()) admit(earliest_untold());
      const auto i = std::get<4>(ready_.extract(ready_.begin()).value());
      told_of_[i].told = true;
      order.push_back(i);
      for (const auto next : told_of_[i].next) {
        if (--told_of_[next].awaited == 0 && !told_of_[next].told) admit(next);
      }
    }
    return order;
  }

 private:
  struct Told {
    std::vector<std::size_t> next;  ///< comes after this one
    std::size_t awaited = 0;        ///< so many come before this one and are not told yet
    std::size_t hops = 0;           ///< causes before this one within its millisecond
    bool told = false;
  };
  using Rank = std::tuple<Timestamp, bool, std::size_t, Place, std::size_t>;  ///< `true`: by machinery

  void comes_before(std::size_t first, std::size_t second) {
    told_of_[first].next.push_back(second);
    ++told_of_[second].awaited;
  }

  void causes_first() {
    causes_.resize(happenings_.size());
    for (std::size_t i = 0; i < happenings_.size(); ++i) {
      if (!happenings_[i].cause) continue;
      const auto cause = index_of_.find(*happenings_[i].cause);
      if (cause == index_of_.end()) continue;
      comes_before(cause->second, i);
      causes_[i].push_back(cause->second);
    }
  }

  void partitions_in_their_order() {
    for (auto entry = index_of_.begin(); entry != index_of_.end(); ++entry) {
      const auto next = std::next(entry);
      if (next == index_of_.end()) break;
      if (next->first.topic == entry->first.topic && next->first.partition == entry->first.partition)
        comes_before(entry->second, next->second);
    }
  }

  /// Only within one millisecond: between two attempts at one effect the clock tells.
  void effects_in_their_order() {
    std::map<std::pair<std::string, Timestamp>, std::vector<std::pair<EffectStep::Kind, std::size_t>>> lives;
    for (std::size_t i = 0; i < happenings_.size(); ++i) {
      for (const auto& step : happenings_[i].effects) {
        lives[{step.effect_id, happenings_[i].appended_at}].emplace_back(step.kind, i);
      }
    }
    for (auto& [effect, life] : lives) {
      std::sort(life.begin(), life.end());
      for (std::size_t i = 1; i < life.size(); ++i) {
        if (life[i - 1].first == life[i].first) continue;
        comes_before(life[i - 1].second, life[i].second);
        causes_[life[i].second].push_back(life[i - 1].second);
      }
    }
  }

  void admit(std::size_t i) {
    auto& one = told_of_[i];
    for (const auto cause : causes_[i]) {
      if (happenings_[cause].appended_at == happenings_[i].appended_at)
        one.hops = std::max(one.hops, told_of_[cause].hops + 1);
    }
    ready_.emplace(happenings_[i].appended_at, happenings_[i].by_machinery, one.hops, happenings_[i].place, i);
  }

  [[nodiscard]] std::size_t earliest_untold() const {
    std::optional<std::size_t> earliest;
    for (std::size_t i = 0; i < happenings_.size(); ++i) {
      if (told_of_[i].told) continue;
      if (!earliest || happenings_[i].appended_at < happenings_[*earliest].appended_at) earliest = i;
    }
    return *earliest;
  }

  const std::vector<Happening>& happenings_;
  std::map<Place, std::size_t> index_of_;
  std::vector<Told> told_of_;
  std::vector<std::vector<std::size_t>> causes_;
  std::set<Rank> ready_;
};

}  // namespace

std::vector<std::size_t> causal_order(const std::vector<Happening>& happenings) { return Telling{happenings}.order(); }

}  // namespace matbud::audit
