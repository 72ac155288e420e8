// The grocers of the demo, each reached in its own way.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "goods.h"
#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/demo_grocer/documents_grocer.h"
#include "matbud/log/log.h"

namespace matbud::demo {

/// All of them. Not thread-safe. Log and shelves must outlive it.
class Shops {
 public:
  /// `spool`: the folder of the grocer that gets documents.
  Shops(log::Log& log, std::uint32_t partitions, std::uint64_t seed, const Shelves& shelves,
        const std::filesystem::path& spool);
  /// Reads orders and answers what is due at `now`; returns whether anything moved. Throws Error when the log cannot be
  /// read.
  bool step(Timestamp now);
  /// The grocer that gets documents tells of these products at that moment, by a document.
  void tell_products(std::vector<orders::v1::Product> products, Timestamp at);
  /// When the next answer is due.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  std::vector<std::unique_ptr<demo_grocer::DemoGrocer>> grocers_;
  demo_grocer::DocumentsGrocer documents_;
};

/// Who packs the demo's orders.
[[nodiscard]] std::vector<GrocerId> grocers_of_the_demo();

}  // namespace matbud::demo
