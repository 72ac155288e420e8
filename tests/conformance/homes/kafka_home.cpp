// The Kafka home on a real broker, one for all tests of this program.
#include "../log_home.h"
#include "matbud/log/kafka/kafka_log.h"
#include "test_broker.h"

namespace matbud::log::conformance {
namespace {

const std::string& bootstrap() {
  static const testing_broker::TestBroker broker{{"--quick"}};
  return broker.bootstrap();
}

class KafkaHome final : public LogHome {
 public:
  KafkaHome() { open(); }
  ~KafkaHome() override {
    std::vector<std::string> names;
    if (const auto topics = log_->topics()) {
      for (const auto& topic : *topics) names.push_back(topic.name);
    }
    (void)log_->delete_topics(names);  // the next test says it when they are still there
  }
  KafkaHome(const KafkaHome&) = delete;
  KafkaHome& operator=(const KafkaHome&) = delete;

  [[nodiscard]] Log& log() override { return *log_; }
  void reopen() override {
    log_.reset();
    open();
  }

 private:
  void open() {
    KafkaSettings settings;
    settings.brokers = bootstrap();
    auto opened = KafkaLog::open(settings);
    if (!opened) throw std::runtime_error{opened.error().message};
    log_ = std::move(*opened);
  }

  std::unique_ptr<KafkaLog> log_;
};

const Registration kafka{
    {.name = "Kafka", .durable = true, .threaded = true, .compacts = false, .make = []() -> std::unique_ptr<LogHome> {
       if (!testing_broker::have_jars()) return nullptr;
       return std::make_unique<KafkaHome>();
     }}};

}  // namespace
}  // namespace matbud::log::conformance
