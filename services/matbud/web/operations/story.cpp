// GET /orders/{order_id}/trace: an order's story out of every service, without anything personal.
#include "matbud/operations/trace.h"
#include "office.h"

namespace matbud::apis::operations {
namespace {

using nlohmann::json;
using web::Caller;
using web::Request;

json place_json(const audit::Place& place) {
  return {{"topic", place.topic}, {"partition", place.partition.value()}, {"offset", place.offset.value()}};
}

web::Response trace(Office& office, const Caller& caller, const std::string& order_id) {
  const auto entries = office.story_of("order/" + order_id);
  const auto none = web::problem(404, "nothing in the log speaks of this order");
  if (entries.empty()) return none;
  const auto lines = matbud::operations::trace(office.log(), entries, order_id);
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
                    {"told", line.told},
                    {"cause", line.cause ? place_json(*line.cause) : json{}}});
  }
  return api::json_response(200, {{"order_id", order_id}, {"story", std::move(told)}});
}

}  // namespace

void add_story(api::Api& api, Office* office) {
  api.add("GET", base + "/orders/{order_id}/trace", who_look, [office](const Request& request, const Caller& caller) {
    return office->by_clerk(
        [caller, id = request.captured.at("order_id")](Office& there) { return trace(there, caller, id); });
  });
}

}  // namespace matbud::apis::operations
