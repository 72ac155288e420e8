// What is printed of an order that stands packed: the slip that lies in a box, and a label for each box. No name, no
// address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "order_json.h"

namespace matbud::grocer_bridge::packing_http {

/// One line of the slip, as the invoice has it: same order, number, name, quantity, price, VAT.
struct SlipLine {
  int number = 0;  ///< of the order's lines, from 1
  std::uint64_t gtin = 0;
  std::string name;
  std::uint32_t quantity = 0;  ///< pieces, or grams of what is sold by weight; 0 when nothing came
  bool sold_by_weight = false;
  std::int64_t price_ore = 0;    ///< of one piece or kilogram, with VAT
  std::int64_t deposit_ore = 0;  ///< of all pieces
  std::uint32_t vat_basis_points = 0;
  std::int64_t sum_ore = 0;  ///< with VAT, without deposit
  std::string instead_of;    ///< name of what was ordered, when this came in its place
};

/// In the order of the order; what did not come is there with a quantity of 0.
[[nodiscard]] std::vector<SlipLine> slip_lines(const packing::PackingOrder& order, const FindProduct& find);

/// The slip on A4. `language`: nb, nn, se or en. Errors as paper::Pdf has them.
[[nodiscard]] Result<std::string> slip_pdf(const packing::PackingOrder& order, const Around& around,
                                           std::string_view language);
/// A label of A6 for each box.
[[nodiscard]] Result<std::string> labels_pdf(const packing::PackingOrder& order, const Around& around,
                                             std::string_view language);

}  // namespace matbud::grocer_bridge::packing_http
