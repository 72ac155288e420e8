// Commands that are asked, and what becomes of them: told once they are decided, and told again for ever.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "answer_book.h"
#include "appender.h"
#include "matbud/api/desk.h"
#include "matbud/web/later.h"

namespace matbud::api {

/// Belongs to the desk's thread, but for still_waiting(), which any thread may ask.
class WaitingCommands {
 public:
  /// All of them must outlive it.
  WaitingCommands(const AnswerBook& book, Appender& appender, const Clock& clock, const DeskSettings& settings,
                  std::uint32_t partitions)
      : book_{book}, appender_{appender}, clock_{clock}, settings_{settings}, partitions_{partitions} {}

  /// Appends it, unless its id was used before: then it is told what that became. Throws state::StoreFailure.
  void take_in(log::Command command, const web::Reply& reply);
  /// An event was folded: who waits for it is told.
  void hear(const Heard& heard);
  /// Looks for answers that were folded before anybody waited, and says 202 to those who have waited long enough.
  /// Throws state::StoreFailure.
  void look();
  /// What became of a command, if the caller may see its area. Throws state::StoreFailure.
  void tell_outcome(const std::string& id, const web::Caller& caller, const web::Reply& reply) const;

  [[nodiscard]] bool empty() const { return pending_.empty(); }
  /// 202, with the place to ask at.
  [[nodiscard]] web::Response still_waiting(const std::string& id) const;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  using Objection = std::function<std::optional<web::Response>(const log::Envelope&)>;
  struct Pending {
    std::string type;
    std::string subject;
    std::string key;
    std::vector<web::Reply> replies;
    Moment deadline;
    Moment next_look;
  };

  void finish(const std::string& id, const web::Response& response);
  [[nodiscard]] web::Response told(const Answered& answered) const;
  /// Reads the event again and tells it, unless `objection` has another answer.
  void tell_again(const Token& place, const web::Reply& reply, const Objection& objection) const;
  [[nodiscard]] std::optional<web::Response> objection_to_repeat(const log::Envelope& event,
                                                                 const log::Command& command) const;

  const AnswerBook& book_;
  Appender& appender_;
  const Clock& clock_;
  const DeskSettings& settings_;
  std::uint32_t partitions_;
  std::unordered_map<std::string, Pending> pending_;
};

}  // namespace matbud::api
