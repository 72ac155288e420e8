// Readers of the kinds of documents. Each expects one that keeps the published rules.
#pragma once

#include "matbud/formats/ubl_reader.h"
#include "matbud/grocer_bridge/edge/documents_in.h"

namespace matbud::grocer_bridge::edge {

/// What cannot be used is told to `reader`, and what is returned then does not count.
[[nodiscard]] Received read_order_response(const formats::XmlElement& root, formats::UblReader& reader,
                                           const FindWords& words);
[[nodiscard]] Received read_despatch_advice(const formats::XmlElement& root, formats::UblReader& reader,
                                            const FindWords& words);
/// `file` names the document in the problems of its lines.
[[nodiscard]] ReceivedCatalogue read_catalogue(const formats::XmlElement& root, const std::string& file);

}  // namespace matbud::grocer_bridge::edge
