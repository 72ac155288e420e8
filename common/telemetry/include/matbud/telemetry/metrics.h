// Numbers for a monitoring system, in Prometheus's text format.
//
//   telemetry::Metrics metrics;
//   auto events = metrics.counter("matbud_events_total", "Events decided and verified.", {{"service", "ordering"}});
//   events.add();
//   response.body = metrics.exposition();
//
// Names end in their unit (`_total`, `_seconds`, `_bytes`). Labels hold few, open values: never an id of an order,
// citizen or driver.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace matbud::telemetry {

using Labels = std::map<std::string, std::string>;

/// Content type of Metrics::exposition().
inline constexpr std::string_view exposition_content_type = "text/plain; version=0.0.4; charset=utf-8";

/// A number that only rises. A handle: copies count into the same. Threads may share it; it must not outlive its
/// Metrics.
class Counter {
 public:
  void add(double amount = 1);
  /// For a total that is counted elsewhere: adds what is missing to `total`, nothing when it is there already.
  /// One caller at a time.
  void raise_to(double total);

 private:
  friend class Metrics;
  explicit Counter(prometheus::Counter& counter) : counter_{&counter} {}
  prometheus::Counter* counter_;
};

/// A number that rises and falls. As Counter otherwise.
class Gauge {
 public:
  void set(double value);

 private:
  friend class Metrics;
  explicit Gauge(prometheus::Gauge& gauge) : gauge_{&gauge} {}
  prometheus::Gauge* gauge_;
};

/// How often values fall below each of a few bounds. As Counter otherwise.
class Histogram {
 public:
  void observe(double value);

 private:
  friend class Metrics;
  explicit Histogram(prometheus::Histogram& histogram) : histogram_{&histogram} {}
  prometheus::Histogram* histogram_;
};

/// All numbers of a process. Threads may share it. The same name and labels give the same number again; a name that
/// stands for another kind of number, or is not a metric's name, throws std::invalid_argument: a bug.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  [[nodiscard]] Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
  [[nodiscard]] Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  /// `bounds` rise; the first caller of a name decides them.
  [[nodiscard]] Histogram histogram(const std::string& name, const std::string& help, const Labels& labels,
                                    const std::vector<double>& bounds);

  /// Calls `update` before each exposition, on its thread, for numbers that are looked up when asked for.
  void before_exposition(std::function<void()> update);
  /// All numbers in Prometheus's text format.
  [[nodiscard]] std::string exposition();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::telemetry
