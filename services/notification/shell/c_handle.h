// A C library's handle with one owner.
#pragma once

namespace matbud::notification {

/// For std::unique_ptr: `std::unique_ptr<CURL, Destroyer<curl_easy_cleanup>>`.
template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Destroy(handle);
  }
};

}  // namespace matbud::notification
