// Who calls, in which role, and for which municipality: what every endpoint asks before anything else.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "matbud/web/messages.h"

namespace matbud::web {

/// What somebody is here to do. Words of it (`care_worker` ...) stand in sign-ins, access events and documents.
enum class Role : std::uint8_t {
  care_worker,
  picker,  ///< of a grocer
  driver,
  dispatcher,
  operations,  ///< `operator`: keeps the installation running, and sees no personal data
  auditor,
  manager,
  administrator,
};
inline constexpr std::initializer_list<Role> all_roles{Role::care_worker, Role::picker,       Role::driver,
                                                       Role::dispatcher,  Role::operations,   Role::auditor,
                                                       Role::manager,     Role::administrator};
[[nodiscard]] std::string_view word_of(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view word);

/// A set of roles.
class Roles {
 public:
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const auto role : roles) bits_ |= 1U << static_cast<unsigned>(role);
  }
  [[nodiscard]] constexpr bool contains(Role role) const { return (bits_ >> static_cast<unsigned>(role) & 1U) != 0; }
  [[nodiscard]] static constexpr Roles everybody() { return all_roles; }

 private:
  unsigned bits_ = 0;
};

/// Who calls.
struct Caller {
  std::string subject;  ///< random id of the person or program
  Role role = Role::operations;
  std::string municipality;  ///< number, 4 digits; empty = all of the installation
  std::string unit;          ///< a care worker's service unit, a picker's grocer; else empty
  std::string language;      ///< `nb`, `nn`, `se` or `en`
  std::string name = {};     ///< how a person is called on their own page, where the sign-in tells; never logged

  /// Whether an area (`3024-sandvika`) belongs to what they may see: its id begins with its municipality's number.
  [[nodiscard]] bool may_see_area(std::string_view area_id) const;
};

/// The first of our languages that Accept-Language asks for, else `nb`.
[[nodiscard]] std::string language_of(const Request& request);

/// Whether a text can be the id of a person, a unit or a grocer: 1 to 64 of A-Z, a-z, 0-9, `.`, `_`, `-` and `:`.
[[nodiscard]] bool is_caller_id(std::string_view text);
/// Whether it is a municipality's number: 4 digits.
[[nodiscard]] bool is_municipality(std::string_view text);

/// Decides who calls. Threads may share it.
class Gate {
 public:
  virtual ~Gate() = default;
  /// The caller, or the answer that sends them away.
  [[nodiscard]] virtual tl::expected<Caller, Response> admit(const Request& request) const = 0;
};

/// Lets nobody in: 401.
[[nodiscard]] std::shared_ptr<const Gate> closed_gate();

/// For this machine only: believes the headers `matbud-user`, `matbud-role`, `matbud-municipality` and `matbud-unit`.
/// Without them: user `local`, role `operator`, all municipalities, no unit. The language is that of Accept-Language.
[[nodiscard]] std::shared_ptr<const Gate> local_gate();

}  // namespace matbud::web
