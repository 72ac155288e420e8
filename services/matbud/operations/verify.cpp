#include "matbud/operations/verify.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "chain_check.h"
#include "folded_tables.h"
#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/processor/replay.h"
#include "matbud/projection/host.h"
#include "matbud/projection/replay.h"

namespace matbud::operations {
namespace {

void compare(const std::string& name, Partition partition, const log::TopicPartition& place, const state::Space& stored,
             FoldedTables& folded, VerifyReport& report) {
  ProjectionReport compared{name, partition, folded.rows()};
  const auto difference = folded.compare(stored);
  compared.different = difference.keys;
  if (!compared.equal()) {
    report.findings.push_back({place, Offset{-1},
                               "the stored state of " + name + " is not the fold of its log: " +
                                   std::to_string(difference.keys) + " keys differ, of them " + difference.first});
  }
  report.projections.push_back(std::move(compared));
}

Result<void> compare_processor(log::Log& log, const processor::ProcessorSpec& spec, Partition partition,
                               const state::Space& stored, VerifyReport& report) {
  const auto position = processor::stored_position(stored, spec.own_topic);
  if (!position || processor::stored_version(stored) != spec.state_version) return {};  // to be rebuilt anyway
  FoldedTables folded;
  const auto reached = processor::fold(spec, partition, log, folded, {position->next, Timestamp::max()});
  if (!reached) return tl::unexpected{reached.error()};
  const log::TopicPartition place{spec.own_topic, partition};
  if (reached->head != position->head) {
    report.findings.push_back(
        {place, position->head_offset, "the stored state of " + spec.name + " follows another chain"});
  }
  compare(spec.name, partition, place, stored, folded, report);
  return {};
}

Result<void> compare_read_model(log::Log& log, const std::shared_ptr<const projection::ReadModel>& model,
                                Partition partition, const state::Space& stored, VerifyReport& report) {
  if (processor::stored_version(stored) != model->version()) return {};
  std::map<std::string, Offset> ends;
  for (const auto& topic : model->topics()) {
    ends.emplace(topic, processor::stored_position(stored, topic).value_or(log::ChainPosition{}).next);
  }
  FoldedTables folded;
  const auto replayed =
      projection::fold(*model, partition, log, folded,
                       [&](const std::string& topic, const log::Entry& entry) { return entry.offset < ends[topic]; });
  if (!replayed) return tl::unexpected{replayed.error()};
  compare(model->name(), partition, {model->topics().front(), partition}, stored, folded, report);
  return {};
}

Result<void> verify_partition(log::Log& log, const VerifyPlan& plan, const std::vector<std::string>& topics,
                              Partition partition, VerifyReport& report) {
  if (auto checked = check_chains(log, topics, partition, plan.on_progress, report); !checked) return checked;
  if (!plan.open_space) return {};
  for (const auto& spec : plan.processors) {
    const auto stored = plan.open_space(spec.name, partition);
    if (auto compared = compare_processor(log, spec, partition, *stored, report); !compared) return compared;
  }
  for (const auto& model : plan.read_models) {
    const auto stored = plan.open_space(projection::space_name(*model), partition);
    if (auto compared = compare_read_model(log, model, partition, *stored, report); !compared) return compared;
  }
  return {};
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
