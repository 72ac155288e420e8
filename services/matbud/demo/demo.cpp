#include "matbud/demo/demo.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "calendar_of_days.h"
#include "cast.h"
#include "goods.h"
#include "grocers_ways.h"
#include "mailroom.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/host/installation.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/pipeline/services.h"
#include "matbud/time/window.h"
#include "matbud/world/catalogue.h"
#include "matbud/world/demand.h"
#include "matbud/world/world.h"
#include "pace.h"
#include "people.h"
#include "post.h"
#include "summary.h"
#include "virtual_clock.h"

namespace matbud::demo {
namespace {

/// Rounds without time passing after which the pipeline counts as stuck.
constexpr int rounds_max = 200'000;

template <class T>
T must(Result<T> result) {
  if (!result) throw result.error();
  return std::move(*result);
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
    people_->end_visits();
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
    settings.grocers = grocers_of_the_demo();
    installation_ = must(host::Installation::open(settings, clock_, random_, true));
    auto& log = installation_->log();
    mailroom_ = must(Mailroom::open(options_.directory / "mailbox", installation_->keys(), clock_));
    read_catalogue();
    ways_ = must(GrocersWays::open(options_.directory, log, clock_, options_.partitions, products_));
    auto wiring = installation_->wiring();
    pipeline::add_all_services(wiring, installation_->keys());
    if (wire) wire(wiring);
    wiring.threads = 1;
    wiring.new_incarnation = [this] { return "demo-" + std::to_string(++incarnations_); };
    wiring.make_effector = [this](const std::string& processor,
                                  Partition partition) -> std::unique_ptr<processor::Effector> {
      if (processor == "notification") return mailroom_->effector(partition);
      if (processor == "grocer-bridge") return ways_->effector();
      if (processor != "dispatch") return nullptr;
      return std::make_unique<dispatch::PlanEffector>(dispatch::doorstep_opener(installation_->keys()),
                                                      dispatch::Solving::at_once);
    };
    pipeline_ = must(host::Pipeline::open(log, clock_, std::move(wiring)));
    post_ = std::make_unique<Post>(log, options_.partitions);
  }

  [[nodiscard]] Summary summed_up(bool at_an_end) {
    auto summary = summarize(*installation_, *pipeline_, at_an_end);
    summary.mails = mailroom_->mails();
    summary.text_messages = mailroom_->text_messages();
    summary.letters = mailroom_->letters();
    summary.documents = ways_->documents_in();
    summary.catalogues = ways_->catalogues_in();
    summary.posts = ways_->posts();
    for (auto& complaint : ways_->complaints()) summary.violations.push_back(std::move(complaint));
    return summary;
  }

  void read_catalogue() {
    auto imported = must(ordering::edge::import_catalogue_file(options_.inputs / "products-nordic.csv"));
    messages_ << "catalogue: " << imported.products.size() << " products of " << imported.rows
              << " rows; the file has no prices: all prices are made up\n";
    products_ = std::move(imported.products);
    world::make_up_what_is_missing(products_, options_.seed, time::number_of(first_day()) - 30);
    goods_ = pick_special_goods(products_);
  }

  /// `last_standing_day`: standing orders end then; 0 = never.
  void introduce(std::int32_t last_standing_day) {
    world_ = cast(options_);
    demand_ = std::make_unique<world::Demand>(
        must(world::Demand::load(options_.inputs / "baskets.csv", products_, world_.settings)));
    shelves_ = std::make_unique<Shelves>(products_, *demand_);
    if (auto created = installation_->keys().create(whose_keys(), clock_.now()); !created) throw created.error();
    // From here on a round sees what stood when it began, however quick the disk is: the same seed, the same records.
    installation_->embedded_log().hold(true);
    people_ =
        std::make_unique<People>(Surroundings{installation_->log(), *post_, options_.partitions, world_, *demand_,
                                              products_, goods_, *shelves_, ways_->spool_of(by_documents), sealer()},
                                 options_.driven_by_people);
    for (const auto& command : ways_->introduction()) post_->send(command, clock_.now());
    for (const auto& grocer : grocers_of_the_demo()) {
      for (const auto& command : ordering::edge::put_products(products_, grocer, "demo", options_.partitions))
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

  /// Citizens, and the units at whose bases the goods of some are handed over.
  [[nodiscard]] std::vector<CitizenId> whose_keys() const {
    std::vector<CitizenId> ids;
    std::set<std::string> units;
    for (const auto& citizen : world_.citizens) {
      ids.push_back(citizen.id);
      if (citizen.address_protected && units.insert(citizen.service_unit).second)
        ids.emplace_back(citizen.service_unit);
    }
    return ids;
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
    come_on_shift(day, false);
    late_ones_to_come_ = std::any_of(world_.areas.begin(), world_.areas.end(),
                                     [&](const auto& area) { return comes_late(area, "morning", day); });
  }

  void come_on_shift(std::int32_t day, bool late_ones) {
    for (const auto& area : world_.areas) {
      for (const auto& window : area.windows()) {
        const auto times = time::window_on(time::Zone::oslo(), area, window, time::day_from(day));
        if (!times || comes_late(area, window.window_id(), day) != late_ones) continue;
        for (const auto& shift :
             world::shifts(world_, area, window.window_id(), day, times->opens_at, times->closes_at)) {
          post_->send(shift, clock_.now());
        }
      }
    }
    settle();
  }

  [[nodiscard]] bool comes_late(const ordering::v1::Area& area, const std::string& window, std::int32_t day) const {
    return people_->incidents().comes_late(area.area_id(), window, day - time::number_of(first_day()));
  }

  /// Visits between nine and three.
  void day(std::int32_t day) {
    morning(day);
    if (late_ones_to_come_) {
      live_until(time::Zone::oslo().utc(time::day_from(day), std::chrono::minutes{8 * 60 + 45}));
      if (ended()) return;
      come_on_shift(day, true);
    }
    if (ended()) return;
    std::size_t orders = 0;
    for (int hour = 9; hour < 15; ++hour) {
      live_until(time::Zone::oslo().utc(time::day_from(day), std::chrono::hours{hour}));
      if (ended()) return;
      orders += people_->visit(day, day - time::number_of(first_day()), hour, clock_.now());
      settle();
    }
    messages_ << text_of(time::day_from(day)) << ": " << orders << " orders asked for\n";
  }

  /// One round of everything that can happen without time passing; every append has its outcome afterwards.
  bool round() {
    bool moved = pipeline_->step();
    if (people_) moved = people_->step(clock_.now()) || moved;
    installation_->embedded_log().settle();
    post_->collect();
    if (!ways_->something_lies_there()) return moved;
    // What is taken in is waited for, which a held log would never let come.
    installation_->embedded_log().hold(false);
    moved = must(ways_->take_in()) || moved;
    installation_->embedded_log().hold(true);
    for (const auto& command : ways_->taken_products()) post_->send(command, clock_.now());
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
      if (const auto due = people_->next()) next = std::min(next, *due);
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
  std::unique_ptr<GrocersWays> ways_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::unique_ptr<Post> post_;
  world::World world_;
  std::vector<orders::v1::Product> products_;
  SpecialGoods goods_;
  std::unique_ptr<world::Demand> demand_;
  std::unique_ptr<Shelves> shelves_;
  std::unique_ptr<People> people_;
  bool late_ones_to_come_ = false;  ///< some of this morning's drivers
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
  const auto world = cast(options);
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
