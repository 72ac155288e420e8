#include "http_get.h"

#include <curl/curl.h>

#include <array>
#include <memory>

namespace matbud::cli {
namespace {

constexpr long timeout_s = 5;
constexpr std::size_t body_bytes_max = 64U << 20U;

std::size_t collect(const char* bytes, std::size_t one, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + count > body_bytes_max) return 0;  // ends the transfer
  body.append(bytes, one * count);
  return one * count;
}

}  // namespace

Result<std::string> http_get(const std::string& url) {
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return failure(Error::Code::invalid, url + " is no http or https address");
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> request{curl_easy_init(), &curl_easy_cleanup};
  if (!request) return failure(Error::Code::unavailable, "libcurl has no memory");
  std::string body;
  std::array<char, CURL_ERROR_SIZE> why{};
  curl_easy_setopt(request.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(request.get(), CURLOPT_TIMEOUT, timeout_s);
  curl_easy_setopt(request.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(request.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(request.get(), CURLOPT_ERRORBUFFER, why.data());
  curl_easy_setopt(request.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(request.get(), CURLOPT_WRITEDATA, &body);
  if (const auto done = curl_easy_perform(request.get()); done != CURLE_OK) {
    return failure(Error::Code::retryable,
                   "nobody answers at " + url + ": " + (why[0] != '\0' ? why.data() : curl_easy_strerror(done)));
  }
  long status = 0;
  curl_easy_getinfo(request.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return failure(Error::Code::retryable, url + " answers " + std::to_string(status));
  return body;
}

}  // namespace matbud::cli
