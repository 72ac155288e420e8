// Where grocers' systems fetch their orders and hand in their answers over HTTP.
//
//   GET  /api/grocer/v1/{grocer}/orders?cursor=..&limit=..   Authorization: Bearer <token of <grocer>.bearer>
//   POST /api/grocer/v1/{grocer}/answers                      signed with a secret of <grocer>.webhook
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "matbud/api/api.h"
#include "matbud/base/ids.h"
#include "matbud/base/time.h"
#include "matbud/log/log.h"

namespace matbud::grocer_bridge {

struct GrocerRoutes {
  log::Log& log;
  const Clock& clock;
  std::vector<GrocerId> grocers;
  std::uint32_t partitions = 12;
  std::filesystem::path secrets_folder;  ///< as WebhookSettings has it
};

/// Adds both routes and their part of the document. They need no sign-in of a person: 401 for whoever does not hold the grocer's token or secret, and
/// for a grocer that there is none of, without a word about which it was.
///
/// **Orders**: 200 with `{"messages": [CloudEvent ...], "cursor": "...", "more": false}`. A cursor says how far one has
/// read; without one it begins at the oldest. It is stable: the same cursor gives the same messages again, and those
/// that have come since. 400 for a cursor that is none of this grocer's.
///
/// **Answers**: a CloudEvent in JSON whose `subject` is that of the order's message (`area/3024-sandvika`), whose
/// `data` is a matbud.grocer.v1.GrocerAnswer, and whose `id` is the answer's: the same id again is the same answer. 202
/// when it is durable; 400 with the field when it cannot be read; 503 when the log cannot take it, and sending it again
/// is safe.
///
/// Log and clock must outlive the API's router.
void add_grocer_routes(api::Api& api, GrocerRoutes around);

}  // namespace matbud::grocer_bridge
