#include "matbud/log/record.h"

// SHA256_Init and its kin: through EVP, each digest allocates a context of its own, which costs as much as the hashing.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace matbud::log {
namespace {

constexpr char layout_version = 1;
constexpr char no_cause = 0;
constexpr char with_cause = 1;

template <class T>
void put_number(std::string& out, T value) {
  char bytes[sizeof(T)];
  for (std::size_t i = 0; i < sizeof(T); ++i)
    bytes[i] = static_cast<char>(static_cast<std::make_unsigned_t<T>>(value) >> (8 * (sizeof(T) - 1 - i)));
  out.append(bytes, sizeof bytes);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, static_cast<std::uint16_t>(text.size()));
  out.append(text);
}

void put_hash(std::string& out, const Hash& hash) {
  out.append(reinterpret_cast<const char*>(hash.data()), hash.size());
}

/// Takes fields from the front of the bytes; once something is missing, every later field is missing too.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_{bytes} {}

  template <class T>
  T number() {
    const auto bytes = take(sizeof(T));
    if (short_) return 0;
    std::make_unsigned_t<T> value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value = static_cast<std::make_unsigned_t<T>>((value << 8) | static_cast<std::uint8_t>(bytes[i]));
    return static_cast<T>(value);
  }
  std::string_view text() { return take(number<std::uint16_t>()); }
  std::string_view value() { return take(number<std::uint32_t>()); }
  Hash hash() {
    Hash result{};
    const auto bytes = take(result.size());
    if (bytes.size() == result.size()) std::memcpy(result.data(), bytes.data(), bytes.size());
    return result;
  }
  [[nodiscard]] bool complete() const { return !short_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    if (short_ || rest_.size() < size) {
      short_ = true;
      return {};
    }
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool short_ = false;
};

/// The value of each lower-case hexadecimal digit; 16 and above for whatever is none.
constexpr auto digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(0xff);
  for (std::uint8_t digit = 0; digit < 10; ++digit) values[static_cast<std::size_t>('0' + digit)] = digit;
  for (std::uint8_t digit = 10; digit < 16; ++digit) values[static_cast<std::size_t>('a' + digit - 10)] = digit;
  return values;
}();

std::uint8_t digit_of(char hexadecimal) { return digit_values[static_cast<std::uint8_t>(hexadecimal)]; }

/// At least what the record's canonical bytes take.
std::size_t encoded_size(const Envelope& record) {
  const std::size_t texts = record.key.size() + record.id.size() + record.source.size() + record.type.size() +
                            record.subject.size() + record.traceparent.size() + record.writer.size();
  return 128 + texts + record.value.size() + (record.cause ? record.cause->topic.size() + 48 : 0);
}

}  // namespace

std::string hex(const Hash& hash) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(hash.size() * 2, '0');
  char* out = text.data();
  for (const std::uint8_t byte : hash) {
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
  }
  return text;
}

Result<Hash> hash_from_hex(std::string_view text) {
  Hash hash{};
  if (text.size() != hash.size() * 2) return failure(Error::Code::invalid, "a hash has 64 hexadecimal digits");
  const char* in = text.data();
  std::uint8_t any_bits = 0;  // of all digits: one look at the end for all of them
  for (auto& byte : hash) {
    const auto high = digit_of(*in++);
    const auto low = digit_of(*in++);
    any_bits |= high | low;
    byte = static_cast<std::uint8_t>(high << 4 | (low & 15));
  }
  if (any_bits > 15) return failure(Error::Code::invalid, "a hash has 64 lower-case hexadecimal digits");
  return hash;
}

std::string encode(const Envelope& record) {
  std::string out;
  out.reserve(encoded_size(record));
  encode_onto(out, record);
  return out;
}

void encode_onto(std::string& out, const Envelope& record) {
  out.push_back(layout_version);
  put_hash(out, record.prev);
  put_text(out, record.key);
  put_text(out, record.id);
  put_text(out, record.source);
  put_text(out, record.type);
  put_text(out, record.subject);
  put_number(out, to_ms(record.time));
  put_text(out, record.traceparent);
  if (record.cause) {
    out.push_back(with_cause);
    put_text(out, record.cause->topic);
    put_number(out, record.cause->partition.value());
    put_number(out, record.cause->offset.value());
    put_hash(out, record.cause->hash);
  } else {
    out.push_back(no_cause);
  }
  put_text(out, record.writer);
  put_number(out, static_cast<std::uint32_t>(record.value.size()));
  out.append(record.value);
}

Result<Envelope> decode(std::string_view canonical) {
  Cursor cursor{canonical};
  Envelope record;
  if (cursor.number<std::uint8_t>() != layout_version)
    return failure(Error::Code::corrupt, "record layout is not version 1");
  record.prev = cursor.hash();
  record.key = cursor.text();
  record.id = cursor.text();
  record.source = cursor.text();
  record.type = cursor.text();
  record.subject = cursor.text();
  record.time = from_ms(cursor.number<std::int64_t>());
  record.traceparent = cursor.text();
  const auto has_cause = static_cast<char>(cursor.number<std::uint8_t>());
  if (has_cause == with_cause) {
    Cause cause;
    cause.topic = cursor.text();
    cause.partition = Partition{cursor.number<std::uint32_t>()};
    cause.offset = Offset{cursor.number<std::int64_t>()};
    cause.hash = cursor.hash();
    record.cause = cause;
  } else if (has_cause != no_cause) {
    return failure(Error::Code::corrupt, "record has an unknown cause marker");
  }
  record.writer = cursor.text();
  record.value = cursor.value();
  if (!cursor.complete()) return failure(Error::Code::corrupt, "record is cut short or has bytes left over");
  return record;
}

Hash hash_of(std::string_view canonical) {
  Hash hash;
  SHA256_CTX digest;
  if (SHA256_Init(&digest) != 1 || SHA256_Update(&digest, canonical.data(), canonical.size()) != 1 ||
      SHA256_Final(hash.data(), &digest) != 1) {
    throw std::runtime_error{"SHA-256 failed"};
  }
  return hash;
}

}  // namespace matbud::log
