// What an XML document from outside may be, checked on its bytes before any parser sees it.
#pragma once

#include <string_view>

#include "matbud/base/result.h"

namespace matbud::formats {

/// Checks a document of at most 2 MiB: begins like XML in UTF-8, US-ASCII or ISO-8859-1 (any other encoding could hide
/// what follows), holds no DOCTYPE and no entity declaration anywhere, at most 64 levels of elements, 64 attributes an
/// element (the parser compares each with each) and 100,000 elements.
/// Returns the encoding to parse it with; `invalid` as `line: why` otherwise. Whether it is well-formed is the
/// parser's to say.
[[nodiscard]] Result<const char*> check_xml_limits(std::string_view xml);

}  // namespace matbud::formats
