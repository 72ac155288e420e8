#include "matbud/ordering/diet_reader.h"

#include "matbud/state/tables.h"

namespace matbud::ordering {

DietReader diet_reader(const privacy::KeyRing& keys) {
  return [ring = keys.narrowed_to(privacy::Access::of("ordering"))](const privacy::v1::Sealed& sealed) -> DietRead {
    using Kind = privacy::Opened::Kind;
    const auto opened = ring.open(sealed, "matbud.ordering.v1.Citizen.diet");
    if (opened.kind == Kind::unavailable) throw state::StoreFailure{"keys.v1 cannot be read: a diet stays closed"};
    if (opened.kind == Kind::erased) return {DietRead::Kind::erased, {}};
    DietRead read{DietRead::Kind::unreadable, {}};
    if (opened.kind == Kind::clear && read.diet.ParseFromString(opened.clear)) read.kind = DietRead::Kind::readable;
    return read;
  };
}

}  // namespace matbud::ordering
