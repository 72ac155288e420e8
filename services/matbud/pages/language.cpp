#include "language.h"

#include <optional>

namespace matbud::pages {
namespace {

/// `nb-NO;q=0.8` -> Bokmål. Weights are not read: browsers name the wanted language first.
std::optional<Language> language_in(std::string_view range) {
  const auto begin = range.find_first_not_of(" \t");
  if (begin == range.npos) return std::nullopt;
  range = range.substr(begin, range.find_first_of("-; \t", begin) - begin);
  // What many browsers still call Bokmål.
  if (range == "no") return Language::bokmal;
  for (const auto language : languages) {
    if (range == code_of(language)) return language;
  }
  return std::nullopt;
}

}  // namespace

std::string_view code_of(Language language) {
  switch (language) {
    case Language::bokmal: return "nb";
    case Language::nynorsk: return "nn";
    case Language::sami: return "se";
    case Language::english: return "en";
  }
  return "nb";
}

std::string_view name_of(Language language) {
  switch (language) {
    case Language::bokmal: return "Bokmål";
    case Language::nynorsk: return "Nynorsk";
    case Language::sami: return "Davvisámegiella";
    case Language::english: return "English";
  }
  return {};
}

Language language_for(const web::Request& request) {
  if (const auto chosen = request.query_value("lang")) {
    if (const auto language = language_in(*chosen)) return *language;
  }
  auto asked_for = request.header("accept-language").value_or("");
  if (asked_for.empty() || asked_for == "*") return Language::bokmal;
  while (!asked_for.empty()) {
    const auto comma = asked_for.find(',');
    if (const auto language = language_in(asked_for.substr(0, comma))) return *language;
    asked_for = comma == asked_for.npos ? std::string_view{} : asked_for.substr(comma + 1);
  }
  return Language::english;
}

}  // namespace matbud::pages
