// A grocer that reads and writes business documents: it takes orders (T01) away from its spool folder and lays
// responses (T116), despatch advices (T16) and catalogues (T19) into it. It knows nothing of us but the folder.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::demo_grocer {

/// Not thread-safe. Forgets what it was told when it ends: for a demo, which it lives as long as.
class DocumentsGrocer {
 public:
  /// `spool`: the grocer's own folder, with `out` and `in` in it; what was taken lies in its `carried`. Changes while
  /// packing and lateness are not among what this one does.
  DocumentsGrocer(std::filesystem::path spool, Behaviour behaviour);
  /// Reads what lies there and answers what is due at `now`; returns whether anything moved. Throws std::runtime_error
  /// when a document cannot be read or a file cannot be moved.
  bool step(Timestamp now);
  [[nodiscard]] std::optional<Timestamp> next_due() const;
  /// Lays a catalogue (T19) with these products into the folder at that moment: withdrawn ones are withdrawn by it.
  void tell_products(std::vector<orders::v1::Product> products, Timestamp at);

 private:
  /// An order as its document tells it.
  struct Known {
    std::string number;  ///< with the area
    grocer::v1::GrocerOrder order;
    std::set<std::uint64_t> returned;  ///< substitutes that must not be packed
    Timestamp accepted_at;
  };
  void read(const std::string& xml, Timestamp now);
  void answer(Known& known);
  void pack(const Known& known, Timestamp now);
  void write(const std::string& name, const std::string& xml) const;

  const std::filesystem::path spool_;
  const Behaviour behaviour_;
  std::map<std::string, Known> orders_;              ///< by number, until they are packed
  std::multimap<Timestamp, std::string> to_answer_;  ///< numbers
  std::multimap<Timestamp, std::string> to_pack_;
  std::multimap<Timestamp, std::vector<orders::v1::Product>> to_tell_;
  int catalogues_ = 0;
};

}  // namespace matbud::demo_grocer
