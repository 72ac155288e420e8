#include "matbud/dispatch/routing_server.h"

#include <curl/curl.h>

#include <map>
#include <memory>
#include <new>

#include "matrix_forms.h"

namespace matbud::dispatch {
namespace {

using Form = RoutingSettings::Form;

/// A matrix of 500 places with every number written out.
constexpr std::size_t answer_bytes_max = 16U << 20U;

struct Freeing {
  void operator()(CURL* session) const noexcept { curl_easy_cleanup(session); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

std::size_t take_some(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& body = *static_cast<std::string*>(context);
  if (body.size() + size * count > answer_bytes_max) return 0;  // libcurl then ends the transfer
  body.append(bytes, size * count);
  return size * count;
}

Result<TravelMatrix> asked(const RoutingSettings& settings, const std::vector<Position>& places) {
  const std::unique_ptr<CURL, Freeing> session{curl_easy_init()};
  if (!session) throw std::bad_alloc{};
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(session.get(), option, value); };
  std::string body;
  std::string question;
  std::unique_ptr<curl_slist, Freeing> headers;
  auto url = settings.url;
  if (settings.form == Form::osrm) {
    url += "/table/v1/driving/" + osrm_coordinates(places) + "?annotations=duration,distance";
  } else {
    question = vroom_locations(places);
    headers.reset(curl_slist_append(nullptr, "Content-Type: application/json"));
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(question.size()));
    set(CURLOPT_POSTFIELDS, question.data());
  }
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");           // a proxy of the environment is not ours
  set(CURLOPT_FOLLOWLOCATION, 0L);  // positions go where they were meant to go
  set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  set(CURLOPT_WRITEFUNCTION, take_some);
  set(CURLOPT_WRITEDATA, &body);
  if (const auto result = curl_easy_perform(session.get()); result != CURLE_OK)
    return failure(Error::Code::unavailable, std::string{"routing server: "} + curl_easy_strerror(result));
  long status = 0;
  curl_easy_getinfo(session.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return failure(Error::Code::unavailable, "routing server: http " + std::to_string(status));
  auto matrix = matrix_from(body, places.size());
  if (!matrix) return failure(Error::Code::invalid, "routing server: " + matrix.error().message);
  return matrix;
}

bool is_here(std::string_view url) {
  constexpr std::string_view plain = "http://";
  if (!url.starts_with(plain)) return false;
  const auto rest = url.substr(plain.size());
  const auto host = rest.substr(0, rest.starts_with("[") ? rest.find(']') + 1 : rest.find_first_of(":/"));
  const bool is_loopback_v4 = host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
  return host == "localhost" || host == "[::1]" || is_loopback_v4;
}

}  // namespace

void add_routing_options(CLI::App& app, RoutingSettings& settings) {
  static const std::map<std::string, Form> forms{{"osrm", Form::osrm}, {"vroom", Form::vroom}};
  app.add_option("--routing-url", settings.url,
                 "routing server for travel times; without one, great circles made a third longer")
      ->check([](const std::string& url) {
        if (url.empty() || url.starts_with("https://") || is_here(url)) return std::string{};
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
