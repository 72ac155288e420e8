// matbud parked: inputs that a service set aside, and what an operator does with them.
#include <algorithm>

#include "commands.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/record.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/machinery.h"
#include "opened.h"
#include "texts.h"

namespace matbud::cli {
namespace {

constexpr std::chrono::seconds append_timeout{10};

/// One parked input and whose queue it stands in.
struct Parked {
  processor::ProcessorSpec service;
  Partition partition;
  runtime::v1::InputParked input;
};

/// Any of them may have parked something.
Wanted all_services(const Opened& opened) { return {pipeline::all_processors(opened.installation->grocers()), {}}; }

/// Every parked input, a queue's oldest first; only those of `subject` when it is not empty.
std::vector<Parked> parked_in(const Opened& opened, const std::string& subject) {
  constexpr state::Table<runtime::v1::InputParked> queue{processor::parked_inputs};
  std::vector<Parked> found;
  const auto wiring = opened.installation->wiring();
  for (const auto& service : pipeline::all_processors(opened.installation->grocers())) {
    for (std::uint32_t p = 0; p < opened.installation->partitions(); ++p) {
      const auto space = wiring.open_space(service.name, Partition{p});
      queue.scan(state::SpaceTables{*space}, "", "", [&](std::string_view, const runtime::v1::InputParked& input) {
        if (subject.empty() || input.subject() == subject) found.push_back({service, Partition{p}, input});
        return true;
      });
    }
  }
  return found;
}

std::string place_of(const runtime::v1::InputRef& input) {
  return log::to_string({input.topic(), Partition{input.partition()}}) + "@" + std::to_string(input.offset());
}

void print(const Parked& parked, bool whole, bool json, std::ostream& out) {
  const auto& input = parked.input;
  const auto record = log::decode(input.record());
  if (json) {
    auto object = json_of(input);
    object["service"] = parked.service.name;
    if (whole && record) {
      const auto value = decode_value(input.input().topic(), record->value);
      object["value"] = value ? json_of(*value) : nlohmann::json{};
    }
    out << object.dump() << "\n";
    return;
  }
  out << parked.service.name << " " << input.subject() << " " << place_of(input.input()) << " "
      << utc_text(from_ms(input.appended_at_ms())) << ": " << input.reason() << "\n";
  if (!whole) return;
  out << "  code version: " << input.code_version() << "\n  behind another: " << (input.behind() ? "yes" : "no")
      << "\n";
  if (!record) {
    out << "  no canonical record, " << input.record().size() << " bytes\n";
    return;
  }
  out << "  type: " << record->type << "\n";
  const auto value = decode_value(input.input().topic(), record->value);
  out << "  value: " << (value ? json_of(*value).dump() : "does not decode") << "\n";
}

Exit list(const Common& common, const std::string& subject, const Streams& streams) {
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  if (auto caught_up = catch_up(**opened, all_services(**opened)); !caught_up)
    return report(streams, caught_up.error());
  const auto found = parked_in(**opened, subject);
  if (found.empty() && !subject.empty()) {
    return report(streams, {Error::Code::not_found, "nothing is parked for " + subject});
  }
  for (const auto& parked : found) print(parked, !subject.empty(), common.json, streams.out);
  return Exit::ok;
}

struct RedriveOptions {
  std::string subject;
  std::string reason;
  bool all = false;
  bool discard = false;
};

/// Asks the service to take up the oldest input of the queue that `parked` stands in.
Result<void> send_redrive(Opened& opened, const Parked& parked, const RedriveOptions& options, std::size_t number) {
  runtime::v1::RuntimeCommand redrive;
  redrive.mutable_redrive_parked()->set_subject(options.subject);
  redrive.mutable_redrive_parked()->set_discard(options.discard);
  redrive.mutable_redrive_parked()->set_reason(options.reason);
  const auto now = opened.clock.now();
  const auto record = log::decode(parked.input.record());
  log::Command command;
  command.topic = parked.service.commands_topic;
  command.key = record ? std::string{record->key} : options.subject;
  command.partition = parked.partition;
  command.id =
      "redrive/" + place_of(parked.input.input()) + "/" + std::to_string(to_ms(now)) + "/" + std::to_string(number);
  command.type = processor::runtime_command_type;
  command.subject = options.subject;
  command.value = parked.service.decider->wrapped(redrive);
  const auto writer = opened.log().open_writer({command.topic, parked.partition});
  if (!writer) return tl::unexpected{writer.error()};
  const auto appended =
      log::append_and_wait(opened.log(), **writer, {log::encode_command(command, now, "/matbud/cli")}, append_timeout);
  if (!appended) return tl::unexpected{appended.error()};
  return {};
}

Exit redrive(const Common& common, const RedriveOptions& options, const Streams& streams) {
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  const auto wanted = all_services(**opened);
  if (auto caught_up = catch_up(**opened, wanted); !caught_up) return report(streams, caught_up.error());
  const auto found = parked_in(**opened, options.subject);
  if (found.empty()) return report(streams, {Error::Code::not_found, "nothing is parked for " + options.subject});
  std::size_t sent = 0;
  for (const auto& parked : found) {
    // A queue is redriven from its front: one command moves one input, whichever of its queue it was made for.
    if (sent > 0 && !options.all) break;
    if (auto done = send_redrive(**opened, parked, options, sent); !done) return report(streams, done.error());
    ++sent;
  }
  std::vector<Parked> left;
  const auto all_moved = wait_for_answer(**opened, wanted, [&]() -> Result<bool> {
    if (auto caught_up = catch_up(**opened, wanted); !caught_up) return tl::unexpected{caught_up.error()};
    left = parked_in(**opened, options.subject);
    return left.size() + sent <= found.size();
  });
  if (!all_moved) return report(streams, all_moved.error());
  const auto moved = found.size() - std::min(left.size(), found.size());
  if (common.json) {
    streams.out << nlohmann::json{{"subject", options.subject},
                                  {"discarded", options.discard},
                                  {"asked", sent},
                                  {"moved", moved},
                                  {"still_parked", left.size()}}
                       .dump()
                << "\n";
  } else {
    streams.out << (options.discard ? "discarded " : "redriven ") << moved << " of " << sent << ", still parked "
                << left.size() << "\n";
  }
  for (const auto& parked : left) print(parked, false, false, streams.messages);
  return moved == sent ? Exit::ok : Exit::failure;
}

void add_redrive(CLI::App& group, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = group.add_subcommand("redrive", "let the oldest parked input of a subject be decided again");
  const auto options = std::make_shared<RedriveOptions>();
  command->add_option("subject", options->subject, "whose queue, e.g. order/7f3a")->required();
  command->add_flag("--all", options->all, "every input of the queue, oldest first");
  auto* reason = command->add_option("--reason", options->reason, "why, without naming a person; kept in the log");
  command->add_flag("--discard", options->discard, "give the input up undecided")->needs(reason);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return redrive(common, *options, streams); };
  });
}

}  // namespace

void add_parked(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("parked", "inputs that a service set aside")->require_subcommand(1);
  group->add_subcommand("list", "list them with their reasons")->callback([&common, &chosen] {
    chosen = [&common](const Streams& streams) { return list(common, {}, streams); };
  });
  auto* show = group->add_subcommand("show", "show a subject's parked inputs whole");
  const auto subject = std::make_shared<std::string>();
  show->add_option("subject", *subject, "whose queue, e.g. order/7f3a")->required();
  show->callback([&common, &chosen, subject] {
    chosen = [&common, subject](const Streams& streams) { return list(common, *subject, streams); };
  });
  add_redrive(*group, common, chosen);
}

}  // namespace matbud::cli
