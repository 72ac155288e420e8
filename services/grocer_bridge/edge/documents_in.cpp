#include "matbud/grocer_bridge/edge/documents_in.h"

#include "document_check.h"
#include "document_readers.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::XmlDocument;

/// A document that was found right, or why it was not.
Result<XmlDocument> checked(std::string_view xml, const std::string& file) {
  auto parsed = XmlDocument::parse(xml);
  if (!parsed) return failure(parsed.error().code, file + ":" + parsed.error().message);
  const auto root = parsed->root();
  formats::UblReader reader{file};
  const auto followed = rules_followed(root);
  if (!followed) {
    const auto kind = formats::kind_of_document(root);
    reader.tell(root, kind
                          ? "this is " + std::string{*kind} + ", which a grocer does not send"
                          : "this is no document that a grocer sends: no order response, despatch advice or catalogue");
  } else {
    check_elements(root, *followed, reader);
    if (!reader.error()) check_together(root, *followed, reader);
  }
  if (reader.error()) return tl::unexpected<Error>{*reader.error()};
  return parsed;
}

}  // namespace

Result<void> check_document(std::string_view xml, const std::string& file) {
  const auto document = checked(xml, file);
  if (!document) return tl::unexpected<Error>{document.error()};
  return {};
}

Result<Received> read_document(std::string_view xml, const std::string& file, const FindWords& words) {
  const auto document = checked(xml, file);
  if (!document) return tl::unexpected<Error>{document.error()};
  const auto root = document->root();
  formats::UblReader reader{file};
  Received received;
  if (root.name() == "Catalogue") {
    received = read_catalogue(root, file);
  } else if (root.name() == "OrderResponse") {
    received = read_order_response(root, reader, words);
  } else {
    received = read_despatch_advice(root, reader, words);
  }
  if (reader.error()) return tl::unexpected<Error>{*reader.error()};
  return received;
}

}  // namespace matbud::grocer_bridge::edge
