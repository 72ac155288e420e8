#include "matbud/http/client.h"

#include <curl/curl.h>

#include <new>

namespace matbud::http {
namespace {

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Destroy(handle);
  }
};
using Session = std::unique_ptr<CURL, Destroyer<curl_easy_cleanup>>;
using Lines = std::unique_ptr<curl_slist, Destroyer<curl_slist_free_all>>;

/// The body as it comes in.
struct Taking {
  std::string body;
  std::size_t bytes_max;
};

std::size_t take_some(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& taking = *static_cast<Taking*>(context);
  if (taking.body.size() + size * count > taking.bytes_max) return 0;  // libcurl then ends the transfer
  taking.body.append(bytes, size * count);
  return size * count;
}

int stop_when_cancelled(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* const cancelled = static_cast<const std::atomic<bool>*>(context);
  return cancelled != nullptr && *cancelled ? 1 : 0;
}

/// Whether a request that ended like this may have got there: only those that never got through have not. What is
/// called an unsupported protocol may be a server that answers in another one, and has heard us.
bool may_have_arrived(CURLcode result) {
  switch (result) {
    case CURLE_URL_MALFORMAT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION: return false;
    default: return true;
  }
}

void add(Lines& lines, const std::string& line) {
  auto* const longer = curl_slist_append(lines.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc{};
  (void)lines.release();  // the same list, with one more
  lines.reset(longer);
}

/// The host of an http address; nothing when it names a user, too.
std::string_view host_of(std::string_view rest) {
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != std::string_view::npos) return {};
  return authority.substr(0, authority.starts_with("[") ? authority.find(']') + 1 : authority.find(':'));
}

}  // namespace

class Client::Impl {
 public:
  Impl(Limits limits, const std::atomic<bool>* cancelled) : limits_{limits} {
    static const bool initialised = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    session_.reset(initialised ? curl_easy_init() : nullptr);
    if (!session_) throw std::bad_alloc{};
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout.count()));
    set(CURLOPT_WRITEFUNCTION, take_some);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, stop_when_cancelled);
    set(CURLOPT_XFERINFODATA, cancelled);
  }

  [[nodiscard]] tl::expected<Answer, NoAnswer> ask(const Request& request) {
    Lines lines;
    for (const auto& [name, value] : request.headers) add(lines, name + ": " + value);
    add(lines, "Expect:");  // a body of a few kilobytes waits for nobody's leave
    set(CURLOPT_HTTPHEADER, lines.get());
    set(CURLOPT_URL, request.url.c_str());
    if (request.method == Request::Method::post) {
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      set(CURLOPT_POSTFIELDS, request.body.data());
    } else {
      set(CURLOPT_HTTPGET, 1L);
    }
    Taking taking{{}, limits_.answer_bytes_max};
    set(CURLOPT_WRITEDATA, &taking);
    const auto result = curl_easy_perform(session_.get());
    set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
    if (result != CURLE_OK) return tl::unexpected{NoAnswer{curl_easy_strerror(result), may_have_arrived(result)}};
    Answer answer{0, std::move(taking.body)};
    curl_easy_getinfo(session_.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(session_.get(), option, value);
  }

  Limits limits_;
  Session session_;
};

Client::Client(Limits limits, const std::atomic<bool>* cancelled) : impl_{std::make_unique<Impl>(limits, cancelled)} {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

tl::expected<Answer, NoAnswer> Client::ask(const Request& request) { return impl_->ask(request); }

bool is_private_way(std::string_view url) {
  constexpr std::string_view sealed = "https://";
  constexpr std::string_view plain = "http://";
  if (url.starts_with(sealed)) return !host_of(url.substr(sealed.size())).empty();
  if (!url.starts_with(plain)) return false;
  const auto host = host_of(url.substr(plain.size()));
  const bool is_loopback_v4 =
      host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "[::1]" || is_loopback_v4;
}

}  // namespace matbud::http
