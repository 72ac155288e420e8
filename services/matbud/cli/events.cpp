// matbud events cat: the log as it is, one record a line.
#include "commands.h"
#include "matbud/audit/mentions.h"
#include "matbud/log/chain.h"
#include "matbud/log/topics.h"
#include "opened.h"
#include "texts.h"

namespace matbud::cli {
namespace {

struct CatOptions {
  std::string topic;
  std::optional<std::uint32_t> partition;
  std::int64_t from = 0;
  std::string order;
};

/// Prints the records of one partition after another.
class Cat {
 public:
  Cat(log::Log& log, const CatOptions& options, bool json, std::ostream& out)
      : log_{log}, options_{options}, json_{json}, out_{out} {}

  Result<void> print(const log::TopicPartition& place) {
    const auto marks = log_.watermarks(place);
    if (!marks) return tl::unexpected{marks.error()};
    // Whether a record is accepted follows from all before it, so a chain is read from its beginning even with --from.
    const bool chained = log::is_chained(place.topic);
    const Offset first{chained ? marks->begin.value() : std::max(marks->begin.value(), options_.from)};
    auto reader = log_.open_reader(place, first);
    if (!reader) return tl::unexpected{reader.error()};
    auto chain = log::chain_start(place);
    while ((*reader)->position() < marks->end) {
      const auto batch = (*reader)->read(1024);
      if (!batch) return tl::unexpected{batch.error()};
      if (batch->empty()) break;  // a compacted topic may end in a hole
      for (const auto& entry : batch->entries) {
        const auto record = log::decode(entry.canonical);
        if (!record) {
          return failure(Error::Code::corrupt, log::to_string(place) + " at " + std::to_string(entry.offset.value()) +
                                                   ": " + record.error().message);
        }
        const bool accepted = !chained || log::follow(chain, entry, record->prev).has_value();
        if (entry.offset.value() >= options_.from) print(place, entry, *record, accepted);
      }
    }
    return {};
  }

 private:
  void print(const log::TopicPartition& place, const log::Entry& entry, const log::Envelope& record, bool accepted) {
    const auto value = json_ || !options_.order.empty() ? decode_value(place.topic, record.value) : nullptr;
    if (!options_.order.empty() && !speaks_of_order(record, value.get())) return;
    if (json_) {
      out_ << as_json(place, entry, record, accepted, value.get()).dump() << "\n";
      return;
    }
    out_ << utc_text(entry.appended_at) << " " << log::to_string(place) << "@" << entry.offset.value() << " "
         << record.type << " " << record.subject << " " << (accepted ? "accepted" : "void") << "\n";
  }

  bool speaks_of_order(const log::Envelope& record, const google::protobuf::Message* value) const {
    if (record.subject == "order/" + options_.order) return true;
    bool found = false;
    if (value != nullptr) {
      mentions_.visit_orders(*value, [&](const std::string& id) { found = found || id == options_.order; });
    }
    return found;
  }

  static nlohmann::json as_json(const log::TopicPartition& place, const log::Entry& entry, const log::Envelope& record,
                                bool accepted, const google::protobuf::Message* value) {
    nlohmann::json cause;
    if (record.cause) {
      cause = {{"topic", record.cause->topic},
               {"partition", record.cause->partition.value()},
               {"offset", record.cause->offset.value()},
               {"hash", log::hex(record.cause->hash)}};
    }
    return {{"topic", place.topic},
            {"partition", place.partition.value()},
            {"offset", entry.offset.value()},
            {"appended_at_ms", to_ms(entry.appended_at)},
            {"canonical", base64(entry.canonical)},
            {"id", record.id},
            {"type", record.type},
            {"source", record.source},
            {"subject", record.subject},
            {"time_ms", to_ms(record.time)},
            {"prev", log::hex(record.prev)},
            {"cause", cause},
            {"writer", record.writer},
            {"hash", log::hex(log::hash_of(entry.canonical))},
            {"accepted", accepted},
            {"value", value == nullptr ? nlohmann::json{} : json_of(*value)}};
  }

  log::Log& log_;
  const CatOptions& options_;
  bool json_;
  std::ostream& out_;
  audit::Mentions mentions_;
};

Exit cat(const Common& common, const CatOptions& options, const Streams& streams) {
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  const auto topics = (*opened)->log().topics();
  if (!topics) return report(streams, topics.error());
  Cat printer{(*opened)->log(), options, common.json, streams.out};
  bool found = false;
  for (const auto& topic : *topics) {
    // A copy of the wrapped keys would outlive an erasure: they are printed only when asked for by name.
    const bool wanted = options.topic.empty() ? topic.name != log::keys : topic.name == options.topic;
    if (!wanted) continue;
    for (std::uint32_t p = 0; p < topic.partitions; ++p) {
      if (options.partition && *options.partition != p) continue;
      found = true;
      if (auto printed = printer.print({topic.name, Partition{p}}); !printed) return report(streams, printed.error());
    }
  }
  if (found) return Exit::ok;
  return report(streams, {Error::Code::not_found,
                          "no such topic or partition: " + options.topic +
                              (options.partition ? "/" + std::to_string(*options.partition) : std::string{})});
}

}  // namespace

void add_events(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("events", "look at the records of the log")->require_subcommand(1);
  auto* command = group->add_subcommand(
      "cat", "print records, partition after partition; with --json one object a line. keys.v1 only when named");
  const auto options = std::make_shared<CatOptions>();
  command->add_option("--topic", options->topic, "only this topic");
  command->add_option("--partition", options->partition, "only this partition");
  command->add_option("--from", options->from, "from this offset on")->check(CLI::NonNegativeNumber);
  command->add_option("--order", options->order, "only records that speak of this order");
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return cat(common, *options, streams); };
  });
}

}  // namespace matbud::cli
