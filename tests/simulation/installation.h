// What is simulated: the services, their topics, and the two versions of their code.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "matbud/log/log.h"
#include "matbud/ordering/diet.h"
#include "matbud/processor/processor.h"
#include "matbud/projection/projection.h"
#include "service_oracle.h"

namespace matbud::simulation {

/// The version of the code that runs. The first one cannot decide some inputs and parks them; the next one can.
class CodeVersion final : public Versions {
 public:
  explicit CodeVersion(std::uint64_t salt) : salt_{salt} {}
  [[nodiscard]] bool fixed() const override { return fixed_; }
  void set_fixed(bool fixed) override { fixed_ = fixed; }
  /// Whether the first version stumbles over an input with this id.
  [[nodiscard]] bool stumbles_over(std::string_view id) const;

 private:
  std::uint64_t salt_;
  bool fixed_ = false;
};

/// A table that only the new version keeps: how many events have been folded. State of the old version lacks it, so the
/// new one must rebuild.
inline constexpr state::TableId folded_events{199};
/// Above any that a service has reached by itself.
inline constexpr std::uint32_t new_state_version = 1000;

/// Ids that start with this are inputs that the first version always stumbles over.
inline constexpr std::string_view hard_id = "hard-";

inline const GrocerId answering_grocer{"dagros"};  ///< contradicts itself; its system is People
inline const GrocerId prompt_grocer{"kjelleren"};  ///< accepts by setting; its system is services/demo_grocer

struct Installation {
  std::vector<log::TopicSpec> topics;
  std::vector<processor::ProcessorSpec> services;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
};

/// All services. `version` must outlive it.
[[nodiscard]] Installation whole_installation(std::uint32_t partitions, const CodeVersion& version,
                                              ordering::DietReader read_diet);

}  // namespace matbud::simulation
