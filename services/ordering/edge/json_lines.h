// What the documents of ordering have in common: lines of an order, and free texts that are sealed at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/formats/json_fields.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// Free texts of one citizen that wait until the whole document is found good; then they are sealed into their places,
/// which must stay where they are until then.
class ClearTexts {
 public:
  explicit ClearTexts(formats::FirstError& errors) : errors_{errors} {}

  /// Whose key seals them. `pointer` is where a document without one would name them.
  void belong_to(std::string citizen_id, std::string pointer);
  /// Reads an optional free text of at most 2,000 bytes. `into` gives the place, and is asked only when there is one.
  template <class Into>
  void read(formats::Fields& of, std::string_view name, std::string field_full_name, const Into& into) {
    auto text = of.optional_text(name, words_characters_max);
    if (text) add(of.pointer_of(name), std::move(field_full_name), *std::move(text), into());
  }
  /// A text, or bytes of a message, that was read otherwise.
  void add(const std::string& pointer, std::string field_full_name, std::string text, privacy::v1::Sealed* into);
  void seal(const Sealer& seal) const;

 private:
  static constexpr std::size_t words_characters_max = 2'000;
  struct ClearText {
    std::string field_full_name;
    std::string text;
    privacy::v1::Sealed* into;
  };
  formats::FirstError& errors_;
  CitizenId citizen_;
  std::string citizen_pointer_;
  std::vector<ClearText> texts_;
};

/// The wish that the field names; `similar`, `ask` or `never`.
inline orders::v1::SubstitutionWish read_wish_word(formats::Fields& fields, std::string_view name) {
  // The words stand in the order of the enum, whose first real value is SIMILAR.
  const auto place = fields.optional_word(name, {"similar", "ask", "never"});
  return place ? static_cast<orders::v1::SubstitutionWish>(orders::v1::SUBSTITUTION_WISH_SIMILAR +
                                                           static_cast<int>(*place))
               : orders::v1::SUBSTITUTION_WISH_UNSPECIFIED;
}

/// Reads `lines`: 1 to 200.
void read_lines(formats::Fields& fields, google::protobuf::RepeatedPtrField<orders::v1::OrderLine>& lines,
                ClearTexts& texts);

}  // namespace matbud::ordering::edge
