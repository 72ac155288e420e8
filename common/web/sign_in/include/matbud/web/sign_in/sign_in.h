// Signing in: people by OpenID Connect, programs by the issuer's tokens; and the gate that knows both.
//
//   const auto sign_in = SignIn::make(settings, network_fetch(), clock);
//   (*sign_in)->add_to(router);
//   api::Api api{router, (*sign_in)->gate()};
#pragma once

#include <memory>

#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/web/caller.h"
#include "matbud/web/router.h"
#include "matbud/web/sign_in/fetch.h"
#include "matbud/web/sign_in/settings.h"

namespace matbud::web {

class SignIn : public std::enable_shared_from_this<SignIn> {
 public:
  /// `invalid`, and which setting, when nobody could sign in with these. `clock` is the real one, whatever day an
  /// installation lives, and must outlive it.
  [[nodiscard]] static Result<std::shared_ptr<SignIn>> make(SignInSettings settings, Fetch fetch, const Clock& clock);
  ~SignIn();
  SignIn(const SignIn&) = delete;
  SignIn& operator=(const SignIn&) = delete;

  /// Lets in whoever has a session (a cookie) or a program's token (`Authorization: Bearer`), and nobody else: 401 with
  /// the code `sign_in`. Headers `matbud-role` and `matbud-user`, where they come with a session, must say who that is,
  /// so that a page of somebody who has left writes nothing in the name of who came after.
  [[nodiscard]] std::shared_ptr<const Gate> gate();

  /// Adds `GET /sign-in?back=PATH`, `/sign-in/callback`, `POST /sign-out`, `GET /sign-out/done` and what they look
  /// like. The router keeps this alive.
  void add_to(Router& router);

 private:
  class Impl;
  explicit SignIn(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Lets in by `first`; whom that does not know, and who says `matbud-role` in a header, by local_gate(). For a machine
/// of one's own, beside the development issuer: programs and scripts there say who they are.
[[nodiscard]] std::shared_ptr<const Gate> gate_for_development(std::shared_ptr<const Gate> first);

}  // namespace matbud::web
