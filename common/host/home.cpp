#include "matbud/host/home.h"

#include <system_error>

#include "matbud/host/metrics.h"
#include "matbud/log/topics.h"

namespace matbud::host {
namespace {

class EmbeddedHome final : public Home {
 public:
  explicit EmbeddedHome(std::unique_ptr<log::EmbeddedLog> log) : log_{std::move(log)} {}

  [[nodiscard]] log::Log& log() override { return *log_; }
  [[nodiscard]] bool is_shared() const override { return false; }
  [[nodiscard]] std::string place() const override { return "embedded:" + log_->path().parent_path().string(); }
  [[nodiscard]] Result<void> forget_superseded_keys() override {
    const auto compacted = log_->compact(std::string{log::keys});
    if (!compacted) return tl::unexpected{compacted.error()};
    return {};
  }
  void watch(telemetry::Metrics& metrics) override { watch_log(metrics, *log_); }
  [[nodiscard]] log::EmbeddedLog* embedded() override { return log_.get(); }

 private:
  std::unique_ptr<log::EmbeddedLog> log_;
};

class KafkaHome final : public Home {
 public:
  KafkaHome(std::string brokers, std::unique_ptr<log::KafkaLog> log)
      : brokers_{std::move(brokers)}, log_{std::move(log)} {}

  [[nodiscard]] log::Log& log() override { return *log_; }
  [[nodiscard]] bool is_shared() const override { return true; }
  [[nodiscard]] std::string place() const override { return "kafka:" + brokers_; }
  [[nodiscard]] Result<void> forget_superseded_keys() override { return {}; }  // the brokers compact by themselves
  void watch(telemetry::Metrics&) override {}

 private:
  std::string brokers_;
  std::unique_ptr<log::KafkaLog> log_;
};

}  // namespace

Result<std::unique_ptr<Home>> open_embedded_home(const std::filesystem::path& directory, const Clock& clock,
                                                 const log::EmbeddedSettings& settings, bool create) {
  const auto log_directory = directory / "log";
  std::error_code error;
  if (!create && !std::filesystem::exists(log_directory, error)) {
    return failure(Error::Code::not_found, "no installation in " + directory.string());
  }
  std::filesystem::create_directories(directory, error);
  if (error) return failure(Error::Code::unavailable, directory.string() + ": " + error.message());
  auto log = log::EmbeddedLog::open(log_directory, clock, settings);
  if (!log) return tl::unexpected{log.error()};
  return std::make_unique<EmbeddedHome>(std::move(*log));
}

Result<std::unique_ptr<Home>> open_kafka_home(const log::KafkaSettings& settings) {
  auto log = log::KafkaLog::open(settings);
  if (!log) return tl::unexpected{log.error()};
  return std::make_unique<KafkaHome>(settings.brokers, std::move(*log));
}

}  // namespace matbud::host
