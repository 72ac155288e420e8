// Verbs for stories on a real broker, one for all tests of the program.
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "matbud/log/kafka/kafka_log.h"
#include "test_broker.h"

namespace matbud::broker_faults {

inline constexpr std::chrono::seconds patience{40};

class KafkaStory : public testing::Test {
 protected:
  void SetUp() override;
  /// Removes every topic: whoever looks at the whole log must find only this story's.
  void TearDown() override;

  /// Started with the first story that needs it.
  [[nodiscard]] static testing_broker::TestBroker& broker();
  /// A log as another process would open it, with an owner's session of three seconds.
  [[nodiscard]] static std::unique_ptr<log::KafkaLog> open_log(const std::function<void(log::KafkaSettings&)>& change =
                                                                   [](log::KafkaSettings&) {});

  /// A topic of this story alone.
  [[nodiscard]] static std::string make_topic(log::Log& log, const std::string& kind, std::uint32_t partitions = 1);

  /// Canonical bytes of a record with this value and no place in any chain.
  [[nodiscard]] static std::string record(std::string_view value);
  [[nodiscard]] static std::unique_ptr<log::Writer> writer(log::Log& log, const log::TopicPartition& place);
  /// Waits for the outcome of the writer's oldest append.
  [[nodiscard]] static log::Appended outcome_of(log::Log& log, log::Writer& writer);
  /// Appends one record for each value, each in a call of its own, and waits for all.
  static void append(log::Log& log, const log::TopicPartition& place, const std::vector<std::string>& values);
  /// Reads on until so many values have come.
  [[nodiscard]] static std::vector<std::string> read(log::Log& log, log::Reader& reader, std::size_t values);
  /// Waits until it is so, looking at each activity of the log.
  [[nodiscard]] static bool wait_until(log::Log& log, const std::function<bool()>& it_is_so);
};

}  // namespace matbud::broker_faults
