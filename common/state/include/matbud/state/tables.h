// What a domain sees of its state: tables of bytes by key, and typed tables of protobuf messages on top.
// No RocksDB here: a domain that links this still knows nobody.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace matbud::state {

/// Number of a table within one service. 1 to 199 belong to the service, 200 and above to the machinery.
/// Numbers live in stored state: add, never reuse.
enum class TableId : std::uint8_t {};

/// Thrown when the store below the tables fails: an outage of this process, not of the input at hand.
class StoreFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Read access. Throws StoreFailure. Not thread-safe.
class TableReader {
 public:
  virtual ~TableReader() = default;
  /// The value, or nothing. The view is valid until the next call on these tables.
  [[nodiscard]] virtual std::optional<std::string_view> find(TableId table, std::string_view key) const = 0;
  /// Calls `visit` for each key that starts with `prefix`, from `prefix + from` on, in byte order, until it returns
  /// false. `visit` must not change the tables or look anything up in them.
  virtual void scan(TableId table, std::string_view prefix, std::string_view from,
                    const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;
};

/// Read and write access. Writes are seen at once by reads through the same object.
class TableWriter : public TableReader {
 public:
  virtual void put(TableId table, std::string_view key, std::string_view value) = 0;
  virtual void erase(TableId table, std::string_view key) = 0;
};

/// Makes `message` the one that a value is. Throws StoreFailure when it is none; `message` is then anything.
template <class Message>
void decode_value(std::string_view bytes, Message& message) {
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    throw StoreFailure{"state does not decode"};
}

/// The message that a value is. Throws StoreFailure when it is none.
template <class Message>
[[nodiscard]] Message decoded_value(std::string_view bytes) {
  Message message;
  decode_value(bytes, message);
  return message;
}

/// A table whose values are protobuf messages: `inline constexpr Table<OrderState> orders{TableId{1}};`
template <class Message>
class Table {
 public:
  constexpr explicit Table(TableId id) : id_{id} {}

  [[nodiscard]] std::optional<Message> find(const TableReader& tables, std::string_view key) const {
    const auto bytes = tables.find(id_, key);
    if (!bytes) return std::nullopt;
    return decoded_value<Message>(*bytes);
  }
  [[nodiscard]] bool contains(const TableReader& tables, std::string_view key) const {
    return tables.find(id_, key).has_value();
  }
  void put(TableWriter& tables, std::string_view key, const Message& message) const {
    tables.put(id_, key, message.SerializeAsString());
  }
  void erase(TableWriter& tables, std::string_view key) const { tables.erase(id_, key); }
  /// As TableReader::scan, with parsed values. A value is the visitor's until it returns: the next takes its memory.
  void scan(const TableReader& tables, std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view key, const Message& value)>& visit) const {
    Message message;
    tables.scan(id_, prefix, from, [&](std::string_view key, std::string_view value) {
      decode_value(value, message);
      return visit(key, message);
    });
  }
  [[nodiscard]] constexpr TableId id() const { return id_; }

 private:
  TableId id_;
};

/// Eight bytes that sort as the number does, for keys. Only for numbers >= 0.
[[nodiscard]] inline std::string sortable(std::int64_t number) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(number >> (56 - 8 * i));
  return bytes;
}

}  // namespace matbud::state
