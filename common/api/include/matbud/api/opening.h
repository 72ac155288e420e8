// Opening what a role may read, and keeping count of what was opened.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/api/desk.h"
#include "matbud/api/render.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::api {

/// One look at one citizen. Belongs to one thread, and must stay where it is while its opener is used.
class Opening {
 public:
  /// `access`: what the role's work lets it read; `ground`: why, as audit is told.
  Opening(const privacy::KeyRing& keys, const privacy::Access& access, std::string ground);

  /// How a field whose clear text is no text is shown, by the name it is sealed under.
  void shape(std::string field_full_name, std::function<nlohmann::json(const std::string& clear)> shown);

  /// For json_of: what was sealed, null when it is erased or nothing is there; left out when the role may not read it.
  [[nodiscard]] Opener opener();
  /// The clear text; nothing when the role may not read it, or there is none.
  [[nodiscard]] std::optional<std::string> open(const privacy::v1::Sealed& sealed, std::string_view field_full_name);
  [[nodiscard]] bool may_read(std::string_view field_full_name) const;
  /// The look that it was; none when nothing was opened.
  [[nodiscard]] std::vector<Look> looks(const CitizenId& citizen, const AreaId& area, bool within_a_sitting) const;

 private:
  privacy::KeyRing keys_;
  privacy::Access access_;
  std::string ground_;
  std::map<std::string, std::function<nlohmann::json(const std::string&)>, std::less<>> shapes_;
  std::set<std::string> opened_;
};

}  // namespace matbud::api
