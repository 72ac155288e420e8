// Nothing but the box that was sealed opens, whatever stands in its place.

#include <google/protobuf/stubs/logging.h>

#include <cstdint>
#include <cstdlib>

#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/privacy/key_ring.h"

namespace {

using namespace matbud;
using Kind = privacy::Opened::Kind;

const CitizenId citizen{"c-5d81"};
constexpr std::string_view field = "matbud.ordering.v1.Citizen.name";

/// An installation with one citizen and one sealed value; the same in every run.
struct World {
  World() {
    if (!ring.create(citizen, from_ms(0))) std::abort();
    (void)ordering::v1::Citizen::descriptor();
    sealed = ring.seal(citizen, field, "Kari Testdatter").value();
  }
  log::SimulatedClock clock{from_ms(0)};
  log::SimulatedLog log{clock};
  privacy::SeededRandom random{1};
  privacy::MasterKey master = privacy::MasterKey::unsaved(random);
  privacy::KeyRing ring = loaded();
  privacy::v1::Sealed sealed;

 private:
  privacy::KeyRing loaded() {
    const log::TopicSpec spec{std::string{log::keys}, 1, true};
    if (!log.create_topics({&spec, 1})) std::abort();
    auto result = privacy::KeyRing::load(log, master, random, privacy::Access::all());
    if (!result) std::abort();
    return *std::move(result);
  }
};

void open_as_it_is(World& world, const privacy::v1::Sealed& sealed) {
  const auto opened = world.ring.open(sealed, field);
  const bool is_ours = sealed.key_id() == world.sealed.key_id() && sealed.box() == world.sealed.box();
  if ((opened.kind == Kind::clear) != is_ours) std::abort();
  if (opened.kind != Kind::clear && !opened.clear.empty()) std::abort();
  if (opened.kind == Kind::unavailable || opened.kind == Kind::refused) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // It would tell of every foreign byte that is no UTF-8.
  static const bool silenced = (google::protobuf::SetLogHandler(nullptr), true);
  (void)silenced;
  static World world;
  // As a message from the wire.
  privacy::v1::Sealed sealed;
  if (sealed.ParseFromArray(bytes, static_cast<int>(size))) open_as_it_is(world, sealed);
  // As a change to the real box: pairs of a place and what is turned over there.
  sealed = world.sealed;
  auto& box = *sealed.mutable_box();
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    auto& byte = box[bytes[i] % box.size()];
    byte = static_cast<char>(byte ^ bytes[i + 1]);
  }
  open_as_it_is(world, sealed);
  return 0;
}
