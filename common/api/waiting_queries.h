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
  using Find = std::function<Found()>;

  /// All of them must outlive it.
  WaitingQueries(const Desk::OpenSpace& open_space, const DeskSettings& settings, Looks& looks)
      : open_space_{open_space}, settings_{settings}, looks_{looks} {}

  /// Whether every read model of the service has stored that much. Throws state::StoreFailure.
  [[nodiscard]] bool has_folded(const Cursor& wanted) const;

  void add(Cursor wanted, Find find, web::Caller caller, web::Reply reply);
  /// Answers those whose turn it is, and refuses those who have waited too long. Throws state::StoreFailure.
  void look();
  [[nodiscard]] bool empty() const { return queries_.empty(); }

  /// Answers once the looks are recorded; 503 when they cannot be.
  void record_and_answer(const web::Caller& caller, Found found, const web::Reply& reply);

  [[nodiscard]] static web::Response not_there_yet();

 private:
  struct Query {
    Cursor wanted;
    Find find;
    web::Caller caller;
    web::Reply reply;
    std::chrono::steady_clock::time_point deadline;
  };

  const Desk::OpenSpace& open_space_;
  const DeskSettings& settings_;
  Looks& looks_;
  std::vector<Query> queries_;
};

}  // namespace matbud::api
