// Which orders a message speaks of, read off the contract: every field called `order_id`, and the lists of them, at any
// depth. A new event is found without a word here.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace matbud::audit {

/// Thread-safe once made.
class Mentions {
 public:
  Mentions();
  ~Mentions();
  Mentions(const Mentions&) = delete;
  Mentions& operator=(const Mentions&) = delete;

  /// How many orders a record can speak of. `one`: its subject names it when its writer is one of ours.
  enum class Count { none, one, many };
  /// `type` is the full name of the message inside the top-level one (ce_type). A type that this version does not know
  /// speaks of none: what is inside it cannot be read either.
  [[nodiscard]] Count orders_in(std::string_view topic, std::string_view type) const;
  /// Calls `visit` for each order id in the message, in its order; an id may come more than once, an empty one never.
  void visit_orders(const google::protobuf::Message& message,
                    const std::function<void(const std::string& order_id)>& visit) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::audit
