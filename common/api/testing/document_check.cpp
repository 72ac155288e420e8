#include "matbud/api/testing/document_check.h"

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>
#include <vector>

namespace matbud::api::testing {
namespace {

using nlohmann::json;

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for (auto rest = path.substr(0, path.find('?')); !rest.empty();) {
    rest.remove_prefix(1);
    const auto one = rest.substr(0, rest.find('/'));
    segments.emplace_back(one);
    rest.remove_prefix(one.size());
  }
  return segments;
}

bool is_of_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  throw std::logic_error{"a schema speaks of type " + type};
}

bool is_of_types(const json& value, const json& types) {
  if (types.is_string()) return is_of_type(value, types.get<std::string>());
  return std::any_of(types.begin(), types.end(),
                     [&](const json& type) { return is_of_type(value, type.get<std::string>()); });
}

void know_every_word(const json& schema) {
  static const std::set<std::string> known{
      "$ref",     "type",        "required",   "properties", "additionalProperties",
      "items",    "enum",        "const",      "oneOf",      "pattern",
      "minimum",  "maximum",     "minLength",  "maxLength",  "minItems",
      "maxItems", "uniqueItems", "description"};
  for (const auto& [word, value] : schema.items()) {
    if (!known.contains(word)) throw std::logic_error{"a schema uses " + word + ", which nobody checks here"};
  }
}

}  // namespace

std::string DocumentCheck::path_of(std::string_view path) const {
  const auto wanted = segments_of(path);
  std::string best;
  for (const auto& [known, item] : document_.at("paths").items()) {
    const auto segments = segments_of(known);
    if (segments.size() != wanted.size()) continue;
    const bool fits = std::equal(segments.begin(), segments.end(), wanted.begin(), [](const auto& of, const auto& is) {
      return of == is || (of.starts_with('{') && !is.empty());
    });
    if (fits && (best.empty() || std::ranges::count(known, '{') < std::ranges::count(best, '{'))) best = known;
  }
  return best;
}

const json& DocumentCheck::resolved(const json& value) const {
  const auto ref = value.find("$ref");
  if (ref == value.end()) return value;
  return resolved(document_.at(json::json_pointer{ref->get<std::string>().substr(1)}));
}

std::string DocumentCheck::objection(std::string_view method, std::string_view path, int status,
                                     std::string_view content_type, std::string_view body) const {
  const auto known = path_of(path);
  if (known.empty()) return "the document has no path for " + std::string{path};
  std::string verb{method};
  std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  const auto& item = document_.at("paths").at(known);
  const auto name = verb + " " + known + " " + std::to_string(status);
  if (!item.contains(verb)) return name + ": the document has no such method there";
  const auto& responses = item.at(verb).at("responses");
  if (!responses.contains(std::to_string(status))) return name + ": the document does not speak of this status";
  const auto& contents = resolved(responses.at(std::to_string(status))).at("content");
  const std::string type{content_type.substr(0, content_type.find(';'))};
  if (!contents.contains(type)) return name + ": the document does not speak of " + type;
  if (!type.ends_with("json")) return {};  // texts and files have no schema that could be checked
  const auto value = json::parse(body, nullptr, false);
  if (value.is_discarded()) return name + ": the body is no JSON";
  const auto wrong = check(contents.at(type).at("schema"), value, "");
  return wrong.empty() ? wrong : name + " " + wrong;
}

std::string DocumentCheck::check(const json& schema, const json& value, const std::string& where) const {
  if (schema.contains("$ref")) return check(resolved(schema), value, where);
  know_every_word(schema);
  if (schema.contains("oneOf")) {
    const auto fitting = std::count_if(schema.at("oneOf").begin(), schema.at("oneOf").end(),
                                       [&](const json& one) { return check(one, value, where).empty(); });
    if (fitting == 1) return {};
    std::string why;
    for (const auto& one : schema.at("oneOf")) why += "\n  " + check(one, value, where);
    return where + ": fits " + std::to_string(fitting) + " of oneOf" + why;
  }
  if (schema.contains("const") && schema.at("const") != value) return where + ": is not " + schema.at("const").dump();
  if (schema.contains("enum") &&
      std::find(schema.at("enum").begin(), schema.at("enum").end(), value) == schema.at("enum").end())
    return where + ": " + value.dump() + " is none of " + schema.at("enum").dump();
  if (schema.contains("type") && !is_of_types(value, schema.at("type")))
    return where + ": " + value.dump() + " is not of type " + schema.at("type").dump();
  if (auto wrong = check_bounds(schema, value, where); !wrong.empty()) return wrong;
  if (value.is_object()) return check_object(schema, value, where);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto wrong = check(schema.at("items"), value[i], where + "/" + std::to_string(i)); !wrong.empty())
        return wrong;
    }
  }
  return {};
}

std::string DocumentCheck::check_object(const json& schema, const json& value, const std::string& where) const {
  for (const auto& name : schema.value("required", json::array())) {
    if (!value.contains(name.get<std::string>())) return where + ": " + name.get<std::string>() + " is missing";
  }
  const auto properties = schema.value("properties", json::object());
  for (const auto& [name, member] : value.items()) {
    if (properties.contains(name)) {
      if (auto wrong = check(properties.at(name), member, where + "/" + name); !wrong.empty()) return wrong;
    } else if (schema.value("additionalProperties", json(true)) == false) {
      return where + ": " + name + " is not in the document";
    }
  }
  return {};
}

std::string DocumentCheck::check_bounds(const json& schema, const json& value, const std::string& where) const {
  const auto bound = [&](const char* word) { return schema.at(word).get<std::int64_t>(); };
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const auto length = static_cast<std::int64_t>(text.size());
    if (schema.contains("pattern") && !std::regex_search(text, std::regex{schema.at("pattern").get<std::string>()}))
      return where + ": does not match " + schema.at("pattern").get<std::string>();
    if (schema.contains("minLength") && length < bound("minLength")) return where + ": is too short";
    if (schema.contains("maxLength") && length > bound("maxLength")) return where + ": is too long";
  }
  if (value.is_number_integer()) {
    if (schema.contains("minimum") && value.get<std::int64_t>() < bound("minimum")) return where + ": is too small";
    if (schema.contains("maximum") && value.get<std::int64_t>() > bound("maximum")) return where + ": is too large";
  }
  if (value.is_array()) {
    const auto size = static_cast<std::int64_t>(value.size());
    if (schema.contains("minItems") && size < bound("minItems")) return where + ": has too few elements";
    if (schema.contains("maxItems") && size > bound("maxItems")) return where + ": has too many elements";
  }
  return {};
}

}  // namespace matbud::api::testing
