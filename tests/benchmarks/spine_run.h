// One installation under measurement: opens it, feeds it orders, waits for what becomes of them.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "matbud/host/installation.h"
#include "matbud/notification/recording_effector.h"
#include "town.h"

namespace matbud::benchmarks {

/// The value, or the benchmark fails with the error's words.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The hours of one working day: orders of a same-day window are taken, whatever day the benchmark runs on.
class WorkdayClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override {
    return nine_o_clock_ +
           std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_at_);
  }

 private:
  const Timestamp nine_o_clock_ = std::chrono::sys_days{std::chrono::year{2026} / 11 / 18} + std::chrono::hours{9};
  const std::chrono::steady_clock::time_point started_at_ = std::chrono::steady_clock::now();
};

/// What is switched on beside the services.
struct SpineOptions {
  TownSize town;
  bool read_models = false;
  bool effects = false;  ///< a channel that writes down what it would send and reports it as sent
};

class SpineRun {
 public:
  SpineRun(std::filesystem::path directory, const SpineOptions& options);
  ~SpineRun();

  /// Opens log, state and keys; open_pipeline() starts the services on them.
  void open();
  void open_pipeline();
  void close_pipeline();
  void close();
  /// Deletes the folds while closed: the next open() rebuilds them from the log.
  void delete_state();
  /// Every processor decides.
  void wait_until_ready();
  /// Nothing left to do.
  void settle();

  /// Areas, catalogue, citizens, shifts; returns when all of it is decided.
  void tell_reference_data();
  /// Appends orders [first, first + count) as an edge does, without waiting for answers, at most `batches_in_flight`
  /// batches a partition.
  void append_orders(std::uint64_t first, std::uint64_t count);
  /// Waits until so many notifications more than `before` can be read.
  void wait_until_notified(std::uint64_t count);
  [[nodiscard]] std::uint64_t notified();
  /// One order; milliseconds from handing it to the log until `records` more records of notification can be read.
  [[nodiscard]] double one_order(std::uint64_t n, std::int64_t records);

  [[nodiscard]] std::uint64_t records_in(std::string_view topic);
  [[nodiscard]] log::EmbeddedLog& log() { return installation_->embedded_log(); }
  [[nodiscard]] host::Installation& installation() { return *installation_; }

 private:
  std::filesystem::path directory_;
  SpineOptions options_;
  WorkdayClock clock_;
  privacy::SystemRandom random_;
  std::unique_ptr<host::Installation> installation_;
  std::unique_ptr<Town> town_;
  std::map<std::uint32_t, std::vector<notification::RecordedAttempt>> sent_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::map<std::uint32_t, std::unique_ptr<log::Writer>> writers_;
};

}  // namespace matbud::benchmarks
