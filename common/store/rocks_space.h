// One partition's keys within a column family.
#pragma once

#include <rocksdb/db.h>

#include <string>

#include "damage_mark.h"
#include "matbud/base/ids.h"
#include "matbud/state/space.h"

namespace matbud::store {

/// Keys are the partition (two bytes, big-endian) and the space's own key.
class RocksSpace final : public state::Space {
 public:
  /// Must not outlive the database, to which `family` belongs, nor the mark.
  RocksSpace(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& family, DamageMark& damage, const std::string& name,
             Partition partition);

  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override;
  void scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override;
  void clear() override;

 private:
  void write_all(std::span<const state::ChangeView> changes) override;
  [[nodiscard]] std::string stored(std::string_view key) const;
  void check(const rocksdb::Status& status, const char* doing) const;

  rocksdb::DB& db_;
  rocksdb::ColumnFamilyHandle& family_;
  DamageMark& damage_;
  std::string label_;  ///< for messages
  std::string lead_;   ///< the partition's bytes
  mutable std::string scratch_key_;
};

}  // namespace matbud::store
