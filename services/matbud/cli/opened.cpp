#include "opened.h"

#include "matbud/pipeline/services.h"

namespace matbud::cli {

Result<std::unique_ptr<Opened>> open(const Common& common, const Streams& streams, std::vector<GrocerId> grocers,
                                     bool create) {
  auto opened = std::make_unique<Opened>();
  auto settings = common.installation;
  settings.grocers = std::move(grocers);
  auto installation = host::Installation::open(settings, opened->clock, opened->random, create);
  if (!installation) return tl::unexpected{installation.error()};
  opened->installation = std::move(*installation);
  for (const auto& notice : opened->installation->notices()) streams.messages << "matbud: " << notice << "\n";
  return opened;
}

Result<void> catch_up(const Opened& opened, const Wanted& wanted) {
  auto wiring = opened.installation->wiring();
  if (opened.installation->home().is_shared()) {
    wiring.decides = false;
    wiring.processors = wanted.processors;
    wiring.read_models = wanted.read_models;
  } else {
    pipeline::add_all_services(wiring, opened.installation->keys());
  }
  wiring.threads = 1;
  auto pipeline = host::Pipeline::open(opened.log(), opened.clock, std::move(wiring));
  if (!pipeline) return tl::unexpected{pipeline.error()};
  constexpr std::chrono::seconds patience{60};
  auto last_movement = std::chrono::steady_clock::now();
  for (;;) {
    const auto seen = opened.log().activity();
    if ((*pipeline)->step()) {
      last_movement = std::chrono::steady_clock::now();
      continue;
    }
    if ((*pipeline)->idle()) return {};
    if (std::chrono::steady_clock::now() - last_movement > patience) {
      return failure(Error::Code::retryable, "the services do not come to rest; `matbud log verify` tells more");
    }
    opened.log().wait_for_activity(seen, std::chrono::seconds{1});
  }
}

Result<bool> wait_for_answer(const Opened& opened, const Wanted& wanted,
                             const std::function<Result<bool>()>& is_answered, std::chrono::milliseconds patience) {
  if (!opened.installation->home().is_shared()) {
    if (auto caught_up = catch_up(opened, wanted); !caught_up) return tl::unexpected{caught_up.error()};
    return is_answered();
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto seen = opened.log().activity();
    auto answered = is_answered();
    if (!answered || *answered || std::chrono::steady_clock::now() > deadline) return answered;
    opened.log().wait_for_activity(seen, std::chrono::milliseconds{100});
  }
}

}  // namespace matbud::cli
