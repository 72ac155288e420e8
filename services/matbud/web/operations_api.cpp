#include "operations_api.h"

#include <algorithm>
#include <map>

#include "matbud/api/clerk.h"
#include "matbud/api/render.h"
#include "matbud/audit/story.h"
#include "matbud/audit/v1/commands.pb.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/host/lag.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/topics.h"
#include "matbud/operations/trace.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/machinery.h"
#include "matbud/projection/host.h"

namespace matbud::apis {

extern const std::string_view operations_openapi;

namespace {

using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;
using Phase = processor::Processor::Phase;

const std::string base = "/api/operations/v1";
constexpr web::Roles who_operate{Role::operations, Role::administrator};
constexpr web::Roles who_look{Role::operations, Role::auditor, Role::administrator};
constexpr std::chrono::seconds append_timeout{5};
constexpr std::chrono::seconds patience{10};
constexpr std::chrono::milliseconds redrive_patience{2'000};
constexpr std::size_t parked_shown_max = 500;

/// One parked input and whose queue it stands in.
struct Parked {
  processor::ProcessorSpec service;
  Partition partition;
  runtime::v1::InputParked input;
};

/// What the endpoints share. The router keeps it; handlers and errands only point at it.
class Office {
 public:
  Office(host::Installation& installation, host::Pipeline& pipeline, const Clock& clock)
      : installation_{installation},
        pipeline_{pipeline},
        clock_{clock},
        specs_{pipeline::all_processors(installation.grocers())} {}

  [[nodiscard]] api::Clerk& clerk() { return clerk_; }
  [[nodiscard]] log::Log& log() { return installation_.log(); }
  [[nodiscard]] host::Pipeline& pipeline() { return pipeline_; }
  [[nodiscard]] Timestamp now() const { return clock_.now(); }
  [[nodiscard]] std::uint32_t partitions() const { return installation_.partitions(); }

  /// Parked inputs, a queue's oldest first; only those of `subject` and `service` when they are not empty.
  [[nodiscard]] std::vector<Parked> parked(const std::string& service, const std::string& subject) {
    constexpr state::Table<runtime::v1::InputParked> queue{processor::parked_inputs};
    std::vector<Parked> found;
    for (const auto& spec : specs_) {
      if (!service.empty() && spec.name != service) continue;
      for (std::uint32_t p = 0; p < partitions(); ++p) {
        const auto space = installation_.store().open_space(spec.name, Partition{p});
        if (!space) continue;
        queue.scan(state::SpaceTables{**space}, "", "", [&](std::string_view, const runtime::v1::InputParked& input) {
          if (subject.empty() || input.subject() == subject) found.push_back({spec, Partition{p}, input});
          return found.size() < parked_shown_max;
        });
      }
    }
    return found;
  }

  [[nodiscard]] std::vector<audit::StoryEntry> story_of(const std::string& subject) {
    std::vector<audit::StoryEntry> entries;
    const auto name = projection::space_name(*audit::story(installation_.grocers()));
    for (std::uint32_t p = 0; p < partitions(); ++p) {
      const auto space = installation_.store().open_space(name, Partition{p});
      if (!space) continue;
      const auto some = audit::story_of(state::SpaceTables{**space}, subject);
      entries.insert(entries.end(), some.begin(), some.end());
    }
    return entries;
  }

  /// Appends and waits: for the clerk.
  [[nodiscard]] Result<Offset> append(const log::Command& command) {
    const auto writer = log().open_writer({command.topic, log::partition_of(command, partitions())});
    if (!writer) return tl::unexpected{writer.error()};
    return log::append_and_wait(log(), **writer, {log::encode_command(command, now(), "/matbud/api/operations")},
                                append_timeout);
  }

 private:
  host::Installation& installation_;
  host::Pipeline& pipeline_;
  const Clock& clock_;
  std::vector<processor::ProcessorSpec> specs_;
  api::Clerk clerk_;
};

json health(Office& office) {
  struct Line {
    std::uint32_t partitions = 0;
    std::uint32_t catching_up = 0;
    std::uint32_t stopped = 0;
    std::uint64_t lag_records = 0;
    std::chrono::milliseconds oldest_waits_for{0};
    std::uint64_t parked = 0;
    std::uint64_t pending_effects = 0;
  };
  std::map<std::string, Line> lines;
  for (const auto& one : office.pipeline().counted()) {
    auto& line = lines[one.processor];
    const auto lag = host::lag_of(office.log(), one.partition, one.standing, office.now());
    ++line.partitions;
    line.catching_up += one.phase == Phase::catching_up ? 1 : 0;
    line.stopped += one.phase == Phase::stopped ? 1 : 0;
    line.lag_records += lag.records;
    line.oldest_waits_for = std::max(line.oldest_waits_for, lag.oldest_waits_for);
    line.parked += one.standing.parked;
    line.pending_effects += one.standing.pending_effects;
  }
  auto alarms = json::array();
  for (const auto& alarm : office.pipeline().alarms()) alarms.push_back(alarm.message);
  auto processors = json::array();
  bool well = alarms.empty();
  for (const auto& [name, line] : lines) {
    well = well && line.stopped == 0 && line.catching_up == 0;
    processors.push_back({{"processor", name},
                          {"partitions", line.partitions},
                          {"catching_up", line.catching_up},
                          {"stopped", line.stopped},
                          {"lag_records", line.lag_records},
                          {"oldest_waits_ms", line.oldest_waits_for.count()},
                          {"parked", line.parked},
                          {"pending_effects", line.pending_effects}});
  }
  return {{"well", well}, {"alarms", std::move(alarms)}, {"processors", std::move(processors)}};
}

json parked_json(const Parked& parked) {
  const auto& input = parked.input;
  const auto record = log::decode(input.record());
  return {{"service", parked.service.name},           {"subject", input.subject()},
          {"topic", input.input().topic()},           {"partition", input.input().partition()},
          {"offset", input.input().offset()},         {"type", record ? json(record->type) : json{}},
          {"appended_at_ms", input.appended_at_ms()}, {"reason", input.reason()},
          {"code_version", input.code_version()},     {"behind", input.behind()}};
}

struct Redrive {
  std::string key;
  std::string service;
  std::string subject;
  std::string reason;
  bool discard = false;
};

Result<Redrive> redrive_from(std::string_view body) {
  constexpr std::size_t words_bytes_max = 200;
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  Redrive wanted;
  wanted.service = fields.id("service");
  wanted.subject = fields.optional_text("subject", words_bytes_max).value_or("");
  if (wanted.subject.empty()) errors.tell(fields.pointer_of("subject"), "is missing");
  wanted.discard = fields.flag("discard", false);
  wanted.reason = fields.optional_text("reason", words_bytes_max).value_or("");
  if (wanted.discard && wanted.reason.empty())
    errors.tell(fields.pointer_of("reason"), "is missing: why an input is given up is kept in the log");
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return wanted;
}

/// What an operator did is told to audit, as what anybody sees of a citizen is.
log::Command act_of(const Caller& caller, const Redrive& wanted, const std::string& area) {
  audit::v1::AuditCommand command;
  auto& act = *command.mutable_report_operator_act();
  act.set_actor_id(caller.subject);
  act.set_act(wanted.discard ? "discard" : "redrive");
  act.set_target(wanted.service + " " + wanted.subject);
  act.set_reason(wanted.reason);
  return {.topic = std::string{log::audit_commands},
          .key = area,
          .id = "operations/" + wanted.key,
          .type = act.GetTypeName(),
          .subject = wanted.subject,
          .value = command.SerializeAsString(),
          .partition = {}};
}

/// Asks the service to take up the oldest input of the queue, and waits a while for it to leave. For the clerk.
web::Response redrive(Office& office, const Caller& caller, const Redrive& wanted) {
  const auto before = office.parked(wanted.service, wanted.subject);
  if (before.empty()) return web::problem(404, "nothing is parked there under this subject");
  const auto& oldest = before.front();
  const auto record = log::decode(oldest.input.record());
  const std::string area = record ? std::string{record->key} : wanted.subject;
  if (!caller.may_see_area(area)) return api::not_your_municipality();
  runtime::v1::RuntimeCommand asked;
  asked.mutable_redrive_parked()->set_subject(wanted.subject);
  asked.mutable_redrive_parked()->set_discard(wanted.discard);
  asked.mutable_redrive_parked()->set_reason(wanted.reason);
  const log::Command command{.topic = oldest.service.commands_topic,
                             .key = area,
                             .id = "redrive/" + wanted.key,
                             .type = std::string{processor::runtime_command_type},
                             .subject = wanted.subject,
                             .value = oldest.service.decider->wrapped(asked),
                             .partition = oldest.partition};
  if (const auto told = office.append(act_of(caller, wanted, area)); !told) return api::problem_of(told.error());
  if (const auto appended = office.append(command); !appended) return api::problem_of(appended.error());
  std::size_t left = before.size();
  for (const auto until = std::chrono::steady_clock::now() + redrive_patience;
       left == before.size() && std::chrono::steady_clock::now() < until;) {
    const auto seen = office.log().activity();
    left = office.parked(wanted.service, wanted.subject).size();
    if (left == before.size()) office.log().wait_for_activity(seen, std::chrono::milliseconds{20});
  }
  return api::json_response(200, {{"service", wanted.service},
                                  {"subject", wanted.subject},
                                  {"discarded", wanted.discard},
                                  {"moved", before.size() - std::min(left, before.size())},
                                  {"still_parked", left}});
}

web::Response trace(Office& office, const Caller& caller, const std::string& order_id) {
  const auto entries = office.story_of("order/" + order_id);
  const auto none = web::problem(404, "nothing in the log speaks of this order");
  if (entries.empty()) return none;
  const auto lines = operations::trace(office.log(), entries, order_id);
  if (!lines) return api::problem_of(lines.error());
  if (!caller.municipality.empty()) {
    // The order's area is the key of each of its records.
    const log::TopicPartition place{entries.front().topic, entries.front().partition};
    const auto reader = office.log().open_reader(place, entries.front().offset);
    const auto batch = reader ? (*reader)->read(1) : tl::unexpected{reader.error()};
    const auto record =
        batch && !batch->empty() ? log::decode(batch->entries.front().canonical) : failure(Error::Code::not_found, "");
    if (!record || !caller.may_see_area(record->key)) return none;
  }
  auto told = json::array();
  for (const auto& line : *lines) {
    told.push_back({{"appended_at_ms", to_ms(line.appended_at)},
                    {"topic", line.place.topic},
                    {"partition", line.place.partition.value()},
                    {"offset", line.place.offset.value()},
                    {"type", line.type},
                    {"told", line.told}});
  }
  return api::json_response(200, {{"order_id", order_id}, {"story", std::move(told)}});
}

/// An answer that the clerk gives.
web::Answer by_clerk(Office* office, std::function<web::Response(Office&)> errand) {
  const web::Later later{patience, [] { return web::problem(503, "this takes too long now; try again"); }};
  const bool taken = office->clerk().give(
      [office, errand = std::move(errand), reply = later.reply()] { reply.complete(errand(*office)); });
  if (!taken) return web::problem(503, "too much waits to be done already");
  return later;
}

}  // namespace

void add_operations(api::Api& api, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock) {
  const auto kept = std::make_shared<Office>(installation, pipeline, clock);
  api.keep(kept);
  auto* const office = kept.get();
  api.add("GET", base + "/health", who_look, [office](const Request&, const Caller&) {
    return by_clerk(office, [](Office& there) { return api::json_response(200, health(there)); });
  });
  api.add("GET", base + "/parked", who_look, [office](const Request& request, const Caller& caller) {
    const std::string service{request.query_value("service").value_or("")};
    const std::string subject{request.query_value("subject").value_or("")};
    return by_clerk(office, [caller, service, subject](Office& there) {
      auto list = json::array();
      for (const auto& parked : there.parked(service, subject)) {
        const auto record = log::decode(parked.input.record());
        if (!caller.municipality.empty() && (!record || !caller.may_see_area(record->key))) continue;
        list.push_back(parked_json(parked));
      }
      return api::json_response(200, {{"parked", std::move(list)}});
    });
  });
  api.add("POST", base + "/parked/redrive", who_operate,
          [office](const Request& request, const Caller& caller) -> web::Answer {
            if (auto objection = api::objection_to_body(request)) return *std::move(objection);
            auto key = api::idempotency_key(request);
            if (!key) return std::move(key.error());
            auto wanted = redrive_from(request.body);
            if (!wanted) return api::problem_of(wanted.error());
            wanted->key = *std::move(key);
            return by_clerk(office, [caller, wanted = *std::move(wanted)](Office& there) {
              return redrive(there, caller, wanted);
            });
          });
  api.add("GET", base + "/orders/{order_id}/trace", who_look, [office](const Request& request, const Caller& caller) {
    return by_clerk(office,
                    [caller, id = request.captured.at("order_id")](Office& there) { return trace(there, caller, id); });
  });
  api.describe(operations_openapi);
}

}  // namespace matbud::apis
