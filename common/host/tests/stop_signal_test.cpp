#include "matbud/host/stop_signal.h"

#include <gtest/gtest.h>

#include <csignal>

namespace matbud::host {
namespace {

using namespace std::chrono_literals;

class AStopSignal : public testing::TestWithParam<int> {};

TEST_P(AStopSignal, IsWaitedForInsteadOfEndingTheProcess) {
  StopSignal stop;
  EXPECT_FALSE(stop.wait_for(0ms));
  ASSERT_EQ(::raise(GetParam()), 0);
  stop.wait();
  EXPECT_TRUE(stop.wait_for(0ms)) << "once it has come it has come";
}

INSTANTIATE_TEST_SUITE_P(Each, AStopSignal, testing::Values(SIGINT, SIGTERM));

TEST(StopSignal, GivesTheSignalsBack) {
  { const StopSignal stop; }
  sigset_t blocked;
  ASSERT_EQ(::pthread_sigmask(SIG_SETMASK, nullptr, &blocked), 0);
  EXPECT_EQ(sigismember(&blocked, SIGTERM), 0);
}

}  // namespace
}  // namespace matbud::host
