#include "errors.h"

namespace matbud::log::kafka {
namespace {

bool hides_its_reason(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT: return true;
    default: return false;
  }
}

}  // namespace

Error::Code code_of(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET: return Error::Code::not_found;
    case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: return Error::Code::conflict;
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
    case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS:
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR__INVALID_ARG: return Error::Code::invalid;
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION: return Error::Code::corrupt;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR__SSL: return Error::Code::unavailable;
    default: return Error::Code::retryable;
  }
}

tl::unexpected<Error> failed(std::string_view what, rd_kafka_resp_err_t error) {
  return failure(code_of(error), std::string{what} + ": " + rd_kafka_err2str(error));
}

void Health::note(rd_kafka_resp_err_t error, std::string_view why) {
  const std::lock_guard guard{mutex_};
  // That all brokers are down is the consequence of what was said before it.
  if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && last_ != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  last_ = error;
  why_ = why;
}

tl::unexpected<Error> Health::failed(std::string_view what, rd_kafka_resp_err_t error) const {
  auto result = kafka::failed(what, error);
  const std::lock_guard guard{mutex_};
  if (!hides_its_reason(error) || last_ == RD_KAFKA_RESP_ERR_NO_ERROR) return result;
  result.value().message += " (" + why_ + ")";
  if (code_of(last_) == Error::Code::unavailable) result.value().code = Error::Code::unavailable;
  return result;
}

void Refusals::note(const std::string& topic, rd_kafka_resp_err_t error) {
  if (code_of(error) != Error::Code::unavailable) return;
  const std::lock_guard guard{mutex_};
  refusals_[topic] = kafka::failed(topic.empty() ? "append" : "append to " + topic, error).value();
}

std::optional<Error> Refusals::take(const std::string& topic) {
  const std::lock_guard guard{mutex_};
  for (const auto& name : {topic, std::string{}}) {
    if (auto found = refusals_.extract(name)) return std::move(found.mapped());
  }
  return std::nullopt;
}

}  // namespace matbud::log::kafka
