// matbud order place: one order goes in, as JSON or as a UBL document; ordering's answer comes out.
#include <fstream>
#include <iterator>

#include "commands.h"
#include "matbud/log/append.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/json_order.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/positions.h"
#include "opened.h"
#include "order_ubl.h"
#include "texts.h"

namespace matbud::cli {
namespace {

using ordering::edge::OrderCommand;

constexpr std::chrono::seconds append_timeout{10};

/// Carries an error of the key ring through the edge, which hands on whatever a sealer throws.
struct SealingFailed {
  Error error;
};

Result<std::string> bytes_of(const std::string& file, std::istream& in) {
  constexpr std::size_t bytes_max =
      4U << 20U;  // the edge takes 256 KiB of JSON or 2 MiB of XML; the rest is so that it says so
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened) return failure(Error::Code::not_found, file + ": cannot be read");
  }
  std::istream& from = file == "-" ? in : opened;
  std::string bytes(bytes_max, '\0');
  from.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(from.gcount()));
  return bytes;
}

/// Notes are sealed with the key that the citizen has; no key is made for somebody whom nobody has registered.
Result<OrderCommand> read_order(const std::string& json, privacy::KeyRing& keys) {
  const auto seal = [&](const CitizenId& citizen, std::string_view field, std::string_view clear) {
    auto sealed = keys.seal(citizen, field, clear);
    if (!sealed) throw SealingFailed{sealed.error()};
    return *sealed;
  };
  try {
    return ordering::edge::order_from_json(json, "api", seal);
  } catch (const SealingFailed& failed) {
    return tl::unexpected{failed.error};
  }
}

/// The accepted event that the input at `offset` caused, looked for from `position` on; nothing when there is none.
Result<std::optional<ordering::v1::OrderingEvent>> outcome_of(log::Log& log, const log::TopicPartition& input,
                                                              Offset offset, const log::ChainPosition& position) {
  log::Follower follower{log, {std::string{log::ordering_events}, input.partition}, true, position};
  for (;;) {
    const auto followed = follower.next();
    if (!followed) return tl::unexpected{followed.error()};
    if (!*followed) return std::nullopt;
    const auto& record = (*followed)->record;
    if (!record.cause || record.cause->topic != input.topic || record.cause->offset != offset) continue;
    ordering::v1::OrderingEvent event;
    if (!event.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
      return failure(Error::Code::corrupt, "the answer to " + log::to_string(input) + " does not decode");
    }
    return event;
  }
}

Exit print(const ordering::v1::OrderingEvent& event, bool json, const Streams& streams) {
  using Event = ordering::v1::OrderingEvent;
  if (json) streams.out << json_of(event).dump() << "\n";
  std::string told;
  auto exit = Exit::ok;
  switch (event.event_case()) {
    case Event::kOrderPlaced: told = "placed: order " + event.order_placed().order().order_id(); break;
    case Event::kOrderAmended: told = "amended: order " + event.order_amended().order().order_id(); break;
    case Event::kOrderCancelled: told = "cancelled: order " + event.order_cancelled().order_id(); break;
    case Event::kOrderRefused: {
      const auto& refused = event.order_refused();
      told = "refused: " + words_of(ordering::v1::RefusalReason_Name(refused.reason()), "REFUSAL_REASON_");
      if (refused.gtin() != 0) told += ", gtin " + std::to_string(refused.gtin());
      if (!refused.field().empty()) told += ", field " + refused.field();
      exit = Exit::failure;
      break;
    }
    default:
      told = event.runtime().has_input_parked() ? "parked: " + event.runtime().input_parked().reason()
                                                : "answered by an event that this version does not know";
      exit = Exit::failure;
  }
  if (!json) streams.out << told << "\n";
  return exit;
}

/// Appends the command and prints what ordering answers.
Exit append_and_tell(const Common& common, const OrderCommand& command, const Opened& opened, const Streams& streams) {
  auto& installation = *opened.installation;
  auto& log = installation.log();
  const auto record = ordering::edge::to_record(command);
  const log::TopicPartition input{record.topic, log::partition_of(record, installation.partitions())};
  const log::TopicPartition events{std::string{log::ordering_events}, input.partition};
  log::ChainPosition before = log::chain_start(events);
  {
    const auto space = installation.wiring().open_space("ordering", input.partition);
    before = processor::stored_position(*space, events.topic).value_or(before);
  }
  const auto writer = log.open_writer(input);
  if (!writer) return report(streams, writer.error());
  const auto offset = log::append_and_wait(
      log, **writer, {log::encode_command(record, opened.clock.now(), "/matbud/cli")}, append_timeout);
  if (!offset) return report(streams, offset.error());
  if (auto caught_up = catch_up(opened); !caught_up) return report(streams, caught_up.error());
  const auto event = outcome_of(log, input, *offset, before);
  if (!event) return report(streams, event.error());
  if (*event) return print(**event, common.json, streams);
  const auto order = record.subject.substr(record.subject.find('/') + 1);
  if (common.json) streams.out << nlohmann::json{{"answered_before", true}, {"order_id", order}}.dump() << "\n";
  streams.messages << "matbud: this command id was answered before; see `matbud order show " << order << "`\n";
  return Exit::ok;
}

struct PlaceOptions {
  std::string file;
  UblOptions ubl;
};

/// The document's matching needs the catalogue as the whole log has it.
Result<OrderCommand> read_document(const std::string& xml, const PlaceOptions& options, const Opened& opened,
                                   const Streams& streams) {
  if (auto caught_up = catch_up(opened); !caught_up) return tl::unexpected{caught_up.error()};
  const auto name = options.file == "-" ? options.file : std::filesystem::path{options.file}.filename().string();
  return order_from_ubl(xml, name, options.ubl, opened, streams);
}

Exit place(const Common& common, const PlaceOptions& options, const Streams& streams) {
  const auto bytes = bytes_of(options.file, streams.in);
  if (!bytes) return report(streams, bytes.error());
  const bool is_document = is_xml(*bytes);
  if (const auto trouble = is_document ? trouble_with(options.ubl) : std::string{}; !trouble.empty()) {
    streams.messages << "matbud: " << trouble << "\n";
    return Exit::usage;
  }
  const auto opened = open(common, streams);
  if (!opened) return report(streams, opened.error());
  const auto command = is_document ? read_document(*bytes, options, **opened, streams)
                                   : read_order(*bytes, (*opened)->installation->keys());
  if (!command) return report(streams, command.error());
  return append_and_tell(common, *command, **opened, streams);
}

}  // namespace

void add_order_place(CLI::App& group, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = group.add_subcommand(
      "place", "place, amend or cancel an order written as JSON, or place a UBL order; a refusal exits 1");
  const auto options = std::make_shared<PlaceOptions>();
  command->add_option("file", options->file, "file with one order, JSON or UBL; - is standard input")->required();
  add_ubl_options(*command, options->ubl);
  command->callback([&common, &chosen, options] {
    chosen = [&common, options](const Streams& streams) { return place(common, *options, streams); };
  });
}

}  // namespace matbud::cli
