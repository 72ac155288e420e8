#include "matbud/api/tap.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "matbud/log/record.h"

namespace matbud::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

/// A grocer's answer is to the bridge what a command is to the others.
int field_called_command_id(const google::protobuf::Descriptor& message) {
  for (const auto* const name : {"command_id", "answer_id"}) {
    const auto* const field = message.FindFieldByName(name);
    if (field != nullptr && field->type() == FieldDescriptor::TYPE_STRING) return field->number();
  }
  return 0;
}

/// The last length-delimited field of this number; empty when there is none or the bytes are no message.
std::string_view bytes_of_field(std::string_view message, int wanted) {
  std::string_view found;
  CodedInputStream in{reinterpret_cast<const std::uint8_t*>(message.data()), static_cast<int>(message.size())};
  while (const auto tag = in.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&in, tag)) return {};
      continue;
    }
    std::uint32_t size = 0;
    if (!in.ReadVarint32(&size)) return {};
    const auto begin = static_cast<std::size_t>(in.CurrentPosition());
    if (!in.Skip(static_cast<int>(size)) || begin + size > message.size()) return {};
    if (WireFormatLite::GetTagFieldNumber(tag) == wanted) found = message.substr(begin, size);
  }
  return found;
}

class WithAnswers final : public projection::ReadModel {
 public:
  WithAnswers(std::shared_ptr<const projection::ReadModel> model, std::string events_topic,
              const google::protobuf::Descriptor& top_level, std::shared_ptr<const Tap> tap)
      : model_{std::move(model)}, events_topic_{std::move(events_topic)}, ids_{top_level}, tap_{std::move(tap)} {}

  [[nodiscard]] std::string name() const override { return model_->name(); }
  [[nodiscard]] std::uint32_t version() const override { return model_->version(); }
  [[nodiscard]] std::vector<std::string> topics() const override { return model_->topics(); }

  void fold(state::TableWriter& state, const projection::Seen& seen) const override {
    model_->fold(state, seen);
    if (seen.topic != events_topic_) return;
    const auto id = ids_.of(seen.record.value);
    if (!id.empty()) state.put(answers, id, state::sortable(seen.offset.value()));
    if (tap_) tap_->hear(seen, id);
  }

 private:
  std::shared_ptr<const projection::ReadModel> model_;
  std::string events_topic_;
  CommandIds ids_;
  std::shared_ptr<const Tap> tap_;
};

}  // namespace

void Tap::listen(Listener listener) {
  const std::lock_guard lock{mutex_};
  listener_ = std::move(listener);
}

void Tap::hear(const projection::Seen& seen, std::string_view command_id) const {
  if (!interested_.load(std::memory_order_acquire)) return;
  const std::lock_guard lock{mutex_};
  if (!listener_) return;
  listener_({seen.partition, seen.offset, seen.appended_at, log::encode(seen.record), std::string{command_id}});
}

CommandIds::CommandIds(const google::protobuf::Descriptor& top_level) : own_field_{field_called_command_id(top_level)} {
  for (int i = 0; i < top_level.field_count(); ++i) {
    const auto& field = *top_level.field(i);
    if (field.containing_oneof() == nullptr || field.message_type() == nullptr) continue;
    if (const auto number = field_called_command_id(*field.message_type()); number != 0)
      inner_field_.emplace(field.number(), number);
  }
}

std::string_view CommandIds::of(std::string_view value) const {
  if (own_field_ != 0) return bytes_of_field(value, own_field_);
  for (const auto& [member, field] : inner_field_) {
    const auto inner = bytes_of_field(value, member);
    if (!inner.empty()) return bytes_of_field(inner, field);
  }
  return {};
}

std::shared_ptr<const projection::ReadModel> with_answers(std::shared_ptr<const projection::ReadModel> model,
                                                          std::string events_topic,
                                                          const google::protobuf::Descriptor& top_level,
                                                          std::shared_ptr<const Tap> tap) {
  return std::make_shared<WithAnswers>(std::move(model), std::move(events_topic), top_level, std::move(tap));
}

}  // namespace matbud::api
