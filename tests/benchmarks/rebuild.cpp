#include "rebuild.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include "machine.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/replay.h"
#include "matbud/projection/replay.h"
#include "spine_run.h"

namespace matbud::benchmarks {
namespace {

using FoldPartition = std::function<std::uint64_t(Partition)>;

/// Calls `fold` for each partition on so many threads; the sum of what it returns.
std::uint64_t fold_all(std::uint32_t partitions, unsigned threads, const FoldPartition& fold) {
  std::atomic<std::uint32_t> next{0};
  std::atomic<std::uint64_t> events{0};
  std::mutex mutex;
  std::exception_ptr trouble;
  const auto work = [&] {
    try {
      for (auto partition = next++; partition < partitions; partition = next++) events += fold(Partition{partition});
    } catch (...) {
      const std::lock_guard lock{mutex};
      trouble = std::current_exception();
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(work);
  for (auto& worker : workers) worker.join();
  if (trouble) std::rethrow_exception(trouble);
  return events;
}

Rebuilt measured(const std::string& name, std::uint32_t partitions, unsigned threads, const FoldPartition& fold) {
  const auto cpu_before = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  Rebuilt rebuilt{name, fold_all(partitions, threads, fold), 0, 0};
  rebuilt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rebuilt.cpu_seconds = cpu_seconds() - cpu_before;
  return rebuilt;
}

}  // namespace

std::vector<Rebuilt> rebuild_everything(host::Installation& installation, const std::filesystem::path& directory,
                                        unsigned threads) {
  std::vector<Rebuilt> all;
  {
    const auto store = must(store::RocksStore::open(directory));
    for (const auto& spec : pipeline::all_processors(installation.grocers())) {
      all.push_back(measured(spec.name, installation.partitions(), threads, [&](Partition partition) {
        const auto space = must(store->open_space(spec.name, partition));
        return must(processor::replay(spec, partition, installation.log(), *space, {}, {})).accepted;
      }));
    }
    for (const auto& model : pipeline::all_read_models(installation.grocers())) {
      all.push_back(measured(model->name(), installation.partitions(), threads, [&](Partition partition) {
        const auto space = must(store->open_space(model->name(), partition));
        const auto everything = [](const std::string&, const log::Entry&) { return true; };
        return must(projection::replay(*model, partition, installation.log(), *space, everything, {}));
      }));
    }
  }
  std::filesystem::remove_all(directory);
  return all;
}

}  // namespace matbud::benchmarks
