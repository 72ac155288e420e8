// Which language a reader wants.
#pragma once

#include <array>
#include <string_view>

#include "matbud/web/messages.h"

namespace matbud::pages {

enum class Language { bokmal, nynorsk, sami, english };

inline constexpr std::array languages{Language::bokmal, Language::nynorsk, Language::sami, Language::english};

/// `nb`, `nn`, `se` (Northern Sámi) or `en`, as HTML and addresses write it.
[[nodiscard]] std::string_view code_of(Language language);
/// `Davvisámegiella`: its name in itself.
[[nodiscard]] std::string_view name_of(Language language);

/// What `?lang=` says; else the first of these that the browser asks for; else English for a browser that asks for
/// others only, and Bokmål for one that asks for none.
[[nodiscard]] Language language_for(const web::Request& request);

}  // namespace matbud::pages
