// One partition of the simulated log: what lies in it, and what is on its way to it.
#pragma once

#include "matbud/log/simulated.h"

namespace matbud::log {

class SimulatedPartition {
 public:
  /// What one writer has sent. Shared by the writer and the partition: the records outlive their writer.
  class Line;

  SimulatedPartition(SimulatedLog& log, TopicPartition place, bool compacted);
  ~SimulatedPartition();

  [[nodiscard]] const TopicPartition& place() const { return place_; }
  [[nodiscard]] const std::deque<SimulatedRecord>& records() const { return records_; }
  [[nodiscard]] Offset end() const { return Offset{static_cast<std::int64_t>(records_.size())}; }

  [[nodiscard]] std::shared_ptr<Line> open_line();
  void append(Line& line, std::vector<std::string> records);
  [[nodiscard]] std::optional<Appended> poll(Line& line);
  /// The writer is gone: what it has sent becomes orphans.
  void abandon(Line& line);

  /// One thing happens; false when there is nothing on its way.
  bool deliver();
  void cut(Offset end);

  /// Where one reader stands.
  struct Cursor {
    Offset position;
    std::uint64_t lagging_reads = 0;  ///< so many more reads see nothing behind `lagging_end`
    Offset lagging_end{};
  };
  [[nodiscard]] Result<Batch> read(Cursor& cursor, std::size_t max_records);

  /// Whether the log has it on its list of partitions with something on the way.
  bool listed = false;

 private:
  void deliver_append(Line& line);
  void land_whole(Line& line);
  void kill(Line& line, const std::string& why);
  void land(std::string canonical);
  void orphan(std::string canonical);

  SimulatedLog& log_;
  TopicPartition place_;
  bool compacted_;
  /// Where the records end that this reader sees now.
  [[nodiscard]] Offset visible_end(Cursor& cursor);

  std::deque<SimulatedRecord> records_;
  std::map<std::string, std::size_t, std::less<>> newest_of_key_;  ///< of a compacted topic
  std::vector<std::shared_ptr<Line>> lines_;
  std::vector<std::string> orphans_;
};

class SimulatedPartition::Line {
 public:
  [[nodiscard]] std::size_t in_flight() const { return queued.size() + returning.size() + outcomes.size(); }

  struct Call {
    std::vector<std::string> records;
    std::size_t landed = 0;  ///< records of it that are in the log
    Offset first;            ///< where the first of them lies
    bool contiguous = true;  ///< whether nobody came between
  };
  std::deque<Call> queued;
  std::deque<Appended> returning;  ///< landed; the acknowledgement is on its way
  std::deque<Appended> outcomes;   ///< what poll() returns next
  bool dead = false;
  std::string why_dead;
};

}  // namespace matbud::log
