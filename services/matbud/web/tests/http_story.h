// The stage of stories over HTTP: a small town with goods, served as `matbud serve` does, and the words to call it
// with. Every answer is held against the API's own document.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "matbud/api/testing/document_check.h"
#include "matbud/api/token.h"
#include "matbud/web/testing/browser.h"
#include "matbud/web/testing/tcp_client.h"
#include "served_town.h"

namespace matbud::apis {

/// Somebody at a page: role, id, municipality, unit.
struct Person {
  std::string role;
  std::string id = "w-1";
  std::string unit = {};  ///< empty: one of no citizen's, for those who have no work without one
  std::string municipality = {};
};

class OverHttp : public testing::Test {
 protected:
  struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;
    nlohmann::json body;
    std::string text;

    [[nodiscard]] std::string token() const;
  };

  void SetUp() override;
  void TearDown() override;

  // Who calls.

  /// From now on this person calls, in a session that they have signed in to once.
  void as(const Person& person);
  /// A worker of the unit that serves the first citizen.
  void as_care_worker();

  // What they do.

  // Both wait for what was said before to the same service, as the pages do; get for the given token instead.
  Answer get(const std::string& path, const std::string& token = {});
  Answer post(const std::string& path, const nlohmann::json& body, const std::string& key = {});
  /// Says these bytes and holds the answer against the document, whatever they are.
  Answer say(const std::string& method, const std::string& path, const std::string& body, const std::string& headers);
  /// A body for the first citizen: two of the first good, in the first window that can be ordered in.
  [[nodiscard]] nlohmann::json basket(const std::string& order_id);
  /// A new connection, for streams.
  [[nodiscard]] web::testing::TcpClient connection() const { return web::testing::TcpClient{port_}; }
  [[nodiscard]] std::string headers(const std::string& more = {}) const;
  /// The header that says how far this service has answered; empty if nothing was written there.
  [[nodiscard]] std::string has_seen(const std::string& path) const;

  /// What the services have said since then, by type.
  [[nodiscard]] std::vector<std::string> looks_recorded();

  [[nodiscard]] const world::Citizen& citizen() const { return town_->world().citizens.front(); }
  [[nodiscard]] const std::string& area() const { return town_->world().areas.front().area_id(); }
  [[nodiscard]] std::string good(std::size_t which = 0) const { return town_->goods().at(which); }
  [[nodiscard]] host::Running& running() { return town_->running(); }
  [[nodiscard]] ServedTown& town() { return *town_; }
  [[nodiscard]] const nlohmann::json& document() const { return document_; }
  [[nodiscard]] std::string new_key() { return "k-" + std::to_string(++keys_); }

  /// How the server is set up; to be changed before SetUp of the base.
  web::Settings http_;

 private:
  std::unique_ptr<ServedTown> town_;
  std::uint16_t port_ = 0;
  nlohmann::json document_;
  std::optional<api::testing::DocumentCheck> check_;
  std::optional<web::testing::TcpClient> client_;
  std::map<std::string, web::testing::Browser> browsers_;  ///< of everybody who has signed in
  const web::testing::Browser* browser_ = nullptr;         ///< of who calls now
  std::map<std::string, api::Cursor> written_;             ///< the furthest that each service has answered
  int keys_ = 0;
};

}  // namespace matbud::apis
