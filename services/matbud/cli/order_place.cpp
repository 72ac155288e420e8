// matbud order place: one order goes in, as JSON or as a UBL document; ordering's answer comes out.
#include <fstream>
#include <iterator>

#include "commands.h"
#include "matbud/log/append.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/json_order.h"
#include "matbud/ordering/processor_spec.h"
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

/// The id of the command that the event answers; empty when it answers none.
std::string command_id_of(const ordering::v1::OrderingEvent& event) {
  using Event = ordering::v1::OrderingEvent;
  switch (event.event_case()) {
    case Event::kOrderPlaced: return event.order_placed().command_id();
    case Event::kOrderAmended: return event.order_amended().command_id();
    case Event::kOrderCancelled: return event.order_cancelled().command_id();
    case Event::kOrderRefused: return event.order_refused().command_id();
    default: return {};
  }
}

/// Looks for the accepted event that one command has caused.
class Answer {
 public:
  /// The command at `offset`, looked for from `from` on, which must not lie behind its event.
  Answer(log::Log& log, log::TopicPartition input, Offset offset, std::string command_id,
         const log::ChainPosition& from)
      : input_{std::move(input)},
        offset_{offset},
        command_id_{std::move(command_id)},
        follower_{log, {std::string{log::ordering_events}, input_.partition}, true, from} {}

  /// Reads on to the end of the events; returns whether the command has been decided.
  Result<bool> look() {
    while (!event_ && !passed_) {
      const auto followed = follower_.next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) return false;
      const auto& record = (*followed)->record;
      if (!record.cause || record.cause->topic != input_.topic) continue;
      ordering::v1::OrderingEvent event;
      if (!event.ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) {
        return failure(Error::Code::corrupt, "an answer to " + log::to_string(input_) + " does not decode");
      }
      if (record.cause->offset == offset_) {
        event_ = std::move(event);
      } else {
        passed_ = record.cause->offset > offset_ || command_id_of(event) == command_id_;
      }
    }
    return true;
  }
  /// Nothing while look() is false, and when the input has caused none.
  [[nodiscard]] const std::optional<ordering::v1::OrderingEvent>& event() const { return event_; }

 private:
  log::TopicPartition input_;
  Offset offset_;
  std::string command_id_;
  log::Follower follower_;
  std::optional<ordering::v1::OrderingEvent> event_;
  bool passed_ = false;  ///< a later command has been decided, or the same one before
};

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
  // On a shared log an earlier answer to the same command says that there will be none: it may lie anywhere.
  if (!installation.home().is_shared()) {
    const auto space = installation.wiring().open_space("ordering", input.partition);
    before = processor::stored_position(*space, events.topic).value_or(before);
  }
  const auto writer = log.open_writer(input);
  if (!writer) return report(streams, writer.error());
  const auto offset = log::append_and_wait(
      log, **writer, {log::encode_command(record, opened.clock.now(), "/matbud/cli")}, append_timeout);
  if (!offset) return report(streams, offset.error());
  const auto order = record.subject.substr(record.subject.find('/') + 1);
  Answer answer{log, input, *offset, record.id, before};
  const auto answered = wait_for_answer(opened, {{ordering::processor_spec()}, {}}, [&] { return answer.look(); });
  if (!answered) return report(streams, answered.error());
  if (answer.event()) return print(*answer.event(), common.json, streams);
  if (!*answered && installation.home().is_shared()) {
    return report(streams, {Error::Code::retryable,
                            "the command is at " + log::to_string(input) + "@" + std::to_string(offset->value()) +
                                ", and ordering has not answered yet; see `matbud order show " + order + "` later"});
  }
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
  if (auto caught_up = catch_up(opened, {{ordering::processor_spec()}, {}}); !caught_up)
    return tl::unexpected{caught_up.error()};
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
