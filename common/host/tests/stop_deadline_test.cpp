#include "matbud/host/stop_deadline.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace matbud::host {
namespace {

using std::chrono::milliseconds;

TEST(StopDeadline, EndsAProcessThatDoesNotStop) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        const StopDeadline deadline{milliseconds{20}};
        for (;;) ::pause();
      },
      ::testing::ExitedWithCode(1), "did not stop in time");
}

TEST(StopDeadline, LetsGoOfOneThatDoes) { const StopDeadline deadline{std::chrono::hours{1}}; }

}  // namespace
}  // namespace matbud::host
