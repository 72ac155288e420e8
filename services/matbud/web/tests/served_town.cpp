#include "served_town.h"

#include <map>
#include <stdexcept>

#include "matbud/formats/gtin.h"
#include "matbud/log/append.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/pipeline/services.h"

namespace matbud::apis {
namespace {

orders::v1::Product product(std::uint64_t gtin, const std::string& name, std::int64_t price_ore) {
  orders::v1::Product made;
  made.set_gtin(gtin);
  made.set_name(name);
  made.set_price_ore(price_ore);
  made.set_price_valid_from_day(20'000);
  made.set_weight_grams(500);
  made.set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
  made.set_vat_basis_points(1500);
  made.set_ingredients("Av alt litt");
  for (int group = 1; group <= 14; ++group) {
    auto& fact = *made.add_allergens();
    fact.set_allergen(static_cast<orders::v1::Allergen>(group));
    fact.set_state(orders::v1::ALLERGEN_STATE_FREE_FROM);
  }
  return made;
}

std::vector<orders::v1::Product> on_the_shelf() {
  std::vector<orders::v1::Product> products{
      product(5700002010407, "Havregryn 500 g", 2490), product(7038010000010, "Melk lett 1 L", 2290),
      product(7310865004703, "Knäckebröd råg", 3190), product(7310865004710, "Bananer i løs vekt", 2490)};
  products[1].mutable_allergens(6)->set_state(orders::v1::ALLERGEN_STATE_CONTAINS);  // milk
  products[3].set_sold_by_weight(true);
  products[3].clear_weight_grams();
  return products;
}

template <class T>
T expect(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}

/// One call a partition: each costs a sync of the disk.
void append_all(log::Log& log, std::uint32_t partitions, const std::vector<log::Command>& commands, Timestamp now) {
  std::map<log::TopicPartition, std::vector<std::string>> records;
  for (const auto& command : commands) {
    records[{command.topic, log::partition_of(command, partitions)}].push_back(
        log::encode_command(command, now, "/test"));
  }
  for (auto& [place, some] : records) {
    const auto writer = expect(log.open_writer(place));
    (void)expect(log::append_and_wait(log, *writer, std::move(some), std::chrono::seconds{10}));
  }
}

}  // namespace

ServedTown::ServedTown(std::filesystem::path home, web::Settings http, std::uint32_t partitions,
                       std::uint32_t window_orders)
    : home_{std::move(home)}, partitions_{partitions}, window_orders_{window_orders} {
  found();
  serve(std::move(http));
}

ServedTown::~ServedTown() {
  running_.reset();
  std::filesystem::remove_all(home_);
}

std::uint16_t ServedTown::port() const {
  const auto address = running_->address();
  return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

void ServedTown::append(const log::Command& command) {
  append_all(running_->installation().log(), partitions_, {command}, clock_.now());
}

void ServedTown::serve(web::Settings http) {
  apis_.set_travel([this](const std::vector<dispatch::Position>& places) -> Result<dispatch::TravelMatrix> {
    if (roads_) return roads_(places);
    return tl::unexpected{Error{Error::Code::retryable, "this town has no routing server"}};
  });
  host::RunSettings settings;
  settings.installation.directory = home_;
  settings.wire = [this](host::Installation& installation, host::Wiring& wiring, const Clock&) {
    pipeline::add_all_services(wiring, installation.keys());
    apis_.add_read_models(wiring);
  };
  settings.entrance = entrance_;
  settings.add_pages = [this](web::Router& router, const std::shared_ptr<const web::Gate>& gate,
                              host::Installation& installation, host::Pipeline& pipeline,
                              const Clock& clock) { apis_.add_to(router, gate, installation, pipeline, clock); };
  settings.http = std::move(http);
  settings.http.requests_a_second = settings.http.requests_at_once = 1e9;
  running_ = expect(host::Running::start(settings, clock_, random_));
}

void ServedTown::found() {
  world::Settings settings;
  settings.areas = 1;
  settings.citizens_per_area = 3;
  settings.same_day_window = true;
  settings.window_capacity_orders = window_orders_;
  settings.grocer_accepts_by_setting = true;
  world_ = world::make_world(settings);
  for (auto& area : world_.areas) {
    for (auto& window : *area.mutable_windows()) {
      if (!window.same_day()) window.set_weekdays(0b1111111);
    }
  }
  // The first citizen must not get milk; nobody else minds anything.
  for (auto& citizen : world_.citizens) citizen.diet.Clear();
  world_.citizens.front().diet.add_avoids(orders::v1::ALLERGEN_MILK);
  world_.citizens.front().budget_month_ore = 100'000;
  for (const auto& one : on_the_shelf()) goods_.push_back(formats::to_text(formats::Gtin{one.gtin()}));

  host::Settings installation;
  installation.directory = home_;
  installation.partitions = partitions_;
  installation.grocers = {settings.grocer};
  const auto made = expect(host::Installation::open(installation, clock_, random_, true));
  auto& keys = made->keys();
  std::vector<CitizenId> ids;
  for (const auto& citizen : world_.citizens) ids.push_back(citizen.id);
  if (const auto created = keys.create(ids, clock_.now()); !created) throw std::runtime_error{created.error().message};
  const auto seal = [&](const CitizenId& citizen, std::string_view field, std::string_view clear) {
    return *keys.seal(citizen, field, clear);
  };
  append_all(made->log(), partitions_, world::introduction(world_, seal), clock_.now());
  append_all(made->log(), partitions_,
             ordering::edge::put_products(on_the_shelf(), settings.grocer, "goods", partitions_), clock_.now());
}

}  // namespace matbud::apis
