#include "matbud/privacy/master_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "box.h"
#include "secret.h"

namespace matbud::privacy {
namespace {

/// Owns a file descriptor.
class File {
 public:
  explicit File(int descriptor) : descriptor_{descriptor} {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] explicit operator bool() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string why() { return std::generic_category().message(errno); }

tl::unexpected<Error> refused(Error::Code code, const std::filesystem::path& path, const std::string& what) {
  return failure(code, "master key " + path.string() + ": " + what);
}

Result<void> check_file(const File& file, const std::filesystem::path& path) {
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return refused(Error::Code::unavailable, path, "cannot be looked at: " + why());
  if (!S_ISREG(facts.st_mode)) return refused(Error::Code::invalid, path, "is not a plain file");
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return refused(Error::Code::invalid, path,
                   "others than its owner may read or change it; if nobody has, `chmod 0400` it and start again");
  }
  if (facts.st_size != static_cast<off_t>(key_bytes)) {
    return refused(Error::Code::invalid, path,
                   "has " + std::to_string(facts.st_size) + " bytes, a master key has " + std::to_string(key_bytes));
  }
  return {};
}

bool read_whole(const File& file, std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const auto got = ::read(file.get(), out.data(), out.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

bool write_whole(const File& file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

/// Writes a whole file beside `path` and links it there, so that nobody ever sees half a key and the first of two
/// processes wins.
Result<void> create_file(const std::filesystem::path& path, Random& random) {
  auto beside = path.string() + ".new-XXXXXX";
  const File file{::mkostemp(beside.data(), O_CLOEXEC)};
  if (!file) return refused(Error::Code::unavailable, path, "cannot be made: " + why());
  StackKey key;
  random.fill(key.bytes(), {"master key"});
  if (::fchmod(file.get(), S_IRUSR) != 0 || !write_whole(file, key.bytes()) || ::fsync(file.get()) != 0) {
    const auto reason = why();
    ::unlink(beside.c_str());
    return refused(Error::Code::unavailable, path, "cannot be written: " + reason);
  }
  const int linked = ::link(beside.c_str(), path.c_str());
  const int error = linked == 0 ? 0 : errno;
  ::unlink(beside.c_str());
  if (error != 0 && error != EEXIST) {
    return refused(Error::Code::unavailable, path, "cannot be made: " + std::generic_category().message(error));
  }
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  const File directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!directory || ::fsync(directory.get()) != 0) {
    return refused(Error::Code::unavailable, path, "cannot be made durable: " + why());
  }
  return {};
}

}  // namespace

struct MasterKey::Bytes {
  Bytes() : memory{sodium_memory(key_bytes)} {}
  [[nodiscard]] std::span<std::uint8_t, key_bytes> span() const {
    return std::span<std::uint8_t, key_bytes>{memory.get(), key_bytes};
  }
  SodiumMemory memory;
};

MasterKey::MasterKey(std::unique_ptr<Bytes> bytes) : bytes_{std::move(bytes)} {
  std::array<std::uint8_t, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_->span().data(), key_bytes, nullptr, 0);
  std::array<char, 17> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), 8);
  id_ = text.data();
}

MasterKey::MasterKey(MasterKey&&) noexcept = default;
MasterKey& MasterKey::operator=(MasterKey&&) noexcept = default;
MasterKey::~MasterKey() = default;

Result<MasterKey> MasterKey::load(const std::filesystem::path& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (!file) {
    const auto code = errno == ENOENT ? Error::Code::not_found : Error::Code::unavailable;
    return refused(code, path, "cannot be read: " + why());
  }
  if (const auto checked = check_file(file, path); !checked) return tl::unexpected{checked.error()};
  auto bytes = std::make_unique<Bytes>();
  if (!read_whole(file, bytes->span())) return refused(Error::Code::unavailable, path, "cannot be read: " + why());
  return MasterKey{std::move(bytes)};
}

Result<MasterKey> MasterKey::load_or_create(const std::filesystem::path& path, Random& random) {
  auto loaded = load(path);
  if (loaded || loaded.error().code != Error::Code::not_found) return loaded;
  if (const auto created = create_file(path, random); !created) return tl::unexpected{created.error()};
  return load(path);
}

MasterKey MasterKey::unsaved(Random& random) {
  auto bytes = std::make_unique<Bytes>();
  random.fill(bytes->span(), {"master key"});
  return MasterKey{std::move(bytes)};
}

v1::WrappedKey MasterKey::wrap(std::string key_id, std::span<const std::uint8_t, 32> citizen_key, Timestamp created_at,
                               Random& random) const {
  std::array<std::uint8_t, nonce_bytes> nonce{};
  const std::string_view secret{reinterpret_cast<const char*>(citizen_key.data()), citizen_key.size()};
  random.fill(nonce, {"wrap", key_id, secret});
  v1::WrappedKey wrapped;
  wrapped.set_wrapped(sealed_box(bytes_->span(), nonce, key_id, secret));
  wrapped.set_key_id(std::move(key_id));
  wrapped.set_master_key_id(id_);
  wrapped.set_created_at_ms(to_ms(created_at));
  return wrapped;
}

Result<void> MasterKey::unwrap(const v1::WrappedKey& wrapped, std::span<std::uint8_t, 32> citizen_key) const {
  sodium_memzero(citizen_key.data(), citizen_key.size());
  if (wrapped.master_key_id() != id_) {
    return failure(Error::Code::invalid, "key of citizen " + wrapped.key_id() + " was wrapped by master key " +
                                             wrapped.master_key_id() + ", not by " + id_);
  }
  if (wrapped.wrapped().size() != box_overhead + key_bytes ||
      !open_box(bytes_->span(), wrapped.key_id(), wrapped.wrapped(), citizen_key)) {
    return failure(Error::Code::corrupt, "wrapped key of citizen " + wrapped.key_id() + " does not open");
  }
  return {};
}

}  // namespace matbud::privacy
