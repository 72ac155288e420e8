// A service that asks nobody: it takes every partition of its topics for its own, beside those that share them by the
// rules, and decides what it hears. usurper SERVICE with the options of a service's program
#include <CLI/CLI.hpp>
#include <iostream>

#include "matbud/host/installation_options.h"
#include "matbud/host/pipeline.h"
#include "matbud/host/stop_signal.h"
#include "matbud/ordering/diet_reader.h"
#include "matbud/pipeline/services.h"

namespace matbud::broker_faults {
namespace {

/// Owns everything, for ever.
class Claim final : public log::Ownership {
 public:
  explicit Claim(std::uint32_t partitions) {
    for (std::uint32_t p = 0; p < partitions; ++p) all_.partitions.emplace_back(p);
    all_.generation = 1;
  }
  Assignment current() override { return all_; }

 private:
  Assignment all_;
};

/// The cluster's log, but for who owns what.
class ClaimedLog final : public log::Log {
 public:
  ClaimedLog(log::Log& log, std::uint32_t partitions) : log_{log}, partitions_{partitions} {}
  Result<void> create_topics(std::span<const log::TopicSpec> topics) override { return log_.create_topics(topics); }
  Result<std::vector<log::TopicSpec>> topics() override { return log_.topics(); }
  Result<Watermarks> watermarks(const log::TopicPartition& place) override { return log_.watermarks(place); }
  Result<std::unique_ptr<log::Reader>> open_reader(const log::TopicPartition& place, Offset from) override {
    return log_.open_reader(place, from);
  }
  Result<std::unique_ptr<log::Writer>> open_writer(const log::TopicPartition& place) override {
    return log_.open_writer(place);
  }
  Result<std::unique_ptr<log::Ownership>> join(const std::string&) override {
    return std::make_unique<Claim>(partitions_);
  }
  std::uint64_t activity() const override { return log_.activity(); }
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override {
    log_.wait_for_activity(seen, timeout);
  }
  void wake() override { log_.wake(); }

 private:
  log::Log& log_;
  std::uint32_t partitions_;
};

int run(int argc, char** argv) {
  CLI::App app{"Decides a service's inputs without having been asked", "usurper"};
  host::Settings settings;
  std::string name;
  app.add_option("service", name)->required();
  host::add_installation_options(app, settings, "usurper");
  CLI11_PARSE(app, argc, argv);
  host::StopSignal stop;
  const SystemClock clock;
  privacy::SystemRandom random;
  const auto installation = host::Installation::open(settings, clock, random, false);
  if (!installation) {
    std::cerr << "usurper: " << installation.error().message << "\n";
    return 1;
  }
  auto& opened = **installation;
  ClaimedLog claimed{opened.log(), opened.partitions()};
  auto wiring = opened.wiring();
  for (auto& service : pipeline::all_services(opened.grocers(), ordering::diet_reader(opened.keys()))) {
    if (service.name == name) wiring.processors = std::move(service.processors);
  }
  wiring.threads = 1;
  auto pipeline = host::Pipeline::open(claimed, clock, std::move(wiring));
  if (!pipeline) {
    std::cerr << "usurper: " << pipeline.error().message << "\n";
    return 1;
  }
  (*pipeline)->start();
  stop.wait();
  (*pipeline)->stop();
  return 0;
}

}  // namespace
}  // namespace matbud::broker_faults

int main(int argc, char** argv) { return matbud::broker_faults::run(argc, argv); }
