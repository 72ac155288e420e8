// The simulated home of the log: in memory, single-threaded, with faults that a seed chooses. Without faults it is a
// plain log whose appends land at once.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "matbud/base/time.h"
#include "matbud/log/log.h"
#include "matbud/log/random.h"

namespace matbud::log {

/// A clock that stands until it is moved. It may be moved backwards.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Timestamp start) : now_{start} {}
  [[nodiscard]] Timestamp now() const override { return now_; }
  void set(Timestamp now) { now_ = now; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Timestamp now_;
};

/// How badly the log behaves, in chances per thousand. All zero: every append lands whole, in its turn, with a known
/// outcome.
struct SimulatedFaults {
  unsigned failed_append = 0;  ///< of an append: nothing lands now; outcome unknown
  unsigned lost_ack = 0;       ///< of an append: everything lands; outcome unknown
  unsigned torn_append = 0;    ///< of an append: only the front lands; outcome unknown
  unsigned split_append = 0;   ///< of an append: lands in two goes, others may come between
  unsigned doubled = 0;        ///< of an append: lands twice, a retry that the broker did not recognise
  unsigned orphan_lands = 0;   ///< of a record that a dead writer had sent: lands later, in any order, else never
  unsigned slow_read = 0;      ///< of a read: returns nothing or only the front of what there is
  unsigned lagging = 0;        ///< of a read: this reader's next 1 to 64 see nothing that lands from now on
  unsigned failed_read = 0;    ///< of a read: `retryable`
  unsigned failed_call = 0;    ///< of watermarks(), open_reader(), open_writer(): `retryable`
};

/// What happened, for reports.
struct SimulatedCounters {
  std::uint64_t landed = 0;
  std::uint64_t doubled = 0;
  std::uint64_t unknown_outcomes = 0;
  std::uint64_t orphans_landed = 0;
  std::uint64_t orphans_dropped = 0;
};

/// One record as it lies in the simulated log.
struct SimulatedRecord {
  Timestamp appended_at;
  std::shared_ptr<const std::string> canonical;  ///< null: compacted away
  std::uint64_t sequence = 0;                    ///< rises over all partitions: what landed before what
};

class SimulatedPartition;

/// In-memory log. Single-threaded. The clock must outlive it, and it must outlive its readers and writers.
class SimulatedLog final : public Log {
 public:
  /// Appends land at once and nothing ever fails.
  explicit SimulatedLog(const Clock& clock);
  /// Appends are queued until deliver() lands them, with faults as the seed has it.
  SimulatedLog(const Clock& clock, std::uint64_t seed, SimulatedFaults faults);
  ~SimulatedLog() override;

  [[nodiscard]] Result<void> create_topics(std::span<const TopicSpec> topics) override;
  [[nodiscard]] Result<std::vector<TopicSpec>> topics() override;
  [[nodiscard]] Result<Watermarks> watermarks(const TopicPartition& place) override;
  [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader(const TopicPartition& place, Offset from) override;
  [[nodiscard]] Result<std::unique_ptr<Writer>> open_writer(const TopicPartition& place) override;
  /// Members of one topic share its partitions by range, in the order they joined, unless assign() says otherwise.
  [[nodiscard]] Result<std::unique_ptr<Ownership>> join(const std::string& own_topic) override;
  [[nodiscard]] std::uint64_t activity() const override;
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override;
  void wake() override;

  /// One small thing happens on the way between writers and log: an append lands or fails, an acknowledgement
  /// returns, a dead writer's record lands. False when nothing is on its way.
  bool deliver();
  /// From now on with these faults.
  void set_faults(const SimulatedFaults& faults);
  [[nodiscard]] const SimulatedCounters& counters() const;

  /// Gives the `member`-th of those who ever joined `own_topic` these partitions, whatever others have: two owners at
  /// once are possible. The topic is never shared by range again.
  void assign(const std::string& own_topic, std::size_t member, std::vector<Partition> partitions);

  /// The bare records of a partition, past every reader's rule and every fault. The place must exist.
  [[nodiscard]] const std::deque<SimulatedRecord>& records(const TopicPartition& place) const;
  /// Called for each record that lands, in order.
  void on_landed(std::function<void(const TopicPartition&, Offset, const SimulatedRecord&)> watcher);
  /// Cuts the records from `end` on away: a log that went back. Appends on their way still land.
  void cut(const TopicPartition& place, Offset end);

 private:
  friend class SimulatedPartition;
  struct Group;
  class Member;

  [[nodiscard]] SimulatedPartition* find(const TopicPartition& place) const;
  [[nodiscard]] bool call_fails();
  void share_by_range(Group& group, std::uint32_t partitions);

  const Clock& clock_;
  Random random_;
  SimulatedFaults faults_;
  bool queued_;
  SimulatedCounters counters_;
  std::uint64_t activity_ = 0;
  std::uint64_t sequence_ = 0;
  std::function<void(const TopicPartition&, Offset, const SimulatedRecord&)> watcher_;
  std::map<std::string, TopicSpec, std::less<>> topics_;
  std::map<TopicPartition, std::unique_ptr<SimulatedPartition>> partitions_;
  std::vector<SimulatedPartition*> on_the_way_;  ///< partitions with something to deliver, in the order they got it
  std::map<std::string, std::shared_ptr<Group>, std::less<>> groups_;
};

}  // namespace matbud::log
