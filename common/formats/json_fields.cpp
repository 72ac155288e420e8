#include "matbud/formats/json_fields.h"

#include <algorithm>
#include <limits>

#include "matbud/formats/dates.h"
#include "matbud/formats/gtin.h"
#include "matbud/formats/json_document.h"
#include "matbud/formats/text.h"

namespace matbud::formats {
namespace {

constexpr std::size_t id_bytes_max = 64;

bool is_id_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '.' ||
         byte == '_' || byte == '-' || byte == ':';
}

}  // namespace

Fields::Fields(const nlohmann::json& value, std::string pointer, FirstError& errors)
    : object_{value.is_object() ? &value : nullptr}, pointer_{std::move(pointer)}, errors_{&errors} {
  if (!object_) errors_->tell(pointer_.empty() ? "the document" : pointer_, "must be an object");
}

std::string Fields::pointer_of(std::string_view name) const { return child_pointer(pointer_, name); }

const nlohmann::json* Fields::find(std::string_view name, bool required) {
  asked_.emplace(name);
  if (!object_) return nullptr;
  const auto found = object_->find(name);
  if (found != object_->end()) return &*found;
  if (required) errors_->tell(pointer_of(name), "is missing");
  return nullptr;
}

const std::string* Fields::text(std::string_view name, bool required) {
  const auto* const value = find(name, required);
  if (!value) return nullptr;
  if (!value->is_string()) {
    errors_->tell(pointer_of(name), "must be a text");
    return nullptr;
  }
  return value->get_ptr<const std::string*>();
}

std::string Fields::id(std::string_view name) {
  (void)text(name, true);
  return optional_id(name);
}

std::string Fields::optional_id(std::string_view name) {
  const auto* const value = text(name, false);
  if (!value) return {};
  const bool good = !value->empty() && value->size() <= id_bytes_max && std::ranges::all_of(*value, is_id_byte);
  if (good) return *value;
  errors_->tell(pointer_of(name), "must be an id: 1 to 64 letters a-z, digits, '.', '_', '-' or ':'");
  return {};
}

std::uint32_t Fields::whole_number(std::string_view name, std::uint32_t min, std::uint32_t max) {
  const auto* const value = find(name, true);
  if (!value) return 0;
  if (!value->is_number_integer()) {
    errors_->tell(pointer_of(name), "must be a whole number");
    return 0;
  }
  const bool in_range =
      value->is_number_unsigned() && value->get<std::uint64_t>() >= min && value->get<std::uint64_t>() <= max;
  if (in_range) return value->get<std::uint32_t>();
  errors_->tell(pointer_of(name),
                "is " + value->dump() + "; " + std::to_string(min) + " to " + std::to_string(max) + " is allowed");
  return 0;
}

bool Fields::has(std::string_view name) const { return object_ && object_->contains(name); }

std::int64_t Fields::whole_number_64(std::string_view name, std::int64_t min, std::int64_t max) {
  const auto* const value = find(name, true);
  if (!value) return 0;
  if (!value->is_number_integer()) {
    errors_->tell(pointer_of(name), "must be a whole number");
    return 0;
  }
  // What lies beyond the signed numbers would wrap around.
  const bool fits = !value->is_number_unsigned() ||
                    value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (fits && value->get<std::int64_t>() >= min && value->get<std::int64_t>() <= max) return value->get<std::int64_t>();
  errors_->tell(pointer_of(name),
                "is " + value->dump() + "; " + std::to_string(min) + " to " + std::to_string(max) + " is allowed");
  return 0;
}

std::uint32_t Fields::optional_whole_number(std::string_view name, std::uint32_t min, std::uint32_t max) {
  return find(name, false) ? whole_number(name, min, max) : 0;
}

bool Fields::flag(std::string_view name, bool otherwise) {
  const auto* const value = find(name, false);
  if (!value) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  errors_->tell(pointer_of(name), "must be true or false");
  return otherwise;
}

std::int32_t Fields::optional_date(std::string_view name) { return find(name, false) ? date(name) : 0; }

std::int32_t Fields::date(std::string_view name) {
  const auto* const value = text(name, true);
  if (!value) return 0;
  if (const auto day = parse_date(*value)) return *day;
  errors_->tell(pointer_of(name), "must be a date of the calendar like 2026-11-24");
  return 0;
}

std::vector<std::int32_t> Fields::optional_dates(std::string_view name, std::size_t max) {
  std::vector<std::int32_t> days;
  const auto* const list = texts(name, max);
  if (!list) return days;
  for (std::size_t at = 0; at < list->size(); ++at) {
    if (const auto day = parse_date((*list)[at].get_ref<const std::string&>())) {
      days.push_back(*day);
    } else {
      errors_->tell(child_pointer(pointer_of(name), std::to_string(at)),
                    "must be a date of the calendar like 2026-11-24");
    }
  }
  return days;
}

std::uint64_t Fields::gtin(std::string_view name) {
  (void)text(name, true);
  return optional_gtin(name);
}

std::uint64_t Fields::optional_gtin(std::string_view name) {
  const auto* const value = text(name, false);
  if (!value) return 0;
  const auto gtin = parse_gtin(*value);
  if (gtin) return gtin->value();
  errors_->tell(pointer_of(name), gtin.error().message);
  return 0;
}

std::optional<std::string> Fields::optional_text(std::string_view name, std::size_t characters_max) {
  const auto* const value = text(name, false);
  if (!value) return std::nullopt;
  if (value->empty()) {
    errors_->tell(pointer_of(name), "is empty; leave it out instead");
  } else if (characters_in(*value) > characters_max) {
    errors_->tell(pointer_of(name), "is longer than " + std::to_string(characters_max) + " characters");
  } else if (has_control_characters(*value)) {
    errors_->tell(pointer_of(name), "holds a control character");
  } else {
    return *value;
  }
  return std::nullopt;
}

std::optional<std::size_t> Fields::optional_word(std::string_view name, std::initializer_list<std::string_view> words) {
  const auto* const value = text(name, false);
  if (!value) return std::nullopt;
  const auto* const found = std::ranges::find(words, *value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string list;
  for (const auto word : words) list.append(list.empty() ? "" : ", ").append(word);
  errors_->tell(pointer_of(name), "must be one of: " + list);
  return std::nullopt;
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t max) {
  std::vector<Fields> elements;
  const auto* const value = find(name, true);
  if (!value) return elements;
  if (!value->is_array() || value->empty() || value->size() > max) {
    errors_->tell(pointer_of(name), "must be a list of 1 to " + std::to_string(max) + " elements");
    return elements;
  }
  for (std::size_t at = 0; at < value->size(); ++at)
    elements.emplace_back((*value)[at], child_pointer(pointer_of(name), std::to_string(at)), *errors_);
  return elements;
}

std::optional<Fields> Fields::optional_object(std::string_view name) {
  const auto* const value = find(name, false);
  if (!value) return std::nullopt;
  return Fields{*value, pointer_of(name), *errors_};
}

const std::vector<nlohmann::json>* Fields::texts(std::string_view name, std::size_t max) {
  const auto* const value = find(name, false);
  if (!value) return nullptr;
  const bool good = value->is_array() && value->size() <= max &&
                    std::ranges::all_of(*value, [](const auto& element) { return element.is_string(); });
  if (good) return value->get_ptr<const nlohmann::json::array_t*>();
  errors_->tell(pointer_of(name), "must be a list of at most " + std::to_string(max) + " texts");
  return nullptr;
}

std::vector<std::string> Fields::optional_ids(std::string_view name, std::size_t max) {
  std::vector<std::string> ids;
  const auto* const list = texts(name, max);
  for (std::size_t at = 0; list && at < list->size(); ++at) {
    const auto& id = (*list)[at].get_ref<const std::string&>();
    if (id.empty() || id.size() > id_bytes_max || !std::ranges::all_of(id, is_id_byte))
      errors_->tell(child_pointer(pointer_of(name), std::to_string(at)),
                    "must be an id: 1 to 64 letters a-z, digits, '.', '_', '-' or ':'");
    ids.push_back(id);
  }
  return ids;
}

std::vector<std::size_t> Fields::optional_words(std::string_view name, std::initializer_list<std::string_view> words) {
  std::vector<std::size_t> places;
  const auto* const list = texts(name, words.size());
  for (std::size_t at = 0; list && at < list->size(); ++at) {
    const auto* const found = std::ranges::find(words, (*list)[at].get_ref<const std::string&>());
    const auto place = static_cast<std::size_t>(found - words.begin());
    const auto pointer = child_pointer(pointer_of(name), std::to_string(at));
    if (found == words.end()) {
      std::string known;
      for (const auto word : words) known.append(known.empty() ? "" : ", ").append(word);
      errors_->tell(pointer, "must be one of: " + known);
    } else if (std::ranges::find(places, place) != places.end()) {
      errors_->tell(pointer, "is given twice");
    } else {
      places.push_back(place);
    }
  }
  return places;
}

void Fields::refuse_the_rest() {
  if (!object_) return;
  for (const auto& [name, value] : object_->items())
    if (!asked_.contains(name)) errors_->tell(pointer_of(name), "is not a field of this document");
}

}  // namespace matbud::formats
