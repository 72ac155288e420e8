#include "matbud/api/opening.h"

namespace matbud::api {

using nlohmann::json;

Opening::Opening(const privacy::KeyRing& keys, const privacy::Access& access, std::string ground)
    : keys_{keys.narrowed_to(access)}, access_{access}, ground_{std::move(ground)} {}

void Opening::shape(std::string field_full_name, std::function<json(const std::string&)> shown) {
  shapes_[std::move(field_full_name)] = std::move(shown);
}

bool Opening::may_read(std::string_view field_full_name) const {
  return access_.allows(privacy::KeyRing::sealed_under(field_full_name));
}

std::optional<std::string> Opening::open(const privacy::v1::Sealed& sealed, std::string_view field_full_name) {
  const auto under = privacy::KeyRing::sealed_under(field_full_name);
  if (!access_.allows(under) || sealed.box().empty()) return std::nullopt;
  auto opened = keys_.open(sealed, field_full_name);
  if (opened.kind != privacy::Opened::Kind::clear) return std::nullopt;
  opened_.emplace(under.substr(under.rfind('.') + 1));
  return std::move(opened.clear);
}

Opener Opening::opener() {
  return [this](const privacy::v1::Sealed& sealed, std::string_view field) -> json {
    if (!may_read(field)) return json(json::value_t::discarded);
    const auto clear = open(sealed, field);
    if (!clear) return nullptr;
    const auto shaped = shapes_.find(privacy::KeyRing::sealed_under(field));
    return shaped == shapes_.end() ? json(*clear) : shaped->second(*clear);
  };
}

std::vector<Look> Opening::looks(const CitizenId& citizen, const AreaId& area, bool within_a_sitting) const {
  if (opened_.empty()) return {};
  return {{citizen, area, ground_, {opened_.begin(), opened_.end()}, within_a_sitting}};
}

}  // namespace matbud::api
