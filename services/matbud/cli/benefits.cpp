// matbud benefits: what a municipality has from the service, reckoned by replaying the log.
#include <fstream>
#include <iomanip>
#include <vector>

#include "commands.h"
#include "matbud/audit/benefit_texts.h"
#include "matbud/audit/benefits_model.h"
#include "matbud/projection/replay.h"
#include "opened.h"
#include "progress.h"

namespace matbud::cli {
namespace {

struct BenefitsOptions {
  std::string month;
  std::string municipality;
  bool csv = false;
  std::string sqlite;
};

/// Folds every partition from its first record, in memory: nothing stored is looked at.
Result<std::vector<audit::BenefitMonth>> replayed(const Opened& opened, const audit::BenefitWanted& wanted,
                                                  Progress& progress) {
  const auto model = audit::benefits_model();
  std::vector<std::unique_ptr<state::MemorySpace>> spaces;
  std::vector<std::unique_ptr<state::SpaceTables>> tables;
  std::vector<const state::TableReader*> readers;
  for (std::uint32_t p = 0; p < opened.installation->partitions(); ++p) {
    spaces.push_back(std::make_unique<state::MemorySpace>());
    const auto folded = projection::replay(
        *model, Partition{p}, opened.log(), *spaces.back(), [](const std::string&, const log::Entry&) { return true; },
        [&](std::size_t more) { progress.add(more); });
    if (!folded) return tl::unexpected{folded.error()};
    tables.push_back(std::make_unique<state::SpaceTables>(*spaces.back()));
    readers.push_back(tables.back().get());
  }
  return audit::benefit_report(readers, wanted);
}

Result<void> write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file << bytes;
  file.close();
  if (!file) return failure(Error::Code::unavailable, path + " cannot be written");
  return {};
}

/// Whole thousandths as a number with three decimals.
std::string decimal(std::int64_t thousandths) {
  constexpr std::int64_t thousand = 1'000;
  const auto below = std::to_string(std::abs(thousandths % thousand));
  return (thousandths < 0 ? "-" : "") + std::to_string(std::abs(thousandths) / thousand) + "." +
         std::string(3 - below.size(), '0') + below;
}

void print(const std::vector<audit::BenefitMonth>& report, std::ostream& out) {
  constexpr std::int64_t seconds_an_hour = 3'600;
  constexpr std::int64_t ore_a_krone = 100;
  if (report.empty()) out << "no orders yet\n";
  for (const auto& month : report) {
    out << month.municipality << " " << audit::month_text(month.month) << ", by assumptions ";
    if (month.assumed_from_month > 0) {
      out << "from " << audit::month_text(month.assumed_from_month) << " on\n";
    } else {
      out << "that nobody has set: measure them\n";
    }
    if (month.rows.empty()) out << "  fewer than " << audit::people_min << " people: nothing is shown\n";
    const auto line = [&](const std::string& name, const audit::BenefitRow& row) {
      const auto& figures = row.figures;
      const auto& reckoned = row.reckoned;
      out << "  " << name << ": " << figures.delivered() << " delivered of " << figures.orders() << ", "
          << figures.on_time() << " on time; saved " << decimal(reckoned.trips_saved_thousandths) << " trips, "
          << (reckoned.seconds_before - reckoned.seconds_now) / seconds_an_hour << " hours, "
          << decimal(reckoned.metres_before - reckoned.metres_now) << " km, "
          << decimal(reckoned.grams_co2_before - reckoned.grams_co2_now) << " kg CO2, kr "
          << (reckoned.cost_before_ore - reckoned.cost_now_ore) / ore_a_krone << "\n";
    };
    for (const auto& row : month.rows)
      line(row.others ? "other units" : (row.unit.empty() ? "no unit" : row.unit), row);
    if (!month.rows.empty()) line("all", month.total);
  }
}

Exit benefits(const Common& common, const BenefitsOptions& options, const Streams& streams) {
  audit::BenefitWanted wanted{options.municipality, 0};
  if (!options.month.empty() && (wanted.month = audit::month_from(options.month)) == 0) {
    streams.messages << "matbud: --month: no month like 2026-11\n";
    return Exit::usage;
  }
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  const auto found = [&] {
    Progress progress{common, streams, "records folded"};
    return replayed(**opened, wanted, progress);
  }();
  if (!found) return report(streams, found.error());
  if (!options.sqlite.empty()) {
    const auto bytes = audit::benefits_sqlite(*found);
    if (!bytes) return report(streams, bytes.error());
    if (const auto written = write_file(options.sqlite, *bytes); !written) return report(streams, written.error());
  }
  if (options.csv) {
    streams.out << audit::benefits_csv(*found);
  } else if (common.json) {
    streams.out << audit::benefits_json(*found).dump() << "\n";
  } else if (options.sqlite.empty()) {
    print(*found, streams.out);
  }
  return Exit::ok;
}

}  // namespace

void add_benefits(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  const auto options = std::make_shared<BenefitsOptions>();
  auto* command = parent.add_subcommand(
      "benefits", "visits, minutes, kilometres and money that the service saves, reckoned by replaying the log");
  command->add_option("--month", options->month, "only this month of delivery: 2026-11");
  command->add_option("--municipality", options->municipality, "only this municipality: 3024");
  command->add_flag("--csv", options->csv, "one line a unit and month, for spreadsheets");
  command->add_option("--sqlite", options->sqlite, "write them to this SQLite file, too");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return benefits(common, *options, streams); };
  });
}

}  // namespace matbud::cli
