// Whether a document keeps the published rules, as the judges see it.
#pragma once

#include <optional>

#include "document_model.h"
#include "matbud/formats/ubl_reader.h"

namespace matbud::grocer_bridge::edge {

/// The rules that a document says it follows; nothing when its root is none that is read.
struct Followed {
  Variant variant;
  const ElementRule* model;
};
[[nodiscard]] std::optional<Followed> rules_followed(const formats::XmlElement& root);

/// Tells `reader` the first thing that breaks UBL's schema or a rule about a single element.
void check_elements(const formats::XmlElement& root, const Followed& followed, formats::UblReader& reader);

/// The same for rules about several elements. The elements must have been found right.
void check_together(const formats::XmlElement& root, const Followed& followed, formats::UblReader& reader);

}  // namespace matbud::grocer_bridge::edge
