// The command line around a service, as its main() has it.
#include "matbud/host/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

namespace matbud::host {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::internal::CaptureStderr;
using testing::internal::CaptureStdout;
using testing::internal::GetCapturedStderr;
using testing::internal::GetCapturedStdout;

struct Answer {
  int exit;
  std::string out;
  std::string messages;
};

Answer run(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "matbud-grocer-bridge");
  const Program program{
      .service = "grocer_bridge", .does = "Tells grocers", .port = 0, .wire = [](Installation&, Wiring&, const Clock&) {
      }};
  CaptureStdout();
  CaptureStderr();
  const int exit = run_program(program, static_cast<int>(arguments.size()), arguments.data());
  return {exit, GetCapturedStdout(), GetCapturedStderr()};
}

TEST(Program, TellsItsOptionsAndItsVersion) {
  const auto help = run({"--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_THAT(help.out,
              AllOf(HasSubstr("Tells grocers"), HasSubstr("--data"), HasSubstr("--port"), HasSubstr("5 log")));
  EXPECT_THAT(help.messages, IsEmpty());
  const auto version = run({"--version"});
  EXPECT_EQ(version.exit, 0);
  EXPECT_THAT(version.out, HasSubstr("matbud-grocer-bridge 0."));
}

TEST(Program, AnswersNobodyButThisMachine) {
  for (const char* address : {"0.0.0.0", "::", "192.0.2.7", "example.com", ""}) {
    const auto answer = run({"--listen", address});
    EXPECT_EQ(answer.exit, 2) << address;
    EXPECT_THAT(answer.messages, HasSubstr("not a loopback address")) << address;
  }
}

TEST(Program, NeedsAnInstallation) {
  const auto answer = run({"--data", "no/such/installation"});
  EXPECT_EQ(answer.exit, 3);
  EXPECT_THAT(answer.messages, HasSubstr("no installation in no/such/installation"));
}

/// Hears a topic that no installation has, so that a program with it cannot start.
class Unheard final : public projection::ReadModel {
 public:
  [[nodiscard]] std::string name() const override { return "unheard"; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }
  [[nodiscard]] std::vector<std::string> topics() const override { return {"nowhere.events.v1"}; }
  void fold(state::TableWriter&, const projection::Seen&) const override {}
};

TEST(Program, LeavesReadModelsAndPagesOutWhenItOnlyDecides) {
  Settings settings;
  settings.directory = std::filesystem::temp_directory_path() / ("matbud-program-" + std::to_string(::getpid()));
  std::filesystem::remove_all(settings.directory);
  const SystemClock clock;
  privacy::SystemRandom random;
  ASSERT_TRUE(Installation::open(settings, clock, random, true));

  bool has_pages = false;
  const Program program{.service = "audit",
                        .does = "Watches",
                        .port = 0,
                        .wire =
                            [](Installation&, Wiring& wiring, const Clock&) {
                              wiring.read_models = {std::make_shared<Unheard>()};
                              std::raise(SIGTERM);  // waited for once it has started
                            },
                        .add_pages = [&](web::Router&, const std::shared_ptr<const web::Gate>&, Installation&,
                                         Pipeline&, const Clock&) { has_pages = true; }};
  const auto exit_of = [&](std::vector<const char*> arguments) {
    const auto directory = settings.directory.string();
    arguments.insert(arguments.begin(), {"matbud-audit", "--port", "0", "--data", directory.c_str()});
    CaptureStdout();
    CaptureStderr();
    const int exit = run_program(program, static_cast<int>(arguments.size()), arguments.data());
    (void)GetCapturedStdout();
    (void)GetCapturedStderr();
    return exit;
  };
  EXPECT_EQ(exit_of({"--decide-only"}), 0);
  EXPECT_FALSE(has_pages);
  std::filesystem::remove_all(settings.directory);
}

TEST(Program, DoesNotGuessWhatAnUnknownOptionMeans) { EXPECT_EQ(run({"--kafkaa", "x"}).exit, 2); }

}  // namespace
}  // namespace matbud::host
