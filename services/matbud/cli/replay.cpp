// matbud replay --as-of: every projection as it stood at one consistent cut, folded from the log alone.
#include "matbud/processor/replay.h"

#include <cstdio>
#include <map>
#include <sstream>

#include "commands.h"
#include "matbud/operations/cut.h"
#include "matbud/operations/trace.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/machinery.h"
#include "matbud/projection/replay.h"
#include "opened.h"
#include "progress.h"
#include "texts.h"

namespace matbud::cli {
namespace {

using operations::Cut;

/// `2026-11-22T05:46:07Z`; nothing when it is not that.
std::optional<Timestamp> moment_from(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int length = 0;
  const int read =
      std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ%n", &year, &month, &day, &hour, &minute, &second, &length);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  const bool whole = read == 6 && static_cast<std::size_t>(length) == text.size();
  const bool in_range = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!whole || !in_range || !date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

/// `ordering.events.v1/3=17`: records of that partition before offset 17 count.
bool read_end(const std::string& text, Cut& cut) {
  const auto slash = text.rfind('/');
  const auto equals = text.rfind('=');
  if (slash == text.npos || equals == text.npos || equals < slash) return false;
  const auto number_from = [](const std::string& digits) -> std::optional<std::int64_t> {
    constexpr std::size_t digits_max = 18;
    if (digits.empty() || digits.size() > digits_max || digits.find_first_not_of("0123456789") != digits.npos) {
      return std::nullopt;
    }
    return std::stoll(digits);
  };
  const auto partition = number_from(text.substr(slash + 1, equals - slash - 1));
  const auto end = number_from(text.substr(equals + 1));
  if (!partition || !end || *partition > UINT32_MAX) return false;
  cut.ends[{text.substr(0, slash), Partition{static_cast<std::uint32_t>(*partition)}}] = Offset{*end};
  return true;
}

std::optional<Cut> cut_from(const std::string& text) {
  Cut cut;
  if (const auto moment = moment_from(text)) {
    cut.latest = *moment;
    return cut;
  }
  std::istringstream parts{text};
  for (std::string part; std::getline(parts, part, ',');) {
    if (!read_end(part, cut)) return std::nullopt;
  }
  return cut.ends.empty() ? std::nullopt : std::optional{cut};
}

/// Folds and prints one projection after another.
class Replayer {
 public:
  /// `cut` is consistent.
  Replayer(Opened& opened, const Cut& cut, std::string order, const Common& common, const Streams& streams)
      : opened_{opened},
        cut_{cut},
        order_{std::move(order)},
        json_{common.json},
        out_{streams.out},
        progress_{common, streams, "records folded"} {}

  Result<void> fold_processor(const processor::ProcessorSpec& spec, Partition partition) {
    state::MemorySpace space;
    const processor::ReplayLimit limit{.end = cut_.end_of({spec.own_topic, partition})};
    const auto reached =
        processor::replay(spec, partition, opened_.log(), space, limit, [&](std::size_t more) { progress_.add(more); });
    if (!reached) return tl::unexpected{reached.error()};
    print(spec.name, partition, reached->accepted, space);
    return {};
  }

  Result<void> fold_read_model(const projection::ReadModel& model, Partition partition) {
    state::MemorySpace space;
    const auto wanted = [&](const std::string& topic, const log::Entry& entry) {
      return entry.offset < cut_.end_of({topic, partition});
    };
    const auto folded = projection::replay(model, partition, opened_.log(), space, wanted,
                                           [&](std::size_t more) { progress_.add(more); });
    if (!folded) return tl::unexpected{folded.error()};
    print(model.name(), partition, *folded, space);
    if (order_.empty()) return {};
    const state::SpaceTables tables{space};
    if (model.name() == "order_overview") row_ = row_ ? row_ : ordering::find_order(tables, OrderId{order_});
    if (model.name() == "story") {
      const auto some = audit::story_of(tables, "order/" + order_);
      story_.insert(story_.end(), some.begin(), some.end());
    }
    return {};
  }

  /// What the fold knows of the order; `not_found` when nothing had spoken of it yet.
  Result<void> print_order() {
    if (!row_ && story_.empty()) {
      return failure(Error::Code::not_found, "up to then, nothing in the log speaks of order " + order_);
    }
    if (row_ && json_) out_ << nlohmann::json{{"order", json_of(*row_)}}.dump() << "\n";
    if (row_ && !json_) out_ << "order " << order_ << ": " << ordering::word_of(row_->step()) << "\n";
    const auto lines = operations::trace(opened_.log(), story_, order_);
    if (!lines) return tl::unexpected{lines.error()};
    operations::print(*lines, json_, out_);
    return {};
  }

 private:
  void print(const std::string& name, Partition partition, std::uint64_t folded, const state::Space& space) {
    // Positions are where a fold stands, not what it holds.
    progress_.wipe();
    const auto digest = state::digest_of(space, {std::string(1, static_cast<char>(processor::positions))});
    if (json_) {
      out_ << nlohmann::json{{"projection", name},
                             {"partition", partition.value()},
                             {"folded", folded},
                             {"digest", digest}}
                  .dump()
           << "\n";
    } else {
      out_ << name << "/" << partition.value() << ": " << folded << " folded, digest " << digest << "\n";
    }
  }

  Opened& opened_;
  const Cut& cut_;
  std::string order_;
  bool json_;
  std::ostream& out_;
  Progress progress_;
  std::optional<ordering::overview::OrderRow> row_;
  std::vector<audit::StoryEntry> story_;
};

struct ReplayOptions {
  std::string as_of;
  std::string order;
};

Result<void> replay_all(Opened& opened, Replayer& replayer) {
  const auto& grocers = opened.installation->grocers();
  const auto processors = pipeline::all_processors(grocers);
  const auto read_models = pipeline::all_read_models(grocers);
  for (std::uint32_t p = 0; p < opened.installation->partitions(); ++p) {
    for (const auto& spec : processors) {
      if (auto folded = replayer.fold_processor(spec, Partition{p}); !folded) return folded;
    }
    for (const auto& model : read_models) {
      if (auto folded = replayer.fold_read_model(*model, Partition{p}); !folded) return folded;
    }
  }
  return {};
}

/// The cut as --as-of takes it: said again, it gives the same to the byte.
std::string text_of(const Cut& cut) {
  std::string text;
  for (const auto& [place, end] : cut.ends)
    text += (text.empty() ? "" : ",") + to_string(place) + "=" + std::to_string(end.value());
  return text;
}

Exit replay(const Common& common, const ReplayOptions& options, const Streams& streams) {
  const auto wanted = cut_from(options.as_of);
  if (!wanted) {
    streams.messages << "matbud: --as-of: neither a time like 2026-11-22T05:46:07Z nor offsets like "
                        "ordering.events.v1/3=17,dispatch.events.v1/3=4\n";
    return Exit::usage;
  }
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  auto& log = (*opened)->log();
  const auto topics = log.topics();
  if (!topics) return report(streams, topics.error());
  const auto cut = operations::consistent(log, *topics, *wanted);
  if (!cut) return report(streams, cut.error());
  if (!cut->ends.empty()) streams.messages << "matbud: all services at one cut: " << text_of(*cut) << "\n";
  Replayer replayer{**opened, *cut, options.order, common, streams};
  if (auto folded = replay_all(**opened, replayer); !folded) return report(streams, folded.error());
  if (options.order.empty()) return Exit::ok;
  if (auto printed = replayer.print_order(); !printed) return report(streams, printed.error());
  return Exit::ok;
}

}  // namespace

void add_replay(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand("replay", "fold every projection from the log as of a moment; changes nothing");
  const auto options = std::make_shared<ReplayOptions>();
  command
      ->add_option("--as-of", options->as_of,
                   "UTC time (2026-11-22T05:46:07Z), or the first offsets that do not count "
                   "(ordering.events.v1/3=17,...); of partitions that are not named counts what does "
                   "not follow from what is left out")
      ->required();
  command->add_option("--order", options->order, "tell of this order too");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return replay(common, *options, streams); };
  });
}

}  // namespace matbud::cli
