#include "appender.h"

#include <algorithm>
#include <utility>

namespace matbud::api {

void Appender::add(const log::TopicPartition& place, std::string canonical, Done done) {
  auto& lane = lanes_[place];
  lane.added.push_back(std::move(canonical));
  lane.added_done.push_back(std::move(done));
}

void Appender::flush() {
  for (auto& [place, lane] : lanes_) {
    if (!lane.added.empty()) hand_over(place, lane);
  }
}

void Appender::hand_over(const log::TopicPartition& place, Lane& lane) {
  auto done = std::exchange(lane.added_done, {});
  auto records = std::exchange(lane.added, {});
  if (!lane.writer) {
    auto opened = log_.open_writer(place);
    if (!opened) {
      for (const auto& one : done) one(opened.error());
      return;
    }
    lane.writer = std::move(*opened);
  }
  lane.in_flight.push_back(std::move(done));
  lane.writer->append(std::move(records));
}

void Appender::poll() {
  for (auto& [place, lane] : lanes_) {
    while (!lane.in_flight.empty()) {
      const auto outcome = lane.writer->poll();
      if (!outcome) break;
      if (!outcome->known) {
        give_up(lane, outcome->why_unknown);
        break;
      }
      const auto done = std::move(lane.in_flight.front());
      lane.in_flight.pop_front();
      for (const auto& one : done) one(std::nullopt);
    }
  }
}

void Appender::give_up(Lane& lane, const std::string& why) {
  // A writer with an unknown outcome is dead, and so is all that it still has.
  lane.writer.reset();
  const auto lost = std::exchange(lane.in_flight, {});
  const Error error{Error::Code::retryable, "an append has no known outcome: " + why};
  for (const auto& done : lost) {
    for (const auto& one : done) one(error);
  }
}

bool Appender::has_in_flight() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return !lane.second.in_flight.empty(); });
}

}  // namespace matbud::api
