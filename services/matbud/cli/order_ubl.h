// Orders that come as UBL documents: what the document does not say comes from options.
#pragma once

#include <string>

#include "matbud/cli/command.h"
#include "matbud/ordering/edge/order_command.h"
#include "opened.h"

namespace matbud::cli {

/// For whom and when a document's goods are ordered.
struct UblOptions {
  std::string area;
  std::string citizen;
  std::string window;
  std::string day;  ///< `2026-11-24`
};

void add_ubl_options(CLI::App& command, UblOptions& options);

[[nodiscard]] bool is_xml(std::string_view bytes);

/// Why a document cannot be placed with these options; empty when it can.
[[nodiscard]] std::string trouble_with(const UblOptions& options);

/// The order of a document, with its lines matched to what the area's grocer offers; the services must have caught up.
/// Lines that match nothing are told to the messages and left out. The same document for the same person and day is
/// the same order. `options` must be without trouble. Errors as read_ubl_order and place_order_from.
[[nodiscard]] Result<ordering::edge::OrderCommand> order_from_ubl(std::string_view xml, const std::string& file,
                                                                  const UblOptions& options, const Opened& opened,
                                                                  const Streams& streams);

}  // namespace matbud::cli
