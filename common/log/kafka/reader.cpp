#include "reader.h"

#include <algorithm>

#include "rendering.h"

namespace matbud::log::kafka {
namespace {

Rendered rendered(const rd_kafka_message_t& message) {
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) headers = nullptr;
  return {{static_cast<const char*>(message.key), message.key_len},
          {static_cast<const char*>(message.payload), message.len},
          headers};
}

void append_canonical(std::string& out, const rd_kafka_message_t& message) {
  const auto parts = rendered(message);
  const auto record = record_of(parts);
  encode_onto(out, record ? *record : foreign_record(parts));
}

std::size_t canonical_bytes_about(const std::vector<Message>& messages) {
  constexpr std::size_t headers = 400;
  std::size_t bytes = 0;
  for (const auto& message : messages) bytes += headers + message->key_len + message->len;
  return bytes;
}

}  // namespace

KafkaReader::KafkaReader(Fetchers& fetchers, Topics& topics, TopicPartition place, bool compacted, Offset from)
    : fetchers_{fetchers}, topics_{topics}, place_{std::move(place)}, compacted_{compacted}, position_{from} {}

void KafkaReader::seek(Offset position) {
  fetching_.reset();
  position_ = position;
}

Result<void> KafkaReader::start() {
  const auto marks = topics_.watermarks(place_);
  if (!marks) return tl::unexpected{marks.error()};
  if (position_ < marks->begin || position_ > marks->end) {
    return failure(Error::Code::not_found, to_string(place_) + " has nothing at " + std::to_string(position_.value()) +
                                               ": it holds " + std::to_string(marks->begin.value()) + " to " +
                                               std::to_string(marks->end.value()));
  }
  auto fetching = fetchers_.start(place_, position_);
  if (!fetching) return tl::unexpected{fetching.error()};
  fetching_ = std::move(*fetching);
  history_end_ = marks->end;
  return {};
}

std::vector<Message> KafkaReader::next_messages(std::size_t max_records) {
  const bool in_history = position_ < history_end_;
  const auto timeout = in_history ? topics_.around().settings.request_timeout : std::chrono::milliseconds{0};
  return fetching_->take(std::max<std::size_t>(max_records, 1), timeout);
}

Result<Batch> KafkaReader::read(std::size_t max_records) {
  if (!fetching_) {
    if (const auto started = start(); !started) return tl::unexpected{started.error()};
  }
  const auto messages = next_messages(max_records);
  if (messages.empty() && position_ < history_end_) {
    return stop_because(
        topics_.around()
            .health.failed(to_string(place_) + " at " + std::to_string(position_.value()), RD_KAFKA_RESP_ERR__TIMED_OUT)
            .value());
  }
  return batch_of(messages);
}

Result<Batch> KafkaReader::batch_of(const std::vector<Message>& messages) {
  auto bytes = std::make_shared<std::string>();
  std::vector<std::size_t> ends;
  Batch batch;
  bytes->reserve(canonical_bytes_about(messages));
  batch.entries.reserve(messages.size());
  ends.reserve(messages.size());
  auto next = position_;
  for (const auto& message : messages) {
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR && message->offset < next.value()) continue;  // before our place
    if (const auto flaw = flaw_of(*message, next); flaw) {
      if (batch.empty()) return stop_because(*flaw);
      fetching_.reset();  // what came before it is good; the next read meets it again
      break;
    }
    append_canonical(*bytes, *message);
    ends.push_back(bytes->size());
    const auto appended_at = from_ms(rd_kafka_message_timestamp(message.get(), nullptr));
    batch.entries.push_back({Offset{message->offset}, appended_at, {}});
    next = Offset{message->offset + 1};
  }
  std::size_t begin = 0;
  for (std::size_t at = 0; at < ends.size(); ++at) {
    batch.entries[at].canonical = std::string_view{*bytes}.substr(begin, ends[at] - begin);
    begin = ends[at];
  }
  if (batch.empty()) return batch;
  batch.keep_alive.push_back(std::move(bytes));
  position_ = next;
  gap_at_.reset();
  return batch;
}

std::optional<Error> KafkaReader::flaw_of(const rd_kafka_message_t& message, Offset expected) {
  const auto here = [&] { return to_string(place_) + " at " + std::to_string(expected.value()); };
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) return topics_.around().health.failed(here(), message.err).value();
  if (compacted_ || message.offset == expected.value()) return std::nullopt;
  // Offsets are dense. Perhaps the client has lost something: it may try once more.
  const bool again = gap_at_ == expected;
  gap_at_ = expected;
  return Error{again ? Error::Code::corrupt : Error::Code::retryable,
               here() + ": the next record that comes is " + std::to_string(message.offset)};
}

tl::unexpected<Error> KafkaReader::stop_because(Error error) {
  fetching_.reset();
  return tl::unexpected{std::move(error)};
}

}  // namespace matbud::log::kafka
