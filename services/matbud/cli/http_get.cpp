#include "http_get.h"

#include <chrono>

#include "matbud/http/client.h"

namespace matbud::cli {

Result<std::string> http_get(const std::string& url) {
  constexpr std::chrono::seconds timeout{5};
  constexpr std::size_t answer_bytes_max = 64U << 20U;
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return failure(Error::Code::invalid, url + " is no http or https address");
  auto answer = http::Client{{timeout, timeout, answer_bytes_max}}.ask({url, {}, {}});
  if (!answer) return failure(Error::Code::retryable, "nobody answers at " + url + ": " + answer.error().why);
  if (answer->status != 200) return failure(Error::Code::retryable, url + " answers " + std::to_string(answer->status));
  return std::move(answer->body);
}

}  // namespace matbud::cli
