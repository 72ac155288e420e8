// Orders that are still being written: the second copy of what a device has.
#include <chrono>
#include <utility>

#include "matbud/api/query.h"
#include "matbud/api/render.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"
#include "matbud/ordering/v1/drafts.pb.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using api::Found;
using nlohmann::json;
using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_write{Role::care_worker};
constexpr std::string_view field = "matbud.ordering.v1.OrderDraft.text";
constexpr std::size_t text_characters_max = 32'000;
constexpr std::size_t devices_max = 16;  ///< of one citizen
constexpr std::size_t device_id_bytes_max = 64;
constexpr std::chrono::days kept_for{30};
constexpr std::size_t moment_max = 4'102'444'800'000;              // the year 2100
constexpr state::Table<v1::OrderDraft> drafts{state::TableId{1}};  ///< citizen/device

std::string key_of(const std::string& citizen_id, const std::string& device_id) { return citizen_id + "/" + device_id; }

/// The citizen of the address whom the caller may see, and their drafts' space; else why not.
struct Desk {
  v1::Citizen citizen;
  std::unique_ptr<state::Space> space;
};
tl::expected<Desk, web::Response> desk_of(Office* office, const Request& request, const Caller& caller) {
  auto citizen = office->citizen(request.captured.at("citizen_id"));
  if (!citizen || !office->sees(caller, *citizen)) return tl::unexpected{web::problem(404, "there is no such citizen")};
  auto space = office->desk().space("order-drafts", office->partition_of(citizen->area_id()));
  if (!space) return tl::unexpected{web::problem(503, "drafts cannot be had now")};
  return Desk{*std::move(citizen), std::move(space)};
}

std::vector<v1::OrderDraft> drafts_of(const state::Space& space, const std::string& citizen_id) {
  std::vector<v1::OrderDraft> found;
  drafts.scan(state::SpaceTables{space}, citizen_id + "/", "", [&](std::string_view, const v1::OrderDraft& draft) {
    found.push_back(draft);
    return true;
  });
  return found;
}

void put(state::Space& space, const std::string& key, const std::optional<v1::OrderDraft>& draft) {
  space.write({{state::whole_key(drafts.id(), key),
                draft ? std::optional{draft->SerializeAsString()} : std::optional<std::string>{}}});
}

Result<std::string> text_from(const std::string& body) {
  const auto document = formats::parse_json(body);
  if (!document) return tl::unexpected{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  auto text = fields.optional_text("text", text_characters_max);
  if (!text) errors.tell(fields.pointer_of("text"), "is missing");
  fields.refuse_the_rest();
  if (errors.error()) return tl::unexpected{*errors.error()};
  return *std::move(text);
}

web::Response keep(Office* office, const Request& request, const Caller& caller) {
  if (auto objection = api::objection_to_body(request)) return *std::move(objection);
  const auto& device = request.captured.at("device_id");
  if (device.size() > device_id_bytes_max) return web::problem(400, "the device's id has at most 64 bytes");
  auto desk = desk_of(office, request, caller);
  if (!desk) return std::move(desk.error());
  const auto text = text_from(request.body);
  if (!text) return api::problem_of(text.error());
  const auto& citizen_id = desk->citizen.citizen_id();
  const auto key = key_of(citizen_id, device);
  const bool is_new = !drafts.contains(state::SpaceTables{*desk->space}, key);
  if (is_new && drafts_of(*desk->space, citizen_id).size() >= devices_max)
    return web::problem(409, "this citizen has drafts on too many devices; give one up first");
  const auto sealed = office->keys().seal(CitizenId{citizen_id}, field, *text);
  if (!sealed) return web::problem(422, "nobody is registered under this id");
  v1::OrderDraft draft;
  draft.set_citizen_id(citizen_id);
  draft.set_device_id(device);
  *draft.mutable_text() = *sealed;
  draft.set_kept_at_ms(to_ms(office->now()));
  put(*desk->space, key, draft);
  return api::json_response(200, {{"device_id", device}, {"kept_at_ms", draft.kept_at_ms()}});
}

Found list(Office* office, const Request& request, const Caller& caller) {
  auto desk = desk_of(office, request, caller);
  if (!desk) return {std::move(desk.error())};
  const auto& citizen_id = desk->citizen.citizen_id();
  auto opening = opening_for(*office, caller, citizen_id);
  auto shown = json::array();
  for (const auto& draft : drafts_of(*desk->space, citizen_id)) {
    if (from_ms(draft.kept_at_ms()) + kept_for < office->now()) {
      put(*desk->space, key_of(citizen_id, draft.device_id()), std::nullopt);
      continue;
    }
    const auto text = opening.open(draft.text(), field);
    shown.push_back(
        {{"device_id", draft.device_id()}, {"text", text ? json(*text) : json{}}, {"kept_at_ms", draft.kept_at_ms()}});
  }
  return {api::json_response(200, {{"drafts", std::move(shown)}}),
          opening.looks(CitizenId{citizen_id}, AreaId{desk->citizen.area_id()}, false)};
}

web::Response give_up(Office* office, const Request& request, const Caller& caller) {
  const auto seen = api::number_of(request, "kept_at_ms", 0, moment_max);
  if (!seen) return api::bad_number("kept_at_ms", moment_max);
  auto desk = desk_of(office, request, caller);
  if (!desk) return std::move(desk.error());
  const auto key = key_of(desk->citizen.citizen_id(), request.captured.at("device_id"));
  const auto draft = drafts.find(state::SpaceTables{*desk->space}, key);
  const bool is_meant = draft && (*seen == 0 || std::cmp_equal(draft->kept_at_ms(), *seen));
  if (is_meant) put(*desk->space, key, std::nullopt);
  return api::json_response(200, {{"given_up", is_meant}});
}

}  // namespace

void add_drafts(api::Api& api, Office* office) {
  const std::string of_citizen = base + "/citizens/{citizen_id}/drafts";
  api.add("GET", of_citizen, who_write, [office](const Request& request, const Caller& caller) {
    return office->desk().answer(request, caller, [office, request, caller] { return list(office, request, caller); });
  });
  api.add("PUT", of_citizen + "/{device_id}", who_write,
          [office](const Request& request, const Caller& caller) { return keep(office, request, caller); });
  api.add("DELETE", of_citizen + "/{device_id}", who_write,
          [office](const Request& request, const Caller& caller) { return give_up(office, request, caller); });
}

}  // namespace matbud::ordering::http
