// Every service's HTTP API in one process.
#pragma once

#include <filesystem>
#include <memory>

#include "matbud/api/api.h"
#include "matbud/api/tap.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"
#include "matbud/web/router.h"

namespace matbud::apis {

/// Wire a pipeline with it, then add its endpoints to the router of the same process. A handle; copies are the same.
class HttpApis {
 public:
  HttpApis();

  /// Folder of the secrets shared with grocers' systems; `secrets` in the installation's directory unless it is set.
  void set_grocer_secrets(std::filesystem::path folder) { grocer_secrets_ = std::move(folder); }
  /// Times the runs that a dispatcher wonders about; great circles do unless it is set.
  void set_travel(dispatch::TravelAsker ask) { travel_ = std::move(ask); }
  /// Adds the read models that the APIs need beside those of the services.
  void add_read_models(host::Wiring& wiring) const;
  /// Adds the endpoints of every service, and their document. Everything must outlive the router.
  void add_endpoints(api::Api& api, host::Installation& installation, host::Pipeline& pipeline,
                     const Clock& clock) const;
  /// The same behind a gate, published, and the pages that people use them by.
  void add_to(web::Router& router, const std::shared_ptr<const web::Gate>& gate, host::Installation& installation,
              host::Pipeline& pipeline, const Clock& clock) const;

 private:
  std::filesystem::path grocer_secrets_;
  dispatch::TravelAsker travel_;
  std::shared_ptr<api::Tap> ordering_ = std::make_shared<api::Tap>();
  std::shared_ptr<api::Tap> dispatch_ = std::make_shared<api::Tap>();
  std::shared_ptr<api::Tap> packing_ = std::make_shared<api::Tap>();
  std::shared_ptr<api::Tap> notification_ = std::make_shared<api::Tap>();
  std::shared_ptr<api::Tap> audit_ = std::make_shared<api::Tap>();
};

}  // namespace matbud::apis
