// Runs that a dispatcher moves about: what a change would mean, and the command that makes it so.
#include "matbud/dispatch/arranging.h"

#include <algorithm>
#include <set>

#include "matbud/dispatch/decider.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "office.h"

namespace matbud::dispatch::http {
namespace {

using formats::Fields;
using formats::FirstError;
using matbud::state::TableReader;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_dispatch{Role::dispatcher, Role::operations};
constexpr std::size_t runs_max = 50;
constexpr std::size_t orders_max = 500;
constexpr std::size_t run_id_characters_max = 200;
constexpr std::uint32_t service_minutes_default = 5;
constexpr std::chrono::seconds patience{10};

/// What a dispatcher asks.
struct Wish {
  std::string area;
  std::string window_id;
  std::int32_t day = 0;
  std::vector<WantedRun> runs;           ///< empty: as a solver would have it
  std::vector<v1::RunAsSeen> as_seen{};  ///< the runs in whose place they come
};

tl::expected<Wish, web::Response> wish_from(const Request& request, const Caller& caller, bool arranges) {
  if (auto objection = api::objection_to_body(request)) return tl::unexpected{*std::move(objection)};
  const auto document = formats::parse_json(request.body);
  if (!document) return tl::unexpected{api::problem_of(document.error())};
  FirstError errors;
  Fields fields{*document, "", errors};
  Wish wish{fields.id("area_id"), fields.id("window_id"), fields.date("delivery_day"), {}};
  if (arranges || fields.has("runs")) {
    for (auto& run : fields.objects("runs", runs_max)) {
      wish.runs.push_back({run.id("shift_id"), run.optional_ids("order_ids", orders_max)});
      if (wish.runs.back().order_ids.empty()) errors.tell(run.pointer_of("order_ids"), "is empty: leave the run out");
      run.refuse_the_rest();
    }
  }
  if (arranges && fields.has("before")) {
    for (auto& run : fields.objects("before", runs_max)) {
      auto& seen = wish.as_seen.emplace_back();
      seen.set_run_id(run.optional_text("run_id", run_id_characters_max).value_or(""));
      if (seen.run_id().empty()) errors.tell(run.pointer_of("run_id"), "is missing");
      for (auto& order : run.optional_ids("order_ids", orders_max)) seen.add_order_ids(std::move(order));
      run.refuse_the_rest();
    }
  }
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{api::problem_of(*errors.error())};
  if (!caller.may_see_area(wish.area)) return tl::unexpected{api::not_your_municipality()};
  return wish;
}

bool is_as(const board::BoardRun& row, const WantedRun& wanted) {
  const auto& run = row.run();
  return run.shift_id() == wanted.shift_id &&
         std::ranges::equal(run.stops(), wanted.order_ids, {}, &v1::Stop::order_id);
}

/// The longest time that a shift's driver has between these runs.
void narrow(v1::Shift& shift, const std::vector<v1::Run>& runs) {
  std::vector<std::pair<std::int64_t, std::int64_t>> taken;
  for (const auto& run : runs) {
    if (run.shift_id() == shift.shift_id()) taken.emplace_back(run.departs_at_ms(), run.returns_at_ms());
  }
  std::ranges::sort(taken);
  const auto to = shift.ends_at_ms();
  taken.emplace_back(to, to);
  auto from = shift.starts_at_ms();
  shift.set_ends_at_ms(from);
  for (const auto& [departs, returns] : taken) {
    const auto until = std::min(departs, to);
    if (until - from > shift.ends_at_ms() - shift.starts_at_ms()) {
      shift.set_starts_at_ms(from);
      shift.set_ends_at_ms(until);
    }
    from = std::max(from, returns);
  }
}

/// One window as the board shows it.
class Table {
 public:
  /// Looks at `tables` now and not later.
  Table(const TableReader& tables, const Wish& wish, Timestamp now) {
    for (auto& row : runs_of(tables, wish.area, wish.day)) {
      const bool here = row.run().window().window_id() == wish.window_id && !row.run().window().same_day();
      if (here && row.started_at_ms() == 0) {
        movable_.push_back(std::move(row));
      } else {
        others_.push_back(std::move(*row.mutable_run()));
      }
    }
    std::ranges::sort(movable_, {}, [](const board::BoardRun& row) { return row.run().departs_at_ms(); });
    keep_all_day_drivers(tables);
    add_deliveries(tables, wish);
    add_shifts(tables, wish.area, now);
    for (auto& road : closed_roads_of(tables, wish.area, wish.day, wish.window_id))
      *request_.add_closed_roads() = std::move(road);
    if (const auto settings = find_plan_settings(tables, wish.area)) *request_.mutable_settings() = *settings;
  }

  /// Shifts, from now on, and deliveries of the window.
  [[nodiscard]] const v1::PlanRequested& request() const { return request_; }
  /// The runs that may be changed, by when they leave.
  [[nodiscard]] const std::vector<board::BoardRun>& movable() const { return movable_; }
  /// The other runs of the day.
  [[nodiscard]] const std::vector<v1::Run>& others() const { return others_; }
  /// What a solver would be asked.
  [[nodiscard]] v1::PlanRequested question() const {
    auto question = request_;
    question.set_reason(v1::REPLAN_REASON_DISPATCHER);
    for (const auto& row : movable_) *question.add_previous() = row.run();
    for (auto& shift : *question.mutable_shifts()) narrow(shift, others_);
    return question;
  }

 private:
  /// Runs without times take orders all day.
  void keep_all_day_drivers(const TableReader& tables) {
    std::vector<v1::Run> planned;
    for (const auto& row : movable_) planned.push_back(row.run());
    const auto all_day = std::ranges::partition(others_, [](const v1::Run& run) { return run.departs_at_ms() != 0; });
    const std::vector<v1::Run> runs{all_day.begin(), all_day.end()};
    others_.erase(all_day.begin(), all_day.end());
    planned.insert(planned.end(), others_.begin(), others_.end());
    for (const auto& run : runs) {
      if (!is_not_over(tables, run)) continue;
      for (auto& piece : kept_by_all_day_run(run, planned)) others_.push_back(std::move(piece));
    }
  }

  [[nodiscard]] static bool is_not_over(const TableReader& tables, const v1::Run& run) {
    return std::ranges::any_of(run.stops(), [&](const v1::Stop& stop) {
      const auto delivery = find_delivery(tables, stop.order_id());
      return delivery && delivery->phase() == board::DELIVERY_PHASE_ASSIGNED;
    });
  }

  void add_deliveries(const TableReader& tables, const Wish& wish) {
    std::set<std::string> stops;
    for (const auto& row : movable_) {
      for (const auto& stop : row.run().stops()) stops.insert(stop.order_id());
    }
    for (const auto& row : deliveries_of(tables, wish.area, wish.day)) {
      const auto& delivery = row.delivery();
      const bool waits = row.phase() == board::DELIVERY_PHASE_WAITING && delivery.packed() &&
                         delivery.window().window_id() == wish.window_id && !delivery.window().same_day();
      if (!waits && !stops.contains(delivery.order_id())) continue;
      if (!request_.has_window()) *request_.mutable_window() = delivery.window();
      add(tables, delivery);
    }
  }

  void add(const TableReader& tables, const v1::Delivery& delivery) {
    auto& planned = *request_.add_deliveries();
    *planned.mutable_delivery() = delivery;
    planned.set_service_minutes(service_minutes_default);
    const auto& unit = delivery.hand_over().at_unit();
    const auto doorstep = find_doorstep(tables, unit.empty() ? delivery.citizen_id() : unit);
    if (!doorstep) return;
    *planned.mutable_skills() = doorstep->skills();
    if (doorstep->has_point()) *planned.mutable_point() = doorstep->point();
    if (doorstep->service_minutes() > 0) planned.set_service_minutes(doorstep->service_minutes());
  }

  void add_shifts(const TableReader& tables, const std::string& area, Timestamp now) {
    const auto soonest = to_ms(from_ms(request_.window().opens_at_ms()) - plan_lead);
    for (const auto& row : shifts_of(tables, area, to_ms(now))) {
      if (row.ended()) continue;
      auto shift = row.shift();
      shift.set_starts_at_ms(std::max({shift.starts_at_ms(), to_ms(now), soonest}));
      if (shift.starts_at_ms() < shift.ends_at_ms()) *request_.add_shifts() = std::move(shift);
    }
  }

  std::vector<board::BoardRun> movable_;
  std::vector<v1::Run> others_;
  v1::PlanRequested request_;
};

/// A wish beside what stands: runs that are already as wanted are left alone.
struct Change {
  std::vector<v1::Run> stays;
  std::vector<v1::RunAsSeen> replaced;
  std::vector<WantedRun> wanted;
};

Change change_of(const Table& table, std::vector<WantedRun> wanted) {
  Change change;
  for (const auto& row : table.movable()) {
    const auto same = std::ranges::find_if(wanted, [&](const auto& one) { return is_as(row, one); });
    if (same != wanted.end()) {
      change.stays.push_back(row.run());
      wanted.erase(same);
      continue;
    }
    auto& seen = change.replaced.emplace_back();
    seen.set_run_id(row.run().run_id());
    for (const auto& stop : row.run().stops()) seen.add_order_ids(stop.order_id());
  }
  change.wanted = std::move(wanted);
  return change;
}

std::vector<v1::Run> joined(std::vector<v1::Run> runs, const std::vector<v1::Run>& more) {
  runs.insert(runs.end(), more.begin(), more.end());
  return runs;
}

json orders_json(const auto& order_ids) {
  auto list = json::array();
  for (const auto& order_id : order_ids) list.push_back(order_id);
  return list;
}

json run_json(const v1::Run& run) {
  auto stops = json::array();
  for (const auto& stop : run.stops()) stops.push_back({{"order_id", stop.order_id()}, {"eta_ms", stop.eta_ms()}});
  return {{"shift_id", run.shift_id()},
          {"driver_id", run.driver_id()},
          {"stops", std::move(stops)},
          {"departs_at_ms", run.departs_at_ms()},
          {"returns_at_ms", run.returns_at_ms()},
          {"distance_metres", run.distance_metres()}};
}

json runs_json(std::vector<v1::Run> runs) {
  std::ranges::stable_sort(runs, {}, &v1::Run::departs_at_ms);
  auto list = json::array();
  std::uint64_t metres = 0;
  std::int64_t ms = 0;
  for (const auto& run : runs) {
    list.push_back(run_json(run));
    metres += run.distance_metres();
    ms += run.returns_at_ms() - run.departs_at_ms();
  }
  return {{"runs", std::move(list)}, {"distance_metres", metres}, {"minutes", ms / 60'000}};
}

const char* word_of(Hindrance why) {
  switch (why) {
    case Hindrance::load: return "load";
    case Hindrance::skills: return "skills";
    case Hindrance::time: break;
  }
  return "time";
}

std::vector<WantedRun> as_a_solver_would(const Table& table, const Office& office) {
  std::vector<WantedRun> wanted;
  const auto solved = solve(table.question(), office.opener(), office.travel());
  for (const auto& run : solved.runs()) {
    auto& one = wanted.emplace_back(WantedRun{run.shift_id(), {}});
    for (const auto& stop : run.stops()) one.order_ids.push_back(stop.order_id());
  }
  return wanted;
}

/// Orders of the table that are in none of these runs.
json left_over(const Table& table, const std::vector<v1::Run>& runs) {
  std::set<std::string> taken;
  for (const auto& run : runs) {
    for (const auto& stop : run.stops()) taken.insert(stop.order_id());
  }
  auto left = json::array();
  for (const auto& planned : table.request().deliveries()) {
    if (!taken.contains(planned.delivery().order_id())) left.push_back(planned.delivery().order_id());
  }
  return left;
}

json preview_json(const Table& table, const Change& change, const Reckoned& reckoned) {
  std::vector<v1::Run> before;
  for (const auto& row : table.movable()) before.push_back(row.run());
  auto as_seen = json::array();
  for (const auto& seen : change.replaced)
    as_seen.push_back({{"run_id", seen.run_id()}, {"order_ids", orders_json(seen.order_ids())}});
  auto runs = json::array();
  for (const auto& wanted : change.wanted)
    runs.push_back({{"shift_id", wanted.shift_id}, {"order_ids", orders_json(wanted.order_ids)}});
  auto hindered = json::array();
  for (const auto& [wanted, why] : reckoned.hindered)
    hindered.push_back({{"shift_id", change.wanted[wanted].shift_id}, {"why", word_of(why)}});
  const auto after = joined(change.stays, reckoned.runs);
  return {{"as_seen", std::move(as_seen)}, {"runs", std::move(runs)},         {"before", runs_json(before)},
          {"after", runs_json(after)},     {"hindered", std::move(hindered)}, {"unplanned", left_over(table, after)}};
}

/// The window as it stands; nothing when the board cannot be read. Not kept open while somebody is asked how far it is.
std::optional<Table> table_of(Office& office, const Wish& wish) {
  std::optional<Table> table;
  office.with_board(wish.area, [&](const TableReader& tables) { table.emplace(tables, wish, office.now()); });
  return table;
}

web::Response board_cannot_be_read() { return web::problem(503, "the board cannot be read"); }

web::Response previewed(Office& office, const Wish& wish) {
  const auto table = table_of(office, wish);
  if (!table) return board_cannot_be_read();
  if (table->request().deliveries().empty())
    return web::problem(409, "nothing there can be moved", {}, "nothing_to_plan");
  const auto change = change_of(*table, wish.runs.empty() ? as_a_solver_would(*table, office) : wish.runs);
  const auto reckoned =
      reckon(table->request(), office.opener(), change.wanted, joined(table->others(), change.stays), office.travel());
  return api::json_response(200, preview_json(*table, change, reckoned));
}

/// The command that makes the wish so. A run that cannot be driven stands in it without times, so that it is dispatch
/// that refuses it, and answers the same when it is asked again.
v1::DispatchCommand command_for(const Office& office, const Table& table, const Wish& wish, const std::string& key) {
  v1::DispatchCommand command;
  auto& arranged = *command.mutable_arrange_runs();
  arranged.set_window_id(wish.window_id);
  arranged.set_delivery_day(wish.day);
  for (const auto& seen : wish.as_seen) *arranged.add_before() = seen;
  auto standing = table.others();
  for (const auto& row : table.movable()) {
    const bool goes = std::ranges::find(wish.as_seen, row.run().run_id(), &v1::RunAsSeen::run_id) != wish.as_seen.end();
    if (!goes) standing.push_back(row.run());
  }
  const auto reckoned = reckon(table.request(), office.opener(), wish.runs, standing, office.travel());
  *arranged.mutable_travel() = reckoned.travel;
  for (const auto& run : reckoned.runs) *arranged.add_runs() = run;
  for (const auto& [wanted, why] : reckoned.hindered) arranged.add_runs()->set_shift_id(wish.runs[wanted].shift_id);
  const auto name = wish.area + "/" + wish.window_id + "/" + std::to_string(wish.day) + "/" + key + "/";
  for (int i = 0; i < arranged.runs_size(); ++i) arranged.mutable_runs(i)->set_run_id(name + std::to_string(i + 1));
  return command;
}

void arrange(Office& office, const Wish& wish, const std::string& key, const web::Reply& reply) {
  const auto table = table_of(office, wish);
  if (!table) {
    reply.complete(board_cannot_be_read());
    return;
  }
  office.desk().ask({.topic = std::string{log::dispatch_commands},
                     .key = wish.area,
                     .id = key,
                     .type = v1::ArrangeRuns::descriptor()->full_name(),
                     .subject = "window/" + wish.window_id + "/" + std::to_string(wish.day),
                     .value = command_for(office, *table, wish, key).SerializeAsString(),
                     .partition = {}},
                    reply);
}

/// Planning takes time that the server's thread does not have; and it begins with what the dispatcher has seen.
web::Answer by_clerk(Office* office, const Request& request, std::function<void(const web::Reply&)> errand) {
  return office->desk().once_seen(request, patience, [office, errand = std::move(errand)](const web::Reply& reply) {
    if (!office->clerk().give([errand, reply] { errand(reply); }))
      reply.complete(web::problem(503, "too much waits to be done already"));
  });
}

}  // namespace

void add_arranging(api::Api& api, Office* office) {
  api.add("POST", base + "/plans/preview", who_dispatch,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            auto wish = wish_from(request, caller, false);
            if (!wish) return std::move(wish.error());
            return by_clerk(office, request, [office, wish = *std::move(wish)](const web::Reply& reply) {
              reply.complete(previewed(*office, wish));
            });
          });
  api.add("POST", base + "/plans/arrange", who_dispatch,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            auto wish = wish_from(request, caller, true);
            if (!wish) return std::move(wish.error());
            auto key = api::idempotency_key(request);
            if (!key) return std::move(key.error());
            return by_clerk(office, request, [office, wish = *std::move(wish), key = *key](const web::Reply& reply) {
              arrange(*office, wish, key, reply);
            });
          });
}

}  // namespace matbud::dispatch::http
