// A grocer's system that pulls its orders and posts its answers.
#include "matbud/grocer_bridge/web/grocer_routes.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/channels/signature.h"
#include "matbud/log/append.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/web/server.h"
#include "matbud/web/testing/tcp_client.h"

namespace matbud::grocer_bridge {
namespace {

namespace fs = std::filesystem;

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* token = "0123456789abcdef0123456789abcdef";
constexpr std::uint32_t partitions = 3;
const GrocerId dagros{"dagros"};

class AGrocersSystem : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("matbud-routes-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    auto log = log::EmbeddedLog::open(folder_ / "log", clock_);
    ASSERT_TRUE(log) << log.error().message;
    log_ = std::move(*log);
    const log::TopicSpec topics[] = {{log::grocer_orders(dagros), partitions, false},
                                     {log::grocer_answers(dagros), partitions, false}};
    ASSERT_TRUE(log_->create_topics(topics));
    for (const auto& [name, text] : {std::pair{"dagros.webhook", secret}, std::pair{"dagros.bearer", token}}) {
      std::ofstream{folder_ / name} << text << "\n";
      ASSERT_EQ(::chmod((folder_ / name).c_str(), 0400), 0);
    }
    web::Router router;
    api::Api api{router, web::local_gate()};
    add_grocer_routes(api, {*log_, clock_, {dagros}, partitions, folder_});
    auto server = web::Server::start(std::move(router));
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
  }
  void TearDown() override {
    server_.reset();
    log_.reset();
    fs::remove_all(folder_);
  }

  /// Says to one partition what the relay would; `is_void`: outside the chain.
  void told(std::uint32_t partition, const std::string& order_id, bool is_void = false) {
    const log::TopicPartition place{log::grocer_orders(dagros), Partition{partition}};
    auto& head = heads_.try_emplace(partition, log::genesis(place)).first->second;
    grocer::v1::GrocerMessage message;
    message.mutable_order_withdrawn()->set_order_id(order_id);
    const auto value = message.SerializeAsString();
    log::Envelope record;
    record.prev = is_void ? log::Hash{} : head;
    const auto id = "ce-" + order_id;
    record.id = id;
    record.key = "3024-sandvika";
    record.value = value;
    auto canonical = log::encode(record);
    if (!is_void) head = log::hash_of(canonical);
    const auto writer = log_->open_writer(place);
    ASSERT_TRUE(log::append_and_wait(*log_, **writer, {std::move(canonical)}, std::chrono::seconds{10}));
  }

  web::testing::Answer get(const std::string& path, const std::string& headers) {
    return web::testing::TcpClient{server_->port()}.say(web::testing::get(path, headers)).hear();
  }
  nlohmann::json pull(const std::string& query = "") {
    const auto answer =
        get("/api/grocer/v1/dagros/orders" + query, "Authorization: Bearer " + std::string{token} + "\r\n");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return nlohmann::json::parse(answer.body);
  }
  static std::vector<std::string> orders_in(const nlohmann::json& page) {
    std::vector<std::string> orders;
    for (const auto& message : page["messages"])
      orders.push_back(message["data"]["order_withdrawn"]["order_id"].get<std::string>());
    return orders;
  }

  static std::string accepted(const std::string& id, const std::string& order_id) {
    return nlohmann::json{{"specversion", "1.0"},
                          {"id", id},
                          {"source", "/dagros"},
                          {"type", "matbud.grocer.v1.Accepted"},
                          {"subject", "area/3024-sandvika"},
                          {"data", {{"order_id", order_id}, {"accepted", {{"grocer_reference", "G-1"}}}}}}
        .dump();
  }
  web::testing::Answer post(const std::string& body, const std::string& message_id = "m-1",
                            std::chrono::seconds ago = std::chrono::seconds{0}) {
    const auto timestamp_s = to_ms(clock_.now()) / 1'000 - ago.count();
    const auto signature = SharedSecrets::parse(secret)->sign(message_id, timestamp_s, body);
    return web::testing::TcpClient{server_->port()}
        .say(web::testing::request("POST", "/api/grocer/v1/dagros/answers", body,
                                   "Content-Type: application/cloudevents+json\r\nwebhook-id: " + message_id +
                                       "\r\nwebhook-timestamp: " + std::to_string(timestamp_s) +
                                       "\r\nwebhook-signature: " + signature + "\r\n"))
        .hear();
  }
  std::vector<std::string> answers_in_the_log() {
    std::vector<std::string> found;
    for (std::uint32_t number = 0; number < partitions; ++number) {
      const log::TopicPartition place{log::grocer_answers(dagros), Partition{number}};
      log::Follower follower{*log_, place, false, log::chain_start(place)};
      for (auto next = follower.next(); next && *next; next = follower.next()) {
        grocer::v1::GrocerAnswer answer;
        EXPECT_TRUE(answer.ParseFromString(std::string{(*next)->record.value}));
        EXPECT_EQ((*next)->record.key, "3024-sandvika");
        found.push_back(std::string{(*next)->record.id} + " " + answer.order_id());
      }
    }
    return found;
  }

  fs::path folder_;
  SystemClock clock_;
  std::unique_ptr<log::EmbeddedLog> log_;
  std::unique_ptr<web::Server> server_;
  std::map<std::uint32_t, log::Hash> heads_;
};

TEST_F(AGrocersSystem, PullsEachOrderOnceByItsCursor) {
  for (int i = 0; i < 7; ++i) told(static_cast<std::uint32_t>(i) % partitions, "o" + std::to_string(i));
  std::vector<std::string> orders;
  std::string query = "?limit=3";
  for (bool more = true; more;) {
    const auto page = pull(query);
    EXPECT_LE(page["messages"].size(), 3U);
    for (auto& order : orders_in(page)) orders.push_back(std::move(order));
    more = page["more"].get<bool>();
    query = "?limit=3&cursor=" + page["cursor"].get<std::string>();
  }
  std::sort(orders.begin(), orders.end());
  EXPECT_EQ(orders, (std::vector<std::string>{"o0", "o1", "o2", "o3", "o4", "o5", "o6"}));
  EXPECT_TRUE(orders_in(pull(query)).empty());
  told(1, "o7");
  EXPECT_EQ(orders_in(pull(query)), std::vector<std::string>{"o7"});
  EXPECT_EQ(orders_in(pull(query)), std::vector<std::string>{"o7"}) << "the same cursor, the same messages";
}

TEST_F(AGrocersSystem, NeverSeesWhatTheChainDoesNotHold) {
  told(0, "o1");
  told(0, "nobody's", true);
  const auto cursor = pull()["cursor"].get<std::string>();
  told(0, "o2");
  EXPECT_EQ(orders_in(pull()), (std::vector<std::string>{"o1", "o2"}));
  EXPECT_EQ(orders_in(pull("?cursor=" + cursor)), std::vector<std::string>{"o2"});
}

TEST_F(AGrocersSystem, IsRefusedACursorThatIsNone) {
  told(0, "o1");
  auto cursor = pull()["cursor"].get<std::string>();
  cursor[40] = cursor[40] == 'A' ? 'B' : 'A';
  for (const auto& bad : {std::string{"x"}, std::string{"!"}, cursor, std::string(9'000, 'A')}) {
    const auto answer =
        get("/api/grocer/v1/dagros/orders?cursor=" + bad, "Authorization: Bearer " + std::string{token} + "\r\n");
    EXPECT_EQ(answer.status, 400) << bad.substr(0, 60);
  }
}

TEST_F(AGrocersSystem, IsLetInByItsOwnTokenOnly) {
  const std::string path = "/api/grocer/v1/dagros/orders";
  EXPECT_EQ(get(path, "").status, 401);
  EXPECT_EQ(get(path, "Authorization: Bearer \r\n").status, 401);
  EXPECT_EQ(get(path, "Authorization: Bearer 0123456789abcdef0123456789abcdeF\r\n").status, 401);
  EXPECT_EQ(get(path, "Authorization: Basic " + std::string{token} + "\r\n").status, 401);
  EXPECT_EQ(get("/api/grocer/v1/fjordmat/orders", "Authorization: Bearer " + std::string{token} + "\r\n").status, 401);
  ASSERT_EQ(::chmod((folder_ / "dagros.bearer").c_str(), 0444), 0);
  EXPECT_EQ(get(path, "Authorization: Bearer " + std::string{token} + "\r\n").status, 401);
}

TEST_F(AGrocersSystem, PostsAnAnswerThatIsDurableWhenItIsTaken) {
  const auto answer = post(accepted("a-1", "o1"));
  EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(nlohmann::json::parse(answer.body)["answer_id"], "a-1");
  EXPECT_EQ(answers_in_the_log(), std::vector<std::string>{"a-1 o1"});
}

TEST_F(AGrocersSystem, IsHeardOnceWhenAMessageIsRepeated) {
  EXPECT_EQ(post(accepted("a-1", "o1")).status, 202);
  EXPECT_EQ(post(accepted("a-1", "o1")).status, 202);
  EXPECT_EQ(answers_in_the_log().size(), 1U);
}

TEST_F(AGrocersSystem, IsNotHeardWithoutItsSignature) {
  const auto body = accepted("a-1", "o1");
  const auto unsigned_answer = web::testing::TcpClient{server_->port()}
                                   .say(web::testing::request("POST", "/api/grocer/v1/dagros/answers", body))
                                   .hear();
  EXPECT_EQ(unsigned_answer.status, 401);
  EXPECT_EQ(post(body, "m-1", std::chrono::minutes{6}).status, 401) << "an old message";
  EXPECT_TRUE(answers_in_the_log().empty());
}

TEST_F(AGrocersSystem, IsToldWhichFieldIsWrong) {
  const std::pair<std::string, std::string> rows[] = {
      {"", "/: is no JSON"},
      {"[]", "/specversion"},
      {R"({"specversion":"1.0"})", "/id"},
      {R"({"specversion":"1.0","id":"a"})", "/subject"},
      {R"({"specversion":"1.0","id":"a","subject":"area/3024-sandvika"})", "/data"},
      {R"({"specversion":"1.0","id":"a","subject":"area/3024-sandvika","data":{"colour":"red"}})", "/data"},
      {R"({"specversion":"1.0","id":"a","subject":"area/3024-sandvika","data":{"order_id":"o1"}})", "/data"},
      {R"({"specversion":"1.0","id":"a","subject":"area/3024-sandvika","data":{"accepted":{}}})", "/data/order_id"},
      {std::string(100, '[') + std::string(100, ']'), "/: has more than 32 levels"},
  };
  int number = 0;
  for (const auto& [body, where] : rows) {
    const auto answer = post(body, "m-" + std::to_string(++number));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_NE(answer.body.find(where), std::string::npos) << answer.body;
  }
  EXPECT_TRUE(answers_in_the_log().empty());
}

}  // namespace
}  // namespace matbud::grocer_bridge
