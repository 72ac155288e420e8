// Tells a grocer by business documents in its spool folder.
#pragma once

#include <filesystem>
#include <memory>

#include "matbud/grocer_bridge/channels/channels.h"
#include "matbud/grocer_bridge/edge/documents_out.h"

namespace matbud::grocer_bridge {

/// What the goods of one grocer are called. Threads may share it; must not throw.
using FindWordsOf = std::function<std::optional<edge::ProductWords>(const std::string& grocer_id, std::uint64_t gtin)>;

/// Writes a document for each order, named by the effect: told again, it has the same name. What the grocer's rules
/// have no document for (a change or cancellation outside advanced ordering), and settings that no valid document can
/// be made of, fail; a full disk is tried again.
[[nodiscard]] std::shared_ptr<Teller> peppol_teller(std::filesystem::path spool_root, FindWordsOf words);

}  // namespace matbud::grocer_bridge
