// The stage of the command line's stories: a directory of its own, and the verbs of an operator.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "matbud/cli/command.h"
#include "matbud/host/installation.h"
#include "matbud/log/append.h"
#include "matbud/log/command.h"
#include "matbud/log/topics.h"

namespace matbud::cli {

/// Calls the command line on a directory of its own.
class Cli : public testing::Test {
 protected:
  struct Answer {
    int exit;
    std::string out;
    std::string messages;
  };

  Cli() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path{testing::TempDir()} / (std::string{"matbud_cli_"} + test->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~Cli() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::filesystem::path data() const { return directory_ / "data"; }

  Answer matbud(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", data().string()});
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream messages;
    const int exit = run(arguments, {out, messages, in});
    return {exit, out.str(), messages.str()};
  }

  /// Calls `act` with the installation, which is made when it is not there, and closes it.
  void with_installation(const std::function<void(host::Installation&)>& act) {
    const SystemClock clock;
    privacy::SystemRandom random;
    host::Settings settings;
    settings.directory = data();
    settings.partitions = 2;
    settings.grocers = {GrocerId{"grocer-1"}};
    const auto made = host::Installation::open(settings, clock, random, true);
    ASSERT_TRUE(made) << made.error().message;
    act(**made);
  }

  void install() {
    with_installation([](const auto&) {});
  }

  void append_undecodable_command(const std::string& subject) {
    with_installation([&](host::Installation& installation) {
      const log::Command command{.topic = std::string{log::ordering_commands},
                                 .key = "3024-sandvika",
                                 .id = "bad",
                                 .type = "matbud.ordering.v1.PlaceOrder",
                                 .subject = subject,
                                 .value = "\xff\xff no protobuf",
                                 .partition = Partition{0}};
      const auto writer = installation.log().open_writer({command.topic, Partition{0}});
      ASSERT_TRUE(writer) << writer.error().message;
      const auto appended = log::append_and_wait(
          installation.log(), **writer, {log::encode_command(command, Timestamp{}, "/test")}, std::chrono::seconds{10});
      ASSERT_TRUE(appended) << appended.error().message;
    });
  }

  Answer import_two_products() {
    const auto file = directory_ / "products.csv";
    std::ofstream{file} << "gtin,name,ingredients\n"
                           "5700002010407,Havregryn 500 g,\n"
                           "73513537,Cola 33 cl,\n"
                           "1234,Feil,\n";
    return matbud({"catalogue", "import", file.string(), "--grocer", "grocer-1"});
  }

  Answer place(const std::string& order) { return matbud({"order", "place", "-"}, order); }

  std::filesystem::path directory_;
};

inline const std::string order = R"({
  "command": "place_order", "area_id": "3024-sandvika", "command_id": "c-1", "order_id": "o-1", "citizen_id": "z-1",
  "window_id": "morning", "delivery_day": "2026-11-24", "lines": [{"gtin": "5700002010407", "quantity": 2}]
})";

}  // namespace matbud::cli
