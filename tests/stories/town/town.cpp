#include "matbud/stories/town.h"

#include <algorithm>
#include <deque>

#include "catalogue.h"
#include "drivers.h"
#include "matbud/demo_grocer/demo_grocer.h"
#include "matbud/dispatch/doorsteps.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/notification/recording_effector.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/pipeline/services.h"
#include "matbud/time/window.h"
#include "matbud/time/zone.h"
#include "matbud/world/dice.h"
#include "post.h"

namespace matbud::stories {
namespace {

constexpr const char* grocer = "dagros";
constexpr std::uint64_t orders_percent = 50;
constexpr int visits_from_hour = 9;
constexpr std::uint64_t visit_hours = 6;
// Without an event of the log for so long, something hangs.
constexpr std::chrono::seconds patience{30};
// A worker that comes to rest does not ring the log's bell: it is asked again.
constexpr std::chrono::milliseconds look_again{5};

/// The newest append time in the log.
Result<Timestamp> newest_record(log::Log& log) {
  Timestamp newest{};
  const auto topics = log.topics();
  if (!topics) return tl::unexpected{topics.error()};
  for (const auto& topic : *topics) {
    for (std::uint32_t p = 0; p < topic.partitions; ++p) {
      const log::TopicPartition place{topic.name, Partition{p}};
      const auto marks = log.watermarks(place);
      if (!marks) return tl::unexpected{marks.error()};
      if (marks->end <= marks->begin) continue;
      auto reader = log.open_reader(place, Offset{marks->end.value() - 1});
      if (!reader) return tl::unexpected{reader.error()};
      const auto batch = (*reader)->read(1);
      if (!batch) return tl::unexpected{batch.error()};
      for (const auto& entry : batch->entries) newest = std::max(newest, entry.appended_at);
    }
  }
  return newest;
}

/// Tells at once and says so; what an earlier life may have told is not told again.
class Messenger final : public processor::Effector {
 public:
  explicit Messenger(const std::function<void(const std::string&)>& on_told)
      : inner_{attempts_, [&on_told](const notification::v1::Notification&, const std::string& effect_id) {
                 if (on_told) on_told(effect_id);
                 return notification::v1::OUTCOME_SENT;
               }} {}
  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    return inner_.perform(effect, maybe_done);
  }
  [[nodiscard]] std::optional<processor::EffectReport> poll() override { return inner_.poll(); }

 private:
  std::vector<notification::RecordedAttempt> attempts_;
  notification::RecordingEffector inner_;
};

}  // namespace

Timestamp time_on(std::int32_t day, std::chrono::minutes after_midnight) {
  return time::Zone::oslo().utc(time::day_from(day), after_midnight);
}

std::int32_t next_delivery_day(std::int32_t day) {
  do {
    ++day;
  } while (time::holiday_on(time::day_from(day)) || std::chrono::weekday{time::day_from(day)} == std::chrono::Sunday);
  return day;
}

Timestamp first_morning() {
  const std::chrono::local_days monday{std::chrono::year{2026} / 12 / 7};
  return time::Zone::oslo().utc(monday, std::chrono::hours{6});
}

class Town::Impl {
 public:
  explicit Impl(TownSettings settings) : settings_{std::move(settings)}, clock_{first_morning()} {
    host::Settings opened;
    opened.directory = settings_.directory;
    opened.partitions = settings_.partitions;
    opened.grocers = {GrocerId{grocer}};
    opened.log = settings_.log;
    opened.store = settings_.store;
    installation_ = must(host::Installation::open(opened, clock_, random_, true));
    clock_.move_to(must(newest_record(installation_->log())));
    world::Settings kind;
    kind.seed = settings_.seed;
    kind.areas = settings_.areas;
    kind.citizens_per_area = settings_.citizens_per_area;
    kind.grocer = GrocerId{grocer};
    world_ = world::make_world(kind);
    if (settings_.catalogue.empty()) settings_.catalogue = a_small_catalogue();
    open_pipeline();
    post_ = std::make_unique<Post>(log(), settings_.partitions, settings_.on_acknowledged);
    drivers_ = std::make_unique<Drivers>(log(), settings_.partitions, settings_.seed);
    demo_grocer::Behaviour behaviour;
    behaviour.seed = settings_.seed;
    behaviour.orders_refused_permille = 20;
    behaviour.accepts_after = std::chrono::minutes{20};
    behaviour.packs_after = std::chrono::minutes{90};
    for (std::uint32_t p = 0; p < settings_.partitions; ++p)
      grocers_.push_back(std::make_unique<demo_grocer::DemoGrocer>(log(), GrocerId{grocer}, Partition{p}, behaviour));
    if (settings_.threads) pipeline_->start();
  }

  void introduce() {
    std::vector<CitizenId> citizens;
    for (const auto& citizen : world_.citizens) citizens.push_back(citizen.id);
    must(installation_->keys().create(citizens, clock_.now()));
    for (const auto& command :
         ordering::edge::put_products(settings_.catalogue, GrocerId{grocer}, "town", settings_.partitions))
      send(command);
    for (const auto& command : world::introduction(world_, sealer())) send(command);
    settle();
  }

  void morning(std::int32_t day) {
    live_until(time_on(day, std::chrono::minutes{6 * 60 + 30}));
    for (const auto& area : world_.areas) {
      for (const auto& window : area.windows()) {
        const auto times = time::window_on(time::Zone::oslo(), area, window, time::day_from(day));
        if (!times) continue;
        for (const auto& shift :
             world::shifts(world_, area, window.window_id(), day, times->opens_at, times->closes_at))
          send(shift);
      }
    }
    settle();
  }

  void visits(std::int32_t day) {
    for (std::uint64_t hour = 0; hour < visit_hours; ++hour) {
      live_until(time_on(day, std::chrono::hours{visits_from_hour + static_cast<int>(hour)}));
      for (const auto& citizen : world_.citizens) {
        world::Dice dice{settings_.seed, citizen.id.value() + " on " + std::to_string(day)};
        if (dice.chance(orders_percent) && dice.below(visit_hours) == hour) send(order(citizen, day, dice));
      }
      settle();
    }
  }

  void send(const log::Command& command) { must(post_->send(command, clock_.now())); }

  void settle() {
    for (;;) {
      const auto seen = log().activity();
      const bool moved = round();
      if (const auto alarms = pipeline_->alarms(); !alarms.empty()) fail(alarms.front());
      if (moved) continue;
      if (power_is_cut()) throw PowerIsCut{};
      log().settle();  // whatever is under way, the grocer's answers too, lands before time passes
      if (round()) continue;
      if (post_->quiet() && pipeline_->idle()) return;
      if (std::chrono::steady_clock::now() - moved_at_ > patience) throw Trouble{"the town does not come to rest"};
      log().wait_for_activity(seen, settings_.threads ? look_again : patience);
    }
  }

  void live_until(Timestamp end) {
    settle();
    for (;;) {
      auto next = end;
      const auto consider = [&](std::optional<Timestamp> moment) {
        if (moment) next = std::min(next, *moment);
      };
      consider(pipeline_->next_timer());
      consider(drivers_->next());
      for (const auto& one : grocers_) consider(one->next_due());
      if (next >= end) break;
      // A timer that is due already only needs another moment, not another round at the same one.
      clock_.move_to(std::max(next, clock_.now() + std::chrono::milliseconds{1}));
      settle();
    }
    clock_.move_to(end);
    settle();
  }

  ordering::edge::Sealer sealer() {
    return [this](const CitizenId& citizen, std::string_view field, std::string_view clear) {
      return must(installation_->keys().seal(citizen, field, clear));
    };
  }

  const TownClock& clock() const { return clock_; }
  host::Installation& installation() { return *installation_; }
  const world::World& world() const { return world_; }

 private:
  log::EmbeddedLog& log() { return installation_->embedded_log(); }
  [[nodiscard]] bool power_is_cut() const { return settings_.power_is_cut && settings_.power_is_cut(); }

  [[noreturn]] void fail(const Error& error) const {
    if (power_is_cut()) throw PowerIsCut{};
    throw Trouble{error.message};
  }
  template <class T>
  T must(Result<T> result) const {
    if (!result) fail(result.error());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }

  void open_pipeline() {
    auto wiring = installation_->wiring();
    pipeline::add_all_services(wiring, installation_->keys());
    wiring.threads = settings_.threads ? 2 : 1;
    wiring.make_effector = [this](const std::string& processor, Partition) -> std::unique_ptr<processor::Effector> {
      if (processor == "notification") {
        if (settings_.make_messenger) return settings_.make_messenger(*installation_, clock_);
        return std::make_unique<Messenger>(settings_.on_told);
      }
      if (processor != "dispatch") return nullptr;
      return std::make_unique<dispatch::PlanEffector>(dispatch::doorstep_opener(installation_->keys()),
                                                      dispatch::Solving::at_once);
    };
    pipeline_ = must(host::Pipeline::open(log(), clock_, std::move(wiring)));
  }

  [[nodiscard]] log::Command order(const world::Citizen& citizen, std::int32_t day, world::Dice& dice) {
    ordering::edge::OrderCommand command;
    command.area = citizen.area;
    const auto name = citizen.id.value() + "-" + std::to_string(day);
    command.command_id = "place-" + name;
    auto& place = *command.command.mutable_place_order();
    place.set_order_id("o-" + name);
    place.set_citizen_id(citizen.id.value());
    place.set_window_id(dice.chance(60) ? "morning" : "evening");
    place.set_delivery_day(next_delivery_day(day));
    place.set_channel("api");
    *place.mutable_note_to_driver() =
        sealer()(citizen.id, "matbud.ordering.v1.PlaceOrder.note_to_driver", citizen.note_to_driver);
    const auto first = dice.below(settings_.catalogue.size());
    const auto lines = std::min<std::uint64_t>(2 + dice.below(4), settings_.catalogue.size());
    for (std::uint64_t line = 0; line < lines; ++line) {
      auto& wished = *place.add_lines();
      wished.set_gtin(settings_.catalogue[(first + line) % settings_.catalogue.size()].gtin());
      wished.set_quantity(1 + static_cast<std::uint32_t>(dice.below(3)));
    }
    return ordering::edge::to_record(command);
  }

  /// One round of everything that can happen without time passing.
  bool round() {
    bool moved = !settings_.threads && pipeline_->step();
    for (auto& one : grocers_) moved = must(one->step(clock_.now())) || moved;
    moved = must(drivers_->read()) || moved;
    for (const auto& tap : drivers_->due(clock_.now())) {
      send(tap);
      moved = true;
    }
    moved = must(post_->collect()) || moved;
    if (moved) moved_at_ = std::chrono::steady_clock::now();
    return moved;
  }

  TownSettings settings_;
  TownClock clock_;
  privacy::SystemRandom random_;
  std::chrono::steady_clock::time_point moved_at_ = std::chrono::steady_clock::now();
  std::unique_ptr<host::Installation> installation_;
  std::unique_ptr<host::Pipeline> pipeline_;
  std::unique_ptr<Post> post_;
  std::unique_ptr<Drivers> drivers_;
  std::vector<std::unique_ptr<demo_grocer::DemoGrocer>> grocers_;
  world::World world_;
};

Town::Town(TownSettings settings) : impl_{std::make_unique<Impl>(std::move(settings))} {}
Town::~Town() = default;
void Town::introduce() { impl_->introduce(); }
void Town::morning(std::int32_t day) { impl_->morning(day); }
void Town::visits(std::int32_t day) { impl_->visits(day); }
void Town::send(const log::Command& command) { impl_->send(command); }
void Town::settle() { impl_->settle(); }
void Town::live_until(Timestamp end) { impl_->live_until(end); }
Timestamp Town::now() const { return impl_->clock().now(); }
std::int32_t Town::today() const { return time::number_of(time::Zone::oslo().local(now()).day); }
host::Installation& Town::installation() { return impl_->installation(); }
const world::World& Town::world() const { return impl_->world(); }
ordering::edge::Sealer Town::sealer() { return impl_->sealer(); }

}  // namespace matbud::stories
