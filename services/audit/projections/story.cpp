#include "matbud/audit/story.h"

#include <google/protobuf/arena.h>

#include <utility>

#include "matbud/audit/contract.h"
#include "matbud/audit/mentions.h"
#include "matbud/log/topics.h"

namespace matbud::audit {
namespace {

/// subject, 0, sortable(append time), topic, 0, sortable(offset) -> sortable(partition), type.
/// Numbers and layout live in stored state: another layout is another version of the model.
constexpr state::TableId entries{1};
constexpr char end_of_text = '\0';
constexpr std::size_t number_bytes = 8;
constexpr std::string_view order_prefix = "order/";

std::string prefix_of(std::string_view subject) { return std::string{subject} + end_of_text; }

std::int64_t number_from(std::string_view sortable) {
  std::uint64_t number = 0;
  for (const char byte : sortable) number = (number << 8U) | static_cast<std::uint8_t>(byte);
  return static_cast<std::int64_t>(number);
}

/// Puts one record under one subject after another.
class Entry {
 public:
  Entry(state::TableWriter& state, const projection::Seen& seen) : state_{state} {
    place_.push_back(end_of_text);
    place_.append(state::sortable(to_ms(seen.appended_at))).append(seen.topic);
    place_.push_back(end_of_text);
    place_.append(state::sortable(seen.offset.value()));
    value_ = state::sortable(seen.partition.value());
    value_.append(seen.record.type);
  }

  /// A subject with a zero byte could pass for another's entry; no writer of ours makes one.
  void put_under(std::string_view prefix, std::string_view id) {
    if (id.empty() || id.find(end_of_text) != id.npos) return;
    key_.assign(prefix).append(id).append(place_);
    state_.put(entries, key_, value_);
  }

 private:
  state::TableWriter& state_;
  std::string place_;
  std::string value_;
  std::string key_;
};

class Story final : public projection::ReadModel {
 public:
  explicit Story(const std::vector<GrocerId>& grocers) {
    for (const auto& topic : log::installation_topics(grocers, 1)) {
      if (contract_of(topic.name) != nullptr) topics_.push_back(topic.name);
    }
  }

  [[nodiscard]] std::string name() const final { return "story"; }
  [[nodiscard]] std::uint32_t version() const final { return 1; }
  [[nodiscard]] std::vector<std::string> topics() const final { return topics_; }

  void fold(state::TableWriter& state, const projection::Seen& seen) const final {
    Entry entry{state, seen};
    entry.put_under({}, seen.record.subject);
    const auto count = mentions_.orders_in(seen.topic, seen.record.type);
    const bool subject_says_it = count == Mentions::Count::one && seen.record.subject.starts_with(order_prefix);
    if (count == Mentions::Count::none || subject_says_it) return;

    google::protobuf::Arena arena;
    auto* message = contract_of(seen.topic)->New(&arena);
    if (!message->ParseFromArray(seen.record.value.data(), static_cast<int>(seen.record.value.size()))) return;
    mentions_.visit_orders(*message, [&](const std::string& order_id) { entry.put_under(order_prefix, order_id); });
  }

 private:
  Mentions mentions_;
  std::vector<std::string> topics_;
};

}  // namespace

std::shared_ptr<const projection::ReadModel> story(const std::vector<GrocerId>& grocers) {
  return std::make_shared<const Story>(grocers);
}

std::vector<StoryEntry> story_of(const state::TableReader& state, std::string_view subject) {
  std::vector<StoryEntry> story;
  const auto prefix = prefix_of(subject);
  state.scan(entries, prefix, {}, [&](std::string_view key, std::string_view value) {
    const auto rest = key.substr(prefix.size());
    const auto topic = rest.substr(number_bytes, rest.size() - 2 * number_bytes - 1);
    StoryEntry entry;
    entry.topic = topic;
    entry.partition = Partition{static_cast<std::uint32_t>(number_from(value.substr(0, number_bytes)))};
    entry.offset = Offset{number_from(rest.substr(rest.size() - number_bytes))};
    entry.appended_at = from_ms(number_from(rest.substr(0, number_bytes)));
    entry.type = value.substr(number_bytes);
    story.push_back(std::move(entry));
    return true;
  });
  return story;
}

}  // namespace matbud::audit
