#include "sealed_boxes.h"

#include <google/protobuf/io/coded_stream.h>

#include "trace.h"

namespace matbud::simulation {
namespace {

constexpr const char* invariant = "11 an erased citizen is unreadable";

using Kind = privacy::Opened::Kind;

/// The second field of the message, if it is a text or bytes; else nothing.
std::string_view box_at(std::string_view bytes) {
  constexpr char tag_of_box = 0x12;
  if (bytes.empty() || bytes.front() != tag_of_box) return {};
  bytes.remove_prefix(1);
  google::protobuf::io::CodedInputStream in{reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                            static_cast<int>(bytes.size())};
  std::uint32_t size = 0;
  if (!in.ReadVarint32(&size)) return {};
  bytes.remove_prefix(static_cast<std::size_t>(in.CurrentPosition()));
  return size <= bytes.size() ? bytes.substr(0, size) : std::string_view{};
}

}  // namespace

void for_each_box(std::string_view bytes, std::string_view citizen,
                  const std::function<void(std::string_view box)>& visit) {
  privacy::v1::Sealed id_alone;
  id_alone.set_key_id(std::string{citizen});
  const auto start = id_alone.SerializeAsString();
  for (auto at = bytes.find(start); at != std::string_view::npos; at = bytes.find(start, at + 1)) {
    if (const auto box = box_at(bytes.substr(at + start.size())); !box.empty()) visit(box);
  }
}

ErasureCheck::ErasureCheck(Keys& keys) : keys_{keys}, newcomer_{keys.found_after_compaction()} {}

void ErasureCheck::expect_no_keys(const std::vector<std::string>& citizens) const {
  for (const auto& citizen : citizens) {
    const bool erased = keys_.erased().contains(citizen);
    const auto wanted = erased ? privacy::KeyRing::KeyState::destroyed : privacy::KeyRing::KeyState::present;
    if (newcomer_.state_of(CitizenId{citizen}) != wanted || keys_.present(citizen) == erased)
      throw Violation{invariant, (erased ? "the key of " + citizen + " outlives its erasure"
                                         : "the key of " + citizen + " is gone, and nobody destroyed it")};
  }
}

void ErasureCheck::expect_sealed(const std::string& where, std::string_view bytes,
                                 const std::vector<std::string>& citizens) {
  for (const auto& citizen : citizens) {
    const bool erased = keys_.erased().contains(citizen);
    for_each_box(bytes, citizen, [&](std::string_view box) {
      // Other messages tell a citizen first and something else then.
      const auto sealed = keys_.boxes().find(box);
      if (sealed == keys_.boxes().end()) return;
      if (erased) ++found_;
      if (judged_.emplace(box).second)
        expect_kind(where, citizen, box, sealed->second, erased ? Kind::erased : Kind::clear);
    });
  }
}

void ErasureCheck::expect_kind(const std::string& where, const std::string& citizen, std::string_view box,
                               const std::string& field, Kind kind) {
  privacy::v1::Sealed value;
  value.set_key_id(citizen);
  value.set_box(std::string{box});
  for (const auto& opened : {keys_.open(value, field), newcomer_.open(value, field)}) {
    if (opened.kind != kind)
      throw Violation{invariant, where + " holds " + field + " of " + citizen + ", which opens as " +
                                     privacy::name_of(opened.kind) + " and not as " + privacy::name_of(kind)};
  }
}

}  // namespace matbud::simulation
