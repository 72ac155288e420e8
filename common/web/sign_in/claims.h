// From the issuer's words to a caller of ours.
#pragma once

#include <nlohmann/json.hpp>

#include "matbud/base/result.h"
#include "matbud/web/sign_in/settings.h"

namespace matbud::web {

/// Who the claims of a verified ID token speak of. `invalid`, and what is missing, when they give no role, municipality
/// or unit that is known here: there is no role by default. The message holds no claim's value.
[[nodiscard]] Result<Caller> person_from(const nlohmann::json& claims, const SignInSettings& settings);

/// The same of a program's access token, whose scopes say what it may.
[[nodiscard]] Result<Caller> program_from(const nlohmann::json& claims, const SignInSettings& settings);

}  // namespace matbud::web
