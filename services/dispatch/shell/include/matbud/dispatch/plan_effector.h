// Plans windows beside the loop: performs the effect that PlanRequested asks for and reports ProposePlan.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "matbud/base/result.h"
#include "matbud/dispatch/planner.h"
#include "matbud/dispatch/v1/reference.pb.h"
#include "matbud/privacy/v1/privacy.pb.h"
#include "matbud/processor/effector.h"

namespace matbud::dispatch {

/// Opens a sealed doorstep; nothing when it was erased or cannot be read. Called by whichever thread solves.
using PointOpener = std::function<std::optional<v1::Point>(const privacy::v1::Sealed& sealed)>;

/// Metres and seconds between all of these places, row by row; infinite where there is no way. May be called by several
/// threads at once. An error's message goes into the log: it must name no place.
using TravelAsker = std::function<Result<TravelMatrix>(const std::vector<Position>& places)>;

/// Where the solving is done.
enum class Solving {
  beside,   ///< on a thread of the effector's own, so that the processor goes on
  at_once,  ///< inside perform(): for simulations, where nothing may depend on a thread
};

/// Solving twice does no harm: the same request gives the same plan, and only the first answer to it counts.
/// Throws std::invalid_argument from perform() for an effect that is no plan's: a bug of the caller.
class PlanEffector final : public processor::Effector {
 public:
  /// `on_report` is called on the solving thread after each report, to wake whoever polls (Log::wake); it may be empty.
  /// `ask` is whom to ask for travel times; without it, or when it fails, great circles serve, and the plan says so.
  PlanEffector(PointOpener open, Solving solving, std::function<void()> on_report = {}, TravelAsker ask = {});
  /// Waits for the plan that is being solved; those behind it are given up and will be offered again.
  ~PlanEffector() override;

  /// Takes up to 16 plans that are not solved yet.
  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override;
  [[nodiscard]] std::optional<processor::EffectReport> poll() override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::dispatch
