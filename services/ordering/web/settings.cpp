// What an administrator puts: areas with their windows, and goods.
#include "matbud/ordering/edge/catalogue.h"
#include "office.h"

namespace matbud::ordering::http {
namespace {

using web::Caller;
using web::Request;
using web::Role;

constexpr web::Roles who_put{Role::administrator, Role::operations};

web::Answer define_area(Office* office, const Request& request, const Caller& caller) {
  const auto asking = asking_of(request, caller);
  if (!asking) return asking.error();
  const auto command = edge::area_request(request.body, *asking);
  if (!command) return api::problem_of(command.error());
  if (!caller.may_see_area(command->area.value())) return api::not_your_municipality();
  return office->desk().ask(edge::to_record(*command));
}

/// Goods belong to no area: every partition has to know them, and the answer is that of the one that is told last.
web::Answer put_goods(Office* office, const Request& request, const Caller& caller) {
  const auto asking = asking_of(request, caller);
  if (!asking) return asking.error();
  const auto goods = edge::goods_request(request.body);
  if (!goods) return api::problem_of(goods.error());
  auto commands = edge::put_products(goods->products, goods->grocer, asking->command_id, 1);
  if (commands.size() != 1)
    return web::problem(422, "the goods are more than one command may hold: put them in smaller parts", "/products",
                        "too_large");
  commands.front().id = asking->command_id;
  return office->ask_everywhere(std::move(commands.front()));
}

}  // namespace

void add_settings(api::Api& api, Office* office) {
  api.add("POST", base + "/areas", who_put,
          [office](const Request& request, const Caller& caller) { return define_area(office, request, caller); });
  api.add("POST", base + "/products", who_put,
          [office](const Request& request, const Caller& caller) { return put_goods(office, request, caller); });
}

}  // namespace matbud::ordering::http
