// The list of what Matbud is made of: the only place that sees all services.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/host/pipeline.h"
#include "matbud/ordering/diet.h"
#include "matbud/privacy/access.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::pipeline {

/// One service, as its own program runs it.
struct Service {
  std::string name;  ///< `grocer-bridge`: its program is matbud-grocer-bridge
  std::vector<processor::ProcessorSpec> processors;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
  privacy::Access opens;  ///< sealed fields that its work needs
  /// Topics that its HTTP API writes beside its commands: looks at people, and a new citizen's key.
  std::vector<std::string> api_writes = {};
  /// Topics that its HTTP API's read model hears beside those.
  std::vector<std::string> api_reads = {};
};

/// Every service of an installation with these grocers; the bridge has one relay a grocer. `read_diet` is asked by
/// those who decide; whoever only folds may leave it out.
[[nodiscard]] std::vector<Service> all_services(const std::vector<GrocerId>& grocers,
                                                ordering::DietReader read_diet = ordering::no_diets());

/// Every processor of an installation with these grocers: the five services and one relay a grocer.
[[nodiscard]] std::vector<processor::ProcessorSpec> all_processors(
    const std::vector<GrocerId>& grocers, ordering::DietReader read_diet = ordering::no_diets());

/// Every read model of an installation with these grocers.
[[nodiscard]] std::vector<std::shared_ptr<const projection::ReadModel>> all_read_models(
    const std::vector<GrocerId>& grocers);

/// Adds all of these to the wiring, for its grocers. Log and master key of `keys` must outlive what is wired.
void add_all_services(host::Wiring& wiring, const privacy::KeyRing& keys);

}  // namespace matbud::pipeline
