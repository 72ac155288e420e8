#include "matbud/host/installation.h"

#include <algorithm>
#include <array>
#include <system_error>

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
  const auto log_directory = settings.directory / "log";
  std::error_code error;
  if (!create && !std::filesystem::exists(log_directory, error)) {
    return failure(Error::Code::not_found, "no installation in " + settings.directory.string());
  }
  std::filesystem::create_directories(settings.directory, error);
  if (error) return failure(Error::Code::unavailable, settings.directory.string() + ": " + error.message());
  std::unique_ptr<Installation> opened{new Installation};
  opened->directory_ = settings.directory;
  opened->random_ = &random;

  auto log = log::EmbeddedLog::open(log_directory, clock, settings.log);
  if (!log) return tl::unexpected{log.error()};
  opened->log_ = std::move(*log);

  auto grocers = grocers_of(*opened->log_);
  if (!grocers) return tl::unexpected{grocers.error()};
  for (const auto& grocer : settings.grocers) {
    if (std::find(grocers->begin(), grocers->end(), grocer) == grocers->end()) grocers->push_back(grocer);
  }
  opened->grocers_ = std::move(*grocers);
  const auto topics = opened->log_->topics();
  if (!topics) return tl::unexpected{topics.error()};
  const auto events = std::find_if(topics->begin(), topics->end(),
                                   [](const auto& topic) { return topic.name == log::ordering_events; });
  opened->partitions_ = events == topics->end() ? settings.partitions : events->partitions;
  const auto wanted = log::installation_topics(opened->grocers_, opened->partitions_);
  if (auto created = opened->log_->create_topics(wanted); !created) return tl::unexpected{created.error()};

  auto store = open_store(settings.directory / "state", settings.store, opened->notices_);
  if (!store) return tl::unexpected{store.error()};
  opened->store_ = std::move(*store);

  auto master_key = privacy::MasterKey::load_or_create(settings.directory / "master.key", random);
  if (!master_key) return tl::unexpected{master_key.error()};
  opened->master_key_ = std::make_unique<privacy::MasterKey>(std::move(*master_key));
  auto keys = privacy::KeyRing::load(*opened->log_, *opened->master_key_, random, settings.access);
  if (!keys) return tl::unexpected{keys.error()};
  opened->keys_ = std::make_unique<privacy::KeyRing>(std::move(*keys));
  opened->keys_->forget_superseded_by([raw = opened->log_.get()]() -> Result<void> {
    const auto compacted = raw->compact(std::string{log::keys});
    if (!compacted) return tl::unexpected{compacted.error()};
    return {};
  });
  return opened;
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
  return wiring;
}

}  // namespace matbud::host
