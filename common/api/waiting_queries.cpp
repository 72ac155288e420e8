#include "waiting_queries.h"

#include <utility>

#include "matbud/processor/positions.h"
#include "refusals.h"

namespace matbud::api {
namespace {

using Clock = std::chrono::steady_clock;

Found found_by(const std::function<Found()>& find) {
  try {
    return find();
  } catch (const std::exception&) {
    return {web::problem(500, "this should not have happened; the log of the service says more")};
  }
}

}  // namespace

bool WaitingQueries::has_folded(const Cursor& wanted) const {
  for (const auto& [partition, offset] : wanted) {
    for (const auto& name : settings_.spaces) {
      const auto there = open_space_(name, partition);
      const auto position = there ? processor::stored_position(*there, settings_.events_topic) : std::nullopt;
      if (!position || position->next <= offset) return false;
    }
  }
  return true;
}

void WaitingQueries::add(Cursor wanted, std::function<void()> answer, web::Reply reply) {
  queries_.push_back({std::move(wanted), std::move(answer), std::move(reply), Clock::now() + settings_.patience});
}

void WaitingQueries::look() {
  for (auto at = queries_.begin(); at != queries_.end();) {
    if (has_folded(at->wanted)) {
      at->answer();
    } else if (Clock::now() >= at->deadline) {
      at->reply.complete(not_there_yet());
    } else {
      ++at;
      continue;
    }
    at = queries_.erase(at);
  }
}

void WaitingQueries::find_and_answer(const web::Caller& caller, const std::function<Found()>& find,
                                     const web::Reply& reply) {
  record_and_answer(caller, found_by(find), reply);
}

void WaitingQueries::record_and_answer(const web::Caller& caller, Found found, const web::Reply& reply) {
  looks_.record(caller, found.looks, [reply, response = std::move(found.response)](bool recorded) {
    reply.complete(recorded ? response : unavailable("a look cannot be recorded now"));
  });
}

web::Response WaitingQueries::not_there_yet() {
  return unavailable("what this token speaks of cannot be seen here yet");
}

}  // namespace matbud::api
