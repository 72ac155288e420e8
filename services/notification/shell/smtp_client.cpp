#include "smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace matbud::notification {
namespace {

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Destroy(handle);
  }
};
using Session = std::unique_ptr<CURL, Destroyer<curl_easy_cleanup>>;
using Recipients = std::unique_ptr<curl_slist, Destroyer<curl_slist_free_all>>;

/// The mail on its way to the server.
struct Upload {
  std::string_view rest;
  bool handed_over = false;  ///< libcurl has asked for more and was told that this was all: from here on the server
                             ///< may have the mail, whatever happens to its answer
};

std::size_t read_some(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& upload = *static_cast<Upload*>(context);
  const auto taken = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), taken);
  upload.rest.remove_prefix(taken);
  if (taken == 0) upload.handed_over = true;
  return taken;
}

std::size_t ignore_words(char*, std::size_t size, std::size_t count, void*) { return size * count; }

int stop_when_cancelled(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(context)->load() ? 1 : 0;
}

std::string url_of(const SmtpSettings& settings) {
  const bool tls = settings.security == SmtpSettings::Security::tls;
  return std::string{tls ? "smtps://" : "smtp://"} + settings.host + ":" + std::to_string(settings.port);
}

bool is_about_sign_in(long code) { return code == 530 || code == 534 || code == 535 || code == 538; }

SmtpOutcome outcome_of(CURLcode result, long code, const Upload& upload) {
  if (result == CURLE_OK) return {v1::OUTCOME_SENT, "smtp 250"};
  const auto by_code = "smtp " + std::to_string(code);
  // A password that was changed is the operator's mistake, not the reader's: the mail must not be lost to it.
  if (result == CURLE_LOGIN_DENIED || is_about_sign_in(code)) return {v1::OUTCOME_TRY_LATER, "sign-in refused"};
  if (code >= 400 && code < 500) return {v1::OUTCOME_TRY_LATER, by_code};
  if (code >= 500 && code < 600) return {v1::OUTCOME_FAILED, by_code};
  const char* const why = curl_easy_strerror(result);
  if (upload.handed_over) return {v1::OUTCOME_UNKNOWN, why};
  return {v1::OUTCOME_TRY_LATER, why};
}

}  // namespace

class SmtpClient::Impl {
 public:
  Impl(const SmtpSettings& settings, const std::atomic<bool>& cancelled)
      : from_{"<" + settings.from_address + ">"}, session_{curl_easy_init()} {
    if (!session_) throw std::bad_alloc{};
    using Security = SmtpSettings::Security;
    set(CURLOPT_URL, url_of(settings).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");  // a proxy of the environment is not ours
    set(CURLOPT_USE_SSL, settings.security == Security::starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
    if (!settings.user.empty()) {
      set(CURLOPT_USERNAME, settings.user.c_str());
      set(CURLOPT_PASSWORD, settings.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, from_.c_str());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, read_some);
    set(CURLOPT_WRITEFUNCTION, ignore_words);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, stop_when_cancelled);
    set(CURLOPT_XFERINFODATA, &cancelled);
  }

  [[nodiscard]] SmtpOutcome send(const std::string& to_address, const std::string& mail) {
    const Recipients recipients{curl_slist_append(nullptr, ("<" + to_address + ">").c_str())};
    Upload upload{mail};
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
    const auto result = curl_easy_perform(session_.get());
    long code = 0;
    curl_easy_getinfo(session_.get(), CURLINFO_RESPONSE_CODE, &code);
    set(CURLOPT_MAIL_RCPT, nullptr);
    set(CURLOPT_READDATA, nullptr);
    return outcome_of(result, code, upload);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(session_.get(), option, value);
  }

  std::string from_;
  Session session_;
};

SmtpClient::SmtpClient(const SmtpSettings& settings, const std::atomic<bool>& cancelled)
    : impl_{std::make_unique<Impl>(settings, cancelled)} {}
SmtpClient::~SmtpClient() = default;

SmtpOutcome SmtpClient::send(const std::string& to_address, const std::string& mail) {
  return impl_->send(to_address, mail);
}

}  // namespace matbud::notification
