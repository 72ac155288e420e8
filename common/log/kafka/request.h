// One request of librdkafka's admin interface and its answer.
#pragma once

#include <array>

#include "client.h"

namespace matbud::log::kafka {

/// `ask(options, queue)` sends the request; `what` it is, for errors. The cluster's own word for its refusal is left in
/// `refused`, when that is wanted.
template <class Ask>
Result<Event> ask_cluster(Surroundings& around, rd_kafka_t* client, rd_kafka_admin_op_t operation, const char* what,
                          const Ask& ask, rd_kafka_resp_err_t* refused = nullptr) {
  const auto timeout = static_cast<int>(around.settings.request_timeout.count());
  const AdminOptions options{rd_kafka_AdminOptions_new(client, operation)};
  std::array<char, 128> why{};
  rd_kafka_AdminOptions_set_request_timeout(options.get(), timeout, why.data(), why.size());
  // Refused, and not needed, where the cluster has nothing to carry out.
  rd_kafka_AdminOptions_set_operation_timeout(options.get(), timeout, why.data(), why.size());
  const Queue queue{rd_kafka_queue_new(client)};
  ask(options.get(), queue.get());
  Event event{rd_kafka_queue_poll(queue.get(), 2 * timeout)};
  hear_of_errors(client);
  if (!event) return around.health.failed(what, RD_KAFKA_RESP_ERR__TIMED_OUT);
  if (const auto error = rd_kafka_event_error(event.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (refused != nullptr) *refused = error;
    return around.health.failed(what, error);
  }
  return event;
}

}  // namespace matbud::log::kafka
