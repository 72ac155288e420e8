#include "matbud/operations/verify.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "chain_check.h"
#include "projection_check.h"

namespace matbud::operations {
namespace {

Result<void> verify_partition(log::Log& log, const VerifyPlan& plan, const std::vector<Stretch>& stretches,
                              Partition partition, VerifyReport& report) {
  if (!plan.open_space) return check_chains(log, stretches, partition, plan, nullptr, report);
  // Each record is read, hashed and decoded once, for its chain and for every fold.
  ProjectionCheck projections{plan, partition, report};
  if (auto checked = check_chains(log, stretches, partition, plan, &projections, report); !checked) return checked;
  return projections.finish();
}

/// Every topic but compacted ones, each with its end once and then once more: what stood at the first look has its
/// causes within what stood at the second, whoever appends meanwhile.
Result<std::vector<std::vector<Stretch>>> stretches_of(log::Log& log) {
  const auto specs = log.topics();
  if (!specs) return tl::unexpected{specs.error()};
  std::uint32_t partitions = 0;
  for (const auto& spec : *specs) partitions = spec.compacted ? partitions : std::max(partitions, spec.partitions);
  std::vector<std::vector<Stretch>> stretches(partitions);
  for (const auto& spec : *specs) {
    if (spec.compacted) continue;
    for (auto& partition : stretches) partition.push_back({spec.name, Offset{0}, Offset{0}});
  }
  for (const auto end : {&Stretch::judged, &Stretch::end}) {
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      for (auto& stretch : stretches[partition]) {
        const auto marks = log.watermarks({stretch.topic, Partition{partition}});
        if (!marks) return tl::unexpected{marks.error()};
        stretch.*end = marks->end;
      }
    }
  }
  return stretches;
}

void append(VerifyReport& all, VerifyReport&& part) {
  std::move(part.partitions.begin(), part.partitions.end(), std::back_inserter(all.partitions));
  std::move(part.projections.begin(), part.projections.end(), std::back_inserter(all.projections));
  std::move(part.findings.begin(), part.findings.end(), std::back_inserter(all.findings));
  all.records += part.records;
}

}  // namespace

Result<VerifyReport> verify(log::Log& log, const VerifyPlan& plan) {
  const auto stretches = stretches_of(log);
  if (!stretches) return tl::unexpected{stretches.error()};
  const auto partitions = static_cast<std::uint32_t>(stretches->size());
  if (plan.on_measured) {
    std::uint64_t records = 0;
    for (const auto& partition : *stretches) {
      for (const auto& stretch : partition) records += static_cast<std::uint64_t>(stretch.end.value());
    }
    plan.on_measured(records);
  }
  std::vector<VerifyReport> reports(partitions);
  std::vector<std::optional<Error>> errors(partitions);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    for (auto partition = next++; partition < partitions; partition = next++) {
      try {
        const auto verified =
            verify_partition(log, plan, (*stretches)[partition], Partition{partition}, reports[partition]);
        if (!verified) errors[partition] = verified.error();
      } catch (const state::StoreFailure& failure) {
        errors[partition] = Error{Error::Code::unavailable, failure.what()};
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, plan.threads); ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  VerifyReport all;
  for (std::uint32_t partition = 0; partition < partitions; ++partition) {
    if (errors[partition]) return tl::unexpected{*errors[partition]};
    append(all, std::move(reports[partition]));
  }
  return all;
}

}  // namespace matbud::operations
