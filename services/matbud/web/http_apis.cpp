#include "matbud/apis/http_apis.h"

#include "matbud/api/me.h"
#include "matbud/audit/http_api.h"
#include "matbud/dispatch/http_api.h"
#include "matbud/grocer_bridge/web/grocer_routes.h"
#include "matbud/grocer_bridge/web/packing_api.h"
#include "matbud/notification/http_api.h"
#include "matbud/ordering/http_api.h"
#include "matbud/web/page_files.h"
#include "operations_api.h"

namespace matbud::apis {

HttpApis::HttpApis() = default;

void HttpApis::add_read_models(host::Wiring& wiring) const {
  wiring.read_models.push_back(ordering::api_read_model(ordering_));
  wiring.read_models.push_back(dispatch::api_read_model(dispatch_));
  wiring.read_models.push_back(grocer_bridge::packing_read_model(packing_));
  wiring.read_models.push_back(notification::api_read_model(notification_));
  wiring.read_models.push_back(audit::api_read_model(audit_));
}

void HttpApis::add_endpoints(api::Api& api, host::Installation& installation, host::Pipeline& pipeline,
                             const Clock& clock) const {
  api::add_me(api);
  ordering::add_http_api(api, installation, clock, ordering_);
  dispatch::add_http_api(api, installation, clock, dispatch_, travel_);
  grocer_bridge::add_grocer_routes(api,
                                   {installation.log(), clock, installation.grocers(), installation.partitions(),
                                    grocer_secrets_.empty() ? installation.directory() / "secrets" : grocer_secrets_});
  grocer_bridge::add_packing_api(api, installation, clock, packing_);
  notification::add_http_api(api, installation, clock, notification_);
  audit::add_http_api(api, installation, clock, audit_);
  add_operations(api, installation, pipeline, clock);
}

void HttpApis::add_to(web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                      host::Installation& installation, host::Pipeline& pipeline, const Clock& clock) const {
  api::Api api{router, gate};
  add_endpoints(api, installation, pipeline, clock);
  api.publish();
  ordering::add_page(router);
  dispatch::add_pages(router);
  web::add_page(router, "operator");
  audit::add_page(router);
  grocer_bridge::add_packing_page(router);
  web::add_shared_files(router);
}

}  // namespace matbud::apis
