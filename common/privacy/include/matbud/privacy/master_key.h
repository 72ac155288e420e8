// The installation's master key: wraps the citizens' keys, and nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/privacy/random.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::privacy {

/// 32 bytes in locked memory, wiped at the end. Never printed, never copied out. Threads may share it.
class MasterKey {
 public:
  /// Reads the key from `path`, or makes one there (mode 0400, durable before this returns) when there is no file.
  /// Two processes that start at once get the same key. The folder must exist.
  /// `invalid` when the file is not exactly 32 bytes, is not a plain file, or can be read or written by anyone but its
  /// owner; `unavailable` when it cannot be read or made. Messages name the path and what to do.
  [[nodiscard]] static Result<MasterKey> load_or_create(const std::filesystem::path& path, Random& random);
  /// As load_or_create, but `not_found` when there is no file: for programs that must not start an installation anew.
  [[nodiscard]] static Result<MasterKey> load(const std::filesystem::path& path);
  /// A key that is kept in no file: tests, simulation, a demo in memory.
  [[nodiscard]] static MasterKey unsaved(Random& random);

  MasterKey(MasterKey&&) noexcept;
  MasterKey& operator=(MasterKey&&) noexcept;
  ~MasterKey();

  /// The first 8 bytes of the key's BLAKE2b-256 hash, in hex: names the key without telling it.
  [[nodiscard]] const std::string& id() const { return id_; }

  /// A citizen's key, encrypted under this one.
  [[nodiscard]] v1::WrappedKey wrap(std::string key_id, std::span<const std::uint8_t, 32> citizen_key,
                                    Timestamp created_at, Random& random) const;
  /// The reverse, into `citizen_key`. `invalid` when another master key wrapped it, `corrupt` when the bytes were
  /// altered or stand under another citizen's id; `citizen_key` then holds zeros.
  [[nodiscard]] Result<void> unwrap(const v1::WrappedKey& wrapped, std::span<std::uint8_t, 32> citizen_key) const;

 private:
  struct Bytes;
  explicit MasterKey(std::unique_ptr<Bytes> bytes);
  std::unique_ptr<Bytes> bytes_;
  std::string id_;
};

}  // namespace matbud::privacy
