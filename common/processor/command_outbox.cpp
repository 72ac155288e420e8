#include "command_outbox.h"

#include <iterator>
#include <utility>
#include <vector>

#include "matbud/base/plant.h"
#include "matbud/log/record.h"

namespace matbud::processor {

CommandOutbox::CommandOutbox(log::Log& log, log::TopicPartition place, std::string source)
    : log_{log}, place_{std::move(place)}, source_{std::move(source)} {}

void CommandOutbox::send(std::string_view key, std::string_view id, std::string_view type, std::string_view subject,
                         std::string_view value, Timestamp now) {
  log::Envelope command;
  command.key = key;
  command.id = id;
  command.source = source_;
  command.type = type;
  command.subject = subject;
  command.time = now;
  command.value = value;
  waiting_.push_back(log::encode(command));
}

bool CommandOutbox::step() {
  bool moved = false;
  while (writer_) {
    const auto outcome = writer_->poll();
    if (!outcome) break;
    moved = true;
    if (!outcome->known) {
      writer_.reset();
      if (planted("command-lost-after-unknown")) unacknowledged_.clear();
      waiting_.insert(waiting_.begin(), std::make_move_iterator(unacknowledged_.begin()),
                      std::make_move_iterator(unacknowledged_.end()));
      unacknowledged_.clear();
      break;
    }
    unacknowledged_.erase(unacknowledged_.begin(),
                          unacknowledged_.begin() + static_cast<std::ptrdiff_t>(outcome->count));
  }
  if (waiting_.empty()) return moved;
  if (!writer_) {
    auto opened = log_.open_writer(place_);
    if (!opened) return moved;
    writer_ = std::move(*opened);
  }
  std::vector<std::string> records{waiting_.begin(), waiting_.end()};
  unacknowledged_.insert(unacknowledged_.end(), std::make_move_iterator(waiting_.begin()),
                         std::make_move_iterator(waiting_.end()));
  waiting_.clear();
  writer_->append(std::move(records));
  return true;
}

}  // namespace matbud::processor
