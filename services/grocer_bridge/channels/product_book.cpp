#include "matbud/grocer_bridge/channels/product_book.h"

#include <map>
#include <mutex>

#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::grocer_bridge {

class ProductBook::Impl {
 public:
  explicit Impl(log::Log& log) : follower_{log, place(), true, log::chain_start(place())} {}

  std::optional<edge::ProductWords> find(const std::string& grocer_id, std::uint64_t gtin) {
    const std::lock_guard lock{mutex_};
    catch_up();
    const auto found = words_.find({grocer_id, gtin});
    if (found == words_.end()) return std::nullopt;
    return found->second;
  }

 private:
  static log::TopicPartition place() { return {std::string{log::ordering_events}, Partition{0}}; }

  /// What cannot be read now is read the next time: without words a document is poorer, not wrong.
  void catch_up() {
    const auto& type = ordering::v1::ProductsPut::descriptor()->full_name();
    for (auto followed = follower_.next(); followed && *followed; followed = follower_.next()) {
      const auto& record = (*followed)->record;
      if (record.type != type) continue;
      ordering::v1::OrderingEvent event;
      if (!event.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) continue;
      for (const auto& product : event.products_put().products())
        words_[{event.products_put().grocer_id(), product.gtin()}] = {product.name(), product.vat_basis_points()};
    }
  }

  std::mutex mutex_;
  log::Follower follower_;
  std::map<std::pair<std::string, std::uint64_t>, edge::ProductWords> words_;
};

ProductBook::ProductBook(log::Log& log) : impl_{std::make_unique<Impl>(log)} {}
ProductBook::~ProductBook() = default;

std::optional<edge::ProductWords> ProductBook::find(const std::string& grocer_id, std::uint64_t gtin) {
  return impl_->find(grocer_id, gtin);
}

}  // namespace matbud::grocer_bridge
