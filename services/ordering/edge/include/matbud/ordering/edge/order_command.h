// What the ways in to ordering hand on: a command that is whole, and personal words that are sealed already.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "matbud/base/ids.h"
#include "matbud/log/command.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::ordering::edge {

/// Seals one clear text with the citizen's key for one field, named in full: `matbud.ordering.v1.Citizen.name`.
/// Given by who owns the keys. Whatever it throws comes out of the function it was given to.
using Sealer = std::function<privacy::v1::Sealed(const CitizenId& citizen, std::string_view field_full_name,
                                                 std::string_view clear_text)>;

/// A command of a person or a program.
struct OrderCommand {
  AreaId area;             ///< key of the record
  std::string command_id;  ///< id of the record: the same one again gets the first one's answer
  v1::OrderingCommand command;
};

/// The record for ordering.commands.v1, with what it is about as its subject: `order/<id>`, `citizen/<id>`,
/// `standing/<id>` or `area/<id>`. Throws std::logic_error for a command that is none of these.
[[nodiscard]] log::Command to_record(const OrderCommand& command);

}  // namespace matbud::ordering::edge
