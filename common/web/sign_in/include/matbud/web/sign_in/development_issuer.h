// An issuer inside the process, for a demo or a machine of one's own: "Who are you today?", one click a role. The same
// code, PKCE, assertion and signed token as with any issuer; only that nobody has to prove who they are.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/web/router.h"
#include "matbud/web/sign_in/fetch.h"
#include "matbud/web/sign_in/settings.h"

namespace matbud::web {

/// Somebody to be.
struct SomebodyToBe {
  Role role;
  std::string subject;
  std::string municipality;  ///< empty: all
  std::string unit;
};

class DevelopmentIssuer {
 public:
  /// `clock` must outlive it and what it gave.
  explicit DevelopmentIssuer(const Clock& clock, std::vector<SomebodyToBe> people);
  /// One of each role, in the municipality of the made-up world.
  [[nodiscard]] static std::vector<SomebodyToBe> people_of_the_demo();

  /// How SignIn speaks with it: settings with a client of its own, and a way that leaves the process never.
  [[nodiscard]] SignInSettings settings() const;
  [[nodiscard]] Fetch fetch() const;
  /// Adds `GET /development-issuer/authorize`. A `login_hint` of `role/id/municipality/unit` (`driver/d-1/3024/`) is
  /// somebody who needs no click. Must never be added to what other machines can reach.
  void add_to(Router& router) const;
  /// A token as programs have: for tests of what they may do. The scope is a role's word.
  [[nodiscard]] std::string program_token(const SomebodyToBe& program) const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace matbud::web
