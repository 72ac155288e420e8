// Search as you type over a grocer's catalogue.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"

namespace matbud::ordering::http {

/// Every product of a grocer with its folded name, made anew when the catalogue changes. Threads may share it.
class CatalogueIndex {
 public:
  /// Products whose name or brand holds every word of `query`, whatever the case and the accents; a query of digits
  /// alone finds by GTIN. Names that begin with the query first, then those with a word that does, then the rest;
  /// within these the shorter name first. Withdrawn products are left out. At most `limit`. `tables` are those of
  /// catalogue_partition.
  [[nodiscard]] std::vector<orders::v1::Product> search(const state::TableReader& tables, const std::string& grocer_id,
                                                        std::string_view query, std::size_t limit);

 private:
  struct Entry {
    std::string folded;
    std::string gtin;
    orders::v1::Product product;
  };
  struct Catalogue {
    std::string mark;
    std::vector<Entry> entries;
  };
  [[nodiscard]] std::shared_ptr<const Catalogue> catalogue(const state::TableReader& tables,
                                                           const std::string& grocer_id);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Catalogue>> catalogues_;
};

}  // namespace matbud::ordering::http
