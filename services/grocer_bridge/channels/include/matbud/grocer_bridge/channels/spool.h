// Folders through which documents travel: nothing in them is ever half there, and nothing is lost when we die.
//
//   <root>/<grocer>/out       what we have written; the access point takes it away
//                   in        what has come; whoever writes there writes elsewhere first and renames
//                   done      what was read and used
//                   refused   what could not be used, each with a .txt that says where and why
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"

namespace matbud::grocer_bridge {

/// The folders of one grocer. Every call is whole or repeatable: after a death at any point the same call again leaves
/// what one call would have left. Not thread-safe for one grocer; other processes may work on the same folders.
class Spool {
 public:
  /// Called with the name of each step before it is taken; tests die in it.
  using OnStep = std::function<void(std::string_view step)>;

  Spool(const std::filesystem::path& root, const GrocerId& grocer, OnStep on_step = {});

  /// Makes the folders that are missing. `unavailable` when that cannot be.
  [[nodiscard]] Result<void> prepare();

  /// Puts a file into out/ by renaming what is whole and on the disk. A file of that name and content is left as it is.
  /// `retryable` when the disk is full or the folder cannot be written.
  [[nodiscard]] Result<void> put_out(const std::string& name, std::string_view bytes);

  /// Names in in/, sorted; hidden files, folders and what is not a plain file are left alone.
  [[nodiscard]] Result<std::vector<std::string>> incoming() const;
  /// The bytes of one; `not_found` when somebody else has moved it, `invalid` above 2 MiB.
  [[nodiscard]] Result<std::string> read_in(const std::string& name) const;
  /// Moves it on to done/ under `as`. One that is there no more was moved already.
  [[nodiscard]] Result<void> finish(const std::string& name, const std::string& as);
  /// Writes `as`.txt with `why` into refused/, then moves the file there under `as`.
  [[nodiscard]] Result<void> refuse(const std::string& name, const std::string& as, const std::string& why);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] Result<void> write_whole(const std::filesystem::path& folder, const std::string& name,
                                         std::string_view bytes);
  [[nodiscard]] Result<void> move_in_to(const std::string& name, const char* to, const std::string& as);
  void step(std::string_view name) const {
    if (on_step_) on_step_(name);
  }

  std::filesystem::path folder_;
  OnStep on_step_;
};

}  // namespace matbud::grocer_bridge
