// Which language a reader wants.
#pragma once

#include "matbud/web/messages.h"

namespace matbud::pages {

enum class Language { bokmal, english };

/// `nb` or `en`, as HTML and addresses write it.
[[nodiscard]] std::string_view code_of(Language language);

/// What `?lang=` says; else the first of Norwegian (any) and English that the browser asks for; else English for a
/// browser that asks for others only, and Bokmål for one that asks for none.
[[nodiscard]] Language language_for(const web::Request& request);

}  // namespace matbud::pages
