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

Result<void> verify_partition(log::Log& log, const VerifyPlan& plan, const std::vector<std::string>& topics,
                              Partition partition, VerifyReport& report) {
  if (!plan.open_space) return check_chains(log, topics, partition, plan.on_progress, nullptr, report);
  // Each record is read, hashed and decoded once, for its chain and for every fold.
  ProjectionCheck projections{plan, partition, report};
  if (auto checked = check_chains(log, topics, partition, plan.on_progress, &projections, report); !checked)
    return checked;
  return projections.finish();
}

void append(VerifyReport& all, VerifyReport&& part) {
  std::move(part.partitions.begin(), part.partitions.end(), std::back_inserter(all.partitions));
  std::move(part.projections.begin(), part.projections.end(), std::back_inserter(all.projections));
  std::move(part.findings.begin(), part.findings.end(), std::back_inserter(all.findings));
  all.records += part.records;
}

}  // namespace

Result<VerifyReport> verify(log::Log& log, const VerifyPlan& plan) {
  const auto specs = log.topics();
  if (!specs) return tl::unexpected{specs.error()};
  std::vector<std::string> topics;
  std::uint32_t partitions = 0;
  for (const auto& spec : *specs) {
    if (spec.compacted) continue;
    topics.push_back(spec.name);
    partitions = std::max(partitions, spec.partitions);
  }
  std::vector<VerifyReport> reports(partitions);
  std::vector<std::optional<Error>> errors(partitions);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    for (auto partition = next++; partition < partitions; partition = next++) {
      try {
        const auto verified = verify_partition(log, plan, topics, Partition{partition}, reports[partition]);
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
