#include "document_model.h"

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>

#include "models.h"

namespace matbud::grocer_bridge::edge {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

const std::map<std::string, CodeList, std::less<>>& code_lists() {
  static const auto lists = [] {
    std::map<std::string, CodeList, std::less<>> read;
    for (const auto line : split(code_lists_table, '\n')) {
      const auto words = split(line, ' ');
      for (std::size_t i = 1; i < words.size(); ++i) read[std::string{words.front()}].emplace(words[i]);
    }
    return read;
  }();
  return lists;
}

std::vector<const CodeList*> lists_named(std::string_view names) {
  std::vector<const CodeList*> lists;
  for (const auto name : split(names, '|')) {
    const auto found = code_lists().find(name);
    if (found == code_lists().end()) throw std::logic_error{"no code list " + std::string{name}};
    lists.push_back(&found->second);
  }
  return lists;
}

AttributeRule attribute_of(std::string_view word) {
  AttributeRule rule;
  const auto codes = word.find("in:");
  const auto fixed = word.find('=');
  auto name = word.substr(0, std::min(codes, fixed));
  if (codes != std::string_view::npos) rule.codes = lists_named(word.substr(codes + 3));
  if (fixed != std::string_view::npos) rule.fixed = word.substr(fixed + 1);
  rule.required = name.ends_with('!');
  if (rule.required) name.remove_suffix(1);
  rule.name = name;
  return rule;
}

/// One line of a table; nothing when it is not for this variant.
std::optional<ElementRule> element_of(std::string_view line, Variant variant) {
  ElementRule rule;
  for (const auto word : split(line, ' ')) {
    if (rule.name.empty()) {
      rule.name = word;
    } else if (word == "!") {
      rule.required = true;
    } else if (word == "*") {
      rule.repeats = true;
    } else if (word.starts_with('~')) {
      if (word.find(static_cast<char>(variant)) == std::string_view::npos) return std::nullopt;
    } else if (word.starts_with('@')) {
      rule.attributes.push_back(attribute_of(word.substr(1)));
    } else if (word.starts_with("in:")) {
      rule.codes = lists_named(word.substr(3));
    } else if (word.starts_with('=')) {
      rule.fixed = word.substr(1);
    } else {
      rule.kind = word;
    }
  }
  return rule;
}

ElementRule model_from(std::string_view table, Variant variant) {
  constexpr std::size_t indentation = 2;
  const auto lines = split(table, '\n');
  ElementRule root;
  root.name = lines.front();
  root.required = true;
  std::vector<ElementRule*> open{&root};  // the last element of each depth, from the root
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto depth = lines[i].find_first_not_of(' ') / indentation;
    auto rule = element_of(lines[i], variant);
    if (!rule) continue;
    open.resize(depth);
    auto& siblings = open.back()->children;
    siblings.push_back(std::move(*rule));
    open.push_back(&siblings.back());
  }
  return root;
}

struct Kind {
  std::string_view root;
  const char* const& table;
  std::string_view variants;
};
constexpr Kind kinds[] = {{"OrderResponse", order_response_table, "abcd"},
                          {"DespatchAdvice", despatch_advice_table, "ac"},
                          {"Catalogue", catalogue_table, "ac"}};

}  // namespace

const ElementRule* model_of(std::string_view root, Variant variant) {
  using Key = std::pair<std::string, char>;
  static const auto models = [] {
    std::map<Key, ElementRule> read;
    for (const auto& kind : kinds) {
      for (const char letter : kind.variants)
        read.emplace(Key{kind.root, letter}, model_from(kind.table, static_cast<Variant>(letter)));
    }
    return read;
  }();
  const auto found = models.find(Key{root, static_cast<char>(variant)});
  return found == models.end() ? nullptr : &found->second;
}

}  // namespace matbud::grocer_bridge::edge
