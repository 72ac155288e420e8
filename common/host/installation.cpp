#include "matbud/host/installation.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <system_error>

#include "key_follower.h"
#include "matbud/log/topics.h"

namespace matbud::host {
namespace {

Result<std::unique_ptr<store::RocksStore>> open_store(const std::filesystem::path& directory,
                                                      const store::StoreSettings& settings,
                                                      std::vector<std::string>& notices) {
  auto store = store::RocksStore::open(directory, settings);
  if (store || store.error().code != Error::Code::corrupt) return store;
  const auto aside = store::quarantine(directory);
  if (!aside) return tl::unexpected{aside.error()};
  notices.push_back("state was corrupt (" + store.error().message + "); it lies in " + aside->string() +
                    " and is rebuilt from the log");
  return store::RocksStore::open(directory, settings);
}

/// Most of what a service hears of the others yields nothing, and each time would ask the cluster something.
constexpr std::chrono::milliseconds quiet_positions_every{200};
/// On a cluster one is under way and one waits for it: more of them would only wait longer, in memory.
constexpr std::size_t batches_in_flight_when_shared = 2;

std::string random_name(privacy::Random& random) {
  std::array<std::uint8_t, 8> bytes{};
  random.fill(bytes, {"incarnation"});
  std::string name;
  for (const auto byte : bytes) {
    name.push_back("0123456789abcdef"[byte >> 4]);
    name.push_back("0123456789abcdef"[byte & 15]);
  }
  return name;
}

}  // namespace

Result<std::vector<GrocerId>> grocers_of(log::Log& log) {
  const auto topics = log.topics();
  if (!topics) return tl::unexpected{topics.error()};
  constexpr std::string_view prefix = "grocer.";
  std::vector<GrocerId> grocers;
  for (const auto& topic : *topics) {
    const auto name = log::parse_topic(topic.name);
    if (name && name->kind == "orders" && name->owner.starts_with(prefix)) {
      grocers.emplace_back(name->owner.substr(prefix.size()));
    }
  }
  return grocers;
}

Result<std::unique_ptr<Installation>> Installation::open(const Settings& settings, const Clock& clock,
                                                         privacy::Random& random, bool create) {
  auto home = settings.kafka ? open_kafka_home(*settings.kafka)
                             : open_embedded_home(settings.directory, clock, settings.log, create);
  if (!home) return tl::unexpected{home.error()};
  std::error_code error;
  std::filesystem::create_directories(settings.directory, error);
  if (error) return failure(Error::Code::unavailable, settings.directory.string() + ": " + error.message());
  std::unique_ptr<Installation> opened{new Installation};
  opened->directory_ = settings.directory;
  opened->random_ = &random;
  opened->home_ = std::move(*home);
  if (auto found = opened->find_topics(settings, create); !found) return tl::unexpected{found.error()};
  auto store = open_store(settings.directory / "state", settings.store, opened->notices_);
  if (!store) return tl::unexpected{store.error()};
  opened->store_ = std::move(*store);
  if (auto loaded = opened->load_keys(settings, create); !loaded) return tl::unexpected{loaded.error()};
  return opened;
}

Result<void> Installation::find_topics(const Settings& settings, bool create) {
  auto grocers = grocers_of(log());
  if (!grocers) return tl::unexpected{grocers.error()};
  grocers_ = std::move(*grocers);
  const auto topics = log().topics();
  if (!topics) return tl::unexpected{topics.error()};
  // All but keys.v1 have the same number, and a service may see only some of them.
  const auto one = std::find_if(topics->begin(), topics->end(), [](const auto& topic) {
    return !topic.compacted && log::parse_topic(topic.name).has_value();
  });
  partitions_ = one == topics->end() ? settings.partitions : one->partitions;
  if (home_->is_shared() && !create) {
    if (one != topics->end()) return {};
    return failure(Error::Code::not_found,
                   home_->place() + " has no topics that we may see; `matbud topics apply` makes them");
  }
  for (const auto& grocer : settings.grocers) {
    if (std::find(grocers_.begin(), grocers_.end(), grocer) == grocers_.end()) grocers_.push_back(grocer);
  }
  return log().create_topics(log::installation_topics(grocers_, partitions_));
}

Result<void> Installation::load_keys(const Settings& settings, bool create) {
  if (settings.access.is_none()) return {};
  const auto marks = log().watermarks({std::string{log::keys}, Partition{0}});
  if (!marks) return tl::unexpected{marks.error()};
  const bool may_make = marks->end == Offset{0} && (create || !home_->is_shared());
  const auto file = settings.master_key.empty() ? settings.directory / "master.key" : settings.master_key;
  auto master_key = may_make ? privacy::MasterKey::load_or_create(file, *random_) : privacy::MasterKey::load(file);
  if (!master_key) return tl::unexpected{master_key.error()};
  master_key_ = std::make_unique<privacy::MasterKey>(std::move(*master_key));
  auto keys = privacy::KeyRing::load(log(), *master_key_, *random_, settings.access);
  if (!keys) return tl::unexpected{keys.error()};
  keys_ = std::make_unique<privacy::KeyRing>(std::move(*keys));
  keys_->forget_superseded_by([home = home_.get()] { return home->forget_superseded_keys(); });
  return {};
}

log::EmbeddedLog& Installation::embedded_log() {
  auto* const embedded = home_->embedded();
  if (embedded == nullptr) throw std::logic_error{home_->place() + " is no embedded log"};
  return *embedded;
}

privacy::KeyRing& Installation::keys() {
  if (!keys_) throw std::logic_error{"this process may open no sealed field and has no keys"};
  return *keys_;
}

std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)> Installation::spaces() {
  return [this](const std::string& name, Partition partition) {
    auto space = store_->open_space(name, partition);
    return space ? std::move(*space) : nullptr;
  };
}

Wiring Installation::wiring() {
  Wiring wiring;
  wiring.grocers = grocers_;
  wiring.partitions = partitions_;
  wiring.open_space = [this](const std::string& name, Partition partition) {
    auto space = store_->open_space(name, partition);
    if (!space) throw state::StoreFailure{space.error().message};
    return std::move(*space);
  };
  wiring.new_incarnation = [this] { return random_name(*random_); };
  if (home_->is_shared()) {
    wiring.settings.store_positions_every = quiet_positions_every;
    wiring.settings.batches_in_flight = batches_in_flight_when_shared;
  }
  if (home_->is_shared() && keys_) {
    wiring.make_companion = [this] { return std::make_unique<KeyFollower>(*keys_); };
  }
  return wiring;
}

}  // namespace matbud::host
