// How people and programs come in: by the issuer that --sign-in-... names, or on this machine by one of our own.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/web/router.h"
#include "matbud/web/sign_in/development_issuer.h"
#include "matbud/web/sign_in/sign_in.h"

namespace matbud::host {

/// As the command line and the file's `[sign_in]` say it. Without an issuer: development.
struct SignInOptions {
  web::SignInSettings settings;
  std::filesystem::path key_file;  ///< PEM, PKCS#8, P-256

  [[nodiscard]] bool is_configured() const { return !settings.issuer.empty(); }
};

/// Adds --sign-in-issuer and its kin; in a file they are `[sign_in] issuer = ...`.
void add_sign_in_options(CLI::App& app, SignInOptions& options);

/// The gate of a process and the way to it. A handle; copies are the same.
class Entrance {
 public:
  /// By the issuer of the options. `invalid` or `not_found`, and which setting, when nobody could sign in by them.
  [[nodiscard]] static Result<Entrance> open(const SignInOptions& options);
  /// For this machine alone: whoever comes says who they are, by a click or, without a cookie, by header.
  [[nodiscard]] static Entrance for_development(
      std::vector<web::SomebodyToBe> people = web::DevelopmentIssuer::people_of_the_demo());

  [[nodiscard]] std::shared_ptr<const web::Gate> gate() const { return gate_; }
  /// Adds sign-in and sign-out.
  void add_to(web::Router& router) const;
  /// The issuer of our own; null when there is another.
  [[nodiscard]] const web::DevelopmentIssuer* development() const { return development_.get(); }

 private:
  Entrance() = default;
  std::shared_ptr<web::SignIn> sign_in_;
  std::shared_ptr<const web::DevelopmentIssuer> development_;
  std::shared_ptr<const web::Gate> gate_;
};

}  // namespace matbud::host
