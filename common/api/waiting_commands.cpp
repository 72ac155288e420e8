#include "waiting_commands.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "job_queue.h"
#include "refusals.h"

namespace matbud::api {
namespace {

using std::chrono::steady_clock;

web::Response another_command() {
  return web::problem(422, "this Idempotency-Key was used for another request", {}, "idempotency_key_reused");
}

}  // namespace

void WaitingCommands::take_in(log::Command command, const web::Reply& reply) {
  if (const auto found = pending_.find(command.id); found != pending_.end()) {
    auto& first = found->second;
    if (first.type == command.type && first.subject == command.subject && first.key == command.key) {
      first.replies.push_back(reply);
    } else {
      reply.complete(another_command());
    }
    return;
  }
  const auto partition = log::partition_of(command, partitions_);
  if (const auto place = book_.find(command.id)) {
    tell_again(*place, reply, [&](const log::Envelope& event) { return objection_to_repeat(event, command); });
    return;
  }
  const auto now = steady_clock::now();
  pending_.emplace(
      command.id,
      Pending{
          command.type, command.subject, command.key, {reply}, now + settings_.patience, now + JobQueue::second_look});
  appender_.add({command.topic, partition},
                log::encode_command(command, clock_.now(), "/matbud/api/" + settings_.service),
                [this, id = command.id](const std::optional<Error>& failed) {
                  if (failed) finish(id, unavailable("the log cannot be reached: ask again with the same key"));
                });
}

void WaitingCommands::hear(const Heard& heard) {
  if (heard.command_id.empty() || !pending_.contains(heard.command_id)) return;
  const auto record = log::decode(heard.canonical);
  if (!record) return;
  finish(heard.command_id, told({{heard.partition, heard.offset}, heard.appended_at, *record, false}));
}

void WaitingCommands::look() {
  const auto now = steady_clock::now();
  std::vector<std::string> due;
  for (auto& [id, pending] : pending_) {
    if (now < std::min(pending.next_look, pending.deadline)) continue;
    pending.next_look = now + JobQueue::second_look;
    due.push_back(id);
  }
  for (const auto& id : due) {
    if (const auto place = book_.find(id)) {
      const auto node = pending_.extract(id);
      for (const auto& reply : node.mapped().replies)
        tell_again(*place, reply, [](const log::Envelope&) { return std::nullopt; });
    } else if (now >= pending_.at(id).deadline) {
      finish(id, still_waiting(id));
    }
  }
}

void WaitingCommands::tell_outcome(const std::string& id, const web::Caller& caller, const web::Reply& reply) const {
  const auto unknown = [] { return web::problem(404, "no command of this id has been answered"); };
  const auto place = book_.find(id);
  if (!place) {
    reply.complete(pending_.contains(id) ? still_waiting(id) : unknown());
    return;
  }
  tell_again(*place, reply, [&](const log::Envelope& event) {
    return caller.may_see_area(event.key) ? std::nullopt : std::optional{unknown()};
  });
}

web::Response WaitingCommands::still_waiting(const std::string& id) const {
  const nlohmann::json body{{"command_id", id}, {"state", "waiting"}};
  const auto place = "/api/" + settings_.service + "/v1/commands/" + id;
  return {.status = 202,
          .content_type = "application/json",
          .body = body.dump() + "\n",
          .headers = {{"Location", place}, {"Retry-After", "1"}}};
}

void WaitingCommands::finish(const std::string& id, const web::Response& response) {
  const auto node = pending_.extract(id);
  if (node.empty()) return;
  for (const auto& reply : node.mapped().replies) reply.complete(response);
}

web::Response WaitingCommands::told(const Answered& answered) const {
  auto response = settings_.tell(answered);
  response.headers.emplace_back("matbud-token", text_of(answered.token));
  return response;
}

void WaitingCommands::tell_again(const Token& place, const web::Reply& reply, const Objection& objection) const {
  const auto unreadable = [&] { reply.complete(unavailable("the answer cannot be read now")); };
  const auto read = book_.read(place);
  if (!read) return unreadable();
  const auto& entry = read->entries.front();
  const auto record = log::decode(entry.canonical);
  if (!record) return unreadable();
  auto other = objection(*record);
  reply.complete(other ? *std::move(other) : told({place, entry.appended_at, *record, true}));
}

std::optional<web::Response> WaitingCommands::objection_to_repeat(const log::Envelope& event,
                                                                  const log::Command& command) const {
  switch (book_.compare(event, command)) {
    case AnswerBook::Repeat::same: return std::nullopt;
    case AnswerBook::Repeat::other: return another_command();
    default: return unavailable("the first request of this key cannot be read now");
  }
}

}  // namespace matbud::api
