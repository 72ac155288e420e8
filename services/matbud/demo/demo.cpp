#include "matbud/demo/demo.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "calendar_of_days.h"
#include "drivers.h"
#include "home_care.h"
#include "mailroom.h"
#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/host/installation.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/pipeline/services.h"
#include "matbud/time/window.h"
#include "matbud/world/catalogue.h"
#include "matbud/world/demand.h"
#include "matbud/world/dice.h"
#include "matbud/world/world.h"
#include "pace.h"
#include "post.h"
#include "summary.h"
#include "virtual_clock.h"

namespace matbud::demo {
namespace {

constexpr const char* grocer = "dagros";
constexpr std::uint64_t not_opened_percent = 4;
/// The orders of area_left_to_people are left to the packing page for so long.
constexpr std::chrono::hours left_to_page{6};
/// Rounds without time passing after which the pipeline counts as stuck.
constexpr int rounds_max = 200'000;

template <class T>
T must(Result<T> result) {
  if (!result) throw result.error();
  return std::move(*result);
}

world::Settings settings_of(const Options& options) {
  world::Settings settings;
  settings.seed = options.seed;
  settings.areas = options.areas;
  settings.citizens_per_area = options.citizens_per_area;
  settings.quiet_nights = true;
  settings.grocer = GrocerId{grocer};
  return settings;
}

class Days {
 public:
  Days(const Options& options, std::ostream& messages)
      : options_{options},
        messages_{messages},
        random_{options.seed},
        clock_{time::Zone::oslo().utc(first_day(), std::chrono::hours{6})} {}

  Summary live() {
    open();
    introduce(time::number_of(first_day()) + options_.days + 5);
    const auto first = time::number_of(first_day());
    for (int n = 0; n < options_.days; ++n) day(first + n);
    // Orders of the last days are delivered up to a week later: holidays and Sundays lie between.
    for (int n = options_.days; n < options_.days + 7; ++n) morning(first + n);
    live_until(time::Zone::oslo().utc(time::day_from(first + options_.days + 8), std::chrono::hours{6}));
    installation_->embedded_log().hold(false);
    pipeline_->stop();
    return summed_up(true);
  }

  Summary live_before(const Audience& audience) {
    open(audience.on_commit, audience.wire);
    introduce(0);
    bool is_open = false;
    pace_.emplace(audience, clock_, [&] {
      if (auto opened = audience.opened(*installation_, *pipeline_, clock_); !opened) throw opened.error();
      is_open = true;
    });
    for (auto day_number = time::number_of(first_day()); !pace_->ended(); ++day_number) day(day_number);
    if (is_open) audience.closing();
    installation_->embedded_log().hold(false);
    pipeline_->stop();
    messages_ << "the demo ends; every chain and every projection is checked\n";
    return summed_up(false);
  }

 private:
  void open(std::function<void(std::chrono::nanoseconds)> on_commit = nullptr,
            const std::function<void(host::Wiring&)>& wire = nullptr) {
    host::Settings settings;
    settings.log.on_commit = std::move(on_commit);
    settings.directory = options_.directory;
    settings.partitions = options_.partitions;
    settings.grocers = {GrocerId{grocer}};
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    auto& log = installation_->log();
    mailroom_ = must(Mailroom::open(options_.directory / "mailbox", installation_->keys(), clock_));
    auto wiring = installation_->wiring();
    pipeline::add_all_services(wiring, installation_->keys());
    if (wire) wire(wiring);
    wiring.threads = 1;
    wiring.new_incarnation = [this] { return "demo-" + std::to_string(++incarnations_); };
    wiring.make_effector = [this](const std::string& processor,
                                  Partition partition) -> std::unique_ptr<processor::Effector> {
      if (processor == "notification") return mailroom_->effector(partition);
      if (processor != "dispatch") return nullptr;
      return std::make_unique<dispatch::PlanEffector>(dispatch::doorstep_opener(installation_->keys()),
                                                      dispatch::Solving::at_once);
    };
    pipeline_ = must(host::Pipeline::open(log, clock_, std::move(wiring)));
    post_ = std::make_unique<Post>(log, options_.partitions);
    home_care_ = std::make_unique<HomeCare>(log, *post_, options_.partitions, options_.seed, sealer());
    drivers_ = std::make_unique<Drivers>(log, *post_, options_.partitions, options_.seed, not_opened_percent,
                                         options_.driven_by_people);
    demo_grocer::Behaviour behaviour;
    behaviour.seed = options_.seed;
    behaviour.accepts_after = std::chrono::minutes{20};
    behaviour.packs_after = std::chrono::hours{2};
    behaviour.area_left_to_people = area_left_to_people;
    behaviour.left_to_people_for = left_to_page;
    for (std::uint32_t p = 0; p < options_.partitions; ++p) {
      grocers_.push_back(std::make_unique<demo_grocer::DemoGrocer>(log, GrocerId{grocer}, Partition{p}, behaviour));
    }
  }

  [[nodiscard]] Summary summed_up(bool at_an_end) {
    auto summary = summarize(*installation_, *pipeline_, at_an_end);
    summary.mails = mailroom_->mails();
    summary.text_messages = mailroom_->text_messages();
    summary.letters = mailroom_->letters();
    return summary;
  }

  /// `last_standing_day`: standing orders end then; 0 = never.
  void introduce(std::int32_t last_standing_day) {
    auto imported = must(ordering::edge::import_catalogue_file(options_.inputs / "products-nordic.csv"));
    messages_ << "catalogue: " << imported.products.size() << " products of " << imported.rows
              << " rows; the file has no prices: all prices are made up\n";
    world::make_up_what_is_missing(imported.products, options_.seed, time::number_of(first_day()) - 30);
    auto settings = settings_of(options_);
    settings.same_day_window = true;
    world_ = world::make_world(settings);
    deliver_the_same_day_in(area_left_to_people);
    demand_ = std::make_unique<world::Demand>(
        must(world::Demand::load(options_.inputs / "baskets.csv", imported.products, settings)));
    std::vector<CitizenId> citizens;
    for (const auto& citizen : world_.citizens) citizens.push_back(citizen.id);
    if (auto created = installation_->keys().create(citizens, clock_.now()); !created) throw created.error();
    // From here on a round sees what stood when it began, however quick the disk is: the same seed, the same records.
    installation_->embedded_log().hold(true);
    for (const auto& command :
         ordering::edge::put_products(imported.products, GrocerId{grocer}, "demo", options_.partitions)) {
      post_->send(command, clock_.now());
    }
    for (const auto& command : world::introduction(world_, sealer())) post_->send(command, clock_.now());
    settle();
    for (const auto& citizen : world_.citizens) {
      if (citizen.has_standing_order)
        post_->send(demand_->standing_order(citizen, last_standing_day, sealer()), clock_.now());
    }
    settle();
  }

  void deliver_the_same_day_in(std::string_view area_id) {
    for (auto& area : world_.areas) {
      if (area.area_id() == area_id) continue;
      auto& windows = *area.mutable_windows();
      windows.erase(std::remove_if(windows.begin(), windows.end(), [](const auto& one) { return one.same_day(); }),
                    windows.end());
    }
  }

  [[nodiscard]] ordering::edge::Sealer sealer() {
    return [this](const CitizenId& citizen, std::string_view field, std::string_view clear) {
      return must(installation_->keys().seal(citizen, field, clear));
    };
  }

  /// The drivers of this day's windows come on shift.
  void morning(std::int32_t day) {
    live_until(time::Zone::oslo().utc(time::day_from(day), std::chrono::minutes{6 * 60 + 30}));
    if (ended()) return;
    for (const auto& area : world_.areas) {
      for (const auto& window : area.windows()) {
        const auto times = time::window_on(time::Zone::oslo(), area, window, time::day_from(day));
        if (!times) continue;
        for (const auto& shift :
             world::shifts(world_, area, window.window_id(), day, times->opens_at, times->closes_at)) {
          post_->send(shift, clock_.now());
        }
      }
    }
    settle();
  }

  /// Visits between nine and three: one citizen in four orders for a coming day.
  void day(std::int32_t day) {
    morning(day);
    if (ended()) return;
    std::size_t orders = 0;
    for (int hour = 9; hour < 15; ++hour) {
      live_until(time::Zone::oslo().utc(time::day_from(day), std::chrono::hours{hour}));
      if (ended()) return;
      for (const auto& citizen : world_.citizens) {
        world::Dice dice{options_.seed, citizen.id.value() + " on " + std::to_string(day)};
        if (!dice.chance(25) || 9 + static_cast<int>(dice.below(6)) != hour) continue;
        const auto window = dice.chance(60) ? "morning" : "evening";
        post_->send(demand_->order(citizen, static_cast<std::uint64_t>(day), window, next_delivery_day(day), sealer()),
                    clock_.now());
        ++orders;
      }
      settle();
    }
    messages_ << text_of(time::day_from(day)) << ": " << orders << " orders asked for\n";
  }

  /// One round of everything that can happen without time passing; every append has its outcome afterwards.
  bool round() {
    bool moved = pipeline_->step();
    for (auto& one : grocers_) moved = must(one->step(clock_.now())) || moved;
    moved = drivers_->step(clock_.now()) || moved;
    moved = home_care_->step(clock_.now()) || moved;
    installation_->embedded_log().settle();
    post_->collect();
    return moved;
  }

  /// Rounds until nothing moves any more; returns whether anything did.
  bool settle() {
    bool moved = false;
    for (int rounds = 0, quiet = 0; quiet < 2; ++rounds) {
      quiet = round() ? 0 : quiet + 1;
      moved = moved || quiet == 0;
      if (rounds == rounds_max) throw Error{Error::Code::retryable, "the pipeline does not come to rest"};
    }
    if (const auto alarms = pipeline_->alarms(); !alarms.empty()) throw alarms.front();
    return moved;
  }

  void live_until(Timestamp end) {
    settle();
    for (;;) {
      auto next = end;
      if (const auto timer = pipeline_->next_timer()) next = std::min(next, *timer);
      if (const auto drive = drivers_->next()) next = std::min(next, *drive);
      if (const auto care = home_care_->next()) next = std::min(next, *care);
      for (const auto& one : grocers_) {
        if (const auto due = one->next_due()) next = std::min(next, *due);
      }
      const bool waited = !pace_ || pace_->wait_until(std::min(next, end), [this] { return settle(); });
      if (ended()) break;
      if (!waited) continue;
      if (next >= end) break;
      // A timer that is due already only needs another moment, not another round at the same one.
      clock_.set(std::max(next, clock_.now() + std::chrono::milliseconds{1}));
      settle();
    }
    if (ended()) return;
    clock_.set(std::max(end, clock_.now()));
    settle();
  }

  [[nodiscard]] bool ended() const { return pace_ && pace_->ended(); }

  const Options& options_;
  std::ostream& messages_;
  privacy::SeededRandom random_;
  VirtualClock clock_;
  std::optional<Pace> pace_;  ///< none: as fast as it goes
  std::uint64_t incarnations_ = 0;
  std::unique_ptr<host::Installation> installation_;
  std::unique_ptr<Mailroom> mailroom_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::unique_ptr<Post> post_;
  std::unique_ptr<Drivers> drivers_;
  std::unique_ptr<HomeCare> home_care_;
  std::vector<std::unique_ptr<demo_grocer::DemoGrocer>> grocers_;
  world::World world_;
  std::unique_ptr<world::Demand> demand_;
};

Result<Summary> lived(const Options& options, const std::function<Summary()>& live) {
  if (std::error_code error; std::filesystem::exists(options.directory / "log", error)) {
    return failure(Error::Code::conflict,
                   options.directory.string() + " already holds an installation: choose another --data, or remove it");
  }
  try {
    return live();
  } catch (const Error& error) {
    return tl::unexpected{error};
  } catch (const state::StoreFailure& error) {
    return failure(Error::Code::unavailable, error.what());
  }
}

}  // namespace

Crew first_crew(const Options& options) {
  auto settings = settings_of(options);
  settings.same_day_window = true;
  const auto world = world::make_world(settings);
  Crew crew{world.areas.front().area_id(), {}};
  for (const auto& area : world.areas) {
    const bool is_left_to_people = area.area_id() == area_left_to_people;
    if (area.area_id() != crew.area_id && !is_left_to_people) continue;
    for (const auto& window : area.windows()) {
      if (window.same_day() != is_left_to_people) continue;
      for (std::uint32_t number = 0; number < world.settings.drivers_per_window; ++number) {
        crew.drivers.emplace(window.window_id() + " " + std::to_string(number + 1),
                             world::driver_of(world, area, window.window_id(), number).value());
      }
    }
  }
  return crew;
}

Result<Summary> live(const Options& options, std::ostream& messages) {
  return lived(options, [&] { return Days{options, messages}.live(); });
}

Result<Summary> live_before(const Audience& audience, const Options& options, std::ostream& messages) {
  return lived(options, [&] { return Days{options, messages}.live_before(audience); });
}

}  // namespace matbud::demo
