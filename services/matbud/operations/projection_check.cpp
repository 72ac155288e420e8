#include "projection_check.h"

#include "matbud/processor/positions.h"
#include "matbud/projection/host.h"

namespace matbud::operations {

ProjectionCheck::ProjectionCheck(const VerifyPlan& plan, Partition partition, VerifyReport& report)
    : partition_{partition}, report_{report} {
  // State of another version, or none, is rebuilt at the next start anyway.
  for (const auto& spec : plan.processors) {
    auto stored = plan.open_space(spec.name, partition);
    const auto position = processor::stored_position(*stored, spec.own_topic);
    if (!position || processor::stored_version(*stored) != spec.state_version) continue;
    own_.try_emplace(spec.own_topic, spec, std::move(stored), *position);
  }
  for (const auto& model : plan.read_models) {
    auto stored = plan.open_space(projection::space_name(*model), partition);
    if (processor::stored_version(*stored) != model->version()) continue;
    std::map<std::string, Offset> ends;
    for (const auto& topic : model->topics())
      ends.emplace(topic, processor::stored_position(*stored, topic).value_or(log::ChainPosition{}).next);
    models_.push_back(std::make_unique<ModelFold>(ModelFold{*model, std::move(stored), std::move(ends)}));
  }
}

void ProjectionCheck::hear(const std::string& topic, const log::Entry& entry, const log::Envelope& record,
                           const log::Hash& hash) {
  if (const auto own = own_.find(topic); own != own_.end() && entry.offset < own->second.position.next) {
    const auto folded = own->second.fold.take(record, {topic, partition_}, entry.offset);
    if (!folded && !error_) error_ = folded.error();
    own->second.head = hash;
  }
  for (const auto& fold : models_) {
    const auto end = fold->ends.find(topic);
    if (end == fold->ends.end() || entry.offset >= end->second) continue;
    fold->model.fold(fold->tables, {topic, partition_, entry.offset, entry.appended_at, record, hash});
  }
}

void ProjectionCheck::topic_ended(const std::string& topic, bool whole) {
  whole_ = whole_ && whole;
  const auto own = own_.find(topic);
  if (own == own_.end()) return;
  // What lies behind bytes that cannot be read is in the store and not in the fold: that says nothing about the store.
  if (whole) compare(own->second);
  own_.erase(own);
}

void ProjectionCheck::compare(OwnFold& own) {
  const auto start = log::chain_start({own.spec.own_topic, partition_});
  if (own.head.value_or(start.head) != own.position.head) {
    report_.findings.push_back({{own.spec.own_topic, partition_},
                                own.position.head_offset,
                                "the stored state of " + own.spec.name + " follows another chain"});
  }
  compare(own.spec.name, own.spec.own_topic, *own.stored, own.tables);
}

Result<void> ProjectionCheck::finish() {
  if (error_) return tl::unexpected{*error_};
  if (!whole_) return {};
  for (const auto& fold : models_)
    compare(fold->model.name(), fold->model.topics().front(), *fold->stored, fold->tables);
  return {};
}

void ProjectionCheck::compare(const std::string& name, const std::string& topic, const state::Space& stored,
                              FoldedTables& folded) {
  const auto rows = folded.rows();
  const auto difference = folded.compare(stored);
  if (difference.keys > 0) {
    report_.findings.push_back({{topic, partition_},
                                Offset{-1},
                                "the stored state of " + name + " is not the fold of its log: " +
                                    std::to_string(difference.keys) + " keys differ, of them " + difference.first});
  }
  report_.projections.push_back({name, partition_, rows, difference.keys});
}

}  // namespace matbud::operations
