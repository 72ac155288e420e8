#include "town_on_kafka.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "kafka_story.h"
#include "matbud/log/append.h"
#include "matbud/log/topics.h"
#include "matbud/pipeline/services.h"
#include "matbud/projection/host.h"

namespace matbud::broker_faults {

using namespace log;

namespace {

const benchmarks::TownSize town_size{
    .partitions = TownOnKafka::partitions, .citizens = 9, .products = 20, .lines_an_order = 3, .drivers_an_area = 2};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

const std::vector<GrocerId>& TownOnKafka::grocers() {
  static const std::vector<GrocerId> all{GrocerId{"dagros"}};
  return all;
}

TownOnKafka::TownOnKafka(Log& log) : log_{log} {
  std::string pattern = (std::filesystem::temp_directory_path() / "matbud-kafka-town-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
  directory_ = pattern;
  must(log_.create_topics(installation_topics(grocers(), partitions)));
  master_key_.emplace(must(privacy::MasterKey::load_or_create(directory_ / "master.key", random_)));
  keys_.emplace(must(privacy::KeyRing::load(log_, *master_key_, random_, privacy::Access::all())));
  town_.emplace(town_size, *keys_, clock_.now());
}

TownOnKafka::~TownOnKafka() {
  stop();
  std::filesystem::remove_all(directory_);
}

void TownOnKafka::start() {
  start([this](const std::string&) -> Log& { return log_; });
}

void TownOnKafka::start(const std::function<Log&(const std::string& service)>& log_of) {
  std::filesystem::create_directories(directory_ / "state");
  for (auto& service : pipeline::all_services(grocers())) {
    auto& store = stores_[service.name];
    store = must(store::RocksStore::open(directory_ / "state" / service.name, {}));
    host::Wiring wiring;
    wiring.grocers = grocers();
    wiring.partitions = partitions;
    wiring.threads = 1;
    wiring.processors = std::move(service.processors);
    wiring.read_models = std::move(service.read_models);
    wiring.open_space = [&store](const std::string& name, Partition partition) {
      return must(store->open_space(name, partition));
    };
    wiring.new_incarnation = [name = service.name, number = 0]() mutable {
      return "story-" + name + "-" + std::to_string(++number);
    };
    pipelines_.push_back(must(host::Pipeline::open(log_of(service.name), clock_, std::move(wiring))));
    pipelines_.back()->start();
  }
}

void TownOnKafka::stop() {
  pipelines_.clear();
  stores_.clear();
}

bool TownOnKafka::is_settled() {
  return std::all_of(pipelines_.begin(), pipelines_.end(), [](const auto& one) { return one->ready() && one->idle(); });
}

std::vector<Error> TownOnKafka::alarms() {
  std::vector<Error> all;
  for (const auto& pipeline : pipelines_) {
    const auto some = pipeline->alarms();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

void TownOnKafka::tell_reference_data() {
  for (const auto& command : town_->reference_data()) tell(command);
}

void TownOnKafka::place_order(std::uint64_t number) { tell(town_->order(number)); }

void TownOnKafka::tell(const Command& command) {
  const auto writer = must(log_.open_writer({command.topic, partition_of(command, partitions)}));
  must(append_and_wait(log_, *writer, {encode_command(command, clock_.now(), "/matbud/story")}, patience));
}

std::int64_t TownOnKafka::notified() {
  std::int64_t records = 0;
  for (std::uint32_t p = 0; p < partitions; ++p)
    records += must(log_.watermarks({std::string{notification_events}, Partition{p}})).end.value();
  return records;
}

std::size_t TownOnKafka::count(std::string_view topic, std::string_view type) {
  std::size_t found = 0;
  for (std::uint32_t p = 0; p < partitions; ++p) {
    const TopicPartition place{std::string{topic}, Partition{p}};
    const auto end = must(log_.watermarks(place)).end;
    const auto reader = must(log_.open_reader(place, Offset{0}));
    while (reader->position() < end) {
      for (const auto& entry : must(reader->read(1000)).entries) found += decode(entry.canonical)->type == type ? 1 : 0;
    }
  }
  return found;
}

operations::VerifyReport TownOnKafka::verify() {
  operations::VerifyPlan plan;
  plan.processors = pipeline::all_processors(grocers());
  plan.read_models = pipeline::all_read_models(grocers());
  std::map<std::string, std::string> service_of;  // a processor or read model
  for (const auto& service : pipeline::all_services(grocers())) {
    for (const auto& spec : service.processors) service_of[spec.name] = service.name;
    for (const auto& model : service.read_models) service_of[projection::space_name(*model)] = service.name;
    stores_[service.name] = must(store::RocksStore::open(directory_ / "state" / service.name, {}));
  }
  plan.open_space = [&](const std::string& name, Partition partition) {
    return must(stores_.at(service_of.at(name))->open_space(name, partition));
  };
  auto report = must(operations::verify(log_, plan));
  stores_.clear();
  return report;
}

}  // namespace matbud::broker_faults
