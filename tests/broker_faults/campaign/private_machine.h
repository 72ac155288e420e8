// A machine of the campaign's own: network and mount namespaces that nobody else sees and that go with the process.
#pragma once

#include <filesystem>
#include <string>

#include "plan.h"

namespace matbud::broker_faults {

/// Moves this process, and what it starts from now on, to namespaces of its own: only its loopback, and the broker's
/// address on it. Call it before any thread is started. Returns why it cannot be (not root, no nft); empty when done.
[[nodiscard]] std::string enter_private_machine();

/// Where instances behind links of their own reach what listens on every address of the private machine.
inline constexpr const char* private_address = "10.98.0.1";

/// A network namespace with one link to the private machine. Its verbs throw std::runtime_error when they fail.
class Link {
 public:
  /// `number` is one that no other link has, from 1 to 200.
  Link(std::string name, int number);
  /// Cuts it, as if by a switch or a firewall in between: no end is told.
  void cut(CutKind kind) const;
  void heal() const;
  /// Name for `ip netns exec`.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  int number_;
};

/// While it lives, this thread opens its sockets in the link's namespace.
class Behind {
 public:
  explicit Behind(const Link& link);
  ~Behind();
  Behind(const Behind&) = delete;
  Behind& operator=(const Behind&) = delete;

 private:
  int here_;
};

/// A file system in memory, of a size of its own.
class SmallDisk {
 public:
  /// Mounts it at `directory`, which is made. Throws std::runtime_error when it cannot be.
  SmallDisk(std::filesystem::path directory, int megabytes);
  /// Writes until no byte is free.
  void fill() const;
  void free() const;

 private:
  std::filesystem::path directory_;
};

}  // namespace matbud::broker_faults
