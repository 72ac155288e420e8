// What every rule of dispatch is handed, and how it answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::dispatch {

using matbud::state::TableReader;
using matbud::state::TableWriter;
using Answer = std::optional<processor::Decision>;

/// One input as a rule sees it.
struct Asked {
  const TableReader& tables;
  Timestamp now;
  std::string_view id;    ///< ce_id of the input
  std::string_view area;  ///< its key
  bool by_command;        ///< whether its id must be remembered: timers and others' events need not
  google::protobuf::Arena& arena;
};

/// An event that answers this input.
[[nodiscard]] v1::DispatchEvent& new_event(const Asked& asked);

/// A refusal: why, of what, with which detail and order (empty when none).
[[nodiscard]] Answer refuse(const Asked& asked, v1::DispatchRefusal reason, std::string_view action,
                            std::string_view detail, std::string subject, std::string_view order_id = {},
                            std::string_view plan_id = {});

/// The refusal of a command that asks for what is so already: whoever asks under an id of their own gets an answer.
[[nodiscard]] Answer already(const Asked& asked, std::string_view action, std::string_view detail, std::string subject,
                             std::string_view order_id = {});

}  // namespace matbud::dispatch
