#include "writer.h"

namespace matbud::log::kafka {

void KafkaWriter::append(std::vector<std::string> canonical_records) {
  auto call = std::make_shared<Call>(canonical_records.size());
  calls_.push_back(call);
  if (why_dead_) {
    call->refused(canonical_records.size(), *why_dead_);
  } else {
    producer_->append(place_, std::move(canonical_records), std::move(call));
  }
}

std::optional<Appended> KafkaWriter::poll() {
  if (calls_.empty()) return std::nullopt;
  if (!calls_.front()->has_outcome()) producer_->hear_news();
  if (!calls_.front()->has_outcome()) return std::nullopt;
  auto outcome = calls_.front()->take_outcome();
  calls_.pop_front();
  if (why_dead_) {
    // Whatever came of it, somebody may have written in between.
    outcome.known = false;
    outcome.why_unknown = *why_dead_;
  } else if (!outcome.known) {
    why_dead_ = outcome.why_unknown;
  }
  return outcome;
}

}  // namespace matbud::log::kafka
