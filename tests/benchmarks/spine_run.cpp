#include "spine_run.h"

#include <iostream>

#include "matbud/log/append.h"
#include "matbud/log/topics.h"
#include "matbud/pipeline/services.h"

namespace matbud::benchmarks {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t orders_a_batch = 64;
constexpr std::size_t batches_in_flight = 16;
/// An edge answers people, so it does not run ahead of the services by more than they do in half a second.
constexpr std::uint64_t unanswered_max = 10'000;
constexpr const char* edge = "/matbud/benchmark";

/// Waits until something is so; each look is caused by the log's activity, or by `patience`.
void wait_for(log::Log& log, const std::function<bool()>& done,
              std::chrono::milliseconds patience = std::chrono::milliseconds{1000}) {
  for (;;) {
    const auto seen = log.activity();
    if (done()) return;
    log.wait_for_activity(seen, patience);
  }
}

}  // namespace

SpineRun::SpineRun(std::filesystem::path directory, const SpineOptions& options)
    : directory_{std::move(directory)}, options_{options} {}
SpineRun::~SpineRun() = default;

void SpineRun::open() {
  host::Settings settings;
  settings.directory = directory_;
  settings.partitions = options_.town.partitions;
  settings.grocers = {GrocerId{"dagros"}};
  installation_ = must(host::Installation::open(settings, clock_, random_, true));
  for (const auto& notice : installation_->notices()) std::cerr << "NOTICE " << notice << "\n";
}

void SpineRun::open_pipeline() {
  auto wiring = installation_->wiring();
  pipeline::add_all_services(wiring, installation_->keys());
  if (!options_.read_models) wiring.read_models.clear();
  wiring.on_alarm = [](const Error& alarm) { std::cerr << "ALARM " << alarm.message << "\n"; };
  if (options_.effects) {
    wiring.make_effector = [this](const std::string& processor,
                                  Partition partition) -> std::unique_ptr<processor::Effector> {
      if (processor != "notification") return nullptr;
      return std::make_unique<notification::RecordingEffector>(sent_[partition.value()]);
    };
  }
  pipeline_ = must(host::Pipeline::open(log(), clock_, std::move(wiring)));
  pipeline_->start();
}

void SpineRun::close_pipeline() {
  writers_.clear();
  pipeline_.reset();
}

void SpineRun::close() {
  close_pipeline();
  town_.reset();
  installation_.reset();
}

void SpineRun::delete_state() { std::filesystem::remove_all(directory_ / "state"); }

void SpineRun::wait_until_ready() {
  wait_for(
      log(), [&] { return pipeline_->ready(); }, std::chrono::milliseconds{1});
}

void SpineRun::settle() {
  wait_for(
      log(), [&] { return pipeline_->ready() && pipeline_->idle(); }, std::chrono::milliseconds{1});
}

void SpineRun::tell_reference_data() {
  town_ = std::make_unique<Town>(options_.town, installation_->keys(), clock_.now());
  std::map<std::pair<std::string, std::uint32_t>, std::vector<std::string>> batches;
  for (const auto& command : town_->reference_data()) {
    batches[{command.topic, log::partition_of(command, options_.town.partitions).value()}].push_back(
        log::encode_command(command, clock_.now(), edge));
  }
  for (auto& [place, records] : batches) {
    auto writer = must(log().open_writer({place.first, Partition{place.second}}));
    must(log::append_and_wait(log(), *writer, std::move(records), std::chrono::seconds{30}));
  }
  settle();
}

void SpineRun::append_orders(std::uint64_t first, std::uint64_t count) {
  const auto partitions = options_.town.partitions;
  std::vector<std::unique_ptr<log::Writer>> writers;
  for (std::uint32_t p = 0; p < partitions; ++p) {
    writers.push_back(must(log().open_writer({std::string{log::ordering_commands}, Partition{p}})));
  }
  const auto wait_for_room = [&](log::Writer& writer, std::size_t room) {
    wait_for(log(), [&] {
      while (writer.poll()) {
      }
      return writer.in_flight() <= room;
    });
  };
  const auto already = notified();
  const std::uint64_t an_order = options_.effects ? 3 : 1;
  std::vector<std::vector<std::string>> batches(partitions);
  const auto send = [&](std::uint32_t p) {
    if (batches[p].empty()) return;
    wait_for_room(*writers[p], batches_in_flight - 1);
    writers[p]->append(std::exchange(batches[p], {}));
  };
  for (auto n = first; n < first + count; ++n) {
    const auto command = town_->order(n);
    const auto p = log::partition_of(command, partitions).value();
    batches[p].push_back(log::encode_command(command, clock_.now(), edge));
    if (batches[p].size() == orders_a_batch) send(p);
    const auto sent = n - first + 1;
    if (sent % 1'000 == 0 && sent > unanswered_max) wait_until_notified(already + (sent - unanswered_max) * an_order);
  }
  for (std::uint32_t p = 0; p < partitions; ++p) {
    send(p);
    wait_for_room(*writers[p], 0);
  }
}

std::uint64_t SpineRun::records_in(std::string_view topic) {
  std::uint64_t records = 0;
  for (std::uint32_t p = 0; p < options_.town.partitions; ++p) {
    records += static_cast<std::uint64_t>(must(log().watermarks({std::string{topic}, Partition{p}})).end.value());
  }
  return records;
}

std::uint64_t SpineRun::notified() { return records_in(log::notification_events); }

void SpineRun::wait_until_notified(std::uint64_t count) {
  wait_for(log(), [&] { return notified() >= count; });
}

double SpineRun::one_order(std::uint64_t n, std::int64_t records) {
  const auto command = town_->order(n);
  const auto partition = log::partition_of(command, options_.town.partitions);
  auto& writer = writers_[partition.value()];
  if (!writer) writer = must(log().open_writer({command.topic, partition}));
  const log::TopicPartition answers{std::string{log::notification_events}, partition};
  const auto before = must(log().watermarks(answers)).end;
  const auto start = steady_clock::now();
  writer->append({log::encode_command(command, clock_.now(), edge)});
  wait_for(log(), [&] { return must(log().watermarks(answers)).end.value() >= before.value() + records; });
  const auto took = std::chrono::duration<double, std::milli>(steady_clock::now() - start).count();
  while (writer->poll()) {
  }
  return took;
}

}  // namespace matbud::benchmarks
