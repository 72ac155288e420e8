#include "matbud/api/desk.h"

#include <thread>

#include "answer_book.h"
#include "appender.h"
#include "job_queue.h"
#include "looks.h"
#include "matbud/log/topics.h"
#include "matbud/web/later.h"
#include "refusals.h"
#include "streams.h"
#include "waiting_commands.h"
#include "waiting_queries.h"

namespace matbud::api {
namespace {

/// The server's own deadline, should the desk not keep its.
constexpr std::chrono::milliseconds grace{500};

}  // namespace

class Desk::Impl {
 public:
  Impl(log::Log& log, const Clock& clock, std::uint32_t partitions, OpenSpace open_space, std::shared_ptr<Tap> tap,
       DeskSettings settings)
      : log_{log},
        partitions_{partitions},
        open_space_{std::move(open_space)},
        tap_{std::move(tap)},
        settings_{std::move(settings)},
        book_{log_, open_space_, settings_.spaces.front(), settings_.events_topic, partitions_},
        jobs_{log_},
        appender_{log_},
        streams_{log_, settings_.events_topic, partitions_, *settings_.top_level},
        looks_{appender_, clock, partitions_},
        commands_{book_, appender_, clock, settings_, partitions_},
        queries_{open_space_, settings_, looks_} {
    tap_->listen([this](Heard heard) {
      jobs_.push([this, heard = std::move(heard)] {
        commands_.hear(heard);  // who has asked comes before all who listen
        streams_.hear(heard);
      });
    });
    thread_ = std::thread{[this] { run(); }};
  }

  ~Impl() {
    tap_->set_interest(false);
    tap_->listen(nullptr);
    jobs_.end();
    thread_.join();
    streams_.end_all();
  }

  web::Answer ask(log::Command command) {
    web::Later later{settings_.patience + grace, [this, id = command.id] { return commands_.still_waiting(id); }};
    ask(std::move(command), later.reply());
    return later;
  }

  void ask(log::Command command, const web::Reply& reply) {
    const bool taken = jobs_.push([this, command = std::move(command), reply]() mutable {
      tap_->set_interest(true);  // before it is appended, so that its answer is heard
      commands_.take_in(std::move(command), reply);
    });
    if (!taken) reply.complete(unavailable("too much waits to be done already"));
  }

  web::Answer outcome_of(const std::string& id, const web::Caller& caller) {
    web::Later later{settings_.patience + grace, [] { return unavailable("the log does not answer"); }};
    jobs_.push([this, id, caller, reply = later.reply()] { commands_.tell_outcome(id, caller, reply); });
    return later;
  }

  web::Answer answer(const web::Request& request, const web::Caller& caller, std::function<Found()> find) {
    auto wanted = wanted_by(request);
    if (!wanted) return std::move(wanted.error());
    if (queries_.has_folded(*wanted)) {
      auto found = find();
      if (found.looks.empty()) return std::move(found.response);
      web::Later later{settings_.patience + grace, [] { return unavailable("a look cannot be recorded now"); }};
      jobs_.push([this, caller, found = std::move(found), reply = later.reply()]() mutable {
        queries_.record_and_answer(caller, std::move(found), reply);
      });
      return later;
    }
    web::Later later{settings_.patience + grace, [] { return WaitingQueries::not_there_yet(); }};
    jobs_.push([this, caller, wanted = *std::move(wanted), find = std::move(find), reply = later.reply()]() mutable {
      queries_.add(
          std::move(wanted),
          [this, caller = std::move(caller), find = std::move(find), reply] {
            queries_.find_and_answer(caller, find, reply);
          },
          reply);
    });
    return later;
  }

  web::Answer once_seen(const web::Request& request, std::chrono::milliseconds within,
                        std::function<void(const web::Reply&)> act) {
    auto wanted = wanted_by(request);
    if (!wanted) return std::move(wanted.error());
    web::Later later{within, [] { return unavailable("this takes too long now: ask again"); }};
    if (queries_.has_folded(*wanted)) {
      act(later.reply());
      return later;
    }
    jobs_.push([this, wanted = *std::move(wanted), act = std::move(act), reply = later.reply()]() mutable {
      queries_.add(
          std::move(wanted), [act = std::move(act), reply] { act(reply); }, reply);
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
    jobs_.push([this, opened, wanted = std::move(wanted)]() mutable {
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
  /// How far the read models must have folded for this caller; empty when they say nothing of it.
  [[nodiscard]] tl::expected<Cursor, web::Response> wanted_by(const web::Request& request) const {
    const auto token = request.header("matbud-token");
    if (!token) return Cursor{};
    auto wanted = cursor_from(*token);
    if (!wanted || wanted->rbegin()->first.value() >= partitions_)
      return tl::unexpected{web::problem(400, "header matbud-token: is none of this service's")};
    return *std::move(wanted);
  }

  void run() {
    for (;;) {
      const auto seen = log_.activity();
      auto jobs = jobs_.take();
      if (!jobs) return;
      // An outage of the store costs those who ask their answer (503 at the deadline), never the desk.
      for (const auto& job : *jobs) surviving(job);
      surviving([&] { queries_.look(); });
      surviving([&] { commands_.look(); });
      // Last, since a query that was waited for may have a look to record: nobody would wake for it.
      surviving([&] {
        appender_.flush();
        appender_.poll();
      });
      tap_->set_interest(!commands_.empty() || !streams_.empty());
      jobs_.sleep(seen, awaited());
    }
  }

  [[nodiscard]] JobQueue::Awaits awaited() const {
    if (appender_.has_in_flight() || !queries_.empty()) return JobQueue::Awaits::the_log;
    return commands_.empty() ? JobQueue::Awaits::nothing : JobQueue::Awaits::a_moment;
  }

  template <class Act>
  static void surviving(const Act& act) {
    try {
      act();
    } catch (const state::StoreFailure&) {
      return;
    }
  }

  log::Log& log_;
  std::uint32_t partitions_;
  OpenSpace open_space_;
  std::shared_ptr<Tap> tap_;
  DeskSettings settings_;
  AnswerBook book_;
  JobQueue jobs_;
  // The desk's thread alone, but for what their headers say:
  Appender appender_;
  Streams streams_;
  Looks looks_;
  WaitingCommands commands_;
  WaitingQueries queries_;
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
web::Answer Desk::once_seen(const web::Request& request, std::chrono::milliseconds within,
                            std::function<void(const web::Reply&)> act) {
  return impl_->once_seen(request, within, std::move(act));
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
