// What the tests of this room share: a log in memory, a ring on it, made-up citizens.
#pragma once

#include <gtest/gtest.h>

#include "matbud/log/record.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::privacy {

inline const CitizenId kari{"c-5d81"};
inline const CitizenId ola{"c-90aa"};
inline constexpr std::string_view name_field = "matbud.ordering.v1.Citizen.name";
inline constexpr std::string_view diet_field = "matbud.ordering.v1.Citizen.diet";

class Citizens : public ::testing::Test {
 protected:
  Citizens() {
    const log::TopicSpec spec{std::string{log::keys}, 1, true};
    EXPECT_TRUE(log_.create_topics({&spec, 1}));
  }

  /// A process that starts now.
  KeyRing a_ring(Access access = Access::all()) {
    auto ring = KeyRing::load(log_, master_, random_, std::move(access));
    if (!ring) throw std::runtime_error{ring.error().message};
    return *std::move(ring);
  }
  v1::Sealed sealed(const KeyRing& ring, const CitizenId& citizen, std::string_view field, std::string_view clear) {
    auto result = ring.seal(citizen, field, clear);
    if (!result) throw std::runtime_error{result.error().message};
    return *std::move(result);
  }
  void append(std::string canonical) {
    auto writer = log_.open_writer(place_);
    ASSERT_TRUE(writer);
    (*writer)->append({std::move(canonical)});
    const auto outcome = (*writer)->poll();
    ASSERT_TRUE(outcome && outcome->known);
  }
  /// The value of the newest record of a citizen that compaction keeps; nothing when there is none.
  std::optional<std::string> newest(const CitizenId& citizen) {
    std::optional<std::string> value;
    for (const auto& record : log_.records(place_)) {
      if (!record.canonical) continue;
      const auto envelope = log::decode(*record.canonical);
      if (envelope && envelope->key == citizen.value()) value = envelope->value;
    }
    return value;
  }

  const Timestamp now_ = from_ms(1'790'000'000'000);
  const log::TopicPartition place_{std::string{log::keys}, Partition{0}};
  log::SimulatedClock clock_{now_};
  log::SimulatedLog log_{clock_};
  SystemRandom random_;
  MasterKey master_ = MasterKey::unsaved(random_);
};

}  // namespace matbud::privacy
