#include "matbud/demo/beside.h"

#include <optional>

#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/time/zone.h"
#include "matbud/world/catalogue.h"
#include "matbud/world/demand.h"
#include "order_ledger.h"
#include "post.h"
#include "prompt_drivers.h"

namespace matbud::demo {
namespace {

constexpr const char* grocer = "dagros";
constexpr const char* window = "same-day";
constexpr std::uint32_t every_day = 0b1111111;
constexpr std::uint64_t not_opened_percent = 4;
constexpr std::chrono::seconds told_every{5};
constexpr std::chrono::hours for_ever{24 * 366};

template <class T>
T must(Result<T> result) {
  if (!result) throw result.error();
  return std::move(*result);
}

/// Everybody, on one thread.
class People {
 public:
  People(const BesideOptions& options, std::ostream& messages) : options_{options}, messages_{messages} {
    auto settings = options.installation;
    settings.grocers = {GrocerId{grocer}};
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    auto& log = installation_->log();
    const auto partitions = installation_->partitions();
    post_.emplace(log, partitions);
    drivers_.emplace(log, *post_, partitions, options.seed, not_opened_percent, options.area_left_to_people);
    ledger_.emplace(log, partitions);
    demo_grocer::Behaviour behaviour;
    behaviour.seed = options.seed;
    behaviour.accepts_after = std::chrono::milliseconds{500};
    behaviour.packs_after = std::chrono::milliseconds{1000};
    behaviour.area_left_to_people = options.area_left_to_people;
    behaviour.left_to_people_for = for_ever;
    for (std::uint32_t p = 0; p < partitions; ++p)
      grocers_.push_back(std::make_unique<demo_grocer::DemoGrocer>(log, GrocerId{grocer}, Partition{p}, behaviour));
  }

  void introduce() {
    auto imported = must(ordering::edge::import_catalogue_file(options_.inputs / "products-nordic.csv"));
    messages_ << "catalogue: " << imported.products.size()
              << " products; the file has no prices: all prices are made up\n";
    constexpr std::int32_t a_month_ago = 30;
    world::make_up_what_is_missing(imported.products, options_.seed, today() - a_month_ago);
    world::Settings settings;
    settings.seed = options_.seed;
    settings.areas = options_.areas;
    settings.citizens_per_area = options_.citizens_per_area;
    settings.same_day_window = true;
    settings.grocer_accepts_by_setting = true;
    settings.window_capacity_orders = 50'000;
    settings.grocer = GrocerId{grocer};
    world_ = world::make_world(settings);
    for (auto& area : world_.areas) {
      open_all_day(area);
      if (area.area_id() == options_.area_left_to_people) area.set_grocer_accepts_by_setting(false);
    }
    demand_.emplace(must(world::Demand::load(options_.inputs / "baskets.csv", imported.products, settings)));
    std::vector<CitizenId> citizens;
    for (const auto& citizen : world_.citizens) citizens.push_back(citizen.id);
    if (auto created = installation_->keys().create(citizens, clock_.now()); !created) throw created.error();
    const auto id = "demo-" + std::to_string(to_ms(clock_.now()));
    for (const auto& command :
         ordering::edge::put_products(imported.products, GrocerId{grocer}, id, installation_->partitions()))
      post_->send(command, clock_.now());
    for (const auto& command : world::introduction(world_, sealer())) post_->send(command, clock_.now());
    drivers_come();
    first_number_ = static_cast<std::uint64_t>(to_ms(clock_.now()));
  }

  /// One round of everybody; returns whether anything moved.
  bool step() {
    const auto now = clock_.now();
    if (today() != shifts_of_) drivers_come();
    bool moved = ledger_->step();
    for (auto& one : grocers_) {
      const auto stepped = one->step(now);
      if (!stepped && stepped.error().code != Error::Code::retryable) throw stepped.error();
      moved = (stepped && *stepped) || moved;
    }
    moved = drivers_->step(now) || moved;
    if (moved) last_movement_ = now;
    if (may_order(now)) {
      order(now);
      moved = true;
    }
    post_->collect();
    tell(now);
    return moved;
  }

  /// Every order that was to be asked for has reached its end, or nothing moves any more.
  [[nodiscard]] bool at_an_end() const {
    if (options_.orders == 0) return false;
    if (ledger_->asked() >= options_.orders && ledger_->ended() >= ledger_->asked()) return true;
    return clock_.now() - last_movement_ > options_.patience;
  }
  [[nodiscard]] BesideSummary summary() const { return ledger_->summary(); }
  [[nodiscard]] log::Log& log() { return installation_->log(); }

 private:
  [[nodiscard]] std::int32_t today() const { return time::number_of(time::Zone::oslo().local(clock_.now()).day); }
  [[nodiscard]] ordering::edge::Sealer sealer() {
    return [this](const CitizenId& citizen, std::string_view field, std::string_view clear) {
      return must(installation_->keys().seal(citizen, field, clear));
    };
  }
  /// The demo is watched at any hour.
  static void open_all_day(ordering::v1::Area& area) {
    for (auto& one : *area.mutable_windows()) {
      if (one.window_id() != window) continue;
      one.set_weekdays(every_day);
      one.set_opens_minute(0);
      one.set_closes_minute(24 * 60 - 1);
    }
  }
  void drivers_come() {
    shifts_of_ = today();
    const auto now = clock_.now();
    for (const auto& area : world_.areas) {
      for (const auto& shift :
           world::shifts(world_, area, window, shifts_of_, now - std::chrono::hours{1}, now + std::chrono::hours{25}))
        post_->send(shift, now);
    }
  }
  [[nodiscard]] bool may_order(Timestamp now) const {
    if (options_.orders > 0 && ledger_->asked() >= options_.orders) return false;
    return now >= next_order_;
  }
  void order(Timestamp now) {
    const auto& citizen = world_.citizens[ledger_->asked() % world_.citizens.size()];
    const auto number = first_number_ + ledger_->asked();
    ledger_->ask(demand_->order_id(citizen, number).value(), now);
    post_->send(demand_->order(citizen, number, window, today(), sealer()), now);
    next_order_ = now + options_.order_every;
    last_movement_ = now;
  }
  void tell(Timestamp now) {
    if (now < next_words_) return;
    next_words_ = now + told_every;
    messages_ << ledger_->asked() << " orders asked for, " << ledger_->ended() << " at their end\n";
    messages_.flush();
  }

  const BesideOptions& options_;
  std::ostream& messages_;
  SystemClock clock_;
  privacy::SystemRandom random_;
  std::unique_ptr<host::Installation> installation_;
  std::optional<Post> post_;
  std::optional<PromptDrivers> drivers_;
  std::optional<OrderLedger> ledger_;
  std::vector<std::unique_ptr<demo_grocer::DemoGrocer>> grocers_;
  world::World world_;
  std::optional<world::Demand> demand_;
  std::int32_t shifts_of_ = 0;
  std::uint64_t first_number_ = 0;
  Timestamp next_order_;
  Timestamp next_words_;
  Timestamp last_movement_ = clock_.now();
};

}  // namespace

Result<BesideSummary> live_beside(const BesideOptions& options, const std::function<void()>& introduced,
                                  const std::function<bool(std::chrono::milliseconds)>& wait, std::ostream& messages) {
  try {
    People people{options, messages};
    people.introduce();
    introduced();
    while (!people.at_an_end()) {
      if (wait(std::chrono::milliseconds{0})) break;
      const auto seen = people.log().activity();
      if (people.step()) continue;
      people.log().wait_for_activity(seen, std::chrono::milliseconds{50});
    }
    return people.summary();
  } catch (const Error& error) {
    return tl::unexpected{error};
  }
}

}  // namespace matbud::demo
