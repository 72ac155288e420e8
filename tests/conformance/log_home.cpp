#include "log_home.h"

#include <utility>

namespace matbud::log::conformance {
namespace {

std::vector<HomeKind>& homes() {
  static std::vector<HomeKind> all;
  return all;
}

}  // namespace

Registration::Registration(HomeKind kind) { homes().push_back(std::move(kind)); }

const std::vector<HomeKind>& registered_homes() { return homes(); }

}  // namespace matbud::log::conformance
