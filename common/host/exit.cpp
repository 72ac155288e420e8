#include "matbud/host/exit.h"

namespace matbud::host {

Exit exit_for(const Error& error) {
  switch (error.code) {
    case Error::Code::not_found: return Exit::not_found;
    case Error::Code::invalid: return Exit::failure;
    case Error::Code::corrupt: return Exit::difference;
    case Error::Code::conflict:
    case Error::Code::retryable:
    case Error::Code::unavailable: return Exit::unreachable;
  }
  return Exit::failure;
}

}  // namespace matbud::host
