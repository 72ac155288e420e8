// Asks servers of others something over HTTP: gateways, grocers' systems, routing servers, issuers of sign-ins.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace matbud::http {

struct Request {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< sent by POST only
  enum class Method { get, post } method = Method::get;
};

struct Answer {
  long status = 0;   ///< whatever the server said: 404 is an answer, too
  std::string body;  ///< whole
};

/// Why there is no answer.
struct NoAnswer {
  std::string why;                ///< in libcurl's words; holds no address, header or body
  bool may_have_arrived = false;  ///< the request may have got there, and nobody knows what became of it
};

struct Limits {
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{15'000};  ///< of a request, connecting included
  std::size_t answer_bytes_max = 1U << 20U;   ///< a longer answer is none
};

/// Keeps its connection between requests. One thread at a time; make one for each thread.
///
/// What a request carries goes where it was meant to go: no redirect is followed, no proxy of the environment used,
/// only http and https (TLS 1.2 or newer, certificates checked) spoken.
class Client {
 public:
  /// Once `*cancelled` is true, a request under way ends within a second and later ones at once. Null: never. Must
  /// outlive the client.
  explicit Client(Limits limits = {}, const std::atomic<bool>* cancelled = nullptr);
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  [[nodiscard]] tl::expected<Answer, NoAnswer> ask(const Request& request);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether secrets and positions may be sent to this address: https, or http to this machine (127.x.x.x, ::1,
/// localhost). An address with a user's name in it is neither.
[[nodiscard]] bool is_private_way(std::string_view url);

}  // namespace matbud::http
