#include "matbud/dispatch/http_api.h"

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/web/page_files.h"
#include "office.h"

namespace matbud::dispatch {
namespace http {

extern const std::string_view dispatch_openapi;

}  // namespace http

std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(run_board(), std::string{log::dispatch_events}, *v1::DispatchEvent::descriptor(), tap);
}

void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap, TravelAsker ask) {
  const auto office = std::make_shared<http::Office>(installation, clock, tap, std::move(ask));
  api.keep(office);
  http::add_queries(api, office.get());
  http::add_writes(api, office.get());
  http::add_arranging(api, office.get());
  api.describe(http::dispatch_openapi);
}

void add_pages(web::Router& router) {
  web::add_page(router, "driver");
  web::add_page(router, "dispatcher");
}

}  // namespace matbud::dispatch
