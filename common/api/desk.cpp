#include "matbud/api/desk.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "answer_book.h"
#include "appender.h"
#include "looks.h"
#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/web/later.h"
#include "streams.h"

namespace matbud::api {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// While something is awaited of the log or of a read model.
constexpr milliseconds short_nap{2};
/// An answer that was folded just before anybody waited is found in the table after so long.
constexpr milliseconds second_look{100};
/// The server's own deadline, should the desk not keep its.
constexpr milliseconds grace{500};
constexpr std::size_t jobs_max = 100'000;

web::Response json(int status, const nlohmann::json& body) {
  return {.status = status, .content_type = "application/json", .body = body.dump() + "\n", .headers = {}};
}

web::Response unavailable(std::string_view why) {
  auto response = web::problem(503, why);
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

class Desk::Impl {
 public:
  Impl(log::Log& log, const Clock& clock, std::uint32_t partitions, OpenSpace open_space, std::shared_ptr<Tap> tap,
       DeskSettings settings)
      : log_{log},
        clock_{clock},
        partitions_{partitions},
        open_space_{std::move(open_space)},
        tap_{std::move(tap)},
        settings_{std::move(settings)},
        book_{log_, open_space_, settings_.spaces.front(), settings_.events_topic, partitions_},
        appender_{log_},
        streams_{log_, settings_.events_topic, partitions_, *settings_.top_level},
        looks_{appender_, clock_, partitions_} {
    tap_->listen([this](Heard heard) { push([this, heard = std::move(heard)] { hear(heard); }); });
    thread_ = std::thread{[this] { run(); }};
  }

  ~Impl() {
    tap_->set_interest(false);
    tap_->listen(nullptr);
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    wake();
    thread_.join();
    streams_.end_all();
  }

  web::Answer ask(log::Command command) {
    web::Later later{settings_.patience + grace, [this, id = command.id] { return still_waiting(id); }};
    const auto taken = push(
        [this, command = std::move(command), reply = later.reply()]() mutable { take_in(std::move(command), reply); });
    return taken ? web::Answer{later} : web::Answer{unavailable("too much waits to be done already")};
  }

  void ask(log::Command command, const web::Reply& reply) {
    const bool taken =
        push([this, command = std::move(command), reply]() mutable { take_in(std::move(command), reply); });
    if (!taken) reply.complete(unavailable("too much waits to be done already"));
  }

  web::Answer outcome_of(const std::string& id, const web::Caller& caller) {
    web::Later later{settings_.patience + grace, [] { return unavailable("the log does not answer"); }};
    push([this, id, caller, reply = later.reply()] {
      const auto place = book_.find(id);
      if (!place) {
        reply.complete(pending_.contains(id) ? still_waiting(id)
                                             : web::problem(404, "no command of this id has been answered"));
        return;
      }
      tell_again(*place, reply, [&](const log::Envelope& event) {
        return caller.may_see_area(event.key)
                   ? std::nullopt
                   : std::optional{web::problem(404, "no command of this id has been answered")};
      });
    });
    return later;
  }

  web::Answer answer(const web::Request& request, const web::Caller& caller, std::function<Found()> find) {
    std::optional<Cursor> wanted;
    if (const auto token = request.header("matbud-token")) {
      wanted = cursor_from(*token);
      if (!wanted || wanted->rbegin()->first.value() >= partitions_)
        return web::problem(400, "header matbud-token: is none of this service's");
    }
    if (!wanted || has_folded(*wanted)) {
      auto found = find();
      if (found.looks.empty()) return std::move(found.response);
      web::Later later{settings_.patience + grace, [] { return unavailable("a look cannot be recorded now"); }};
      push([this, caller, found = std::move(found), reply = later.reply()]() mutable {
        record_and_answer(caller, std::move(found), reply);
      });
      return later;
    }
    web::Later later{settings_.patience + grace, [] { return not_there_yet(); }};
    push([this, caller, wanted = *std::move(wanted), find = std::move(find), reply = later.reply()]() mutable {
      queries_.push_back({std::move(wanted), std::move(find), caller, reply, now() + settings_.patience});
    });
    return later;
  }

  web::Answer stream(const web::Request& request, const web::Caller& caller) {
    const auto asked = [&](std::string_view name) { return std::string{request.query_value(name).value_or("")}; };
    StreamWanted wanted{caller, asked("area"), asked("order"), asked("citizen"), std::nullopt};
    if (const auto last = request.header("last-event-id"); last && !last->empty()) {
      wanted.after = cursor_from(*last);
      if (!wanted.after) return web::problem(400, "header last-event-id: is no id of an event of ours");
    }
    const web::EventStream opened;
    push([this, opened, wanted = std::move(wanted)]() mutable {
      tap_->set_interest(true);  // before the end of the log is looked at, so that nothing falls between
      streams_.open(opened, std::move(wanted));
    });
    return opened;
  }

  [[nodiscard]] std::unique_ptr<state::Space> space(const std::string& name, Partition partition) const {
    return open_space_(name, partition);
  }
  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }

 private:
  struct Pending {
    std::string type;
    std::string subject;
    std::string key;
    std::vector<web::Reply> replies;
    Moment deadline;
    Moment next_look;
  };
  struct Query {
    Cursor wanted;
    std::function<Found()> find;
    web::Caller caller;
    web::Reply reply;
    Moment deadline;
  };

  static Moment now() { return std::chrono::steady_clock::now(); }

  static web::Response not_there_yet() { return unavailable("what this token speaks of cannot be seen here yet"); }

  [[nodiscard]] web::Response still_waiting(const std::string& id) const {
    auto response = json(202, {{"command_id", id}, {"state", "waiting"}});
    response.headers.emplace_back("Location", "/api/" + settings_.service + "/v1/commands/" + id);
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }

  // --- the thread and its work ---------------------------------------------------------------------------------

  /// False when there is too much to do already.
  bool push(std::function<void()> job) {
    {
      const std::lock_guard lock{mutex_};
      if (jobs_.size() >= jobs_max) return false;
      jobs_.push_back(std::move(job));
      if (jobs_.size() > 1 && !sleeps_) return true;
    }
    wake();
    return true;
  }

  void wake() {
    something_to_do_.notify_one();
    if (sleeps_in_log_) log_.wake();
  }

  void run() {
    for (;;) {
      const auto seen = log_.activity();
      std::deque<std::function<void()>> jobs;
      {
        const std::lock_guard lock{mutex_};
        if (stopping_) return;
        jobs.swap(jobs_);
      }
      // An outage of the store costs those who ask their answer (503 at the deadline), never the desk.
      for (const auto& job : jobs) surviving(job);
      surviving([&] { look_after_queries(); });
      surviving([&] { look_after_commands(); });
      // Last, since a query that was waited for may have a look to record: nobody would wake for it.
      surviving([&] {
        appender_.flush();
        appender_.poll();
      });
      tap_->set_interest(!pending_.empty() || !streams_.empty());
      sleep(seen);
    }
  }

  template <class Act>
  static void surviving(const Act& act) {
    try {
      act();
    } catch (const state::StoreFailure&) {
      return;
    }
  }

  void sleep(std::uint64_t seen) {
    const bool in_log = appender_.has_in_flight() || !queries_.empty();
    {
      std::unique_lock lock{mutex_};
      if (!jobs_.empty() || stopping_) return;
      sleeps_ = true;
      sleeps_in_log_ = in_log;
      if (!in_log) {
        const auto awake = [this] { return !jobs_.empty() || stopping_; };
        if (pending_.empty()) {
          something_to_do_.wait(lock, awake);
        } else {
          something_to_do_.wait_for(lock, second_look, awake);
        }
      }
    }
    if (in_log) log_.wait_for_activity(seen, short_nap);
    const std::lock_guard lock{mutex_};
    sleeps_ = sleeps_in_log_ = false;
  }

  // --- commands ------------------------------------------------------------------------------------------------

  void take_in(log::Command command, const web::Reply& reply) {
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
    tap_->set_interest(true);
    pending_.emplace(
        command.id,
        Pending{command.type, command.subject, command.key, {reply}, now() + settings_.patience, now() + second_look});
    appender_.add({command.topic, partition},
                  log::encode_command(command, clock_.now(), "/matbud/api/" + settings_.service),
                  [this, id = command.id](const std::optional<Error>& failed) {
                    if (failed) finish(id, unavailable("the log cannot be reached: ask again with the same key"));
                  });
  }

  void hear(const Heard& heard) {
    streams_.hear(heard);
    if (heard.command_id.empty() || !pending_.contains(heard.command_id)) return;
    const auto record = log::decode(heard.canonical);
    if (!record) return;
    finish(heard.command_id, told({{heard.partition, heard.offset}, heard.appended_at, *record, false}));
  }

  void finish(const std::string& id, const web::Response& response) {
    const auto node = pending_.extract(id);
    if (node.empty()) return;
    for (const auto& reply : node.mapped().replies) reply.complete(response);
  }

  void look_after_commands() {
    std::vector<std::string> due;
    for (auto& [id, pending] : pending_) {
      if (now() < std::min(pending.next_look, pending.deadline)) continue;
      pending.next_look = now() + second_look;
      due.push_back(id);
    }
    for (const auto& id : due) {
      if (const auto place = book_.find(id)) {
        const auto node = pending_.extract(id);
        for (const auto& reply : node.mapped().replies)
          tell_again(*place, reply, [](const log::Envelope&) { return std::nullopt; });
      } else if (now() >= pending_.at(id).deadline) {
        finish(id, still_waiting(id));
      }
    }
  }

  [[nodiscard]] web::Response told(const Answered& answered) const {
    auto response = settings_.tell(answered);
    response.headers.emplace_back("matbud-token", text_of(answered.token));
    return response;
  }

  /// Reads the event again and tells it, unless `objection` has another answer.
  void tell_again(const Token& place, const web::Reply& reply,
                  const std::function<std::optional<web::Response>(const log::Envelope&)>& objection) const {
    const auto read = book_.read(place);
    if (!read) {
      reply.complete(unavailable("the answer cannot be read now"));
      return;
    }
    const auto record = log::decode(read->entries.front().canonical);
    if (!record) {
      reply.complete(unavailable("the answer cannot be read now"));
      return;
    }
    auto other = objection(*record);
    reply.complete(other ? *std::move(other) : told({place, read->entries.front().appended_at, *record, true}));
  }

  [[nodiscard]] std::optional<web::Response> objection_to_repeat(const log::Envelope& event,
                                                                 const log::Command& command) const {
    switch (book_.compare(event, command)) {
      case AnswerBook::Repeat::same: return std::nullopt;
      case AnswerBook::Repeat::other: return another_command();
      default: return unavailable("the first request of this key cannot be read now");
    }
  }
  static web::Response another_command() {
    return web::problem(422, "this Idempotency-Key was used for another request", {}, "idempotency_key_reused");
  }

  // --- queries -------------------------------------------------------------------------------------------------

  [[nodiscard]] bool has_folded(const Cursor& wanted) const {
    for (const auto& [partition, offset] : wanted) {
      for (const auto& name : settings_.spaces) {
        const auto there = open_space_(name, partition);
        const auto position = there ? processor::stored_position(*there, settings_.events_topic) : std::nullopt;
        if (!position || position->next <= offset) return false;
      }
    }
    return true;
  }

  void look_after_queries() {
    for (auto at = queries_.begin(); at != queries_.end();) {
      if (has_folded(at->wanted)) {
        record_and_answer(at->caller, found_by(at->find), at->reply);
      } else if (now() >= at->deadline) {
        at->reply.complete(not_there_yet());
      } else {
        ++at;
        continue;
      }
      at = queries_.erase(at);
    }
  }

  static Found found_by(const std::function<Found()>& find) {
    try {
      return find();
    } catch (const std::exception&) {
      return {web::problem(500, "this should not have happened; the log of the service says more")};
    }
  }

  void record_and_answer(const web::Caller& caller, Found found, const web::Reply& reply) {
    looks_.record(caller, found.looks, [reply, response = std::move(found.response)](bool recorded) {
      reply.complete(recorded ? response : unavailable("a look cannot be recorded now"));
    });
  }

  log::Log& log_;
  const Clock& clock_;
  std::uint32_t partitions_;
  OpenSpace open_space_;
  std::shared_ptr<Tap> tap_;
  DeskSettings settings_;
  AnswerBook book_;
  // The desk's thread alone:
  Appender appender_;
  Streams streams_;
  Looks looks_;
  std::unordered_map<std::string, Pending> pending_;
  std::vector<Query> queries_;
  // Under the mutex:
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  bool sleeps_ = false;
  std::atomic<bool> sleeps_in_log_{false};
  std::thread thread_;
};

Desk::Desk(log::Log& log, const Clock& clock, std::uint32_t partitions, OpenSpace open_space, std::shared_ptr<Tap> tap,
           DeskSettings settings)
    : impl_{
          std::make_unique<Impl>(log, clock, partitions, std::move(open_space), std::move(tap), std::move(settings))} {}
Desk::~Desk() = default;

web::Answer Desk::ask(log::Command command) { return impl_->ask(std::move(command)); }
void Desk::ask(log::Command command, const web::Reply& reply) { impl_->ask(std::move(command), reply); }
web::Answer Desk::outcome_of(const std::string& command_id, const web::Caller& caller) {
  return impl_->outcome_of(command_id, caller);
}
web::Answer Desk::answer(const web::Request& request, const web::Caller& caller, std::function<Found()> find) {
  return impl_->answer(request, caller, std::move(find));
}
web::Answer Desk::stream(const web::Request& request, const web::Caller& caller) {
  return impl_->stream(request, caller);
}
std::unique_ptr<state::Space> Desk::space(const std::string& name, Partition partition) const {
  return impl_->space(name, partition);
}
std::uint32_t Desk::partitions() const { return impl_->partitions(); }
Partition Desk::partition_of(std::string_view area) const { return log::partition_of(area, impl_->partitions()); }

}  // namespace matbud::api
