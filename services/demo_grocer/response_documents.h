// The documents that the demo's grocer writes: UBL 2.1 by Peppol BIS Advanced Ordering 3 (T116), Despatch Advice 3
// (T16) and Catalogue without Response 3 (T19).
#pragma once

#include <string>
#include <vector>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::demo_grocer {

/// Order response: accepted, or with the lines that change. `number` is the order's on documents.
[[nodiscard]] std::string response_document(const std::string& number, const grocer::v1::GrocerOrder& order,
                                            const grocer::v1::GrocerAnswer& accepted, Timestamp issued_at);
/// Order response: refused.
[[nodiscard]] std::string refusal_document(const std::string& number, Timestamp issued_at);
/// Despatch advice: a box for each storage class, each line in one of them, with lot and date.
[[nodiscard]] std::string despatch_document(const std::string& number, const grocer::v1::GrocerAnswer& packed,
                                            const Behaviour& behaviour, Timestamp issued_at);
/// Catalogue: what is sold anew or at another price, and what is withdrawn. `id` is the catalogue's own.
[[nodiscard]] std::string catalogue_document(const std::string& id, const std::vector<orders::v1::Product>& products,
                                             Timestamp issued_at);

}  // namespace matbud::demo_grocer
