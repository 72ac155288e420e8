// matbud serve, as an operator and a monitoring system see it.
#include <csignal>
#include <future>
#include <thread>

#include "cli_fixture.h"
#include "matbud/host/stop_signal.h"
#include "matbud/web/testing/tcp_client.h"

namespace matbud::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// What a command says, for another thread to wait on.
class Heard final : public std::streambuf {
 public:
  /// Waits for the first line.
  [[nodiscard]] std::string first_line() { return line_.get_future().get(); }

 private:
  int overflow(int c) override {
    if (c == '\n' && !told_) {
      told_ = true;
      line_.set_value(text_);
    }
    text_ += static_cast<char>(c);
    return c;
  }
  std::string text_;
  bool told_ = false;
  std::promise<std::string> line_;
};

class Serve : public Cli {
 protected:
  static constexpr int too_many_requests = 429;

  /// Serves from here to stop(); SIGTERM is blocked in this thread and those that serving starts.
  void serve(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"--data", data().string(), "--json", "serve", "--port", "0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = std::thread{[this, arguments] {
      std::ostream out{&heard_};
      std::istringstream in;
      exit_ = run(arguments, {out, messages_, in});
    }};
    addresses_ = nlohmann::json::parse(heard_.first_line());
  }
  int stop() {
    // To that thread: the store's own threads, which earlier tests have started, do not block it.
    ::pthread_kill(server_.native_handle(), SIGTERM);
    server_.join();
    return exit_;
  }
  [[nodiscard]] web::testing::Answer get(const std::string& what) {
    const auto address = addresses_.at(what).get<std::string>();
    const auto slash = address.find('/', std::string_view{"http://"}.size());
    const auto colon = address.rfind(':', slash);
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)));
    for (;;) {
      auto answer = web::testing::TcpClient{port}.say(web::testing::get(address.substr(slash))).hear();
      if (answer.status != too_many_requests) return answer;
    }
  }
  /// Waits until readiness says so.
  void ready() {
    for (auto answer = get("ready"); answer.status != 200; answer = get("ready")) std::this_thread::yield();
  }

  host::StopSignal blocks_the_signals_;
  Heard heard_;
  std::ostringstream messages_;
  nlohmann::json addresses_;
  int exit_ = -1;
  std::thread server_;
};

TEST_F(Serve, AnswersForHealthNumbersAndStatusUntilItIsTold) {
  import_two_products();
  serve();
  EXPECT_EQ(get("live").status, 200);
  ready();
  const auto metrics = get("metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.body,
              AllOf(HasSubstr("matbud_processor_lag_records{partition=\"0\",processor=\"ordering\"} 0"),
                    HasSubstr("matbud_processor_lag_seconds{partition=\"11\",processor=\"relay-grocer-1\"} 0"),
                    HasSubstr("matbud_processor_phase{partition=\"3\",phase=\"running\",processor=\"audit\"} 1"),
                    HasSubstr("matbud_log_commit_seconds_bucket"), HasSubstr("matbud_alarms_total 0")));
  const auto page = get("status");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<html lang=\"nb\">"), HasSubstr("Alt virker")));
  EXPECT_EQ(stop(), 0) << messages_.str();
}

TEST_F(Serve, TellsItsStatusToWhoeverAsksOverHttp) {
  import_two_products();
  serve();
  ready();
  auto base = addresses_.at("live").get<std::string>();
  base.resize(base.size() - std::string_view{"/health/live"}.size());
  const auto asked = matbud({"--json", "status", "--url", base, "--watch", "--every", "0.01", "--looks", "2"});
  EXPECT_EQ(asked.exit, 0) << asked.messages;
  EXPECT_THAT(asked.out, AllOf(HasSubstr(R"("processor":"ordering")"), HasSubstr(R"("phase":"running")"),
                               HasSubstr(R"("lag_records":0.0)"), HasSubstr(R"("rebuilds":0.0)")));
  EXPECT_EQ(stop(), 0) << messages_.str();
  const auto gone = matbud({"status", "--url", base});
  EXPECT_EQ(gone.exit, 5);
  EXPECT_THAT(gone.messages, HasSubstr("nobody answers at " + base));
}

TEST_F(Serve, HoldsTheInstallationAndGivesItBack) {
  install();
  serve();
  const auto refused = place(order);
  EXPECT_EQ(refused.exit, 5);
  EXPECT_THAT(refused.messages, HasSubstr("in use by process"));
  EXPECT_THAT(refused.out, testing::IsEmpty());
  EXPECT_EQ(stop(), 0);
  EXPECT_EQ(place(order).exit, 1) << "refused by ordering, which is an answer";
}

TEST_F(Serve, DecidesWhatWasAskedForWhileNobodyServed) {
  install();
  append_undecodable_command("order/o-9");
  serve();
  ready();
  std::string metrics;
  const std::string parked = "matbud_processor_parked{partition=\"0\",processor=\"ordering\"} 1";
  while (metrics.find(parked) == metrics.npos) metrics = get("metrics").body;
  EXPECT_THAT(metrics, HasSubstr("matbud_processor_parked_total{partition=\"0\",processor=\"ordering\"} 1"));
  EXPECT_EQ(stop(), 0);
}

TEST_F(Serve, SaysWhatItCannotDo) {
  EXPECT_EQ(matbud({"serve", "--port", "0"}).exit, 3) << "no installation";
  const auto open_to_all = matbud({"serve", "--listen", "0.0.0.0"});
  EXPECT_EQ(open_to_all.exit, 2);
  EXPECT_THAT(open_to_all.messages, HasSubstr("only with --sign-in-issuer"));
  EXPECT_EQ(matbud({"serve", "--smtp-host", "mail.example.com"}).exit, 2) << "no --mail-from";
  const auto unprotected =
      matbud({"serve", "--smtp-host", "mail.example.com", "--mail-from", "a@example.com", "--smtp-security", "none"});
  EXPECT_EQ(unprotected.exit, 2);
  EXPECT_THAT(unprotected.messages, HasSubstr("only for a server on this machine"));
}

}  // namespace
}  // namespace matbud::cli
