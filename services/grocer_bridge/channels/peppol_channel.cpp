#include "matbud/grocer_bridge/channels/peppol_channel.h"

#include <algorithm>

#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/channels/spool.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::DocumentRules;

Attempt failed(std::string why) { return {Attempt::Outcome::failed, std::move(why)}; }

struct Document {
  std::string name;
  std::string xml;
};

class PeppolTeller final : public Teller {
 public:
  PeppolTeller(std::filesystem::path root, FindWordsOf words) : root_{std::move(root)}, words_{std::move(words)} {}

  Attempt tell(const Told& told) override {
    const auto& grocer = told.telling.grocer();
    grocer::v1::GrocerMessage message;
    if (!message.ParseFromString(told.telling.message())) return failed("the message cannot be read");
    auto frame = frame_of(told);
    if (!frame) return failed(frame.error().message);
    if (!message.has_orders_to_pack() && !edge::is_advanced(frame->rules))
      return failed("these rules have no document that changes or cancels an order: call the grocer");
    Spool spool{root_, GrocerId{grocer.grocer_id()}};
    if (auto prepared = spool.prepare(); !prepared) return later(prepared.error());
    const auto documents = documents_for(*frame, message, told);
    for (const auto& document : documents) {
      if (auto put = spool.put_out(document.name, document.xml); !put) return later(put.error());
    }
    return {Attempt::Outcome::told, std::to_string(documents.size()) + " documents in the spool folder"};
  }

 private:
  static Attempt later(const Error& error) { return {Attempt::Outcome::later, error.message}; }

  static Result<edge::DocumentFrame> frame_of(const Told& told) {
    const auto& grocer = told.telling.grocer();
    const auto municipality = told.area.value().substr(0, told.area.value().find('-'));
    const auto buyer = std::find_if(grocer.buyers().begin(), grocer.buyers().end(),
                                    [&](const auto& one) { return one.municipality() == municipality; });
    if (buyer == grocer.buyers().end())
      return failure(Error::Code::invalid,
                     "grocer " + grocer.grocer_id() + ": buyers: none for municipality " + municipality);
    const auto rules = grocer.document_rules() == bridge::v1::DOCUMENT_RULES_UNSPECIFIED
                           ? bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED
                           : grocer.document_rules();
    if (auto objection = edge::objection_to(rules, buyer->party(), grocer.party()))
      return failure(Error::Code::invalid, "grocer " + grocer.grocer_id() + ": " + *objection);
    return edge::DocumentFrame{.rules = rules,
                               .buyer = buyer->party(),
                               .seller = grocer.party(),
                               .area = told.area,
                               .document_id = told.effect_id,
                               .issued_at = from_ms(told.telling.said_at_ms()),
                               .zone = time::Zone::oslo()};
  }

  [[nodiscard]] std::vector<Document> documents_for(const edge::DocumentFrame& frame,
                                                    const grocer::v1::GrocerMessage& message, const Told& told) const {
    const auto words = [&](std::uint64_t gtin) { return words_(told.telling.grocer().grocer_id(), gtin); };
    // Sorted by name, an order comes before what changes it.
    const auto prefix = std::to_string(told.telling.said_at_ms()) + "-" + in_file_name(told.effect_id);
    std::vector<Document> documents;
    for (const auto& order : message.orders_to_pack().orders())
      documents.push_back(
          {prefix + "-order-" + std::to_string(documents.size() + 1) + ".xml", edge::write_order(frame, order, words)});
    if (message.has_order_withdrawn())
      documents.push_back(
          {prefix + "-cancellation.xml", edge::write_order_cancellation(frame, message.order_withdrawn())});
    if (message.has_substitutes_returned())
      documents.push_back(
          {prefix + "-change.xml", edge::write_order_change(frame, message.substitutes_returned(), words)});
    return documents;
  }

  static std::string in_file_name(std::string id) {
    std::replace_if(
        id.begin(), id.end(),
        [](char c) {
          const bool plain =
              (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
          return !plain;
        },
        '_');
    return id;
  }

  std::filesystem::path root_;
  FindWordsOf words_;
};

}  // namespace

std::shared_ptr<Teller> peppol_teller(std::filesystem::path spool_root, FindWordsOf words) {
  return std::make_shared<PeppolTeller>(std::move(spool_root), std::move(words));
}

}  // namespace matbud::grocer_bridge
