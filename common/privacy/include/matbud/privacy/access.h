// Who may open what: each service unwraps only what its work needs.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace matbud::privacy {

/// A set of sealed fields, by the full names they are sealed under (KeyRing::sealed_under). Immutable once made.
class Access {
 public:
  /// Nothing: the grocer bridge.
  [[nodiscard]] static Access none() { return Access{}; }
  /// Every field: tests, and the export that gives a citizen everything.
  [[nodiscard]] static Access all();
  [[nodiscard]] static Access fields(std::initializer_list<std::string_view> names);
  /// What a service's work needs: `ordering`, `grocer_bridge`, `dispatch`, `notification`, `audit`.
  /// Throws std::logic_error for any other name.
  [[nodiscard]] static Access of(std::string_view service);

  [[nodiscard]] bool allows(std::string_view field) const { return all_ || names_.contains(field); }
  /// It allows nothing.
  [[nodiscard]] bool is_none() const { return !all_ && names_.empty(); }
  /// What both allow.
  [[nodiscard]] Access and_also(const Access& other) const;
  /// The names; empty for none() and for all().
  [[nodiscard]] const std::set<std::string, std::less<>>& names() const& { return names_; }
  const std::set<std::string, std::less<>>& names() && = delete;

 private:
  bool all_ = false;
  std::set<std::string, std::less<>> names_;
};

}  // namespace matbud::privacy
