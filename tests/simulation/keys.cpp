#include "keys.h"

#include <stdexcept>

#include "matbud/log/topics.h"
#include "trace.h"

namespace matbud::simulation {
namespace {

const log::TopicPartition& keys_place() {
  static const log::TopicPartition place{std::string{log::keys}, Partition{0}};
  return place;
}

}  // namespace

Keys::Keys(log::SimulatedLog& log, Edge& edge, const Clock& clock, std::uint64_t seed)
    : log_{log},
      edge_{edge},
      clock_{clock},
      random_{seed},
      master_{privacy::MasterKey::unsaved(random_)},
      ring_{loaded_from(log)},
      compacted_{clock} {}

privacy::KeyRing Keys::loaded_from(log::Log& log) {
  constexpr int tries = 1000;  // the log may have faults
  for (int i = 0; i < tries; ++i) {
    if (auto ring = privacy::KeyRing::load(log, master_, random_, privacy::Access::all())) return std::move(*ring);
  }
  throw Violation{"9 liveness", "keys.v1 cannot be read"};
}

void Keys::give(const std::string& citizen) {
  edge_.send(keys_place(), ring_.key_record(CitizenId{citizen}, clock_.now()));
}

void Keys::erase(const std::string& citizen) {
  erased_.insert(citizen);
  edge_.send(keys_place(), privacy::KeyRing::tombstone_record(CitizenId{citizen}, clock_.now()));
}

bool Keys::follow() {
  // An outage is over by the next time.
  const auto read = ring_.refresh();
  const bool moved = read && *read > 0;
  if (moved || !edge_.idle(keys_place())) return moved;
  const auto repairs = ring_.repair_records(clock_.now());
  for (const auto& record : repairs) edge_.send(keys_place(), record);
  return !repairs.empty();
}

bool Keys::present(const std::string& citizen) const {
  return ring_.state_of(CitizenId{citizen}) == privacy::KeyRing::KeyState::present;
}

std::optional<privacy::v1::Sealed> Keys::sealed(const std::string& citizen, std::string_view field,
                                                std::string_view clear) {
  if (!present(citizen)) return std::nullopt;
  auto box = ring_.seal(CitizenId{citizen}, field, clear);
  if (!box) throw std::logic_error{box.error().message};
  boxes_.emplace(box->box(), field);
  return std::move(*box);
}

std::optional<privacy::v1::Sealed> Keys::sealed_diet(const std::string& citizen, const ordering::v1::Diet& diet) {
  auto box = sealed(citizen, "matbud.ordering.v1.Citizen.diet", diet.SerializeAsString());
  if (box) diets_.emplace(box->box(), diet);
  return box;
}

ordering::DietRead Keys::diet_of(const privacy::v1::Sealed& diet) const {
  const auto known = diets_.find(diet.box());
  if (known == diets_.end()) return {ordering::DietRead::Kind::unreadable, {}};
  return {ordering::DietRead::Kind::readable, known->second};
}

std::optional<dispatch::v1::Point> Keys::opened_point(const privacy::v1::Sealed& point) const {
  const auto opened = open(point, "matbud.dispatch.v1.PlannedDelivery.point");
  dispatch::v1::Point where;
  if (opened.kind != privacy::Opened::Kind::clear || !where.ParseFromString(opened.clear)) return std::nullopt;
  return where;
}

privacy::Opened Keys::open(const privacy::v1::Sealed& value, std::string_view field) const {
  return ring_.open(value, field);
}

privacy::KeyRing Keys::found_after_compaction() {
  const log::TopicSpec spec{std::string{log::keys}, 1, true};
  auto writer = compacted_.create_topics({&spec, 1}) ? compacted_.open_writer(keys_place())
                                                     : Result<std::unique_ptr<log::Writer>>{nullptr};
  if (!writer || !*writer) throw std::logic_error{"keys.v1 cannot be made in memory"};
  for (const auto& record : log_.records(keys_place())) (*writer)->append({*record.canonical});
  return loaded_from(compacted_);
}

}  // namespace matbud::simulation
