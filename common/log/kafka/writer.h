// Appends to one partition through the producer that all writers of the log share.
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "producer.h"

namespace matbud::log::kafka {

class KafkaWriter final : public Writer {
 public:
  /// `place` is the producer's.
  KafkaWriter(std::shared_ptr<Producer> producer, Producer::Place& place)
      : producer_{std::move(producer)}, place_{place} {}

  void append(std::vector<std::string> canonical_records) override;
  [[nodiscard]] std::optional<Appended> poll() override;
  [[nodiscard]] std::size_t in_flight() const override { return calls_.size(); }

 private:
  std::shared_ptr<Producer> producer_;
  Producer::Place& place_;
  std::deque<std::shared_ptr<Call>> calls_;
  std::optional<std::string> why_dead_;
};

}  // namespace matbud::log::kafka
