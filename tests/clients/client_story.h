// Verbs for stories on a broker that asks everybody who they are: one for all tests of the program, with the topics and
// rights that `matbud topics apply` makes.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "matbud/log/kafka/kafka_log.h"
#include "test_broker.h"

namespace matbud::clients {

class ClientStory : public testing::Test {
 protected:
  /// Starts the broker with the first story, and makes its topics.
  void SetUp() override;

  struct Answer {
    int exit;
    std::string out;
    std::string messages;
  };
  /// `matbud topics` with these words and the operator's certificate.
  static Answer topics(std::vector<std::string> words);
  /// `matbud topics rights` with these words; needs no broker.
  static Answer rights(std::vector<std::string> words);
  /// Runs a program to its end.
  static Answer run(const std::vector<std::string>& words);
  /// Runs a Python client of this folder as this principal. Skips the story when Python's packages cannot be had.
  static Answer client(const std::string& script, const std::string& principal, const std::vector<std::string>& words);
  [[nodiscard]] static bool have_python();

  /// The log as seen by whoever has this certificate.
  [[nodiscard]] static std::unique_ptr<log::KafkaLog> log_of(const std::string& principal);
  [[nodiscard]] static log::KafkaSettings settings_of(const std::string& principal);
  [[nodiscard]] static testing_broker::TestBroker& broker();

 private:
  static Answer matbud(const std::vector<std::string>& words);
};

}  // namespace matbud::clients
