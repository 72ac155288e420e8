#include "matbud/ordering/edge/json_order.h"

#include <vector>

#include "json_document.h"
#include "json_fields.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::size_t lines_max = 200;
constexpr std::uint32_t quantity_max = 100'000;
constexpr std::uint32_t version_max = 1'000'000;
constexpr std::size_t words_bytes_max = 2'000;
constexpr std::size_t reference_bytes_max = 128;

/// A free text that waits until the whole document is found good; then it is sealed into its place.
struct ClearText {
  std::string field_full_name;
  std::string text;
  privacy::v1::Sealed* into;  ///< inside the command being read, which stays where it is until then
};

/// Reads one document.
class OrderReader {
 public:
  OrderReader(Fields& fields, FirstError& errors) : fields_{fields}, errors_{errors} {}

  void read(OrderCommand& read, std::string_view channel) {
    const auto kind = fields_.optional_word("command", {"place_order", "amend_order", "cancel_order"});
    if (!kind) errors_.tell(fields_.pointer_of("command"), "is missing");
    read.area = AreaId{fields_.id("area_id")};
    read.command_id = fields_.id("command_id");
    if (kind == 0U) place(*read.command.mutable_place_order(), channel);
    if (kind == 1U) amend(*read.command.mutable_amend_order());
    if (kind == 2U) cancel(*read.command.mutable_cancel_order());
    if (kind) fields_.refuse_the_rest();
  }

  void seal_texts(const Sealer& seal) const {
    for (const auto& [field, text, into] : texts_) *into = seal(citizen_, field, text);
  }

 private:
  void place(v1::PlaceOrder& order, std::string_view channel) {
    order.set_order_id(fields_.id("order_id"));
    order.set_citizen_id(fields_.id("citizen_id"));
    citizen_ = CitizenId{order.citizen_id()};
    order.set_window_id(fields_.id("window_id"));
    order.set_delivery_day(fields_.date("delivery_day"));
    order.set_ordered_by(fields_.optional_id("ordered_by"));
    order.set_orderer_unit(fields_.optional_id("orderer_unit"));
    order.set_visit_id(fields_.optional_id("visit_id"));
    order.set_channel(std::string{channel});
    if (auto reference = fields_.optional_text("buyer_reference", reference_bytes_max))
      order.set_buyer_reference(std::move(*reference));
    read_lines(*order.mutable_lines());
    words("note_to_driver", "matbud.ordering.v1.PlaceOrder.note_to_driver", fields_,
          [&] { return order.mutable_note_to_driver(); });
    words("note_to_home_care", "matbud.ordering.v1.PlaceOrder.note_to_home_care", fields_,
          [&] { return order.mutable_note_to_home_care(); });
  }

  void amend(v1::AmendOrder& order) {
    order.set_order_id(fields_.id("order_id"));
    citizen_ = CitizenId{fields_.optional_id("citizen_id")};
    order.set_expected_version(fields_.whole_number("expected_version", 1, version_max));
    order.set_amended_by(fields_.optional_id("amended_by"));
    read_lines(*order.mutable_lines());
  }

  void cancel(v1::CancelOrder& order) {
    order.set_order_id(fields_.id("order_id"));
    citizen_ = CitizenId{fields_.optional_id("citizen_id")};
    order.set_cancelled_by(fields_.optional_id("cancelled_by"));
    words("reason", "matbud.ordering.v1.CancelOrder.reason", fields_, [&] { return order.mutable_reason(); });
  }

  void read_lines(google::protobuf::RepeatedPtrField<orders::v1::OrderLine>& lines) {
    for (auto& line_fields : fields_.objects("lines", lines_max)) {
      auto& line = *lines.Add();
      line.set_gtin(line_fields.gtin("gtin"));
      line.set_quantity(line_fields.whole_number("quantity", 1, quantity_max));
      line.set_alternative_gtin(line_fields.optional_gtin("alternative_gtin"));
      // The words stand in the order of the enum, whose first real value is SIMILAR.
      if (const auto wish = line_fields.optional_word("wish", {"similar", "ask", "never"}))
        line.set_wish(
            static_cast<orders::v1::SubstitutionWish>(orders::v1::SUBSTITUTION_WISH_SIMILAR + static_cast<int>(*wish)));
      words("warning_passed_reason", "matbud.orders.v1.OrderLine.warning_passed_reason", line_fields,
            [&] { return line.mutable_warning_passed_reason(); });
      line_fields.refuse_the_rest();
    }
  }

  template <class Into>
  void words(std::string_view name, std::string field_full_name, Fields& of, const Into& into) {
    auto text = of.optional_text(name, words_bytes_max);
    if (!text) return;
    if (citizen_.empty())
      errors_.tell(fields_.pointer_of("citizen_id"),
                   "is missing: " + of.pointer_of(name) + " is sealed with this citizen's key");
    texts_.push_back({std::move(field_full_name), std::move(*text), into()});
  }

  Fields& fields_;
  FirstError& errors_;
  CitizenId citizen_;
  std::vector<ClearText> texts_;
};

}  // namespace

Result<OrderCommand> order_from_json(std::string_view json, std::string_view channel, const Sealer& seal) {
  const auto document = parse_json(json);
  if (!document) return tl::unexpected<Error>{document.error()};
  FirstError errors;
  Fields fields{*document, "", errors};
  OrderReader reader{fields, errors};
  OrderCommand command;
  reader.read(command, channel);
  if (errors.error()) return tl::unexpected<Error>{*errors.error()};
  reader.seal_texts(seal);
  return command;
}

}  // namespace matbud::ordering::edge
