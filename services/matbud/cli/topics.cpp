// matbud topics: an installation's topics on a Kafka cluster, and who may do what with them.
#include "matbud/log/topics.h"

#include <algorithm>
#include <set>

#include "commands.h"
#include "matbud/log/kafka/setup.h"
#include "matbud/pipeline/principals.h"

namespace matbud::cli {
namespace {

struct TopicsOptions {
  std::vector<std::string> grocers;
  std::uint32_t partitions = 0;  ///< 0: as the cluster has them, else the default
  std::int32_t copies = 0;       ///< 0: as the brokers are set
  bool dry_run = false;
};

std::vector<GrocerId> grocers_named(const TopicsOptions& options) {
  return {options.grocers.begin(), options.grocers.end()};
}

/// What was asked for and what is there already: a grocer once set up need not be named again.
Result<log::KafkaWish> wish_for(const TopicsOptions& options, log::KafkaSetup& setup) {
  const auto topics = setup.topics();
  if (!topics) return tl::unexpected{topics.error()};
  auto grocers = log::grocers_in(*topics);
  for (const auto& grocer : grocers_named(options)) {
    if (std::find(grocers.begin(), grocers.end(), grocer) == grocers.end()) grocers.push_back(grocer);
  }
  auto partitions = log::TopicSpec{}.partitions;
  for (const auto& topic : *topics) {
    if (topic.name == log::ordering_events) partitions = topic.partitions;
  }
  if (options.partitions != 0) partitions = options.partitions;
  return log::KafkaWish{log::installation_topics(grocers, partitions), pipeline::all_grants(grocers)};
}

class Report {
 public:
  Report(const Common& common, std::ostream& out) : json_{common.json}, out_{out} {}

  void print(const log::KafkaDifference& difference) {
    for (const auto& topic : difference.missing_topics) {
      line("make", "topic " + topic.name + ", " + std::to_string(topic.partitions) +
                       (topic.partitions == 1 ? " partition" : " partitions") + (topic.compacted ? ", compacted" : ""));
    }
    for (const auto& setting : difference.settings) {
      line("change", setting.topic + " " + setting.name + ": " + (setting.is.empty() ? "not set" : setting.is) +
                         " -> " + setting.should_be);
    }
    for (const auto& grant : difference.missing_grants) line("grant", log::to_string(grant));
    for (const auto& strange : difference.strange) line("strange", strange);
  }

 private:
  void line(const char* what, const std::string& words) {
    if (json_) {
      out_ << nlohmann::json{{"what", what}, {"words", words}}.dump() << "\n";
    } else {
      out_ << std::left << std::setw(8) << what << words << "\n";
    }
  }
  bool json_;
  std::ostream& out_;
};

Exit plan_or_apply(const Common& common, const TopicsOptions& options, bool apply, const Streams& streams) {
  if (!common.installation.kafka) {
    streams.messages << "matbud: topics: --kafka says on which cluster\n";
    return Exit::usage;
  }
  auto settings = *common.installation.kafka;
  if (options.copies != 0) settings.copies = options.copies;
  const auto setup = log::KafkaSetup::open(settings);
  if (!setup) return report(streams, setup.error());
  const auto wish = wish_for(options, **setup);
  if (!wish) return report(streams, wish.error());
  const auto difference = (*setup)->compare(*wish);
  if (!difference) return report(streams, difference.error());
  Report{common, streams.out}.print(*difference);
  if (!difference->grants_count) {
    streams.messages << "matbud: this cluster refuses nobody anything: rights are not set\n";
  }
  if (!apply) {
    return difference->nothing_to_do() && difference->strange.empty() ? Exit::ok : Exit::difference;
  }
  if (!options.dry_run) {
    if (const auto applied = (*setup)->apply(*difference); !applied) return report(streams, applied.error());
  }
  return difference->strange.empty() ? Exit::ok : Exit::difference;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text.empty() ? "–" : text;
}

Exit rights(const Common& common, const TopicsOptions& options, const Streams& streams) {
  const auto principals = pipeline::all_principals(grocers_named(options));
  if (!common.json) streams.out << "| principal | reads | writes | group |\n|---|---|---|---|\n";
  for (const auto& principal : principals) {
    if (common.json) {
      streams.out << nlohmann::json{{"principal", principal.name},
                                    {"is", principal.is},
                                    {"reads", principal.reads},
                                    {"writes", principal.writes},
                                    {"groups", principal.groups}}
                         .dump()
                  << "\n";
    } else {
      streams.out << "| `" << principal.name << "` | " << listed(principal.reads) << " | " << listed(principal.writes)
                  << " | " << listed(principal.groups) << " |\n";
    }
  }
  return Exit::ok;
}

void add_grocer_option(CLI::App& command, TopicsOptions& options) {
  command.add_option("--grocer", options.grocers, "id of a grocer with topics of its own; may be repeated")
      ->check([](const std::string& id) {
        return log::parse_topic(log::grocer_orders(GrocerId{id})) && id.find('.') == std::string::npos
                   ? std::string{}
                   : "'" + id + "': lower-case letters, digits and hyphens make a grocer's id";
      });
}

void add_cluster_options(CLI::App& command, TopicsOptions& options) {
  add_grocer_option(command, options);
  command
      .add_option("--partitions", options.partitions,
                  "of each topic but keys.v1 (else as the cluster has them, else 12)")
      ->check(CLI::Range(1, 10'000));
  command.add_option("--copies", options.copies, "of each partition (else as the brokers are set)")
      ->check(CLI::Range(1, 9));
}

}  // namespace

void add_topics(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group =
      parent.add_subcommand("topics", "topics on a Kafka cluster, and who may do what")->require_subcommand(1);
  const auto options = std::make_shared<TopicsOptions>();
  auto* plan =
      group->add_subcommand("plan", "print in what the cluster differs from what it should be; exits 4 when it does");
  add_cluster_options(*plan, *options);
  plan->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return plan_or_apply(common, *options, false, streams); };
  });
  auto* apply = group->add_subcommand(
      "apply", "make the cluster what it should be; exits 4 when something strange is left, which it never touches");
  add_cluster_options(*apply, *options);
  apply->add_flag("--dry-run", options->dry_run, "only print what it would do");
  apply->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return plan_or_apply(common, *options, true, streams); };
  });
  auto* table = group->add_subcommand("rights", "print who may read and write which topic, as a table");
  add_grocer_option(*table, *options);
  table->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return rights(common, *options, streams); };
  });
}

}  // namespace matbud::cli
