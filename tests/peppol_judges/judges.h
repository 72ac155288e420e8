// The published judges of Peppol and EHF documents (Java), as tests call them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::judges {

/// What the judges say of one document.
struct Verdict {
  std::string rules;  ///< the set it was judged by; empty when there is none for it, or it is no XML
  bool valid = false;
  std::vector<std::string> errors;  ///< `PEPPOL-T01-R003 /Order/...: words`
};

/// Judges every *.xml of a folder; by file name. `unavailable`, and why, when the judges cannot be had on this machine.
/// Takes about a second for each kind of document and some seconds besides.
[[nodiscard]] Result<std::map<std::string, Verdict>> judge_folder(const std::filesystem::path& folder);

}  // namespace matbud::judges
