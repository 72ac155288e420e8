#include "matbud/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <utility>

namespace matbud::telemetry {

void Counter::add(double amount) { counter_->Increment(amount); }

void Counter::raise_to(double total) {
  const double missing = total - counter_->Value();
  if (missing > 0) counter_->Increment(missing);
}

void Gauge::set(double value) { gauge_->Set(value); }

void Histogram::observe(double value) { histogram_->Observe(value); }

class Metrics::Impl {
 public:
  // The same name with the same help again is the same family.
  prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
  std::mutex mutex;
  std::vector<std::function<void()>> updates;
};

Metrics::Metrics() : impl_{std::make_unique<Impl>()} {}
Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  return Counter{prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry).Add(labels)};
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return Gauge{prometheus::BuildGauge().Name(name).Help(help).Register(impl_->registry).Add(labels)};
}

Histogram Metrics::histogram(const std::string& name, const std::string& help, const Labels& labels,
                             const std::vector<double>& bounds) {
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(impl_->registry);
  return Histogram{family.Add(labels, bounds)};
}

void Metrics::before_exposition(std::function<void()> update) {
  const std::lock_guard lock{impl_->mutex};
  impl_->updates.push_back(std::move(update));
}

std::string Metrics::exposition() {
  std::vector<std::function<void()>> updates;
  {
    const std::lock_guard lock{impl_->mutex};
    updates = impl_->updates;
  }
  for (const auto& update : updates) update();
  return prometheus::TextSerializer{}.Serialize(impl_->registry.Collect());
}

}  // namespace matbud::telemetry
