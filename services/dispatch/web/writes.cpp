// Commands: a JSON body becomes one, personal words are sealed, and the desk takes it.
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/log/topics.h"
#include "office.h"

namespace matbud::dispatch::http {
namespace {

using formats::Fields;
using formats::FirstError;
using v1::DispatchCommand;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_drive{Role::driver, Role::dispatcher, Role::operations};
constexpr web::Roles who_dispatch{Role::dispatcher, Role::operations};
constexpr web::Roles who_answer_alerts{Role::care_worker, Role::dispatcher, Role::operations};
constexpr web::Roles who_know_doors{Role::care_worker, Role::administrator, Role::operations};
constexpr web::Roles everybody_who_writes{Role::care_worker, Role::driver, Role::dispatcher, Role::operations,
                                          Role::administrator};

/// In the order in which a body's word is looked for.
constexpr const char* kept_back_reasons[] = {"damaged", "missing", "refused", "age", "hours"};
constexpr std::size_t words_characters_max = 2'000;
constexpr std::size_t run_id_characters_max = 200;
constexpr std::size_t kept_back_max = 200;
constexpr std::size_t skills_max = 32;
constexpr std::uint32_t minutes_max = 24 * 60;
constexpr std::uint32_t boxes_max = 10'000;
constexpr std::uint32_t grams_max = 100'000'000;
constexpr std::int64_t moment_max = 4'102'444'800'000;  // the year 2100
constexpr std::uint32_t fairness_metres_max = 100'000;
constexpr std::size_t closed_roads_max = 20;
constexpr std::uint32_t closed_radius_max = 20'000;
constexpr std::int64_t latitude_e7_max = 900'000'000;
constexpr std::int64_t longitude_e7_max = 1'800'000'000;

/// A clear text on its way into a command.
struct Clear {
  std::string citizen;
  std::string field;
  std::string text;
  privacy::v1::Sealed* into;
};

/// One body being read.
struct Body {
  Fields& fields;
  FirstError& errors;
  const Caller& caller;
  std::string order_id;  ///< of the address
  std::string shift_id;  ///< of the address
  std::vector<Clear>& texts;

  /// The driver who says it: themselves, or whom a dispatcher speaks for.
  [[nodiscard]] std::string driver() const {
    if (caller.role == Role::driver) return caller.subject;
    return fields.id("driver_id");
  }
  /// A run's id, which may hold a '/'.
  [[nodiscard]] std::string run_id() const {
    auto id = fields.optional_text("run_id", run_id_characters_max).value_or("");
    if (id.empty()) errors.tell(fields.pointer_of("run_id"), "is missing");
    return id;
  }
  /// A moment; 0 when it is missing.
  [[nodiscard]] std::int64_t moment(const char* name) const {
    return fields.has(name) ? fields.whole_number_64(name, 0, moment_max) : 0;
  }
  /// A free text about a citizen, who must then be named.
  void words(const std::string& citizen, const char* name, const char* field_full_name,
             const std::function<privacy::v1::Sealed*()>& into) const {
    auto text = fields.optional_text(name, words_characters_max);
    if (!text) return;
    if (citizen.empty())
      errors.tell(fields.pointer_of("citizen_id"),
                  "is missing: " + fields.pointer_of(name) + " is sealed with this citizen's key");
    texts.push_back({citizen, field_full_name, *std::move(text), into()});
  }
};

/// What a command is about: its subject.
using ReadBody = std::function<std::string(const Body&, DispatchCommand&)>;

std::string start_shift(const Body& body, DispatchCommand& command) {
  auto& shift = *command.mutable_start_shift()->mutable_shift();
  shift.set_shift_id(body.fields.id("shift_id"));
  shift.set_driver_id(body.driver());
  shift.set_starts_at_ms(body.fields.whole_number_64("starts_at_ms", 0, moment_max));
  shift.set_ends_at_ms(body.fields.whole_number_64("ends_at_ms", 0, moment_max));
  shift.set_capacity_boxes(body.fields.whole_number("capacity_boxes", 1, boxes_max));
  shift.set_capacity_grams(body.fields.optional_whole_number("capacity_grams", 0, grams_max));
  shift.set_depot_latitude_e7(
      static_cast<std::int32_t>(body.fields.whole_number_64("depot_latitude_e7", -latitude_e7_max, latitude_e7_max)));
  shift.set_depot_longitude_e7(static_cast<std::int32_t>(
      body.fields.whole_number_64("depot_longitude_e7", -longitude_e7_max, longitude_e7_max)));
  shift.set_cooled(body.fields.flag("cooled", false));
  for (auto& skill : body.fields.optional_ids("skills", skills_max)) shift.add_skills(std::move(skill));
  if (body.fields.has("break_from_ms") || body.fields.has("break_to_ms")) {
    shift.set_break_from_ms(body.fields.whole_number_64("break_from_ms", 0, moment_max));
    shift.set_break_to_ms(body.fields.whole_number_64("break_to_ms", 0, moment_max));
  }
  return "shift/" + shift.shift_id();
}

std::string end_shift(const Body& body, DispatchCommand& command) {
  auto& end = *command.mutable_end_shift();
  end.set_shift_id(body.shift_id);
  if (body.caller.role == Role::driver) end.set_driver_id(body.caller.subject);
  return "shift/" + body.shift_id;
}

std::string start_run(const Body& body, DispatchCommand& command) {
  auto& start = *command.mutable_start_run();
  start.set_run_id(body.run_id());
  start.set_driver_id(body.driver());
  return "run/" + start.run_id();
}

std::string take_over_run(const Body& body, DispatchCommand& command) {
  auto& taken = *command.mutable_take_over_run();
  taken.set_run_id(body.run_id());
  taken.set_shift_id(body.fields.id("shift_id"));
  return "run/" + taken.run_id();
}

std::string arrive(const Body& body, DispatchCommand& command) {
  auto& arrived = *command.mutable_arrive_at_door();
  arrived.set_order_id(body.order_id);
  arrived.set_driver_id(body.driver());
  arrived.set_said_at_ms(body.moment("said_at_ms"));
  return "order/" + body.order_id;
}

std::string complete(const Body& body, DispatchCommand& command) {
  auto& done = *command.mutable_complete_delivery();
  done.set_order_id(body.order_id);
  done.set_driver_id(body.driver());
  const auto citizen = body.fields.optional_id("citizen_id");
  body.words(citizen, "received_by", "matbud.dispatch.v1.CompleteDelivery.received_by",
             [&] { return done.mutable_received_by(); });
  done.set_said_at_ms(body.moment("said_at_ms"));
  done.set_age_checked(body.fields.flag("age_checked", false));
  done.set_alcohol_kept_back(body.fields.flag("alcohol_kept_back", false));
  if (body.fields.has("kept_back")) {
    for (auto& kept : body.fields.objects("kept_back", kept_back_max)) {
      auto& line = *done.add_kept_back();
      line.set_gtin(kept.optional_gtin("gtin"));
      line.set_quantity(kept.optional_whole_number("quantity", 1, 100'000));
      const auto reason = kept.optional_word("reason", {"damaged", "missing", "refused", "age", "hours"});
      if (!reason) body.errors.tell(kept.pointer_of("reason"), "is missing");
      line.set_reason(kept_back_reasons[reason.value_or(0)]);
      kept.refuse_the_rest();
    }
  }
  return "order/" + body.order_id;
}

std::string fail(const Body& body, DispatchCommand& command) {
  auto& failed = *command.mutable_fail_delivery();
  failed.set_order_id(body.order_id);
  failed.set_driver_id(body.driver());
  // The words stand in the order of the enum, whose first real value is NOT_OPENED.
  const auto reason = body.fields.optional_word("reason", {"not_opened", "age", "no_access", "refused_at_door"});
  if (!reason) body.errors.tell(body.fields.pointer_of("reason"), "is missing");
  failed.set_reason(
      static_cast<v1::FailureReason>(v1::FAILURE_REASON_NOT_OPENED + static_cast<int>(reason.value_or(0))));
  return "order/" + body.order_id;
}

std::string return_goods(const Body& body, DispatchCommand& command) {
  command.mutable_return_goods()->set_order_id(body.order_id);
  command.mutable_return_goods()->set_driver_id(body.driver());
  return "order/" + body.order_id;
}

std::string undo(const Body& body, DispatchCommand& command) {
  command.mutable_undo_delivery()->set_order_id(body.order_id);
  command.mutable_undo_delivery()->set_driver_id(body.driver());
  return "order/" + body.order_id;
}

std::string confirm_alert(const Body& body, DispatchCommand& command) {
  auto& confirmed = *command.mutable_confirm_alert();
  confirmed.set_order_id(body.order_id);
  confirmed.set_confirmed_by(body.caller.subject);
  const auto citizen = body.fields.optional_id("citizen_id");
  body.words(citizen, "words", "matbud.dispatch.v1.ConfirmAlert.words", [&] { return confirmed.mutable_words(); });
  return "order/" + body.order_id;
}

std::string request_plan(const Body& body, DispatchCommand& command) {
  auto& wish = *command.mutable_request_plan();
  wish.set_window_id(body.fields.id("window_id"));
  wish.set_delivery_day(body.fields.date("delivery_day"));
  // The words stand in the order of the enum, whose first real value is DRIVER_GONE.
  if (const auto reason =
          body.fields.optional_word("reason", {"driver_gone", "order_withdrawn", "road_closed", "dispatcher"}))
    wish.set_reason(static_cast<v1::ReplanReason>(v1::REPLAN_REASON_DRIVER_GONE + static_cast<int>(*reason)));
  if (body.fields.has("closed_roads")) {
    for (auto& closed : body.fields.objects("closed_roads", closed_roads_max)) {
      auto& road = *wish.add_closed_roads();
      road.set_latitude_e7(
          static_cast<std::int32_t>(closed.whole_number_64("latitude_e7", -latitude_e7_max, latitude_e7_max)));
      road.set_longitude_e7(
          static_cast<std::int32_t>(closed.whole_number_64("longitude_e7", -longitude_e7_max, longitude_e7_max)));
      road.set_radius_metres(closed.whole_number("radius_metres", 1, closed_radius_max));
      closed.refuse_the_rest();
    }
  }
  return "window/" + wish.window_id() + "/" + std::to_string(wish.delivery_day());
}

std::string put_plan_settings(const Body& body, DispatchCommand& command) {
  auto& settings = *command.mutable_put_plan_settings()->mutable_settings();
  if (const auto objective = body.fields.optional_word("objective", {"shortest", "fewest_vehicles"}))
    settings.set_objective(static_cast<v1::PlanObjective>(v1::PLAN_OBJECTIVE_SHORTEST + static_cast<int>(*objective)));
  settings.set_fairness_metres(body.fields.optional_whole_number("fairness_metres", 0, fairness_metres_max));
  return "plan-settings";
}

std::string put_doorstep(const Body& body, DispatchCommand& command) {
  auto& doorstep = *command.mutable_put_drop_point()->mutable_drop_point();
  doorstep.set_citizen_id(body.fields.id("citizen_id"));
  const auto& citizen = doorstep.citizen_id();
  body.words(citizen, "address", "matbud.dispatch.v1.DropPoint.address", [&] { return doorstep.mutable_address(); });
  body.words(citizen, "door_code", "matbud.dispatch.v1.DropPoint.door_code",
             [&] { return doorstep.mutable_door_code(); });
  body.words(citizen, "note_to_driver", "matbud.dispatch.v1.DropPoint.note_to_driver",
             [&] { return doorstep.mutable_note_to_driver(); });
  if (body.fields.has("latitude_e7") || body.fields.has("longitude_e7")) {
    v1::Point point;
    point.set_latitude_e7(
        static_cast<std::int32_t>(body.fields.whole_number_64("latitude_e7", -latitude_e7_max, latitude_e7_max)));
    point.set_longitude_e7(
        static_cast<std::int32_t>(body.fields.whole_number_64("longitude_e7", -longitude_e7_max, longitude_e7_max)));
    body.texts.push_back(
        {citizen, "matbud.dispatch.v1.DropPoint.point", point.SerializeAsString(), doorstep.mutable_point()});
  }
  doorstep.set_service_minutes(body.fields.optional_whole_number("service_minutes", 0, minutes_max));
  doorstep.set_put_goods_away(body.fields.flag("put_goods_away", false));
  for (auto& skill : body.fields.optional_ids("skills", skills_max)) doorstep.add_skills(std::move(skill));
  return "doorstep/" + citizen;
}

std::string captured(const Request& request, const char* name) {
  const auto found = request.captured.find(name);
  return found == request.captured.end() ? std::string{} : found->second;
}

web::Answer ask(Office* office, const Request& request, const Caller& caller, const ReadBody& read) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  auto key = api::idempotency_key(request);
  if (!key) return std::move(key.error());
  const auto document = formats::parse_json(request.body);
  if (!document) return api::problem_of(document.error());
  FirstError errors;
  Fields fields{*document, "", errors};
  std::vector<Clear> texts;
  DispatchCommand command;
  const auto area = fields.id("area_id");
  const auto subject =
      read({fields, errors, caller, captured(request, "order_id"), captured(request, "shift_id"), texts}, command);
  fields.refuse_the_rest();
  if (errors.error()) return api::problem_of(*errors.error());
  if (!caller.may_see_area(area)) return api::not_your_municipality();
  if (command.has_start_shift()) command.mutable_start_shift()->mutable_shift()->set_area_id(area);
  if (command.has_put_plan_settings()) command.mutable_put_plan_settings()->mutable_settings()->set_area_id(area);
  if (command.has_put_drop_point()) command.mutable_put_drop_point()->mutable_drop_point()->set_area_id(area);
  for (const auto& [citizen, field, text, into] : texts) {
    auto sealed = office->keys().seal(CitizenId{citizen}, field, text);
    if (!sealed) return web::problem(422, "/citizen_id: nobody is registered under this id", "/citizen_id", "invalid");
    *into = *std::move(sealed);
  }
  const auto& reflection = *command.GetReflection();
  const auto* const which =
      reflection.GetOneofFieldDescriptor(command, command.GetDescriptor()->FindOneofByName("command"));
  return office->desk().ask({.topic = std::string{log::dispatch_commands},
                             .key = area,
                             .id = *std::move(key),
                             .type = which->message_type()->full_name(),
                             .subject = subject,
                             .value = command.SerializeAsString(),
                             .partition = {}});
}

}  // namespace

void add_writes(api::Api& api, Office* office) {
  const auto add = [&](const std::string& path, web::Roles may, ReadBody read) {
    api.add("POST", base + path, may, [office, read = std::move(read)](const Request& request, const Caller& caller) {
      return ask(office, request, caller, read);
    });
  };
  add("/shifts", who_drive, start_shift);
  add("/shifts/{shift_id}/end", who_drive, end_shift);
  add("/runs/start", who_drive, start_run);
  add("/runs/take-over", who_dispatch, take_over_run);
  add("/deliveries/{order_id}/arrive", who_drive, arrive);
  add("/deliveries/{order_id}/complete", who_drive, complete);
  add("/deliveries/{order_id}/fail", who_drive, fail);
  add("/deliveries/{order_id}/return", who_drive, return_goods);
  add("/deliveries/{order_id}/undo", who_drive, undo);
  add("/deliveries/{order_id}/confirm-alert", who_answer_alerts, confirm_alert);
  add("/plans", who_dispatch, request_plan);
  add("/plan-settings", who_dispatch, put_plan_settings);
  add("/doorsteps", who_know_doors, put_doorstep);
  api.add("GET", base + "/commands/{command_id}", everybody_who_writes,
          [office](const Request& request, const Caller& caller) {
            return office->desk().outcome_of(request.captured.at("command_id"), caller);
          });
  api.add("GET", base + "/events", web::Roles::everybody(),
          [office](const Request& request, const Caller& caller) { return office->desk().stream(request, caller); });
}

}  // namespace matbud::dispatch::http
