// matbud order trace, show and list: what the read models know of orders.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "commands.h"
#include "matbud/operations/trace.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/projection/host.h"
#include "matbud/time/calendar.h"
#include "opened.h"
#include "texts.h"

namespace matbud::cli {
namespace {

/// Opens the installation with the read model that `model_for` names caught up.
Result<std::unique_ptr<Opened>> open_caught_up(
    const Common& common, const Streams& streams,
    const std::function<std::shared_ptr<const projection::ReadModel>(host::Installation&)>& model_for) {
  auto opened = open(common, streams);
  if (!opened) return opened;
  if (auto caught_up = catch_up(**opened, {{}, {model_for(*(*opened)->installation)}}); !caught_up)
    return tl::unexpected{caught_up.error()};
  return opened;
}

std::shared_ptr<const projection::ReadModel> overview_of(host::Installation&) { return ordering::order_overview(); }
std::shared_ptr<const projection::ReadModel> story_of(host::Installation& installation) {
  return audit::story(installation.grocers());
}

/// Calls `look` with the tables of each partition of a read model until it returns false.
void for_each_partition(const Opened& opened, const projection::ReadModel& model,
                        const std::function<bool(const state::TableReader&)>& look) {
  const auto wiring = opened.installation->wiring();
  for (std::uint32_t p = 0; p < opened.installation->partitions(); ++p) {
    const auto space = wiring.open_space(projection::space_name(model), Partition{p});
    if (!look(state::SpaceTables{*space})) return;
  }
}

/// Why it was refused or missed: `window full`; empty when it was neither.
std::string why_not(const ordering::overview::OrderRow& row) {
  if (row.refusal_reason() == 0) return {};
  const auto reason = static_cast<ordering::v1::RefusalReason>(row.refusal_reason());
  return words_of(ordering::v1::RefusalReason_Name(reason), "REFUSAL_REASON_");
}

/// The row as JSON, with words where it has numbers.
nlohmann::json row_json(const ordering::overview::OrderRow& row) {
  auto json = json_of(row);
  json["step"] = ordering::word_of(row.step());
  if (const auto why = why_not(row); !why.empty()) json["refusal_reason"] = why;
  return json;
}

/// A field as a person reads it: days and moments instead of numbers.
std::string shown(const ordering::overview::OrderRow& row, const std::string& field, const nlohmann::json& value) {
  if (field == "window") {
    const std::chrono::year_month_day day{time::day_from(row.window().delivery_day())};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return row.window().window_id() + " on " + text.data();
  }
  const auto text = value.is_string() ? value.get<std::string>() : value.dump();
  if (!field.ends_with("_ms")) return text;
  return utc_text(from_ms(std::strtoll(text.c_str(), nullptr, 10)));
}

Exit no_such_order(const Streams& streams, const std::string& order) {
  return report(streams, {Error::Code::not_found, "nothing in the log speaks of order " + order});
}

Exit trace_order(const Common& common, const std::string& order, const Streams& streams) {
  const auto opened = open_caught_up(common, streams, story_of);
  if (!opened) return report(streams, opened.error());
  std::vector<audit::StoryEntry> entries;
  for_each_partition(**opened, *story_of(*(*opened)->installation), [&](const auto& tables) {
    const auto some = audit::story_of(tables, "order/" + order);
    entries.insert(entries.end(), some.begin(), some.end());
    return true;
  });
  if (entries.empty()) return no_such_order(streams, order);
  const auto lines = operations::trace((*opened)->log(), entries, order);
  if (!lines) return report(streams, lines.error());
  operations::print(*lines, common.json, streams.out);
  return Exit::ok;
}

Exit show_order(const Common& common, const std::string& order, const Streams& streams) {
  const auto opened = open_caught_up(common, streams, overview_of);
  if (!opened) return report(streams, opened.error());
  std::optional<ordering::overview::OrderRow> row;
  for_each_partition(**opened, *ordering::order_overview(), [&](const auto& tables) {
    row = ordering::find_order(tables, OrderId{order});
    return !row;
  });
  if (!row) return no_such_order(streams, order);
  const auto json = row_json(*row);
  if (common.json) {
    streams.out << json.dump() << "\n";
    return Exit::ok;
  }
  streams.out << "order " << order << ": " << ordering::word_of(row->step()) << "\n";
  for (const auto& [field, value] : json.items()) {
    if (field == "order_id" || field == "step" || field == "at") continue;
    streams.out << "  " << field << ": " << shown(*row, field, value) << "\n";
  }
  return Exit::ok;
}

struct ListOptions {
  std::string step;
  std::string area;
  std::size_t limit = 50;
};

Exit list_orders(const Common& common, const ListOptions& options, const Streams& streams) {
  ordering::OrderQuery query;
  query.limit = options.limit;
  if (!options.area.empty()) query.area = AreaId{options.area};
  if (!options.step.empty()) {
    query.step = ordering::step_from(options.step);
    if (!query.step) {
      streams.messages << "matbud: --step: no such step: " << options.step << "\n";
      return Exit::usage;
    }
  }
  const auto opened = open_caught_up(common, streams, overview_of);
  if (!opened) return report(streams, opened.error());
  for_each_partition(**opened, *ordering::order_overview(), [&](const auto& tables) {
    const auto page = ordering::list_orders(tables, query);
    for (const auto& row : page.rows) {
      if (common.json) {
        streams.out << row_json(row).dump() << "\n";
      } else {
        streams.out << row.order_id() << " " << ordering::word_of(row.step()) << " " << row.area_id() << " "
                    << row.window().window_id() << " "
                    << (row.refusal_reason() == 0 ? std::to_string(row.lines()) + " lines" : why_not(row)) << " "
                    << utc_text(from_ms(row.last_change_ms())) << "\n";
      }
    }
    query.limit -= page.rows.size();
    return query.limit > 0;
  });
  return Exit::ok;
}

void add_by_id(CLI::App& group, const char* name, const char* what, Common& common,
               std::function<Exit(const Streams&)>& chosen,
               Exit (*act)(const Common&, const std::string&, const Streams&)) {
  auto* command = group.add_subcommand(name, what);
  const auto order = std::make_shared<std::string>();
  command->add_option("order", *order, "id of the order")->required();
  command->callback([&common, &chosen, order, act] {
    chosen = [&common, order, act](const Streams& streams) { return act(common, *order, streams); };
  });
}

}  // namespace

void add_order(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("order", "place and follow orders")->require_subcommand(1);
  add_by_id(*group, "trace", "tell the whole story of an order, from every service", common, chosen, trace_order);
  add_by_id(*group, "show", "show how far an order has come", common, chosen, show_order);
  auto* list = group->add_subcommand("list", "list orders by area and day");
  const auto options = std::make_shared<ListOptions>();
  list->add_option("--step", options->step, "only those that have come exactly so far, e.g. placed, delivered");
  list->add_option("--area", options->area, "only those of this delivery area");
  list->add_option("--limit", options->limit, "at most so many")->check(CLI::PositiveNumber)->capture_default_str();
  list->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return list_orders(common, *options, streams); };
  });
  add_order_place(*group, common, chosen);
}

}  // namespace matbud::cli
