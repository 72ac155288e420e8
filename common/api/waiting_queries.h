// Queries that wait until the read models have folded what their caller has written.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "looks.h"
#include "matbud/api/desk.h"
#include "matbud/web/later.h"

namespace matbud::api {

/// Belongs to the desk's thread, but for has_folded(), which any thread may ask.
class WaitingQueries {
 public:
  /// All of them must outlive it.
  WaitingQueries(const Desk::OpenSpace& open_space, const DeskSettings& settings, Looks& looks)
      : open_space_{open_space}, settings_{settings}, looks_{looks} {}

  /// Whether every read model of the service has stored that much. Throws state::StoreFailure.
  [[nodiscard]] bool has_folded(const Cursor& wanted) const;

  /// Calls `answer`, which completes `reply`, once that much is folded; refuses when it is not within the patience.
  void add(Cursor wanted, std::function<void()> answer, web::Reply reply);
  /// Calls those whose turn it is, and refuses those who have waited too long. Throws state::StoreFailure.
  void look();
  [[nodiscard]] bool empty() const { return queries_.empty(); }

  /// Answers with what `find` finds, once its looks are recorded; 503 when they cannot be.
  void find_and_answer(const web::Caller& caller, const std::function<Found()>& find, const web::Reply& reply);
  /// The same for what is found already.
  void record_and_answer(const web::Caller& caller, Found found, const web::Reply& reply);

  [[nodiscard]] static web::Response not_there_yet();

 private:
  struct Query {
    Cursor wanted;
    std::function<void()> answer;
    web::Reply reply;
    std::chrono::steady_clock::time_point deadline;
  };

  const Desk::OpenSpace& open_space_;
  const DeskSettings& settings_;
  Looks& looks_;
  std::vector<Query> queries_;
};

}  // namespace matbud::api
