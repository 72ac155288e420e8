#include "matbud/log/grants.h"

namespace matbud::log {
namespace {

const char* name_of(Right right) {
  switch (right) {
    case Right::read: return "read";
    case Right::write: return "write";
    case Right::see_settings: return "see the settings of";
    case Right::share: return "share group";
  }
  return "unknown";
}

}  // namespace

std::string to_string(const Grant& grant) { return grant.principal + ": " + name_of(grant.right) + " " + grant.name; }

}  // namespace matbud::log
