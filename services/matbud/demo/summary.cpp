#include "summary.h"

#include "matbud/log/topics.h"
#include "matbud/operations/verify.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/pipeline/services.h"
#include "matbud/projection/host.h"

namespace matbud::demo {
namespace {

std::unique_ptr<state::Space> space_of(host::Installation& installation, const std::string& name, Partition partition) {
  auto space = installation.store().open_space(name, partition);
  if (!space) throw state::StoreFailure{space.error().message};
  return std::move(*space);
}

void count_orders(host::Installation& installation, bool at_an_end, Summary& summary) {
  const auto model = ordering::order_overview();
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    const auto space = space_of(installation, projection::space_name(*model), Partition{p});
    const state::SpaceTables tables{*space};
    for (const auto& [step, count] : ordering::count_orders(tables)) {
      const std::string word{ordering::word_of(step)};
      summary.orders_by_step[word] += count;
      if (at_an_end && !ordering::is_end(step)) {
        summary.violations.push_back(std::to_string(count) + " orders of partition " + std::to_string(p) +
                                     " stopped at " + word);
      }
    }
    if (!summary.an_order.empty()) continue;
    const auto delivered = ordering::list_orders(tables, {.step = ordering::step_from("delivered"), .limit = 1});
    if (!delivered.rows.empty()) summary.an_order = delivered.rows.front().order_id();
  }
}

void verify(host::Installation& installation, Summary& summary) {
  operations::VerifyPlan plan;
  plan.processors = pipeline::all_processors(installation.grocers());
  plan.read_models = pipeline::all_read_models(installation.grocers());
  plan.open_space = [&](const std::string& name, Partition partition) {
    return space_of(installation, name, partition);
  };
  const auto report = operations::verify(installation.log(), plan);
  if (!report) {
    summary.violations.push_back(report.error().message);
    return;
  }
  summary.records = report->records;
  std::string heads;
  for (const auto& partition : report->partitions) {
    heads += to_string(partition.place) + "@" + std::to_string(partition.position.next.value()) + ":" +
             log::hex(partition.position.head) + "\n";
    if (!partition.chained) continue;
    summary.events += partition.position.accepted;
    summary.voided += partition.position.voided;
  }
  summary.digest = log::hex(log::hash_of(heads));
  for (const auto& finding : report->findings) {
    summary.violations.push_back(to_string(finding.place) + " at " + std::to_string(finding.offset.value()) + ": " +
                                 finding.what);
  }
}

}  // namespace

Summary summarize(host::Installation& installation, host::Pipeline& pipeline, bool at_an_end) {
  Summary summary;
  for (const auto& counted : pipeline.counted()) summary.parked += counted.standing.parked;
  if (summary.parked > 0) summary.violations.push_back(std::to_string(summary.parked) + " inputs wait, parked");
  count_orders(installation, at_an_end, summary);
  verify(installation, summary);
  return summary;
}

}  // namespace matbud::demo
