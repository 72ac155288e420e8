#include "streams.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "matbud/log/follower.h"
#include "matbud/log/topics.h"

namespace matbud::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Who comes back after more than so many events in one partition is told to look anew instead.
constexpr std::size_t replayed_max = 5'000;

/// Fields that lead to no order and no citizen, and are long.
bool is_passed_over(const FieldDescriptor& field) {
  return field.name() == "lines" || field.name() == "products" || field.name() == "runtime";
}

/// Whether the caller works for a grocer, who is told of its own orders alone, and of no citizen.
bool is_grocers(const web::Caller& caller) { return caller.role == web::Role::picker; }

/// The ids of an event, each once.
struct Ids {
  std::vector<std::string> orders;
  std::vector<std::string> citizens;
  std::vector<std::string> grocers;
};

/// Collects ids at any depth.
void collect(const Message& message, Ids& ids) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  const auto add = [](std::vector<std::string>& to, const std::string& id) {
    if (!id.empty() && std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  };
  for (const auto* const field : fields) {
    if (is_passed_over(*field)) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated()) {
      if (field->name() == "order_id") add(ids.orders, reflection.GetString(message, field));
      if (field->name() == "citizen_id") add(ids.citizens, reflection.GetString(message, field));
      if (field->name() == "grocer_id") add(ids.grocers, reflection.GetString(message, field));
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      collect(reflection.GetMessage(message, field), ids);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i)
      collect(reflection.GetRepeatedMessage(message, field, i), ids);
  }
}

}  // namespace

void Streams::open(const web::EventStream& stream, StreamWanted wanted) {
  Open one{stream, std::move(wanted), {}};
  bool whole = true;
  for (const auto partition : partitions_of(one.wanted)) {
    const auto after = one.wanted.after ? one.wanted.after->find(partition) : Cursor::iterator{};
    const bool resumes = one.wanted.after && after != one.wanted.after->end();
    // A partition that the reader has seen nothing of is told from its beginning, when it was read at all.
    const bool replayed = !one.wanted.after || replay(one, partition, resumes ? after->second : Offset{-1});
    if (!one.wanted.after || !replayed) start_at_the_end(one, partition);
    whole = whole && replayed;
  }
  if (!whole) (void)one.stream.send(web::event_text(text_of(one.seen), "reset", "{}"));
  if (one.stream.is_open()) open_.push_back(std::move(one));
}

void Streams::hear(const Heard& heard) {
  if (open_.empty()) return;
  const auto record = log::decode(heard.canonical);
  if (!record) return;
  const auto event = public_part(record->value, record->key, heard.appended_at);
  // Most have seen the same, and are told in the same words.
  const Open* before = nullptr;
  std::string text;
  for (auto& one : open_) {
    const auto seen = one.seen.find(heard.partition);
    if (seen == one.seen.end() || heard.offset <= seen->second) continue;
    seen->second = heard.offset;
    if (!event || !is_wanted(one.wanted, *event)) continue;
    const bool is_said = before != nullptr && before->seen == one.seen &&
                         is_grocers(before->wanted.caller) == is_grocers(one.wanted.caller);
    if (!is_said) text = text_for(one, *event);
    before = &one;
    (void)one.stream.send(text);
  }
  std::erase_if(open_, [](const Open& one) { return !one.stream.is_open(); });
}

void Streams::end_all() {
  for (const auto& one : open_) one.stream.end();
  open_.clear();
}

std::optional<Streams::Public> Streams::public_part(std::string_view value, std::string_view key, Timestamp at) const {
  const std::unique_ptr<Message> message{top_level_.New()};
  if (!message->ParseFromArray(value.data(), static_cast<int>(value.size()))) return std::nullopt;
  const auto* const which =
      message->GetReflection()->GetOneofFieldDescriptor(*message, message->GetDescriptor()->oneof_decl(0));
  if (which == nullptr || which->name() == "runtime") return std::nullopt;
  Ids ids;
  collect(*message, ids);
  nlohmann::json data{{"type", which->name()}, {"area_id", key}, {"at_ms", to_ms(at)}, {"order_ids", ids.orders}};
  const auto text = [&] { return data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); };
  Public event;
  event.type = which->name();
  event.area = std::string{key};
  event.data_for_grocers = text();
  data["citizen_ids"] = ids.citizens;
  event.data = text();
  event.orders = std::move(ids.orders);
  event.citizens = std::move(ids.citizens);
  event.grocers = std::move(ids.grocers);
  return event;
}

std::vector<Partition> Streams::partitions_of(const StreamWanted& wanted) const {
  if (!wanted.area.empty()) return {log::partition_of(wanted.area, partitions_)};
  std::vector<Partition> all;
  for (std::uint32_t p = 0; p < partitions_; ++p) all.emplace_back(p);
  return all;
}

bool Streams::replay(Open& one, Partition partition, Offset after) {
  const log::TopicPartition place{topic_, partition};
  auto from = log::chain_start(place);
  if (after >= Offset{0}) {
    // The event that the reader saw last is the head of the chain there.
    const auto reader = log_.open_reader(place, after);
    if (!reader) return false;
    const auto last = (*reader)->read(1);
    if (!last || last->empty() || last->entries.front().offset != after) return false;
    from.next = after.next();
    from.head = log::hash_of(last->entries.front());
    from.head_offset = after;
  }
  one.seen[partition] = after;
  log::Follower follower{log_, place, true, from};
  for (std::size_t read = 0; read <= replayed_max; ++read) {
    const auto followed = follower.next();
    if (!followed) return false;
    if (!*followed) return true;
    const auto& [entry, record, hash] = **followed;
    one.seen[partition] = entry.offset;
    const auto event = public_part(record.value, record.key, entry.appended_at);
    if (event && is_wanted(one.wanted, *event)) (void)one.stream.send(text_for(one, *event));
  }
  return false;
}

void Streams::start_at_the_end(Open& one, Partition partition) {
  const auto marks = log_.watermarks({topic_, partition});
  one.seen[partition] = marks ? Offset{marks->end.value() - 1} : Offset{-1};
}

bool Streams::is_wanted(const StreamWanted& wanted, const Public& event) {
  const auto holds = [](const std::vector<std::string>& ids, const std::string& id) {
    return id.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  return (wanted.area.empty() || event.area == wanted.area) && wanted.caller.may_see_area(event.area) &&
         holds(event.orders, wanted.order) && holds(event.citizens, wanted.citizen) &&
         (!is_grocers(wanted.caller) || event.grocers == std::vector{wanted.caller.unit});
}

std::string Streams::text_for(const Open& one, const Public& event) {
  auto cursor = one.seen;
  std::erase_if(cursor, [](const auto& seen) { return seen.second < Offset{0}; });
  return web::event_text(text_of(cursor), event.type,
                         is_grocers(one.wanted.caller) ? event.data_for_grocers : event.data);
}

}  // namespace matbud::api
