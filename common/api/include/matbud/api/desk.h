// Where a service's API meets the log: commands go in and their outcomes come out, queries wait until they can see what
// somebody has written, looks at people are recorded before they are shown, and events are handed on as they happen.
#pragma once

#include <google/protobuf/message.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/api/tap.h"
#include "matbud/api/token.h"
#include "matbud/log/command.h"
#include "matbud/log/log.h"
#include "matbud/state/space.h"
#include "matbud/web/caller.h"
#include "matbud/web/router.h"

namespace matbud::api {

/// The event that answers a command. Views live during the call.
struct Answered {
  Token token;
  Timestamp appended_at;
  const log::Envelope& record;
  bool told_before = false;  ///< the same command id had this answer already
};

/// A look at what a citizen has sealed.
struct Look {
  CitizenId citizen;
  AreaId area;
  std::string ground;               ///< `visit`, `delivery` ...
  std::vector<std::string> fields;  ///< what was opened: `name`, `diet` ...
  /// Looks of one sitting count as one: set where a page asks again at each letter typed.
  bool within_a_sitting = false;
};

/// What a query found.
struct Found {
  web::Response response;
  std::vector<Look> looks = {};  ///< recorded before the response goes out
};

/// What a desk is made of.
struct DeskSettings {
  std::string service;  ///< `ordering`: as in /api/ordering/v1
  std::string commands_topic;
  std::string events_topic;
  const google::protobuf::Message* top_level = nullptr;  ///< default instance of the events' message
  /// Spaces of the read models that queries look at. The first one was made with_answers().
  std::vector<std::string> spaces;
  /// The answer to a command as people and programs see it. Called on the desk's thread; the desk adds the token.
  std::function<web::Response(const Answered&)> tell;
  std::chrono::milliseconds patience{2'000};  ///< how long an outcome is awaited before 202
};

/// The desk of one service in one process. Its thread runs while it lives; all calls may come from any thread.
class Desk {
 public:
  using OpenSpace = std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)>;

  /// Log and clock must outlive it. `open_space` may be called from any thread.
  Desk(log::Log& log, const Clock& clock, std::uint32_t partitions, OpenSpace open_space, std::shared_ptr<Tap> tap,
       DeskSettings settings);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  /// Appends the command and answers what becomes of it, with `matbud-token`. After the patience: 202 with Location.
  /// A command id that was used before gets the first answer again, and 422 when it was another command then (another
  /// type, subject or area). 503 when the log cannot be reached: asking again with the same id is safe.
  [[nodiscard]] web::Answer ask(log::Command command);
  /// The same for an answer that is awaited already.
  void ask(log::Command command, const web::Reply& reply);
  /// What became of a command: its answer, or 404 when none is known (yet). `may_see` is asked with the area.
  [[nodiscard]] web::Answer outcome_of(const std::string& command_id, const web::Caller& caller);
  /// Answers a query. With the header `matbud-token` it first waits until the read models have folded that far; 503
  /// when they do not within the patience. `find` runs on this thread or the desk's; it must not wait.
  [[nodiscard]] web::Answer answer(const web::Request& request, const web::Caller& caller, std::function<Found()> find);
  /// Calls `act`, which completes the reply, once the read models have folded what the header `matbud-token` names: for
  /// commands that are made from what their caller sees. 503 when they do not within the patience, or when the reply is
  /// not complete `within` its time. `act` runs on this thread or the desk's; it must not wait.
  [[nodiscard]] web::Answer once_seen(const web::Request& request, std::chrono::milliseconds within,
                                      std::function<void(const web::Reply&)> act);
  /// A stream of the events of the caller's municipality, or of the one `area`, `order` or `citizen` that the query
  /// names; 400 when Last-Event-ID is none of ours. The id of each event is a token, or several in one (Cursor). An
  /// event `reset` says that something is left out: look anew. A picker hears of their grocer's orders alone, and of no
  /// citizen.
  [[nodiscard]] web::Answer stream(const web::Request& request, const web::Caller& caller);

  /// The tables of a read model, as they were last stored; null when the store is out of order.
  [[nodiscard]] std::unique_ptr<state::Space> space(const std::string& name, Partition partition) const;
  [[nodiscard]] std::uint32_t partitions() const;
  [[nodiscard]] Partition partition_of(std::string_view area) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::api
