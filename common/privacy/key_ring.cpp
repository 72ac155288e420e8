#include "matbud/privacy/key_ring.h"

#include <google/protobuf/descriptor.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

#include "box.h"
#include "matbud/base/plant.h"
#include "matbud/log/topics.h"
#include "shared_keys.h"

namespace matbud::privacy {
namespace {

// Only open() waits this long, and only for a key that it has not heard of.
constexpr std::chrono::seconds patience_for_a_new_key{5};

std::string additional_data(std::string_view key_id, std::string_view field) {
  std::string bytes;
  bytes.reserve(key_id.size() + 1 + field.size());
  bytes.append(key_id).push_back('\0');
  bytes.append(field);
  return bytes;
}

std::span<const std::uint8_t, key_bytes> key_of(const KeyTable::Entry& entry) {
  return std::span<const std::uint8_t, key_bytes>{entry.key, key_bytes};
}

Opened without_text(Opened::Kind kind) { return Opened{kind, {}}; }

}  // namespace

const char* name_of(Opened::Kind kind) {
  switch (kind) {
    case Opened::Kind::clear: return "clear";
    case Opened::Kind::erased: return "erased";
    case Opened::Kind::unreadable: return "unreadable";
    case Opened::Kind::refused: return "refused";
    case Opened::Kind::unavailable: return "unavailable";
  }
  return "unknown";
}

KeyRing::KeyRing(std::shared_ptr<Shared> shared, Access access)
    : shared_{std::move(shared)}, access_{std::move(access)} {}

Result<KeyRing> KeyRing::load(log::Log& log, const MasterKey& master, Random& random, Access access,
                              std::chrono::milliseconds timeout) {
  auto shared = std::make_shared<Shared>(log, master, random);
  if (const auto read = shared->catch_up(timeout); !read) return tl::unexpected{read.error()};
  return KeyRing{std::move(shared), std::move(access)};
}

KeyRing KeyRing::narrowed_to(const Access& access) const { return KeyRing{shared_, access_.and_also(access)}; }

Result<void> KeyRing::create(std::span<const CitizenId> citizens, Timestamp now) {
  return shared_->change(
      [&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> records;
        for (const auto& citizen : citizens) {
          const auto state = state_of(citizen);
          if (state == KeyState::destroyed) {
            return failure(Error::Code::conflict, "citizen " + citizen.value() + " is erased and gets no new key");
          }
          if (state == KeyState::unknown) records.push_back(key_record(citizen, now));
        }
        return records;
      },
      now);
}

Result<void> KeyRing::create_after_erasure(const CitizenId& citizen, Timestamp now) {
  return shared_->change(
      [&]() -> Result<std::vector<std::string>> {
        if (state_of(citizen) != KeyState::destroyed) {
          return failure(Error::Code::conflict, "citizen " + citizen.value() + " is not erased");
        }
        auto key = shared_->new_key(citizen.value(), now);
        key.set_after_erasure(true);
        return std::vector{keys_record(citizen.value(), key.SerializeAsString(), now)};
      },
      now);
}

void KeyRing::forget_superseded_by(std::function<Result<void>()> forget) {
  shared_->forget_superseded_by(std::move(forget));
}

Result<void> KeyRing::destroy(const CitizenId& citizen, Timestamp now) {
  const auto appended = shared_->change(
      [&]() -> Result<std::vector<std::string>> {
        switch (state_of(citizen)) {
          case KeyState::unknown: return failure(Error::Code::not_found, "citizen " + citizen.value() + " has no key");
          case KeyState::destroyed: return std::vector<std::string>{};
          case KeyState::present: break;
        }
        return std::vector{tombstone_record(citizen, now)};
      },
      now);
  if (!appended) return appended;
  return shared_->forget_superseded();
}

Result<std::size_t> KeyRing::refresh() { return shared_->refresh(); }

KeyRing::KeyState KeyRing::state_of(const CitizenId& citizen) const {
  return shared_->with_entry(citizen.value(), [](const KeyTable::Entry* entry) {
    if (!entry || entry->state == KeyTable::State::absent) return KeyState::unknown;
    return entry->state == KeyTable::State::present ? KeyState::present : KeyState::destroyed;
  });
}

std::size_t KeyRing::size() const { return shared_->present(); }

std::string KeyRing::key_record(const CitizenId& citizen, Timestamp now) const {
  return keys_record(citizen.value(), shared_->new_key(citizen.value(), now).SerializeAsString(), now);
}

std::string KeyRing::tombstone_record(const CitizenId& citizen, Timestamp now) {
  return keys_record(citizen.value(), {}, now);
}

std::vector<std::string> KeyRing::repair_records(Timestamp now) const { return shared_->repairs(now); }

Result<v1::Sealed> KeyRing::seal(const CitizenId& citizen, std::string_view field, std::string_view clear) const {
  const auto home = sealed_under(field);
  const auto try_seal = [&](const KeyTable::Entry* entry) -> Result<v1::Sealed> {
    if (!entry) return failure(Error::Code::not_found, "citizen " + citizen.value() + " has no key");
    if (entry->state != KeyTable::State::present) {
      const bool erased = entry->state == KeyTable::State::destroyed;
      return failure(erased ? Error::Code::conflict : Error::Code::not_found,
                     "citizen " + citizen.value() + (erased ? " is erased" : " has no key"));
    }
    std::array<std::uint8_t, nonce_bytes> nonce{};
    shared_->random().fill(nonce, {"seal", citizen.value(), home, clear});
    v1::Sealed sealed;
    sealed.set_key_id(citizen.value());
    sealed.set_box(sealed_box(key_of(*entry), nonce, additional_data(citizen.value(), home), clear));
    if (planted("plaintext-leak")) sealed.mutable_box()->append(clear);
    return sealed;
  };
  auto sealed = shared_->with_entry(citizen.value(), try_seal);
  if (sealed || sealed.error().code != Error::Code::not_found) return sealed;
  // Another edge may just have made it.
  if (const auto read = shared_->catch_up(patience_for_a_new_key); !read) return tl::unexpected{read.error()};
  return shared_->with_entry(citizen.value(), try_seal);
}

Opened KeyRing::open(const v1::Sealed& sealed, std::string_view field) const {
  const auto home = sealed_under(field);
  if (!access_.allows(home)) return without_text(Opened::Kind::refused);
  if (sealed.box().size() < box_overhead) return without_text(Opened::Kind::unreadable);
  // Nothing: no key is known, and whether there is one is for `known_absent` to say.
  bool known_absent = false;
  const auto try_open = [&](const KeyTable::Entry* entry) -> std::optional<Opened> {
    known_absent = entry && entry->state == KeyTable::State::absent;
    if (!entry || known_absent) return std::nullopt;
    if (entry->state == KeyTable::State::destroyed) return without_text(Opened::Kind::erased);
    Opened opened{Opened::Kind::clear, std::string(sealed.box().size() - box_overhead, '\0')};
    const std::span room{reinterpret_cast<std::uint8_t*>(opened.clear.data()), opened.clear.size()};
    if (!open_box(key_of(*entry), additional_data(sealed.key_id(), home), sealed.box(), room)) {
      return without_text(Opened::Kind::unreadable);
    }
    return opened;
  };
  if (auto opened = shared_->with_entry(sealed.key_id(), try_open)) return *std::move(opened);
  const bool current =
      known_absent ? shared_->refresh().has_value() : shared_->catch_up(patience_for_a_new_key).has_value();
  if (auto opened = shared_->with_entry(sealed.key_id(), try_open)) return *std::move(opened);
  if (!current) return without_text(Opened::Kind::unavailable);
  if (!known_absent) shared_->remember_absent(sealed.key_id());
  return without_text(Opened::Kind::erased);
}

std::string_view KeyRing::sealed_under(std::string_view field) {
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindFieldByName(std::string{field});
  if (!descriptor || descriptor->message_type() != v1::Sealed::descriptor()) {
    throw std::logic_error{"the contract has no sealed field " + std::string{field}};
  }
  const auto& home = descriptor->options().GetExtension(v1::sealed_as);
  return home.empty() ? std::string_view{descriptor->full_name()} : std::string_view{home};
}

}  // namespace matbud::privacy
