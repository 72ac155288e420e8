// Collects what is wrong with a document while its reader goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/result.h"

namespace matbud::formats {

/// The first thing found wrong in a document; later ones are dropped, so that readers can go on without asking.
class FirstError {
 public:
  /// `place` is where in the document, as its form names places.
  void tell(std::string_view place, std::string_view why) {
    if (!error_) error_ = Error{Error::Code::invalid, std::string{place} + ": " + std::string{why}};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace matbud::formats
