// Seals and opens the personal fields of records, each citizen's under a key of their own. Destroying the key erases
// the citizen from every copy of the log. The bytes are described in proto/README.md.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/privacy/access.h"
#include "matbud/privacy/master_key.h"
#include "matbud/privacy/random.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::privacy {

/// What became of opening a sealed field. All but `unavailable` are lasting answers.
struct Opened {
  enum class Kind {
    clear,        ///< `clear` holds what was sealed
    erased,       ///< the citizen's key is destroyed: a normal value, not an error
    unreadable,   ///< altered, or moved here from another field or person
    refused,      ///< this ring may not open that field
    unavailable,  ///< the key is not known here and keys.v1 could not be read to its end: an outage, ask again
  };
  Kind kind;
  std::string clear;  ///< empty unless kind is `clear`

  /// The clear text, or `otherwise` when there is none.
  [[nodiscard]] const std::string& or_else(const std::string& otherwise) const {
    return kind == Kind::clear ? clear : otherwise;
  }
};

/// `clear`, `erased` ... for messages and JSON.
[[nodiscard]] const char* name_of(Opened::Kind kind);

/// The keys of all citizens, as the topic keys.v1 tells them: the first key of a citizen counts, a tombstone ends it,
/// and only a key that says so may follow a tombstone. Keys lie in locked memory and are wiped when destroyed.
///
/// A handle: copies share the keys. Threads may share one. Log, master key and random source must outlive all copies.
/// Citizens' ids are random ids and may stand in messages; clear texts and keys never do.
class KeyRing {
 public:
  /// Reads keys.v1 to its end. `invalid` when a key in it was wrapped by another master key, `corrupt` when a record
  /// of it is none, `retryable` when the end was not reached within `timeout`, and what the log says.
  [[nodiscard]] static Result<KeyRing> load(log::Log& log, const MasterKey& master, Random& random, Access access,
                                            std::chrono::milliseconds timeout = std::chrono::seconds{10});

  /// The same keys for somebody who may open less: what both this ring and `access` allow.
  [[nodiscard]] KeyRing narrowed_to(const Access& access) const;

  // Keys.

  /// Gives each of the citizens a key, unless they have one; returns when that is durable. Of two processes that do so
  /// at once, the first in the log wins and both use its key. `now` is the keys' creation time.
  /// `conflict` when one of the citizens was erased: nothing is appended then. `retryable` and other outages of the log
  /// leave it unknown whether the keys exist; calling again is safe.
  [[nodiscard]] Result<void> create(std::span<const CitizenId> citizens, Timestamp now);
  [[nodiscard]] Result<void> create(const CitizenId& citizen, Timestamp now) { return create({&citizen, 1}, now); }
  /// A new key for the id of an erased citizen. What was sealed before stays lost; it now opens as `unreadable`.
  /// `conflict` when the citizen is not erased. Outages as create().
  [[nodiscard]] Result<void> create_after_erasure(const CitizenId& citizen, Timestamp now);
  /// How the home of the log makes superseded records of keys.v1 physically gone; destroy() calls it, one thread at a
  /// time. For all copies; to be set before other threads share them. Without one, compaction is the home's own affair,
  /// as on Kafka.
  void forget_superseded_by(std::function<Result<void>()> forget);
  /// Erases the citizen: appends the tombstone, wipes the key once it is durable, and has the log forget the key's
  /// bytes (forget_superseded_by). Other processes follow at their next refresh(). Erasing an erased citizen only makes
  /// sure that the bytes are gone; `not_found` when there never was a key. Outages as create(); only success means that
  /// nothing is left, and calling again finishes what an outage has cut short.
  [[nodiscard]] Result<void> destroy(const CitizenId& citizen, Timestamp now);

  /// Follows keys.v1 as far as it can be read without waiting; returns how many records that were. To be called often
  /// (a second is plenty): until then a key that another process destroyed still opens here.
  /// Errors as load(); the ring then stands before the record that it could not follow.
  [[nodiscard]] Result<std::size_t> refresh();

  enum class KeyState { unknown, present, destroyed };
  /// As of the last refresh.
  [[nodiscard]] KeyState state_of(const CitizenId& citizen) const;
  /// Keys present as of the last refresh.
  [[nodiscard]] std::size_t size() const;

  /// The canonical bytes of a record for keys.v1 that gives or takes a key, for a driver that appends by itself (the
  /// simulation, where an append takes effect only at a later step). Nothing changes here until refresh() reads it.
  [[nodiscard]] std::string key_record(const CitizenId& citizen, Timestamp now) const;
  [[nodiscard]] static std::string tombstone_record(const CitizenId& citizen, Timestamp now);
  /// What such a driver has to append after what others may have written meanwhile, so that compaction keeps what
  /// counts: the record that does, for each citizen whose newest one does not. Here create() and destroy() do it.
  [[nodiscard]] std::vector<std::string> repair_records(Timestamp now) const;

  // Fields. `field` is the full name of a field of type privacy.v1.Sealed: `matbud.ordering.v1.Citizen.name`.
  // Both throw std::logic_error when the contract has no such sealed field in this program.

  /// `not_found` when the citizen has no key (create() first), `conflict` when erased, and outages of the log.
  [[nodiscard]] Result<v1::Sealed> seal(const CitizenId& citizen, std::string_view field, std::string_view clear) const;
  /// Opens what was found in `field`. Reads on in keys.v1 when the key is not known yet, so that a value sealed with a
  /// brand-new key opens at once. A key that is nowhere in keys.v1 counts as erased: none is used before it is there.
  [[nodiscard]] Opened open(const v1::Sealed& sealed, std::string_view field) const;

  /// The name that a value in `field` is sealed under: the field's own, or, for a field that carries on a value from a
  /// command (option sealed_as in the contract), the command's.
  [[nodiscard]] static std::string_view sealed_under(std::string_view field);

 private:
  class Shared;
  KeyRing(std::shared_ptr<Shared> shared, Access access);
  std::shared_ptr<Shared> shared_;
  Access access_;
};

}  // namespace matbud::privacy
