// Reads one partition: fetched messages as canonical records.
#pragma once

#include <memory>
#include <optional>

#include "fetcher.h"
#include "topics.h"

namespace matbud::log::kafka {

class KafkaReader final : public Reader {
 public:
  /// Fetchers and topics must outlive it. `compacted`: offsets may be missing.
  KafkaReader(Fetchers& fetchers, Topics& topics, TopicPartition place, bool compacted, Offset from);

  [[nodiscard]] Result<Batch> read(std::size_t max_records) override;
  [[nodiscard]] Offset position() const override { return position_; }
  void seek(Offset position) override;

 private:
  [[nodiscard]] Result<void> start();
  [[nodiscard]] std::vector<Message> next_messages(std::size_t max_records);
  [[nodiscard]] Result<Batch> batch_of(const std::vector<Message>& messages);
  /// Why the message is not what stands at `expected`; nothing when it is.
  [[nodiscard]] std::optional<Error> flaw_of(const rd_kafka_message_t& message, Offset expected);
  [[nodiscard]] tl::unexpected<Error> stop_because(Error error);

  Fetchers& fetchers_;
  Topics& topics_;
  TopicPartition place_;
  bool compacted_;
  Offset position_;
  Offset history_end_;            ///< up to here nothing is quiet: it was there when the reader first looked
  std::optional<Offset> gap_at_;  ///< where an offset was missing the last time
  std::unique_ptr<Fetching> fetching_;
};

}  // namespace matbud::log::kafka
