#include "matbud/ordering/edge/allergens.h"

#include <algorithm>
#include <map>
#include <optional>

#include "allergen_words.h"
#include "matbud/formats/text.h"

namespace matbud::ordering::edge {
namespace {

using orders::v1::Allergen;
using orders::v1::AllergenState;

constexpr std::size_t marked_bytes_max = 80;  // what is longer is two marks that lost their partners

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Letters of every language and digits: all bytes beyond ASCII count as letters.
bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) ||
         static_cast<unsigned char>(byte) >= 0x80;
}

bool word_byte_at(std::string_view text, std::size_t at) { return at < text.size() && is_word_byte(text[at]); }

// --- words ---

struct FoldedWord {
  std::string stem;
  Where where;
  Allergen group;
};

/// Longest first, so that the first match of some letters is the one that counts.
const std::vector<FoldedWord>& folded_words() {
  static const std::vector<FoldedWord> words = [] {
    std::vector<FoldedWord> folded;
    for (const auto& [stem, where, group] : allergen_words()) folded.push_back({formats::fold(stem), where, group});
    std::ranges::stable_sort(folded, std::ranges::greater{}, [](const FoldedWord& word) { return word.stem.size(); });
    return folded;
  }();
  return words;
}

bool stands_where_it_counts(std::string_view text, std::size_t at, std::size_t size, Where where) {
  const bool starts_a_word = at == 0 || !is_word_byte(text[at - 1]);
  const bool ends_a_word = !word_byte_at(text, at + size);
  switch (where) {
    case Where::whole: return starts_a_word && ends_a_word;
    case Where::start: return starts_a_word;
    case Where::end: return ends_a_word;
    case Where::part: return true;
  }
  return false;
}

/// The groups a marked text speaks of; nothing when no word of it is known. Each letter counts for one stem only, but
/// a stem may stand for several groups.
std::optional<std::vector<Allergen>> groups_of(std::string_view marked) {
  const auto text = formats::fold(marked);
  constexpr std::string_view free;
  std::vector<std::string_view> taken_by(text.size(), free);
  std::vector<Allergen> groups;
  bool known = false;
  for (const auto& word : folded_words()) {
    const std::string_view stem{word.stem};
    for (auto at = text.find(stem); at != std::string::npos; at = text.find(stem, at + 1)) {
      if (!stands_where_it_counts(text, at, stem.size(), word.where)) continue;
      const auto letters = std::span{taken_by}.subspan(at, stem.size());
      if (!std::ranges::all_of(letters, [&](auto by) { return by.empty() || by == stem; })) continue;
      std::ranges::fill(letters, stem);
      known = true;
      if (word.group != orders::v1::ALLERGEN_UNSPECIFIED) groups.push_back(word.group);
    }
  }
  if (!known) return std::nullopt;
  return groups;
}

// --- marks ---

struct Mark {
  std::string_view text;  ///< what is marked
  std::size_t behind;     ///< where reading goes on
};

/// The mark whose first `_` stands at `at`: to its closing `_`, else, when that is missing, to the end of the word.
Mark opened_mark(std::string_view text, std::size_t at) {
  const auto begin = at + 1;
  const auto limit = std::min(text.size(), begin + marked_bytes_max);
  for (auto end = begin; end < limit; ++end) {
    const char byte = text[end];
    if (byte == '_') {
      const bool opens_another = !is_word_byte(text[end - 1]) && text[end - 1] != '-' && word_byte_at(text, end + 1);
      const auto marked = text.substr(begin, end - begin);
      return opens_another ? Mark{marked, end} : Mark{marked, end + 1};
    }
    if (byte == ',' && end + 1 < limit && text[end + 1] == '_') continue;  // `_egg,_`
    if (std::string_view{",;:()[].\n"}.find(byte) != std::string_view::npos)
      return {text.substr(begin, end - begin), end};
  }
  auto end = begin;
  while (word_byte_at(text, end)) ++end;
  return {text.substr(begin, end - begin), end};
}

/// The word that ends where a closing `_` stands that nobody opened.
std::string_view word_before(std::string_view text, std::size_t at) {
  auto begin = at;
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

/// The marked texts of a sentence with where they begin.
std::vector<std::pair<std::size_t, std::string_view>> marks_in(std::string_view sentence) {
  std::vector<std::pair<std::size_t, std::string_view>> marks;
  std::size_t read_to = 0;
  for (auto at = sentence.find('_'); at != std::string_view::npos; at = sentence.find('_', read_to)) {
    const bool behind_a_word = at > read_to && is_word_byte(sentence[at - 1]);
    const bool before_a_word = word_byte_at(sentence, at + 1);
    read_to = at + 1;
    if (!behind_a_word && before_a_word) {
      const auto [text, behind] = opened_mark(sentence, at);
      marks.emplace_back(at, text);
      read_to = behind;
    } else if (behind_a_word && !before_a_word) {
      marks.emplace_back(at, word_before(sentence, at));
    }
  }
  return marks;
}

// --- sentences ---

/// The first sentence of the text, with what ends it: a full stop that is not a decimal point, or a line end.
std::string_view first_sentence(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool decimal_point =
        text[at] == '.' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
    if (text[at] == '\n' || (text[at] == '.' && !decimal_point)) return text.substr(0, at + 1);
  }
  return text;
}

/// Whether what stands at `at` is only warned of. German puts the verb behind: "kann Spuren von ... enthalten".
bool is_warned_of(std::string_view sentence, std::size_t at) {
  const auto before = formats::fold(sentence.substr(0, at));
  const auto holds = [&](std::string_view phrase) { return before.find(phrase) != std::string::npos; };
  if (std::ranges::any_of(may_contain_phrases(), holds)) return true;
  return holds("kann ") && formats::fold(sentence.substr(at)).find("enthalten") != std::string::npos;
}

}  // namespace

MarkedAllergens allergens_marked_in(std::string_view ingredients) {
  MarkedAllergens found;
  std::map<Allergen, AllergenState> states;
  while (!ingredients.empty()) {
    const auto sentence = first_sentence(ingredients);
    ingredients.remove_prefix(sentence.size());
    for (const auto& [at, marked] : marks_in(sentence)) {
      ++found.marked_words;
      const auto groups = groups_of(marked);
      if (!groups) {
        found.unknown_words.emplace_back(marked);
        continue;
      }
      const bool warned = is_warned_of(sentence, at);
      for (const auto group : *groups) {
        auto& state = states.try_emplace(group, orders::v1::ALLERGEN_STATE_MAY_CONTAIN).first->second;
        if (!warned) state = orders::v1::ALLERGEN_STATE_CONTAINS;
      }
    }
  }
  for (const auto& [group, state] : states) {
    auto& fact = found.facts.emplace_back();
    fact.set_allergen(group);
    fact.set_state(state);
  }
  return found;
}

}  // namespace matbud::ordering::edge
