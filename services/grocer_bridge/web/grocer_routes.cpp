#include "matbud/grocer_bridge/web/grocer_routes.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cursor.h"
#include "matbud/api/clerk.h"
#include "matbud/api/query.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer_bridge/channels/signature.h"
#include "matbud/grocer_bridge/channels/webhook_channel.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::grocer_bridge {

extern const std::string_view grocers_openapi;

namespace {

using web::problem;
using web::Request;
using web::Response;

constexpr std::chrono::seconds patience{10};
constexpr std::size_t messages_default = 100;
constexpr std::size_t messages_max = 500;
constexpr int json_depth_max = 32;
constexpr std::size_t id_bytes_max = 128;

Response not_known() {
  auto response = problem(401, "this needs the grocer's own token or signature");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response busy() { return problem(503, "the log cannot be reached now; asking again is safe"); }

Response json(int status, const nlohmann::ordered_json& body) {
  return {.status = status, .content_type = "application/json", .body = body.dump(), .headers = {}};
}

/// One answer as it was handed in.
struct Answer {
  std::string id;
  AreaId area;
  std::string type;
  grocer::v1::GrocerAnswer answer;
};

/// `/data/order_id: is missing`, and why, in `invalid`.
Result<Answer> read_answer(const std::string& body) {
  const auto too_deep = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    if (depth > json_depth_max) throw std::length_error{"deep"};
    return true;
  };
  nlohmann::json event;
  try {
    event = nlohmann::json::parse(body, too_deep);
  } catch (const std::length_error&) {
    return failure(Error::Code::invalid, "/: has more than 32 levels");
  } catch (const nlohmann::json::exception&) {
    return failure(Error::Code::invalid, "/: is no JSON");
  }
  const auto text = [&](const char* name) {
    return event.is_object() && event.contains(name) && event[name].is_string() ? event[name].get<std::string>()
                                                                                : std::string{};
  };
  Answer read;
  if (text("specversion") != "1.0") return failure(Error::Code::invalid, "/specversion: must be 1.0");
  read.id = text("id");
  if (read.id.empty() || read.id.size() > id_bytes_max)
    return failure(Error::Code::invalid, "/id: must have 1 to 128 bytes");
  constexpr std::string_view area = "area/";
  const auto subject = text("subject");
  if (!subject.starts_with(area) || subject.size() == area.size() || subject.size() > id_bytes_max)
    return failure(Error::Code::invalid, "/subject: must be that of the order's message, such as area/3024-sandvika");
  read.area = AreaId{subject.substr(area.size())};
  if (!event.contains("data") || !event["data"].is_object())
    return failure(Error::Code::invalid, "/data: must be an object");
  const auto parsed = google::protobuf::util::JsonStringToMessage(event["data"].dump(), &read.answer);
  if (!parsed.ok()) return failure(Error::Code::invalid, "/data: is no GrocerAnswer");
  if (read.answer.order_id().empty() || read.answer.order_id().size() > id_bytes_max)
    return failure(Error::Code::invalid, "/data/order_id: must have 1 to 128 bytes");
  switch (read.answer.answer_case()) {
    case grocer::v1::GrocerAnswer::kAccepted: read.type = grocer::v1::Accepted::descriptor()->full_name(); break;
    case grocer::v1::GrocerAnswer::kRefused: read.type = grocer::v1::Refused::descriptor()->full_name(); break;
    case grocer::v1::GrocerAnswer::kChanged: read.type = grocer::v1::Changed::descriptor()->full_name(); break;
    case grocer::v1::GrocerAnswer::kPacked: read.type = grocer::v1::Packed::descriptor()->full_name(); break;
    case grocer::v1::GrocerAnswer::ANSWER_NOT_SET:
      return failure(Error::Code::invalid, "/data: must have one of accepted, changed, refused and packed");
  }
  return read;
}

/// What both routes share. Reading and appending wait for the log, so a clerk does them.
class Counter {
 public:
  explicit Counter(GrocerRoutes around) : around_{std::move(around)} {}

  web::Answer orders(const Request& request) {
    const auto grocer = grocer_of(request);
    if (!grocer || !holds_token(*grocer, request)) return not_known();
    const auto limit = api::number_of(request, "limit", messages_default, messages_max);
    if (!limit) return api::bad_number("limit", messages_max);
    const auto start = start_of(*grocer);
    auto cursor = std::optional<PullCursor>{start};
    if (const auto text = request.query_value("cursor")) cursor = parse_cursor(*text, start);
    if (!cursor) return problem(400, "cursor: is none that this address has given");
    return later(
        [this, grocer = *grocer, cursor = std::move(*cursor), limit = *limit] { return page(grocer, cursor, limit); });
  }

  web::Answer answers(const Request& request) {
    const auto grocer = grocer_of(request);
    if (!grocer) return not_known();
    const auto secrets = SharedSecrets::read(around_.secrets_folder / (grocer->value() + ".webhook"));
    if (!secrets) return not_known();
    const SignedHeaders headers{request.header("webhook-id").value_or(""),
                                request.header("webhook-timestamp").value_or(""),
                                request.header("webhook-signature").value_or("")};
    const auto now = around_.clock.now();
    if (!check_signed(*secrets, headers, request.body, now)) return not_known();
    auto answer = read_answer(request.body);
    if (!answer) return problem(400, answer.error().message);
    const auto message_id = grocer->value() + "/" + std::string{headers.id};
    if (seen_.knows(message_id, now)) return json(202, {{"answer_id", answer->id}, {"repeated", true}});
    return later([this, grocer = *grocer, answer = std::move(*answer), message_id, now] {
      auto response = append(grocer, answer);
      if (response.status == 202) seen_.remember(message_id, now);
      return response;
    });
  }

 private:
  [[nodiscard]] std::optional<GrocerId> grocer_of(const Request& request) const {
    const GrocerId id{request.captured.at("grocer")};
    if (std::find(around_.grocers.begin(), around_.grocers.end(), id) == around_.grocers.end()) return std::nullopt;
    return id;
  }

  [[nodiscard]] bool holds_token(const GrocerId& grocer, const Request& request) const {
    constexpr std::string_view scheme = "Bearer ";
    const auto authorization = request.header("authorization").value_or("");
    if (!authorization.starts_with(scheme)) return false;
    const auto tokens = read_bearer_tokens(around_.secrets_folder / (grocer.value() + ".bearer"));
    if (!tokens) return false;
    bool known = false;
    for (const auto& token : *tokens)
      known = equal_in_constant_time(token, authorization.substr(scheme.size())) || known;
    return known;
  }

  web::Answer later(std::function<Response()> work) {
    web::Later answer{patience, busy};
    if (!clerk_.give([reply = answer.reply(), work = std::move(work)] { (void)reply.complete(work()); })) return busy();
    return answer;
  }

  [[nodiscard]] PullCursor start_of(const GrocerId& grocer) const {
    PullCursor start;
    for (std::uint32_t partition = 0; partition < around_.partitions; ++partition)
      start.push_back(log::chain_start({log::grocer_orders(grocer), Partition{partition}}));
    return start;
  }

  [[nodiscard]] Response page(const GrocerId& grocer, PullCursor cursor, std::size_t limit) const {
    auto messages = nlohmann::ordered_json::array();
    bool more = false;
    for (std::uint32_t number = 0; number < around_.partitions; ++number) {
      const log::TopicPartition place{log::grocer_orders(grocer), Partition{number}};
      auto& position = cursor[number];
      if (const auto same = log::check_not_gone_back(around_.log, place, position); !same)
        return same.error().code == Error::Code::corrupt || same.error().code == Error::Code::not_found
                   ? problem(400, "cursor: is none that this address has given")
                   : busy();
      log::Follower follower{around_.log, place, true, position};
      while (true) {
        const auto next = follower.next();
        if (!next) return busy();
        if (!*next) {
          position = follower.position();
          break;
        }
        if (messages.size() == limit) {
          more = true;
          break;
        }
        auto event = event_of(**next);
        if (!event) return problem(500, event.error().message);
        messages.push_back(std::move(*event));
        position = follower.position();
      }
    }
    return json(200, {{"messages", std::move(messages)}, {"cursor", to_text(cursor)}, {"more", more}});
  }

  static Result<nlohmann::ordered_json> event_of(const log::Followed& followed) {
    grocer::v1::GrocerMessage message;
    const auto value = followed.record.value;
    if (!message.ParseFromArray(value.data(), static_cast<int>(value.size())))
      return failure(Error::Code::corrupt, "a message cannot be read; it is kept, and the operator must look at it");
    return cloud_event(std::string{followed.record.id}, AreaId{std::string{followed.record.key}},
                       followed.entry.appended_at, message);
  }

  [[nodiscard]] Response append(const GrocerId& grocer, const Answer& answer) const {
    const log::Command command{log::grocer_answers(grocer),
                               answer.area.value(),
                               answer.id,
                               answer.type,
                               "order/" + answer.answer.order_id(),
                               answer.answer.SerializeAsString(),
                               std::nullopt};
    const auto writer = around_.log.open_writer({command.topic, log::partition_of(command, around_.partitions)});
    if (!writer) return busy();
    const auto appended = log::append_and_wait(
        around_.log, **writer, {log::encode_command(command, around_.clock.now(), "/grocer/" + grocer.value())},
        patience);
    if (!appended) return busy();
    return json(202, {{"answer_id", answer.id}});
  }

  GrocerRoutes around_;
  SeenIds seen_;
  api::Clerk clerk_;  ///< last: its errands end first
};

}  // namespace

void add_grocer_routes(api::Api& api, GrocerRoutes around) {
  const auto counter = std::make_shared<Counter>(std::move(around));
  api.add_for_partners("GET", "/api/grocer/v1/{grocer}/orders",
                       [counter](const Request& request) { return counter->orders(request); });
  api.add_for_partners("POST", "/api/grocer/v1/{grocer}/answers",
                       [counter](const Request& request) { return counter->answers(request); });
  api.describe(grocers_openapi);
}

}  // namespace matbud::grocer_bridge
