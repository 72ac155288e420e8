#include "matbud/dispatch/doorsteps.h"

namespace matbud::dispatch {

PointOpener doorstep_opener(const privacy::KeyRing& keys) {
  return [keys = keys.narrowed_to(privacy::Access::of("dispatch"))](
             const privacy::v1::Sealed& sealed) -> std::optional<v1::Point> {
    const auto opened = keys.open(sealed, "matbud.dispatch.v1.DropPoint.point");
    v1::Point point;
    if (opened.kind != privacy::Opened::Kind::clear || !point.ParseFromString(opened.clear)) return std::nullopt;
    return point;
  };
}

}  // namespace matbud::dispatch
