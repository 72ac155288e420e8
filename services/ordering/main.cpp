// matbud-ordering: orders are decided here.
#include "matbud/api/me.h"
#include "matbud/host/program.h"
#include "matbud/ordering/diet_reader.h"
#include "matbud/ordering/http_api.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/processor_spec.h"
#include "matbud/web/page_files.h"

int main(int argc, char** argv) {
  using namespace matbud;
  const auto tap = std::make_shared<api::Tap>();
  const auto wire = [&tap](host::Installation& installation, host::Wiring& wiring, const Clock&) {
    wiring.processors = {ordering::processor_spec(ordering::diet_reader(installation.keys()))};
    wiring.read_models = {ordering::order_overview(), ordering::api_read_model(tap)};
  };
  const auto add_pages = [&](web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                             host::Installation& installation, host::Pipeline&, const Clock& clock) {
    api::Api api{router, gate};
    api::add_me(api);
    ordering::add_http_api(api, installation, clock, tap);
    api.publish();
    ordering::add_page(router);
    web::add_shared_files(router);
  };
  return host::run_program({.service = "ordering",
                            .does = "Decides orders: places, changes, refuses and releases them",
                            .port = 8421,
                            .wire = wire,
                            .add_pages = add_pages},
                           argc, argv);
}
