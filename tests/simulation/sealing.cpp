#include "sealing.h"

#include <memory>
#include <stdexcept>

#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::simulation {
namespace {

/// A register of keys of its own for each thread: in the simulated log the keys would come late, and how keys travel is
/// told by privacy's own tests.
class Register {
 public:
  Register() : log_{clock_}, random_{1}, master_{privacy::MasterKey::unsaved(random_)} {
    const log::TopicSpec topics[] = {{std::string{log::keys}, 1, true}};
    if (!log_.create_topics(topics)) throw std::logic_error{"keys.v1 cannot be created in memory"};
    auto ring = privacy::KeyRing::load(log_, master_, random_, privacy::Access::all());
    if (!ring) throw std::logic_error{ring.error().message};
    ring_ = std::make_unique<privacy::KeyRing>(std::move(*ring));
  }

  privacy::v1::Sealed seal(const std::string& citizen, std::string_view field, std::string_view clear) {
    const CitizenId id{citizen};
    if (!ring_->create(id, clock_.now())) throw std::logic_error{"no key for " + citizen};
    auto box = ring_->seal(id, field, clear);
    if (!box) throw std::logic_error{box.error().message};
    return std::move(*box);
  }

  std::optional<std::string> open(const privacy::v1::Sealed& value, std::string_view field) {
    auto opened = ring_->open(value, field);
    if (opened.kind != privacy::Opened::Kind::clear) return std::nullopt;
    return std::move(opened.clear);
  }

 private:
  log::SimulatedClock clock_{from_ms(0)};
  log::SimulatedLog log_;
  privacy::SeededRandom random_;
  privacy::MasterKey master_;
  std::unique_ptr<privacy::KeyRing> ring_;
};

Register& keys_of_this_thread() {
  thread_local Register keys;
  return keys;
}

}  // namespace

privacy::v1::Sealed sealed(const std::string& citizen, std::string_view field, std::string_view clear) {
  return keys_of_this_thread().seal(citizen, field, clear);
}

std::optional<dispatch::v1::Point> opened_point(const privacy::v1::Sealed& point) {
  const auto clear = keys_of_this_thread().open(point, "matbud.dispatch.v1.PlannedDelivery.point");
  dispatch::v1::Point where;
  if (!clear || !where.ParseFromString(*clear)) return std::nullopt;
  return where;
}

}  // namespace matbud::simulation
