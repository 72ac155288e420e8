#include "matbud/demo_grocer/documents_grocer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/time/zone.h"
#include "packing.h"
#include "response_documents.h"

namespace matbud::demo_grocer {
namespace {

namespace fs = std::filesystem;

time::Day day_of(std::string_view date) {  // 2026-12-09
  const auto number = [&](std::size_t at, std::size_t size) {
    return static_cast<int>(std::strtol(std::string{date.substr(at, size)}.c_str(), nullptr, 10));
  };
  return time::Day{std::chrono::year{number(0, 4)} / std::chrono::month{static_cast<unsigned>(number(5, 2))} /
                   std::chrono::day{static_cast<unsigned>(number(8, 2))}};
}

Timestamp moment_of(const pugi::xml_node& period, const char* date, const char* time) {
  const std::string clock{period.child(time).text().as_string("00:00:00")};
  const std::chrono::minutes minutes{std::strtol(clock.substr(0, 2).c_str(), nullptr, 10) * 60 +
                                     std::strtol(clock.substr(3, 2).c_str(), nullptr, 10)};
  return time::Zone::oslo().utc(day_of(period.child(date).text().as_string()), minutes);
}

/// What a person types off the document.
grocer::v1::GrocerOrder order_of(const pugi::xml_node& root) {
  grocer::v1::GrocerOrder order;
  const std::string number{root.child("cbc:ID").text().as_string()};
  order.set_order_id(number.substr(0, number.find('@')));
  const auto delivery = root.child("cac:Delivery");
  order.set_delivery_alias(
      delivery.child("cac:DeliveryParty").child("cac:PartyName").child("cbc:Name").text().as_string());
  const auto period = delivery.child("cac:RequestedDeliveryPeriod");
  auto& window = *order.mutable_window();
  window.set_delivery_day(time::number_of(day_of(period.child("cbc:StartDate").text().as_string())));
  window.set_opens_at_ms(to_ms(moment_of(period, "cbc:StartDate", "cbc:StartTime")));
  window.set_closes_at_ms(to_ms(moment_of(period, "cbc:EndDate", "cbc:EndTime")));
  for (const auto& order_line : root.children("cac:OrderLine")) {
    const auto item = order_line.child("cac:LineItem");
    auto& line = *order.add_lines();
    line.set_gtin(item.child("cbc:ID").text().as_ullong());
    const auto quantity = item.child("cbc:Quantity");
    line.set_sold_by_weight(std::string_view{quantity.attribute("unitCode").value()} == "KGM");
    line.set_quantity(static_cast<std::uint32_t>(line.sold_by_weight() ? std::lround(quantity.text().as_double() * 1000)
                                                                       : quantity.text().as_llong()));
    for (const auto& property : item.child("cac:Item").children("cac:AdditionalItemProperty")) {
      const std::string_view name{property.child("cbc:Name").text().as_string()};
      const std::string_view value{property.child("cbc:Value").text().as_string()};
      if (name == "Substitution" && value == "SIMILAR") line.set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
      if (name == "SubstituteGTIN") line.set_alternative_gtin(std::strtoull(std::string{value}.c_str(), nullptr, 10));
    }
  }
  return order;
}

}  // namespace

DocumentsGrocer::DocumentsGrocer(fs::path spool, Behaviour behaviour)
    : spool_{std::move(spool)}, behaviour_{std::move(behaviour)} {
  fs::create_directories(spool_ / "out");
  fs::create_directories(spool_ / "in");
  fs::create_directories(spool_ / "carried");
}

bool DocumentsGrocer::step(Timestamp now) {
  std::vector<fs::path> documents;
  for (const auto& entry : fs::directory_iterator{spool_ / "out"}) {
    if (entry.path().extension() == ".xml" && !entry.path().filename().string().starts_with("."))
      documents.push_back(entry.path());
  }
  std::sort(documents.begin(), documents.end());
  for (const auto& path : documents) {
    std::ifstream file{path, std::ios::binary};
    read({std::istreambuf_iterator<char>{file}, {}}, now);
    fs::rename(path, spool_ / "carried" / path.filename());
  }
  bool moved = !documents.empty();
  for (; !to_answer_.empty() && to_answer_.begin()->first <= now; to_answer_.erase(to_answer_.begin()), moved = true) {
    if (const auto known = orders_.find(to_answer_.begin()->second); known != orders_.end()) answer(known->second);
  }
  for (; !to_pack_.empty() && to_pack_.begin()->first <= now; to_pack_.erase(to_pack_.begin()), moved = true) {
    const auto known = orders_.find(to_pack_.begin()->second);
    if (known == orders_.end()) continue;
    pack(known->second, to_pack_.begin()->first);
    orders_.erase(known);
  }
  for (; !to_tell_.empty() && to_tell_.begin()->first <= now; to_tell_.erase(to_tell_.begin()), moved = true) {
    const auto& [at, products] = *to_tell_.begin();
    const auto id = "C-" + std::to_string(++catalogues_);
    write(id + ".xml", catalogue_document(id, products, at));
  }
  return moved;
}

void DocumentsGrocer::tell_products(std::vector<orders::v1::Product> products, Timestamp at) {
  to_tell_.emplace(at, std::move(products));
}

std::optional<Timestamp> DocumentsGrocer::next_due() const {
  std::optional<Timestamp> soonest;
  const auto regard = [&](const auto& agenda) {
    if (!agenda.empty() && (!soonest || agenda.begin()->first < *soonest)) soonest = agenda.begin()->first;
  };
  regard(to_answer_);
  regard(to_pack_);
  regard(to_tell_);
  return soonest;
}

void DocumentsGrocer::read(const std::string& xml, Timestamp now) {
  pugi::xml_document document;
  if (!document.load_string(xml.c_str())) throw std::runtime_error{"an order document is no XML"};
  const auto root = document.document_element();
  const std::string_view kind{root.name()};
  if (kind == "Order") {
    Known known;
    known.number = root.child("cbc:ID").text().as_string();
    known.order = order_of(root);
    known.accepted_at = now + behaviour_.accepts_after;
    to_answer_.emplace(known.accepted_at, known.number);
    orders_[known.number] = std::move(known);
    return;
  }
  const std::string number{root.child("cac:OrderReference").child("cbc:ID").text().as_string()};
  const auto known = orders_.find(number);
  if (known == orders_.end()) return;
  if (kind == "OrderCancellation") {
    orders_.erase(known);
    return;
  }
  for (const auto& line : root.children("cac:OrderLine"))
    known->second.returned.insert(line.child("cac:LineItem").child("cbc:ID").text().as_ullong());
}

void DocumentsGrocer::answer(Known& known) {
  const auto name = known.order.order_id();
  const auto said = accepted(known.order, behaviour_);
  // A despatch advice needs a line: an order of which nothing is sure to come is refused.
  const bool nothing_is_sure = said.accepted().lines_size() == known.order.lines_size();
  if (nothing_is_sure || refuses(known.order, behaviour_)) {
    write(name + "-response.xml", refusal_document(known.number, known.accepted_at));
    orders_.erase(std::string{known.number});
    return;
  }
  write(name + "-response.xml", response_document(known.number, known.order, said, known.accepted_at));
  to_pack_.emplace(packs_at(known.order, behaviour_, known.accepted_at), known.number);
}

void DocumentsGrocer::pack(const Known& known, Timestamp now) {
  // A change names the line as it was ordered: what was to come in its place must not.
  auto returned = known.returned;
  const auto response = accepted(known.order, behaviour_);
  for (const auto& line : response.accepted().lines()) {
    if (returned.contains(line.ordered_gtin()) && line.gtin() != 0) returned.insert(line.gtin());
  }
  write(known.order.order_id() + "-despatch.xml",
        despatch_document(known.number, packed(known.order, behaviour_, now, returned), behaviour_, now));
}

void DocumentsGrocer::write(const std::string& name, const std::string& xml) const {
  const auto hidden = spool_ / "in" / ("." + name);
  std::ofstream{hidden, std::ios::binary} << xml;
  fs::rename(hidden, spool_ / "in" / name);
}

}  // namespace matbud::demo_grocer
