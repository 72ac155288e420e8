#include "matbud/grocer_bridge/channels/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

#include <array>
#include <charconv>
#include <optional>

#include "matbud/formats/file.h"

namespace matbud::grocer_bridge {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::string_view version_prefix = "v1,";
constexpr std::size_t secrets_max = 2;
constexpr std::size_t secret_bytes_min = 24;
constexpr std::size_t secret_bytes_max = 64;
constexpr std::size_t token_bytes_min = 32;
constexpr std::size_t file_bytes_max = 4'096;
constexpr std::size_t id_bytes_max = 256;
constexpr std::size_t seen_max = 100'000;

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const auto size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const auto size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                    reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

/// The lines that are not empty.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// A file that only its owner may read.
Result<std::string> read_private(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return failure(Error::Code::not_found, path.string() + ": there is no such file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return failure(Error::Code::invalid, path.string() + ": others than its owner may read it; it must have mode 0400");
  return formats::read_file(path, file_bytes_max);
}

std::string hmac_of(const std::string& key, std::string_view id, std::int64_t timestamp_s, std::string_view body) {
  std::string text{id};
  text.append(".").append(std::to_string(timestamp_s)).append(".").append(body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), mac.data(), &size);
  return {reinterpret_cast<const char*>(mac.data()), size};
}

}  // namespace

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<SharedSecrets> SharedSecrets::parse(std::string_view text) {
  SharedSecrets secrets;
  std::size_t number = 0;
  for (const auto line : lines_of(text)) {
    const auto place = "secret " + std::to_string(++number) + ": ";
    if (!line.starts_with(secret_prefix)) return failure(Error::Code::invalid, place + "does not begin with whsec_");
    auto key = from_base64(line.substr(secret_prefix.size()));
    if (!key) return failure(Error::Code::invalid, place + "is no base64 behind whsec_");
    if (key->size() < secret_bytes_min || key->size() > secret_bytes_max)
      return failure(Error::Code::invalid, place + "has not 24 to 64 bytes");
    secrets.keys_.push_back(std::move(*key));
  }
  if (secrets.keys_.empty() || secrets.keys_.size() > secrets_max)
    return failure(Error::Code::invalid, "there are not one or two secrets");
  return secrets;
}

Result<SharedSecrets> SharedSecrets::read(const std::filesystem::path& path) {
  const auto text = read_private(path);
  if (!text) return tl::unexpected<Error>{text.error()};
  auto secrets = parse(*text);
  if (!secrets) return failure(secrets.error().code, path.string() + ": " + secrets.error().message);
  return secrets;
}

std::string SharedSecrets::sign(std::string_view id, std::int64_t timestamp_s, std::string_view body) const {
  std::string signatures;
  for (const auto& key : keys_) {
    if (!signatures.empty()) signatures += ' ';
    signatures.append(version_prefix).append(to_base64(hmac_of(key, id, timestamp_s, body)));
  }
  return signatures;
}

bool SharedSecrets::holds(std::string_view signatures, std::string_view id, std::int64_t timestamp_s,
                          std::string_view body) const {
  constexpr int signatures_max = 8;
  std::vector<std::string> wanted;
  for (const auto& key : keys_)
    wanted.push_back(std::string{version_prefix} + to_base64(hmac_of(key, id, timestamp_s, body)));
  bool found = false;
  for (int i = 0; i < signatures_max && !signatures.empty(); ++i) {
    const auto end = std::min(signatures.find(' '), signatures.size());
    for (const auto& one : wanted) found = equal_in_constant_time(signatures.substr(0, end), one) || found;
    signatures.remove_prefix(std::min(end + 1, signatures.size()));
  }
  return found;
}

Result<void> check_signed(const SharedSecrets& secrets, const SignedHeaders& headers, std::string_view body,
                          Timestamp now, std::chrono::seconds tolerance) {
  if (headers.id.empty() || headers.id.size() > id_bytes_max)
    return failure(Error::Code::invalid, "webhook-id: missing or longer than 256 bytes");
  std::int64_t timestamp_s = 0;
  const auto* const end = headers.timestamp.data() + headers.timestamp.size();
  const auto read = std::from_chars(headers.timestamp.data(), end, timestamp_s);
  if (headers.timestamp.empty() || read.ec != std::errc{} || read.ptr != end || timestamp_s < 0)
    return failure(Error::Code::invalid, "webhook-timestamp: no whole number of seconds");
  const auto now_s = to_ms(now) / 1'000;
  if (timestamp_s < now_s - tolerance.count() || timestamp_s > now_s + tolerance.count())
    return failure(Error::Code::invalid,
                   "webhook-timestamp: more than " + std::to_string(tolerance.count()) + " seconds from now");
  if (!secrets.holds(headers.signature, headers.id, timestamp_s, body))
    return failure(Error::Code::invalid, "webhook-signature: does not hold");
  return {};
}

bool SeenIds::knows(const std::string& id, Timestamp now) const {
  const std::lock_guard lock{mutex_};
  const auto found = seen_.find(id);
  return found != seen_.end() && found->second + for_how_long_ >= now;
}

void SeenIds::remember(const std::string& id, Timestamp now) {
  const std::lock_guard lock{mutex_};
  if (seen_.size() >= seen_max) std::erase_if(seen_, [&](const auto& one) { return one.second + for_how_long_ < now; });
  if (seen_.size() >= seen_max) seen_.clear();
  seen_[id] = now;
}

Result<std::vector<std::string>> read_bearer_tokens(const std::filesystem::path& path) {
  const auto text = read_private(path);
  if (!text) return tl::unexpected<Error>{text.error()};
  std::vector<std::string> tokens;
  for (const auto line : lines_of(*text)) {
    if (line.size() < token_bytes_min)
      return failure(Error::Code::invalid, path.string() + ": has a token of less than 32 characters");
    tokens.emplace_back(line);
  }
  if (tokens.empty() || tokens.size() > secrets_max)
    return failure(Error::Code::invalid, path.string() + ": has not one or two tokens");
  return tokens;
}

}  // namespace matbud::grocer_bridge
