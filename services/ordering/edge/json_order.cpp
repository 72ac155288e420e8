#include "matbud/ordering/edge/json_order.h"

#include "json_lines.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/json_fields.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::uint32_t version_max = 1'000'000;
constexpr std::size_t reference_bytes_max = 128;

/// Reads one document.
class OrderReader {
 public:
  OrderReader(formats::Fields& fields, formats::FirstError& errors)
      : fields_{fields}, errors_{errors}, texts_{errors} {}

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

  void seal_texts(const Sealer& seal) const { texts_.seal(seal); }

 private:
  void place(v1::PlaceOrder& order, std::string_view channel) {
    order.set_order_id(fields_.id("order_id"));
    order.set_citizen_id(fields_.id("citizen_id"));
    texts_.belong_to(order.citizen_id(), fields_.pointer_of("citizen_id"));
    order.set_window_id(fields_.id("window_id"));
    order.set_delivery_day(fields_.date("delivery_day"));
    order.set_ordered_by(fields_.optional_id("ordered_by"));
    order.set_orderer_unit(fields_.optional_id("orderer_unit"));
    order.set_visit_id(fields_.optional_id("visit_id"));
    order.set_channel(std::string{channel});
    if (auto reference = fields_.optional_text("buyer_reference", reference_bytes_max))
      order.set_buyer_reference(std::move(*reference));
    read_lines(fields_, *order.mutable_lines(), texts_);
    texts_.read(fields_, "note_to_driver", "matbud.ordering.v1.PlaceOrder.note_to_driver",
                [&] { return order.mutable_note_to_driver(); });
    texts_.read(fields_, "note_to_home_care", "matbud.ordering.v1.PlaceOrder.note_to_home_care",
                [&] { return order.mutable_note_to_home_care(); });
  }

  void amend(v1::AmendOrder& order) {
    order.set_order_id(fields_.id("order_id"));
    texts_.belong_to(fields_.optional_id("citizen_id"), fields_.pointer_of("citizen_id"));
    order.set_expected_version(fields_.whole_number("expected_version", 1, version_max));
    order.set_amended_by(fields_.optional_id("amended_by"));
    order.set_orderer_unit(fields_.optional_id("orderer_unit"));
    read_lines(fields_, *order.mutable_lines(), texts_);
  }

  void cancel(v1::CancelOrder& order) {
    order.set_order_id(fields_.id("order_id"));
    texts_.belong_to(fields_.optional_id("citizen_id"), fields_.pointer_of("citizen_id"));
    order.set_cancelled_by(fields_.optional_id("cancelled_by"));
    order.set_orderer_unit(fields_.optional_id("orderer_unit"));
    texts_.read(fields_, "reason", "matbud.ordering.v1.CancelOrder.reason", [&] { return order.mutable_reason(); });
  }

  formats::Fields& fields_;
  formats::FirstError& errors_;
  ClearTexts texts_;
};

}  // namespace

Result<OrderCommand> order_from_json(std::string_view json, std::string_view channel, const Sealer& seal) {
  const auto document = formats::parse_json(json);
  if (!document) return tl::unexpected<Error>{document.error()};
  formats::FirstError errors;
  formats::Fields fields{*document, "", errors};
  OrderReader reader{fields, errors};
  OrderCommand command;
  reader.read(command, channel);
  if (errors.error()) return tl::unexpected<Error>{*errors.error()};
  reader.seal_texts(seal);
  return command;
}

}  // namespace matbud::ordering::edge
