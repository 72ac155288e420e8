#include "json_lines.h"

namespace matbud::ordering::edge {
namespace {

constexpr std::size_t lines_max = 200;
constexpr std::uint32_t quantity_max = 100'000;

}  // namespace

void ClearTexts::belong_to(std::string citizen_id, std::string pointer) {
  citizen_ = CitizenId{std::move(citizen_id)};
  citizen_pointer_ = std::move(pointer);
}

void ClearTexts::add(const std::string& pointer, std::string field_full_name, std::string text,
                     privacy::v1::Sealed* into) {
  if (citizen_.empty()) errors_.tell(citizen_pointer_, "is missing: " + pointer + " is sealed with this citizen's key");
  texts_.push_back({std::move(field_full_name), std::move(text), into});
}

void ClearTexts::seal(const Sealer& seal) const {
  for (const auto& [field, text, into] : texts_) *into = seal(citizen_, field, text);
}

void read_lines(formats::Fields& fields, google::protobuf::RepeatedPtrField<orders::v1::OrderLine>& lines,
                ClearTexts& texts) {
  for (auto& line_fields : fields.objects("lines", lines_max)) {
    auto& line = *lines.Add();
    line.set_gtin(line_fields.gtin("gtin"));
    line.set_quantity(line_fields.whole_number("quantity", 1, quantity_max));
    line.set_alternative_gtin(line_fields.optional_gtin("alternative_gtin"));
    line.set_wish(read_wish_word(line_fields, "wish"));
    texts.read(line_fields, "warning_passed_reason", "matbud.orders.v1.OrderLine.warning_passed_reason",
               [&] { return line.mutable_warning_passed_reason(); });
    line_fields.refuse_the_rest();
  }
}

}  // namespace matbud::ordering::edge
