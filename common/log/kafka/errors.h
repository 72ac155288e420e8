// librdkafka's errors as ours.
#pragma once

#include <librdkafka/rdkafka.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/base/result.h"

namespace matbud::log::kafka {

/// What kind of failure it is: an outage unless it is known to be something else.
[[nodiscard]] Error::Code code_of(rd_kafka_resp_err_t error);

/// `<what>: <librdkafka's words>`.
[[nodiscard]] tl::unexpected<Error> failed(std::string_view what, rd_kafka_resp_err_t error);

/// The last thing that went wrong with the connections of this process. A refused login shows elsewhere only as a
/// time-out. Threads may share it.
class Health {
 public:
  void note(rd_kafka_resp_err_t error, std::string_view why);
  /// failed(), and with a time-out or lost connection the reason behind it.
  [[nodiscard]] tl::unexpected<Error> failed(std::string_view what, rd_kafka_resp_err_t error) const;

 private:
  mutable std::mutex mutex_;
  rd_kafka_resp_err_t last_ = RD_KAFKA_RESP_ERR_NO_ERROR;
  std::string why_;
};

/// What a broker did not let us write. It answers each attempt anew, for ever, so whoever tries again must be told.
/// Threads may share it.
class Refusals {
 public:
  /// Remembers the error if it is a refusal. An empty topic means any.
  void note(const std::string& topic, rd_kafka_resp_err_t error);
  /// The refusal that concerns the topic, once: after that somebody may have granted it.
  [[nodiscard]] std::optional<Error> take(const std::string& topic);

 private:
  std::mutex mutex_;
  std::map<std::string, Error> refusals_;
};

}  // namespace matbud::log::kafka
