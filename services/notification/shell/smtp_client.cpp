#include "smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "curl_handles.h"

namespace matbud::notification {
namespace {

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

std::string url_of(const SmtpSettings& settings) {
  const bool tls = settings.security == SmtpSettings::Security::tls;
  return std::string{tls ? "smtps://" : "smtp://"} + settings.host + ":" + std::to_string(settings.port);
}

bool is_about_sign_in(long code) { return code == 530 || code == 534 || code == 535 || code == 538; }

/// The enhanced status code of a server's line, `5.1.1` of `550 5.1.1 no such mailbox`; empty when it has none.
std::string enhanced_code_in(std::string_view line) {
  constexpr std::size_t code_size = 4;  // `550 ` or `550-`
  if (line.size() < code_size) return {};
  line.remove_prefix(code_size);
  const auto code = line.substr(0, line.find_first_not_of("0123456789."));
  return std::count(code.begin(), code.end(), '.') == 2 ? std::string{code} : std::string{};
}

/// RFC 3463: X.1.0 to X.1.6 and X.1.10 speak of the recipient's address, X.1.7 to X.1.9 of the sender's; 5.2.1 is a
/// mailbox that was shut. A bare 550 may mean as well that our own server is not welcome: nobody's address dies of it.
bool is_about_the_mailbox(std::string_view enhanced) {
  if (enhanced == "5.2.1") return true;
  return enhanced.starts_with("5.1.") && enhanced != "5.1.7" && enhanced != "5.1.8" && enhanced != "5.1.9";
}

/// libcurl says QUIT after a refusal: what the server answers to that must not hide the refusal.
std::size_t keep_last_refusal(char* text, std::size_t size, std::size_t count, void* context) {
  if (size * count > 0 && (text[0] == '4' || text[0] == '5'))
    static_cast<std::string*>(context)->assign(text, size * count);
  return size * count;
}

Attempted outcome_of(CURLcode result, long code, std::string_view last_refusal, const Upload& upload) {
  if (result == CURLE_OK) return {v1::OUTCOME_SENT, "smtp 250"};
  const auto by_code = "smtp " + std::to_string(code);
  // A password that was changed is the operator's mistake, not the reader's: the mail must not be lost to it.
  if (result == CURLE_LOGIN_DENIED || is_about_sign_in(code)) return {v1::OUTCOME_TRY_LATER, "sign-in refused"};
  if (code >= 400 && code < 500) return {v1::OUTCOME_TRY_LATER, by_code};
  if (code >= 500 && code < 600) {
    const auto enhanced = enhanced_code_in(last_refusal);
    if (is_about_the_mailbox(enhanced)) return {v1::OUTCOME_POINT_DEAD, by_code + " " + enhanced};
    return {v1::OUTCOME_FAILED, by_code};
  }
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
    set(CURLOPT_HEADERFUNCTION, keep_last_refusal);
    set(CURLOPT_HEADERDATA, &last_refusal_);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, stop_when_cancelled);
    set(CURLOPT_XFERINFODATA, &cancelled);
  }

  [[nodiscard]] Attempted send(const std::string& to_address, const std::string& mail) {
    const CurlList recipients{curl_slist_append(nullptr, ("<" + to_address + ">").c_str())};
    Upload upload{mail};
    last_refusal_.clear();
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
    const auto result = curl_easy_perform(session_.get());
    long code = 0;
    curl_easy_getinfo(session_.get(), CURLINFO_RESPONSE_CODE, &code);
    set(CURLOPT_MAIL_RCPT, nullptr);
    set(CURLOPT_READDATA, nullptr);
    return outcome_of(result, code, last_refusal_, upload);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(session_.get(), option, value);
  }

  std::string from_;
  std::string last_refusal_;  ///< the server's last line of 4xx or 5xx
  CurlSession session_;
};

SmtpClient::SmtpClient(const SmtpSettings& settings, const std::atomic<bool>& cancelled)
    : impl_{std::make_unique<Impl>(settings, cancelled)} {}
SmtpClient::~SmtpClient() = default;

Attempted SmtpClient::send(const std::string& to_address, const std::string& mail) {
  return impl_->send(to_address, mail);
}

}  // namespace matbud::notification
