// Other threads wake sessions: each once asked for, a few at a time, and nobody after the end.
#include "door.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace matbud::web {
namespace {

using boost::asio::ip::tcp;

class DoorTest : public testing::Test {
 protected:
  std::shared_ptr<Session> arrives() {
    return sessions_.emplace_back(std::make_shared<Session>(tcp::socket{io_}, "127.0.0.1"));
  }
  [[nodiscard]] std::size_t woken() const {
    return static_cast<std::size_t>(
        std::count_if(sessions_.begin(), sessions_.end(), [](const auto& one) { return one->is_woken; }));
  }

  boost::asio::io_context io_{1};
  std::shared_ptr<Door> door_ = std::make_shared<Door>(io_);
  std::vector<std::shared_ptr<Session>> sessions_;
};

TEST_F(DoorTest, LetsOthersInBetweenWhenMany) {
  constexpr std::size_t many = 3 * Door::lot_max + 1;
  for (std::size_t n = 0; n < many; ++n) door_->wake(arrives(), true);
  std::size_t woken_before_the_other = 0;
  boost::asio::post(io_, [&] { woken_before_the_other = woken(); });
  io_.run();
  EXPECT_EQ(woken_before_the_other, Door::lot_max);
  EXPECT_EQ(woken(), many);
}

TEST_F(DoorTest, LetsWhoWaitsForAnAnswerPass) {
  for (std::size_t n = 0; n < 2 * Door::lot_max; ++n) door_->wake(arrives(), true);
  const auto asker = arrives();
  door_->wake(asker, false);
  bool is_answered_first = false;
  boost::asio::post(io_, [&] { is_answered_first = asker->is_woken && woken() == Door::lot_max + 1; });
  io_.run();
  EXPECT_TRUE(is_answered_first);
}

TEST_F(DoorTest, WakesAgainAfterAllWereWoken) {
  const auto session = arrives();
  door_->wake(session, false);
  io_.run();
  ASSERT_TRUE(session->is_woken);
  session->is_woken = false;
  door_->wake(session, false);
  io_.restart();
  io_.run();
  EXPECT_TRUE(session->is_woken);
}

TEST_F(DoorTest, PassesOverWhoIsGoneAndWakesNobodyOnceItIsClosed) {
  door_->wake(std::make_shared<Session>(tcp::socket{io_}, "127.0.0.1"), true);
  io_.run();
  door_->close();
  door_->wake(arrives(), true);
  io_.restart();
  EXPECT_EQ(io_.run(), 0U);
  EXPECT_EQ(woken(), 0U);
}

}  // namespace
}  // namespace matbud::web
