// What a record tells of the life of an effect: an e-mail that is sent, a route that is planned.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/log/record.h"

namespace matbud::audit {

/// One step of one effect. In its life the kinds follow one another.
struct EffectStep {
  enum class Kind {
    asked_for,  ///< the event that requests it
    about_to,   ///< the owner's command that says it is about to perform it
    started,    ///< the event after which it may have happened
    reported,   ///< the performer's command that says what became of it
  };
  std::string effect_id;
  Kind kind;
};

/// The steps that this record of `topic` is; empty for most records, and for one that cannot be read.
[[nodiscard]] std::vector<EffectStep> effect_steps(std::string_view topic, const log::Envelope& record);

}  // namespace matbud::audit
