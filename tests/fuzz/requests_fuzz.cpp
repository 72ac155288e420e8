// Any bytes are the body of a request that makes a record, or are refused with a reason and nothing sealed; and any
// text is a cursor that reads back as itself, or none. The first byte says which request.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "matbud/api/token.h"
#include "matbud/ordering/edge/json_requests.h"

namespace {

using matbud::ordering::edge::OrderCommand;
using Reader = matbud::Result<OrderCommand> (*)(std::string_view, const matbud::ordering::edge::Asking&,
                                                const matbud::ordering::edge::Sealer&);

void try_reader(Reader read, std::string_view body) {
  const matbud::ordering::edge::Asking asking{
      .command_id = "k", .who = "w", .unit = "u", .channel = "api", .order_id = "o"};
  bool sealed = false;
  const auto command =
      read(body, asking, [&](const matbud::CitizenId& citizen, std::string_view field, std::string_view) {
        if (citizen.empty() || field.empty()) std::abort();
        sealed = true;
        return matbud::privacy::v1::Sealed{};
      });
  if (!command) {
    const bool told = command.error().code == matbud::Error::Code::invalid && !command.error().message.empty();
    if (!told || sealed) std::abort();
    return;
  }
  const auto record = matbud::ordering::edge::to_record(*command);
  if (record.subject.empty() || record.key.empty() || record.id != "k") std::abort();
}

void try_cursor(std::string_view text) {
  const auto cursor = matbud::api::cursor_from(text);
  if (!cursor) return;
  if (cursor->empty() || matbud::api::cursor_from(matbud::api::text_of(*cursor)) != cursor) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace matbud::ordering::edge;
  constexpr Reader readers[] = {place_request,    amend_request,          cancel_request,
                                feedback_request, standing_order_request, citizen_request};
  if (size == 0) return 0;
  const std::string_view rest{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  const auto which = bytes[0] % (std::size(readers) + 1);
  if (which == std::size(readers)) {
    try_cursor(rest);
  } else {
    try_reader(readers[which], rest);
  }
  return 0;
}
