// libcurl's handles with one owner each.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>

#include "c_handle.h"

namespace matbud::notification {

using CurlSession = std::unique_ptr<CURL, Destroyer<curl_easy_cleanup>>;
using CurlList = std::unique_ptr<curl_slist, Destroyer<curl_slist_free_all>>;

/// A CURLOPT_XFERINFOFUNCTION: ends a transfer once the std::atomic<bool> at `context` is true.
inline int stop_when_cancelled(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(context)->load() ? 1 : 0;
}

}  // namespace matbud::notification
