// matbud log verify: nothing was lost, doubled, reordered or altered.
#include <algorithm>
#include <chrono>

#include "commands.h"
#include "matbud/operations/verify.h"
#include "matbud/pipeline/services.h"
#include "opened.h"
#include "progress.h"

namespace matbud::cli {
namespace {

void print(const operations::VerifyReport& found, std::chrono::duration<double> took, bool json, std::ostream& out) {
  std::uint64_t voided = 0;
  for (const auto& partition : found.partitions) voided += partition.position.voided;
  const auto equal = static_cast<std::size_t>(
      std::count_if(found.projections.begin(), found.projections.end(), [](const auto& p) { return p.equal(); }));
  const auto records_a_second = static_cast<std::uint64_t>(static_cast<double>(found.records) / took.count());
  if (json) {
    auto findings = nlohmann::json::array();
    for (const auto& finding : found.findings) {
      findings.push_back({{"topic", finding.place.topic},
                          {"partition", finding.place.partition.value()},
                          {"offset", finding.offset.value()},
                          {"what", finding.what}});
    }
    out << nlohmann::json{{"partitions", found.partitions.size()},
                          {"records", found.records},
                          {"void", voided},
                          {"projections", found.projections.size()},
                          {"projections_equal", equal},
                          {"records_a_second", records_a_second},
                          {"findings", findings}}
               .dump()
        << "\n";
    return;
  }
  out << found.partitions.size() << " partitions, " << found.records << " records, " << voided << " void, " << equal
      << " of " << found.projections.size() << " projections equal, " << records_a_second << " records/s\n";
  for (const auto& finding : found.findings) {
    out << log::to_string(finding.place);
    if (finding.offset.value() >= 0) out << "@" << finding.offset.value();
    out << ": " << finding.what << "\n";
  }
  out << (found.findings.empty() ? "nothing found\n" : std::to_string(found.findings.size()) + " findings\n");
}

Exit verify(const Common& common, bool quick, const Streams& streams) {
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  auto& installation = *(*opened)->installation;
  operations::VerifyPlan plan;
  plan.processors = pipeline::all_processors(installation.grocers());
  plan.read_models = pipeline::all_read_models(installation.grocers());
  if (!quick) plan.open_space = installation.wiring().open_space;
  const auto started = std::chrono::steady_clock::now();
  const auto found = [&] {
    Progress progress{common, streams, "records read"};
    plan.on_progress = [&](std::size_t more) { progress.add(more); };
    return operations::verify(installation.log(), plan);
  }();
  if (!found) return report(streams, found.error());
  print(*found, std::chrono::steady_clock::now() - started, common.json, streams.out);
  return found->findings.empty() ? Exit::ok : Exit::difference;
}

}  // namespace

void add_log(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("log", "check the log, or move it")->require_subcommand(1);
  auto* command = group->add_subcommand(
      "verify", "follow every chain, check every cause, and compare every projection with a fresh fold");
  const auto quick = std::make_shared<bool>(false);
  command->add_flag("--quick", *quick, "chains and causes only");
  command->callback([&common, &chosen, quick] {
    chosen = [&common, quick](const Streams& streams) { return verify(common, *quick, streams); };
  });
  add_log_copy(*group, common, chosen);
}

}  // namespace matbud::cli
