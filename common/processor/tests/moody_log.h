// A log that does to one topic what a story needs: holds its records back, or fails to answer about it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::processor {

/// Hands everything on to another log, which must outlive it.
class MoodyLog final : public log::Log {
 public:
  explicit MoodyLog(log::Log& behind) : behind_{behind} {}

  std::set<std::string> held_back;        ///< topics whose readers find nothing
  std::set<std::string> without_answer;   ///< topics whose watermarks are retryable errors
  std::set<std::string> without_writer;   ///< topics whose writers cannot be opened just now
  std::set<std::string> without_readers;  ///< topics whose reads are retryable errors

  std::vector<log::Progress> told;  ///< by owners, oldest first

  /// Everything is as it should be again.
  void cheer_up() {
    for (auto* mood : {&held_back, &without_answer, &without_writer, &without_readers}) mood->clear();
  }

  [[nodiscard]] Result<void> create_topics(std::span<const log::TopicSpec> topics) override {
    return behind_.create_topics(topics);
  }
  [[nodiscard]] Result<std::vector<log::TopicSpec>> topics() override { return behind_.topics(); }
  [[nodiscard]] Result<Watermarks> watermarks(const log::TopicPartition& place) override {
    if (without_answer.contains(place.topic)) return outage(place);
    return behind_.watermarks(place);
  }
  [[nodiscard]] Result<std::unique_ptr<log::Reader>> open_reader(const log::TopicPartition& place,
                                                                 Offset from) override {
    auto reader = behind_.open_reader(place, from);
    if (!reader) return reader;
    return std::make_unique<MoodyReader>(*this, place, std::move(*reader));
  }
  [[nodiscard]] Result<std::unique_ptr<log::Writer>> open_writer(const log::TopicPartition& place) override {
    if (without_writer.contains(place.topic)) return outage(place);
    return behind_.open_writer(place);
  }
  [[nodiscard]] Result<std::unique_ptr<log::Ownership>> join(const std::string& own_topic) override {
    auto joined = behind_.join(own_topic);
    if (!joined) return joined;
    return std::make_unique<Listening>(*this, std::move(*joined));
  }
  [[nodiscard]] std::uint64_t activity() const override { return behind_.activity(); }
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override {
    behind_.wait_for_activity(seen, timeout);
  }
  void wake() override { behind_.wake(); }

 private:
  class Listening final : public log::Ownership {
   public:
    Listening(MoodyLog& log, std::unique_ptr<log::Ownership> behind) : log_{log}, behind_{std::move(behind)} {}
    [[nodiscard]] Assignment current() override { return behind_->current(); }
    void tell(const log::Progress& progress) override { log_.told.push_back(progress); }

   private:
    MoodyLog& log_;
    std::unique_ptr<log::Ownership> behind_;
  };
  class MoodyReader final : public log::Reader {
   public:
    MoodyReader(MoodyLog& log, log::TopicPartition place, std::unique_ptr<log::Reader> behind)
        : log_{log}, place_{std::move(place)}, behind_{std::move(behind)} {}
    [[nodiscard]] Result<log::Batch> read(std::size_t max_records) override {
      if (log_.without_readers.contains(place_.topic)) return outage(place_);
      if (log_.held_back.contains(place_.topic)) return log::Batch{};
      return behind_->read(max_records);
    }
    [[nodiscard]] Offset position() const override { return behind_->position(); }
    void seek(Offset position) override { behind_->seek(position); }

   private:
    MoodyLog& log_;
    log::TopicPartition place_;
    std::unique_ptr<log::Reader> behind_;
  };

  static tl::unexpected<Error> outage(const log::TopicPartition& place) {
    return failure(Error::Code::retryable, to_string(place) + " does not answer just now");
  }

  log::Log& behind_;
};

}  // namespace matbud::processor
