#include "matbud/dispatch/routing_server.h"

#include <map>

#include "matbud/http/client.h"
#include "matrix_forms.h"

namespace matbud::dispatch {
namespace {

using Form = RoutingSettings::Form;

/// A matrix of 500 places with every number written out.
constexpr std::size_t answer_bytes_max = 16U << 20U;

Result<TravelMatrix> asked(const RoutingSettings& settings, const std::vector<Position>& places) {
  http::Request question{settings.url, {}, {}};
  if (settings.form == Form::osrm) {
    question.url += "/table/v1/driving/" + osrm_coordinates(places) + "?annotations=duration,distance";
  } else {
    question.method = http::Request::Method::post;
    question.headers = {{"Content-Type", "application/json"}};
    question.body = vroom_locations(places);
  }
  http::Client client{{settings.connect_timeout, settings.timeout, answer_bytes_max}};
  const auto answer = client.ask(question);
  if (!answer) return failure(Error::Code::unavailable, "routing server: " + answer.error().why);
  if (answer->status != 200)
    return failure(Error::Code::unavailable, "routing server: http " + std::to_string(answer->status));
  auto matrix = matrix_from(answer->body, places.size());
  if (!matrix) return failure(Error::Code::invalid, "routing server: " + matrix.error().message);
  return matrix;
}

}  // namespace

void add_routing_options(CLI::App& app, RoutingSettings& settings) {
  static const std::map<std::string, Form> forms{{"osrm", Form::osrm}, {"vroom", Form::vroom}};
  app.add_option("--routing-url", settings.url,
                 "routing server for travel times; without one, great circles made a third longer")
      ->check([](const std::string& url) {
        if (url.empty() || http::is_private_way(url)) return std::string{};
        return std::string{"begins with https://, or names a server on this machine"};
      });
  app.add_option("--routing-form", settings.form, "osrm (/table/v1/driving) or vroom (POST of locations)")
      ->transform(CLI::CheckedTransformer{forms})
      ->default_str("osrm");
}

TravelAsker routing_server(const RoutingSettings& settings) {
  if (settings.url.empty()) return {};
  auto trimmed = settings;
  while (trimmed.url.ends_with("/")) trimmed.url.pop_back();
  return [trimmed](const std::vector<Position>& places) { return asked(trimmed, places); };
}

}  // namespace matbud::dispatch
