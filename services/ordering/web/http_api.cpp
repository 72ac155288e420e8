#include "matbud/ordering/http_api.h"

#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/web/page_files.h"
#include "office.h"

namespace matbud::ordering {
namespace http {

extern const std::string_view ordering_openapi;

}  // namespace http

std::shared_ptr<const projection::ReadModel> api_read_model(const std::shared_ptr<const api::Tap>& tap) {
  return api::with_answers(kitchen_table(), std::string{log::ordering_events}, *v1::OrderingEvent::descriptor(), tap);
}

void add_http_api(api::Api& api, host::Installation& installation, const Clock& clock,
                  const std::shared_ptr<api::Tap>& tap) {
  const auto office = std::make_shared<http::Office>(installation, clock, tap);
  api.keep(office);
  http::add_tables(api, office.get());
  http::add_catalogue(api, office.get());
  http::add_orders(api, office.get());
  http::add_baskets(api, office.get());
  http::add_drafts(api, office.get());
  http::add_glass(api, office.get());
  http::add_writes(api, office.get());
  http::add_settings(api, office.get());
  api.describe(http::ordering_openapi);
}

void add_page(web::Router& router) { web::add_page(router, "kitchen-table"); }

}  // namespace matbud::ordering
