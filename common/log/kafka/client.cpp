#include "client.h"

#include <array>

namespace matbud::log::kafka {
namespace {

void on_error(rd_kafka_t* client, int error, const char* reason, void* opaque) {
  auto code = static_cast<rd_kafka_resp_err_t>(error);
  std::array<char, 512> words{};
  if (code == RD_KAFKA_RESP_ERR__FATAL) code = rd_kafka_fatal_error(client, words.data(), words.size());
  static_cast<Surroundings*>(opaque)->health.note(code, words[0] != '\0' ? words.data() : reason);
}

// What matters comes back as a Result or through on_error(); librdkafka's own lines are for its developers.
void drop_log_line(const rd_kafka_t*, int, const char*, const char*) {}

Result<void> set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value) {
  std::array<char, 512> why{};
  if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK) return {};
  return failure(Error::Code::invalid, "Kafka property " + name + ": " + why.data());
}

}  // namespace

Result<Conf> configure(const Surroundings& around, Properties properties) {
  const auto& settings = around.settings;
  Conf conf{rd_kafka_conf_new()};
  std::vector<std::pair<std::string, std::string>> all{
      {"bootstrap.servers", settings.brokers},
      {"client.id", settings.client_id},
      {"socket.nagle.disable", "true"},
      {"socket.keepalive.enable", "true"},
      {"reconnect.backoff.ms", "20"},
      {"reconnect.backoff.max.ms", "500"},
      {"topic.metadata.refresh.fast.interval.ms", "50"},
      {"log.connection.close", "false"},
  };
  if (settings.tls) {
    all.insert(all.end(), {{"security.protocol", "ssl"},
                           {"ssl.ca.location", settings.tls->ca.string()},
                           {"ssl.certificate.location", settings.tls->certificate.string()},
                           {"ssl.key.location", settings.tls->key.string()}});
  }
  all.insert(all.end(), properties.begin(), properties.end());
  all.insert(all.end(), settings.properties.begin(), settings.properties.end());
  for (const auto& [name, value] : all) {
    if (const auto done = set(conf.get(), name, value); !done) return tl::unexpected{done.error()};
  }
  rd_kafka_conf_set_error_cb(conf.get(), on_error);
  rd_kafka_conf_set_log_cb(conf.get(), drop_log_line);
  return conf;
}

Result<Client> make_client(Surroundings& around, rd_kafka_type_t type, Conf conf) {
  rd_kafka_conf_set_opaque(conf.get(), &around);
  std::array<char, 512> why{};
  Client client{rd_kafka_new(type, conf.get(), why.data(), why.size())};
  if (!client) return failure(Error::Code::invalid, std::string{"Kafka client: "} + why.data());
  (void)conf.release();  // librdkafka keeps it, but only when it succeeds
  return client;
}

Result<Topic> make_topic(rd_kafka_t* client, const std::string& name) {
  Topic topic{rd_kafka_topic_new(client, name.c_str(), nullptr)};
  if (!topic) return failed(name, rd_kafka_last_error());
  return topic;
}

WakingQueue::WakingQueue(Queue queue, Activity& activity)
    : news_{std::make_unique<News>(activity)}, queue_{std::move(queue)} {
  rd_kafka_queue_cb_event_enable(queue_.get(), wake, news_.get());
}

WakingQueue::~WakingQueue() {
  if (queue_) rd_kafka_queue_cb_event_enable(queue_.get(), nullptr, nullptr);
}

WakingQueue& WakingQueue::operator=(WakingQueue&& other) noexcept {
  std::swap(news_, other.news_);
  std::swap(queue_, other.queue_);
  return *this;
}

void WakingQueue::wake(rd_kafka_t*, void* opaque) {
  auto& news = *static_cast<News*>(opaque);
  news.waiting.store(true);
  const auto listener = news.listener.load();
  if (listener == everybody || listener == nobody) return news.activity.bump();
  news.activity.bump(listener);
}

}  // namespace matbud::log::kafka
