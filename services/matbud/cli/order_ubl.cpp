#include "order_ubl.h"

#include <cstdio>
#include <optional>

#include "matbud/log/record.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/ubl_order.h"
#include "matbud/ordering/offered.h"

namespace matbud::cli {
namespace {

/// Days since 1970-01-01 of `2026-11-24`; nothing when it is no day.
std::optional<std::int32_t> day_from(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int length = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &length);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (read != 3 || static_cast<std::size_t>(length) != text.size() || !date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

/// Names one document for one person and day.
std::string id_of(std::string_view xml, const UblOptions& options) {
  std::string whole{xml};
  for (const auto* part : {&options.citizen, &options.window, &options.day}) whole.append("\n").append(*part);
  constexpr std::size_t digits = 16;
  return "ubl-" + log::hex(log::hash_of(whole)).substr(0, digits);
}

}  // namespace

void add_ubl_options(CLI::App& command, UblOptions& options) {
  const auto* group = "For a UBL document, which does not say for whom it is";
  command.add_option("--area", options.area, "delivery area")->group(group);
  command.add_option("--citizen", options.citizen, "random id of the citizen")->group(group);
  command.add_option("--window", options.window, "delivery window of the area")->group(group);
  command.add_option("--day", options.day, "day of delivery, e.g. 2026-11-24")->group(group);
}

bool is_xml(std::string_view bytes) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  const auto first = bytes.find_first_not_of(" \t\r\n");
  return first != bytes.npos && bytes[first] == '<';
}

std::string trouble_with(const UblOptions& options) {
  if (options.area.empty() || options.citizen.empty() || options.window.empty() || options.day.empty())
    return "a UBL order does not say for whom it is: --area, --citizen, --window and --day are needed";
  return day_from(options.day) ? std::string{} : "--day: " + options.day + " is no day like 2026-11-24";
}

Result<ordering::edge::OrderCommand> order_from_ubl(std::string_view xml, const std::string& file,
                                                    const UblOptions& options, const Opened& opened,
                                                    const Streams& streams) {
  auto& installation = *opened.installation;
  const AreaId area{options.area};
  const auto space =
      installation.wiring().open_space("ordering", log::partition_of(options.area, installation.partitions()));
  const state::SpaceTables tables{*space};
  std::optional<orders::v1::Product> found;
  const auto lookup = [&](formats::Gtin gtin) {
    found = ordering::offered_product(tables, area, gtin.value());
    return found ? &*found : nullptr;
  };
  const auto order = ordering::edge::read_ubl_order(xml, file, lookup);
  if (!order) return tl::unexpected{order.error()};
  for (const auto& line : order->unknown) streams.messages << "matbud: left out: " << file << ": " << line.why << "\n";
  const auto id = id_of(xml, options);
  const ordering::edge::UblPlacement placement{area,           CitizenId{options.citizen}, OrderId{id}, "place/" + id,
                                               options.window, *day_from(options.day),     {}};
  return ordering::edge::place_order_from(*order, placement);
}

}  // namespace matbud::cli
