// What the log's Kafka home costs: records of about 1 KB written and read through it, beside librdkafka alone on the
// same broker. bench_kafka_log [RECORDS]
#include "matbud/log/kafka/kafka_log.h"

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <span>
#include <thread>

#include "machine.h"
#include "matbud/log/record.h"
#include "test_broker.h"

namespace matbud::benchmarks {
namespace {

using std::chrono::steady_clock;

constexpr std::uint32_t partitions = 12;
constexpr std::size_t value_bytes = 800;
constexpr std::size_t records_a_call = 64;
constexpr std::size_t calls_in_flight = 4;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// An event as a processor writes it; about 1 KB with key, headers and value.
std::string event(std::uint64_t number, std::string_view value) {
  const std::string id = "ordering.commands.v1/3/" + std::to_string(number);
  log::Envelope record;
  record.prev = log::hash_of(id);
  record.key = "3024-sandvika";
  record.id = id;
  record.source = "/matbud/ordering/3";
  record.type = "matbud.ordering.v1.OrderPlaced";
  record.subject = "order/7f3a";
  record.time = from_ms(1'790'000'000'123);
  record.cause = log::Cause{"ordering.commands.v1", Partition{3}, Offset{static_cast<std::int64_t>(number)}, {}};
  record.writer = "3f2a9c1b7d5e8f04";
  record.value = value;
  return log::encode(record);
}

/// Bytes that compress about as protobuf does: a third of them repeat.
std::string some_value() {
  std::string value;
  std::uint64_t dice = 88172645463325252ULL;
  while (value.size() < value_bytes) {
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    value.append(reinterpret_cast<const char*>(&dice), sizeof dice);
    value.append("milk");
  }
  value.resize(value_bytes);
  return value;
}

struct Spent {
  steady_clock::time_point start = steady_clock::now();
  double cpu = cpu_seconds();
};

void report(const char* what, std::uint64_t records, const Spent& since) {
  const double seconds = std::chrono::duration<double>(steady_clock::now() - since.start).count();
  const auto count = static_cast<double>(records);
  std::cout << what << ": " << static_cast<std::uint64_t>(count / seconds) << " records/s, "
            << (cpu_seconds() - since.cpu) * 1e6 / count << " us CPU a record\n";
}

void write_through_home(log::Log& log, const std::string& topic, std::uint64_t records) {
  const auto value = some_value();
  std::vector<std::unique_ptr<log::Writer>> writers;
  for (std::uint32_t p = 0; p < partitions; ++p) writers.push_back(must(log.open_writer({topic, Partition{p}})));
  const Spent since;
  std::uint64_t made = 0;
  std::uint64_t known = 0;
  while (known < records) {
    const auto seen = log.activity();
    bool moved = false;
    for (auto& writer : writers) {
      while (const auto outcome = writer->poll()) {
        if (!outcome->known) throw std::runtime_error{outcome->why_unknown};
        known += outcome->count;
        moved = true;
      }
      if (made >= records || writer->in_flight() >= calls_in_flight) continue;
      std::vector<std::string> batch;
      for (std::size_t i = 0; i < records_a_call; ++i) batch.push_back(event(made++, value));
      writer->append(std::move(batch));
      moved = true;
    }
    if (!moved) log.wait_for_activity(seen, std::chrono::milliseconds{100});
  }
  report("written through the home", known, since);
}

void read_through_home(log::Log& log, const std::string& topic, std::uint64_t records) {
  std::vector<std::unique_ptr<log::Reader>> readers;
  for (std::uint32_t p = 0; p < partitions; ++p)
    readers.push_back(must(log.open_reader({topic, Partition{p}}, Offset{0})));
  const Spent since;
  std::uint64_t found = 0;
  while (found < records) {
    const auto seen = log.activity();
    const auto before = found;
    for (auto& reader : readers) found += must(reader->read(512)).entries.size();
    if (found == before) log.wait_for_activity(seen, std::chrono::milliseconds{100});
  }
  report("read through the home", found, since);
}

void one_at_a_time(log::Log& log, const std::string& topic) {
  const log::TopicPartition place{topic, Partition{0}};
  const auto value = some_value();
  const auto writer = must(log.open_writer(place));
  const auto reader = must(log.open_reader(place, must(log.watermarks(place)).end));
  (void)must(reader->read(1));
  std::vector<double> acknowledged;
  std::vector<double> seen_after;
  for (std::uint64_t n = 0; n < 2000; ++n) {
    const auto start = steady_clock::now();
    const auto ms = [&] { return std::chrono::duration<double, std::milli>(steady_clock::now() - start).count(); };
    writer->append({event(n, value)});
    bool is_acknowledged = false;
    bool is_read = false;
    while (!is_acknowledged || !is_read) {
      const auto seen = log.activity();
      if (!is_acknowledged && writer->poll()) {
        is_acknowledged = true;
        acknowledged.push_back(ms());
      }
      if (!is_read && !must(reader->read(10)).empty()) {
        is_read = true;
        seen_after.push_back(ms());
      }
      if (!is_acknowledged || !is_read) log.wait_for_activity(seen, std::chrono::milliseconds{100});
    }
  }
  std::cout << "one record at a time: acknowledged p50 " << percentile(acknowledged, 0.5) << " ms, p99 "
            << percentile(acknowledged, 0.99) << " ms; read p50 " << percentile(seen_after, 0.5) << " ms, p99 "
            << percentile(seen_after, 0.99) << " ms\n";
}

rd_kafka_t* bare_client(rd_kafka_type_t type, std::initializer_list<std::pair<const char*, const char*>> properties) {
  auto* const conf = rd_kafka_conf_new();
  for (const auto& [name, value] : properties) rd_kafka_conf_set(conf, name, value, nullptr, 0);
  static std::atomic<std::uint64_t> ignored;
  rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t*, void*) { ++ignored; });
  return rd_kafka_new(type, conf, nullptr, 0);
}

void write_bare(const std::string& brokers, const std::string& topic, std::uint64_t records) {
  auto* const client = bare_client(RD_KAFKA_PRODUCER, {{"bootstrap.servers", brokers.c_str()},
                                                       {"enable.idempotence", "true"},
                                                       {"compression.codec", "lz4"},
                                                       {"queue.buffering.max.messages", "100000"},
                                                       {"linger.ms", "5"}});
  auto* const end = rd_kafka_topic_new(client, topic.c_str(), nullptr);
  auto bytes = event(0, some_value());
  const Spent since;
  for (std::uint64_t n = 0; n < records; ++n) {
    const auto partition = static_cast<std::int32_t>(n % partitions);
    while (rd_kafka_produce(end, partition, RD_KAFKA_MSG_F_COPY, bytes.data(), bytes.size(), "3024-sandvika", 13,
                            nullptr) != 0)
      rd_kafka_poll(client, 10);
    if (n % 1000 == 0) rd_kafka_poll(client, 0);
  }
  rd_kafka_flush(client, 60'000);
  report("written by librdkafka alone, the same bytes without headers", records, since);
  rd_kafka_topic_destroy(end);
  rd_kafka_destroy(client);
}

void read_bare(const std::string& brokers, const std::string& topic, std::uint64_t records) {
  auto* const client = bare_client(RD_KAFKA_CONSUMER, {{"bootstrap.servers", brokers.c_str()}, {"check.crcs", "true"}});
  auto* const end = rd_kafka_topic_new(client, topic.c_str(), nullptr);
  auto* const queue = rd_kafka_queue_new(client);
  const Spent since;
  for (std::uint32_t p = 0; p < partitions; ++p)
    rd_kafka_consume_start_queue(end, static_cast<std::int32_t>(p), 0, queue);
  std::vector<rd_kafka_message_t*> some(1000);
  std::uint64_t found = 0;
  while (found < records) {
    const auto count = rd_kafka_consume_batch_queue(queue, 100, some.data(), some.size());
    for (auto* const message : std::span{some.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))}) {
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) ++found;
      rd_kafka_message_destroy(message);
    }
  }
  report("read by librdkafka alone", found, since);
  for (std::uint32_t p = 0; p < partitions; ++p) rd_kafka_consume_stop(end, static_cast<std::int32_t>(p));
  rd_kafka_queue_destroy(queue);
  rd_kafka_topic_destroy(end);
  rd_kafka_destroy(client);
}

void run(std::uint64_t records) {
  print_machine(std::cout);
  std::cout << "settings: " << records << " records of " << event(0, some_value()).size() << " bytes, " << partitions
            << " partitions, one broker, lz4\n";
  const testing_broker::TestBroker broker;
  log::KafkaSettings settings;
  settings.brokers = broker.bootstrap();
  const auto log = must(log::KafkaLog::open(settings));
  const log::TopicSpec topics[] = {{"home.events.v1", partitions, false}, {"bare.events.v1", partitions, false}};
  must(log->create_topics(topics));
  for (int round = 0; round < 3; ++round) {
    write_bare(broker.bootstrap(), topics[1].name, records);
    write_through_home(*log, topics[0].name, records);
    read_bare(broker.bootstrap(), topics[1].name, records);
    read_through_home(*log, topics[0].name, records);
    one_at_a_time(*log, topics[0].name);
  }
  std::cout << "peak resident " << peak_resident_mb() << " MB\n";
}

}  // namespace
}  // namespace matbud::benchmarks

int main(int argc, char** argv) {
  const std::span words{argv, static_cast<std::size_t>(argc)};
  try {
    matbud::benchmarks::run(words.size() > 1 ? std::stoull(words[1]) : 300'000);
  } catch (const std::exception& error) {
    std::cerr << "benchmark failed: " << error.what() << "\n";
    return 1;
  }
}
