#include "matbud/demo_grocer/demo_grocer.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "matbud/log/command.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "packing.h"

namespace matbud::demo_grocer {
namespace {

constexpr std::size_t records_a_step = 256;
constexpr std::size_t answers_a_step = 256;
/// Between the shelf that was found empty and the box that is closed.
constexpr std::chrono::minutes notices_before{5};

/// One answer to give.
struct Answer {
  std::string key;
  std::string id;
  std::string type;
  grocer::v1::GrocerAnswer answer;
  Timestamp due;
  /// What is given when this one is durable, and not before: an append that went wrong must not let packed land ahead
  /// of accepted. Packed would count as both, and what the acceptance says of short lines would be lost.
  std::shared_ptr<const Answer> then;
  /// With it, the answer is `packed`, made when it goes out: substitutes may come back until then.
  std::shared_ptr<const grocer::v1::GrocerOrder> packs;
};

template <class Inner>
std::string type_name() {
  return Inner::descriptor()->full_name();
}

}  // namespace

class DemoGrocer::Impl {
 public:
  Impl(log::Log& log, GrocerId grocer, Partition partition, Behaviour behaviour)
      : log_{log},
        grocer_{std::move(grocer)},
        behaviour_{behaviour},
        answers_{log::grocer_answers(grocer_), partition},
        orders_{log,
                {log::grocer_orders(grocer_), partition},
                true,
                log::chain_start({log::grocer_orders(grocer_), partition})},
        by_hand_{log, answers_, false, {}} {}

  Result<bool> step(Timestamp now) {
    const auto read = read_orders();
    if (!read) return tl::unexpected{read.error()};
    if (const auto heard = hear_people(); !heard) return tl::unexpected{heard.error()};
    const auto sent = send_due(now);
    if (!sent) return tl::unexpected{sent.error()};
    return take_outcomes() || *read || *sent;
  }

  [[nodiscard]] std::optional<Timestamp> next_due() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first.first;
  }
  [[nodiscard]] bool idle() const { return due_.empty() && in_flight_.empty() && again_.empty(); }

  Counters counters_;

 private:
  Result<bool> read_orders() {
    for (std::size_t i = 0; i < records_a_step; ++i) {
      const auto followed = orders_.next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) return i > 0;
      grocer::v1::GrocerMessage message;
      const auto value = (*followed)->record.value;
      if (!message.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
        return failure(Error::Code::corrupt, to_string(orders_.place()) + " at " +
                                                 std::to_string((*followed)->entry.offset.value()) +
                                                 ": value is not a matbud.grocer.v1.GrocerMessage");
      }
      read(message, (*followed)->record.key, (*followed)->entry.appended_at);
    }
    return true;
  }

  /// Whoever answers by hand packs that order.
  Result<void> hear_people() {
    if (behaviour_.area_left_to_people.empty()) return {};
    for (std::size_t i = 0; i < records_a_step; ++i) {
      const auto followed = by_hand_.next();
      if (!followed) return tl::unexpected{followed.error()};
      if (!*followed) return {};
      const auto& record = (*followed)->record;
      grocer::v1::GrocerAnswer answer;
      if (record.key != behaviour_.area_left_to_people ||
          !answer.ParseFromArray(record.value.data(), static_cast<int>(record.value.size())))
        continue;
      if (!record.id.starts_with(answer.order_id() + "/")) give_up(answer.order_id());
    }
    return {};
  }

  void read(const grocer::v1::GrocerMessage& message, std::string_view key, Timestamp told_at) {
    for (const auto& order : message.orders_to_pack().orders()) take(order, key, told_at);
    if (message.has_order_withdrawn()) withdraw(message.order_withdrawn().order_id());
    for (const auto& line : message.substitutes_returned().lines())
      returned_[message.substitutes_returned().order_id()].insert(line.gtin());
  }

  void withdraw(const std::string& order_id) {
    give_up(order_id);
    ++counters_.withdrawn;
  }

  /// Says nothing more of the order.
  void give_up(const std::string& order_id) {
    given_up_.insert(order_id);
    std::erase_if(due_, [&](const auto& answer) { return answer.second.answer.order_id() == order_id; });
  }

  void take(const grocer::v1::GrocerOrder& order, std::string_view key, Timestamp told_at) {
    ++counters_.orders;
    const auto answer = [&](const char* what, std::string type, grocer::v1::GrocerAnswer content, Timestamp due) {
      return Answer{std::string{key}, order.order_id() + "/" + what, std::move(type), std::move(content), due, nullptr,
                    nullptr};
    };
    const bool waits_for_people = !behaviour_.area_left_to_people.empty() && key == behaviour_.area_left_to_people;
    const auto accepts_at =
        waits_for_people ? told_at + behaviour_.left_to_people_for : answers_at(order, behaviour_, told_at);
    if (refuses(order, behaviour_)) {
      wait_with(answer("refused", type_name<grocer::v1::Refused>(), refused(order), accepts_at));
      return;
    }
    grocer::v1::GrocerAnswer named;
    named.set_order_id(order.order_id());
    auto packing = answer("packed", type_name<grocer::v1::Packed>(), std::move(named),
                          demo_grocer::packs_at(order, behaviour_, accepts_at));
    packing.packs = std::make_shared<const grocer::v1::GrocerOrder>(order);
    if (order.accepted_by_setting()) {
      wait_with(std::move(packing));
      return;
    }
    auto next = std::make_shared<const Answer>(std::move(packing));
    if (auto change = changed(order, behaviour_); change.changed().lines_size() > 0) {
      auto changing = answer("changed", type_name<grocer::v1::Changed>(), std::move(change),
                             std::max(accepts_at, next->due - notices_before));
      changing.then = std::move(next);
      next = std::make_shared<const Answer>(std::move(changing));
    }
    auto acceptance = answer("accepted", type_name<grocer::v1::Accepted>(), accepted(order, behaviour_), accepts_at);
    acceptance.then = std::move(next);
    wait_with(std::move(acceptance));
  }

  void wait_with(Answer answer) {
    const auto due = answer.due;
    due_.emplace(std::pair{due, sequence_++}, std::move(answer));
  }

  void pack(Answer& answer) const {
    const auto back = returned_.find(answer.packs->order_id());
    answer.answer = packed(*answer.packs, behaviour_, answer.due,
                           back == returned_.end() ? std::set<std::uint64_t>{} : back->second);
  }

  Result<bool> send_due(Timestamp now) {
    auto batch = std::exchange(again_, {});
    while (batch.size() < answers_a_step && !due_.empty() && due_.begin()->first.first <= now) {
      batch.push_back(std::move(due_.begin()->second));
      due_.erase(due_.begin());
      if (batch.back().packs) pack(batch.back());
    }
    if (batch.empty()) return false;
    if (!writer_) {
      auto opened = log_.open_writer(answers_);
      if (!opened) {
        again_ = std::move(batch);
        return tl::unexpected{opened.error()};
      }
      writer_ = std::move(*opened);
    }
    std::vector<std::string> records;
    for (const auto& answer : batch) records.push_back(encoded(answer));
    in_flight_.push_back(std::move(batch));
    writer_->append(std::move(records));
    return true;
  }

  bool take_outcomes() {
    bool moved = false;
    while (writer_) {
      const auto outcome = writer_->poll();
      if (!outcome) break;
      moved = true;
      if (outcome->known) {
        counters_.answers += outcome->count;
        for (const auto& answer : in_flight_.front()) {
          if (answer.then && !given_up_.contains(answer.answer.order_id())) wait_with(*answer.then);
        }
        in_flight_.pop_front();
        continue;
      }
      // Nobody knows: all that is open goes out again, in order, by a new writer.
      for (auto& batch : in_flight_)
        again_.insert(again_.end(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
      in_flight_.clear();
      writer_.reset();
    }
    return moved;
  }

  [[nodiscard]] std::string encoded(const Answer& answer) const {
    const log::Command command{answers_.topic,
                               answer.key,
                               answer.id,
                               answer.type,
                               "order/" + answer.answer.order_id(),
                               answer.answer.SerializeAsString(),
                               answers_.partition};
    return log::encode_command(command, answer.due, "/grocer/" + grocer_.value());
  }

  log::Log& log_;
  const GrocerId grocer_;
  const Behaviour behaviour_;
  const log::TopicPartition answers_;
  log::Follower orders_;
  log::Follower by_hand_;  ///< what stands in the topic of answers, by whomever
  std::unique_ptr<log::Writer> writer_;
  std::map<std::pair<Timestamp, std::uint64_t>, Answer> due_;  ///< by time, then as they were read
  std::uint64_t sequence_ = 0;
  std::deque<std::vector<Answer>> in_flight_;  ///< one for each append without an outcome
  std::vector<Answer> again_;                  ///< of appends whose outcome nobody knows
  std::unordered_set<std::string> given_up_;
  std::map<std::string, std::set<std::uint64_t>> returned_;  ///< substitutes that must not be packed, by order
};

DemoGrocer::DemoGrocer(log::Log& log, GrocerId grocer, Partition partition, Behaviour behaviour)
    : impl_{std::make_unique<Impl>(log, std::move(grocer), partition, behaviour)} {}
DemoGrocer::~DemoGrocer() = default;

Result<bool> DemoGrocer::step(Timestamp now) { return impl_->step(now); }
std::optional<Timestamp> DemoGrocer::next_due() const { return impl_->next_due(); }
bool DemoGrocer::idle() const { return impl_->idle(); }
const Counters& DemoGrocer::counters() const { return impl_->counters_; }

}  // namespace matbud::demo_grocer
