// The AsyncAPI document of an installation.
#pragma once

#include <string>
#include <vector>

#include "contract.h"

namespace matbud::schema {

/// AsyncAPI 3.0.0 as JSON.
[[nodiscard]] std::string asyncapi(const std::vector<Channel>& channels, const std::vector<GrocerId>& grocers);

}  // namespace matbud::schema
