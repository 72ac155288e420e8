// Despatch advice, transaction T16.
#include <algorithm>
#include <chrono>

#include "document_readers.h"
#include "ubl_lines.h"
#include "value_kinds.h"

namespace matbud::grocer_bridge::edge {
namespace {

using formats::cac;
using formats::cbc;
using formats::XmlElement;
using grocer::v1::Packed;

constexpr std::string_view gross_weight = "AAB";  // UNCL6313
constexpr std::size_t reason_bytes_max = 500;
constexpr std::size_t label_bytes_max = 64;

orders::v1::StorageClass storage_named(std::string_view word) {
  if (word == "AMBIENT") return orders::v1::STORAGE_CLASS_AMBIENT;
  if (word == "CHILLED") return orders::v1::STORAGE_CLASS_CHILLED;
  if (word == "FROZEN") return orders::v1::STORAGE_CLASS_FROZEN;
  return orders::v1::STORAGE_CLASS_UNSPECIFIED;
}

class DespatchReader {
 public:
  DespatchReader(formats::UblReader& reader, const FindWords& words, Packed& packed)
      : reader_{reader}, lines_{reader, words}, packed_{packed} {}

  /// The order that all references of the document name.
  std::optional<OrderNumber> order_of(const XmlElement& root) {
    std::optional<OrderNumber> order;
    const auto name = [&](const XmlElement& reference) {
      const auto named = order_in(reference, reader_);
      if (!named) return;
      if (order && (order->order_id != named->order_id || order->area != named->area))
        reader_.tell(reference, "names a second order; a despatch advice is about one");
      order = named;
    };
    for (const auto& reference : root.children(cac, "OrderReference")) name(reference);
    for (const auto& line : root.children(cac, "DespatchLine")) {
      for (const auto& reference : line.children(cac, "OrderLineReference"))
        if (const auto inner = child(reference, cac, "OrderReference")) name(inner);
    }
    if (!order) reader_.tell(root, "names no order");
    return order;
  }

  void read_line(const XmlElement& line) {
    const auto item = child(line, cac, "Item");
    auto gtin = lines_.gtin_of(item);
    if (!gtin) gtin = lines_.gtin_in(child(child(line, cac, "OrderLineReference"), cbc, "LineID"));
    const auto delivered = lines_.amount_in(child(line, cbc, "DeliveredQuantity"));
    const auto outstanding_element = child(line, cbc, "OutstandingQuantity");
    const auto outstanding = lines_.amount_in(outstanding_element);
    if (!gtin || !delivered) return;
    if (outstanding && outstanding->quantity > 0 && outstanding->by_weight != delivered->by_weight)
      reader_.tell(outstanding_element, "has another unit than cbc:DeliveredQuantity");
    auto& read = *packed_.add_lines();
    read.set_gtin(*gtin);
    read.set_quantity(delivered->quantity);
    read.set_sold_by_weight(delivered->by_weight);
    read.set_outstanding_quantity(outstanding ? outstanding->quantity : 0);
    const auto reason = child(line, cbc, "OutstandingReason");
    read.set_outstanding_reason(reader_.text_of(reason));
    if (read.outstanding_reason().size() > reason_bytes_max)
      reader_.tell(reason, "is longer than " + std::to_string(reason_bytes_max) + " bytes");
    read_instance(child(item, cac, "ItemInstance"), read);
    for (const auto& shipment : line.children(cac, "Shipment")) {
      for (const auto& unit : shipment.children(cac, "TransportHandlingUnit")) read_box(unit, storage_of(item));
    }
  }

  /// One box for all, where the document names none.
  void read_whole(const XmlElement& root) {
    if (packed_.boxes_size() > 0) return;
    auto& box = *packed_.add_boxes();
    box.set_box_id(reader_.text_of(child(root, cbc, "ID")).substr(0, label_bytes_max));
    box.set_weight_grams(grams_in(child(child(root, cac, "Shipment"), cbc, "GrossWeightMeasure")));
  }

  /// When the goods left; 0 when the document does not say the hour.
  [[nodiscard]] static std::int64_t left_at_ms(const XmlElement& root) {
    const auto despatch = child(child(child(root, cac, "Shipment"), cac, "Delivery"), cac, "Despatch");
    const auto date = child(despatch, cbc, "ActualDespatchDate").text().value_or("");
    const auto time = child(despatch, cbc, "ActualDespatchTime").text().value_or("");
    if (date.size() != 10 || time.size() != 8) return 0;  // with a time zone: not read
    const auto number = [](const std::string& text, std::size_t at, std::size_t size) {
      return static_cast<int>(std::strtol(text.substr(at, size).c_str(), nullptr, 10));
    };
    const time::Day day{std::chrono::year{number(date, 0, 4)} /
                        std::chrono::month{static_cast<unsigned>(number(date, 5, 2))} /
                        std::chrono::day{static_cast<unsigned>(number(date, 8, 2))}};
    const std::chrono::minutes minutes{number(time, 0, 2) * 60 + number(time, 3, 2)};
    return to_ms(time::Zone::oslo().utc(day, minutes));
  }

 private:
  void read_instance(const XmlElement& instance, bridge::v1::PackedLine& line) {
    const auto lot = child(instance, cac, "LotIdentification");
    line.set_lot(reader_.text_of(child(lot, cbc, "LotNumberID")).substr(0, label_bytes_max));
    auto until = child(instance, cbc, "BestBeforeDate");
    if (!until) until = child(lot, cbc, "ExpiryDate");
    line.set_best_before_day(reader_.date(until).value_or(0));
  }

  /// Our agreement with grocers, since T16 has no word for it: a property `StorageClass` of the goods.
  [[nodiscard]] static orders::v1::StorageClass storage_of(const XmlElement& item) {
    for (const auto& property : item.children(cac, "AdditionalItemProperty")) {
      if (child(property, cbc, "Name").text() == "StorageClass")
        return storage_named(child(property, cbc, "Value").text().value_or(""));
    }
    return orders::v1::STORAGE_CLASS_UNSPECIFIED;
  }

  void read_box(const XmlElement& unit, orders::v1::StorageClass storage) {
    auto id = reader_.text_of(child(unit, cbc, "ID"));
    if (id.empty()) id = reader_.text_of(child(unit, cbc, "ShippingMarks"));
    if (id.empty()) reader_.tell(unit, "has neither cbc:ID nor cbc:ShippingMarks");
    if (id.size() > label_bytes_max)
      reader_.tell(unit, "has a label longer than " + std::to_string(label_bytes_max) + " bytes");
    auto& boxes = *packed_.mutable_boxes();
    auto box = std::find_if(boxes.begin(), boxes.end(), [&](const auto& known) { return known.box_id() == id; });
    if (box == boxes.end()) {
      packed_.add_boxes()->set_box_id(id);
      box = boxes.end() - 1;
    }
    // The coldest of its goods says how it must be kept.
    box->set_storage(std::max(box->storage(), storage));
    for (const auto& dimension : unit.children(cac, "MeasurementDimension")) {
      if (child(dimension, cbc, "AttributeID").text() == gross_weight)
        box->set_weight_grams(grams_in(child(dimension, cbc, "Measure")));
    }
  }

  /// 0 when the element is none.
  std::uint32_t grams_in(const XmlElement& measure) {
    if (!measure) return 0;
    const auto amount = lines_.amount_in(measure);
    if (amount && !amount->by_weight && amount->quantity > 0) reader_.tell(measure, "has a unit that is no weight");
    return amount && amount->by_weight ? amount->quantity : 0;
  }

  formats::UblReader& reader_;
  LineReader lines_;
  Packed& packed_;
};

}  // namespace

Received read_despatch_advice(const XmlElement& root, formats::UblReader& reader, const FindWords& words) {
  ReceivedAnswer received;
  auto& packed = *received.answer.mutable_packed();
  DespatchReader despatch{reader, words, packed};
  const auto order = despatch.order_of(root);
  if (!order) return ReceivedReceipt{};
  received.area = order->area;
  received.answer.set_order_id(order->order_id);
  for (const auto& line : root.children(cac, "DespatchLine")) despatch.read_line(line);
  despatch.read_whole(root);
  packed.set_left_cold_store_at_ms(DespatchReader::left_at_ms(root));
  return received;
}

}  // namespace matbud::grocer_bridge::edge
