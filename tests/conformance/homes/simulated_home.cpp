// The simulated home without a seed: a plain log in memory.
#include "../log_home.h"
#include "matbud/log/simulated.h"

namespace matbud::log::conformance {
namespace {

class SimulatedHome final : public LogHome {
 public:
  [[nodiscard]] Log& log() override { return log_; }
  void let_time_pass() override { clock_.advance(std::chrono::milliseconds{1}); }

 private:
  SimulatedClock clock_{from_ms(1'772'438'400'000)};
  SimulatedLog log_{clock_};
};

const Registration simulated{{.name = "Simulated",
                              .durable = false,
                              .threaded = false,
                              .compacts = true,
                              .make = [] { return std::make_unique<SimulatedHome>(); }}};

}  // namespace
}  // namespace matbud::log::conformance
