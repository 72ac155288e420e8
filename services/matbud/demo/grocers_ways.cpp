#include "grocers_ways.h"

#include <sys/stat.h>

#include <atomic>
#include <deque>
#include <fstream>

#include "cast.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/grocer_bridge/channels/signature.h"
#include "matbud/grocer_bridge/channels/webhook_channel.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/web/server.h"
#include "shops.h"

namespace matbud::demo {
namespace {

namespace fs = std::filesystem;

/// In the log stands an address that belongs to nobody (RFC 2606); in the demo it leads to this machine.
constexpr const char* address_in_the_log = "https://staslin.example.com/matbud";
/// Made up for a demo that talks to itself.
constexpr const char* secret = "whsec_bWF0YnVkIGRlbW86IGEgc2VjcmV0IG9mIG5vYm9keSdzIQ==";
constexpr const char* grocers_organisation = "123456785";
constexpr const char* municipalitys_organisation = "987654325";

void name(bridge::v1::Party& party, const char* organisation, const char* words) {
  party.set_endpoint_scheme("0192");
  party.set_endpoint_id(organisation);
  party.set_name(words);
}

Result<void> write_secret(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const auto path = folder / (std::string{by_posts} + ".webhook");
  std::ofstream{path} << secret << "\n";
  if (::chmod(path.c_str(), S_IRUSR) != 0)
    return failure(Error::Code::unavailable, "cannot keep the secret of a made-up grocer in " + path.string());
  return {};
}

processor::EffectReport report_of(const std::string& effect_id, const grocer_bridge::Attempt& attempt) {
  bridge::v1::BridgeCommand command;
  auto& report = *command.mutable_report_told();
  report.set_effect_id(effect_id);
  report.set_outcome(attempt.outcome == grocer_bridge::Attempt::Outcome::told ? bridge::v1::TELL_OUTCOME_TOLD
                                                                              : bridge::v1::TELL_OUTCOME_FAILED);
  report.set_detail(attempt.detail);
  return {effect_id, command.SerializeAsString(), report.GetTypeName()};
}

}  // namespace

/// The system of the grocer that gets posts.
class GrocersWays::PostedTo {
 public:
  PostedTo(const Clock& clock, grocer_bridge::SharedSecrets secrets) : clock_{clock}, secrets_{std::move(secrets)} {}

  Result<void> start() {
    web::Router router;
    router.add("POST", "/matbud", [this](const web::Request& request) { return take(request); });
    web::Settings serving;
    serving.requests_a_second = serving.requests_at_once = 1e9;  // whoever talks to it is not a stranger
    auto started = web::Server::start(std::move(router), serving);
    if (!started) return tl::unexpected{started.error()};
    server_ = std::move(*started);
    return {};
  }
  [[nodiscard]] std::string url() const { return server_->address() + "/matbud"; }
  [[nodiscard]] std::uint64_t taken() const { return taken_; }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  web::Response take(const web::Request& request) {
    const auto id = request.header("webhook-id").value_or("");
    const auto timestamp = request.header("webhook-timestamp").value_or("");
    const auto signature = request.header("webhook-signature").value_or("");
    const bool signed_as_agreed =
        grocer_bridge::check_signed(secrets_, {id, timestamp, signature}, request.body, clock_.now()).has_value();
    ++(signed_as_agreed ? taken_ : refused_);
    return {signed_as_agreed ? 204 : 401, "text/plain", "", {}};
  }

  const Clock& clock_;
  grocer_bridge::SharedSecrets secrets_;
  std::atomic<std::uint64_t> taken_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::unique_ptr<web::Server> server_;  ///< last: its thread uses the rest
};

class GrocersWays::Effector final : public processor::Effector {
 public:
  explicit Effector(GrocersWays& ways) : ways_{ways} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool) override {
    grocer_bridge::Told told{effect.effect_id(), AreaId{effect.key()}, {}};
    const bool readable = told.telling.ParseFromString(effect.request());
    const grocer_bridge::Attempt unreadable{grocer_bridge::Attempt::Outcome::failed, "the request cannot be read"};
    reports_.push_back(
        report_of(effect.effect_id(), readable ? ways_.tell(effect.kind(), std::move(told)) : unreadable));
    return true;
  }
  [[nodiscard]] std::optional<processor::EffectReport> poll() override {
    if (reports_.empty()) return std::nullopt;
    auto report = std::move(reports_.front());
    reports_.pop_front();
    return report;
  }

 private:
  GrocersWays& ways_;
  std::deque<processor::EffectReport> reports_;
};

Result<std::unique_ptr<GrocersWays>> GrocersWays::open(const fs::path& directory, log::Log& log, const Clock& clock,
                                                       std::uint32_t partitions,
                                                       const std::vector<orders::v1::Product>& products) {
  std::unique_ptr<GrocersWays> ways{new GrocersWays};
  ways->spool_ = directory / "spool";
  ways->partitions_ = partitions;
  for (const auto& product : products) {
    ways->names_[product.gtin()] = product.name();
    ways->vat_[product.gtin()] = product.vat_basis_points();
  }
  const grocer_bridge::FindWordsOf words =
      [raw = ways.get()](const std::string&, std::uint64_t gtin) -> std::optional<grocer_bridge::edge::ProductWords> {
    const auto known = raw->names_.find(gtin);
    if (known == raw->names_.end()) return std::nullopt;
    return grocer_bridge::edge::ProductWords{known->second, raw->vat_.at(gtin)};
  };
  if (auto written = write_secret(directory / "secrets"); !written) return tl::unexpected{written.error()};
  auto secrets = grocer_bridge::SharedSecrets::parse(secret);
  if (!secrets) return tl::unexpected{secrets.error()};
  ways->posted_to_ = std::make_unique<PostedTo>(clock, std::move(*secrets));
  if (auto started = ways->posted_to_->start(); !started) return tl::unexpected{started.error()};
  ways->tellers_["peppol"] = grocer_bridge::peppol_teller(ways->spool_, words);
  ways->tellers_["webhook"] = grocer_bridge::webhook_teller({.secrets_folder = directory / "secrets"}, clock);
  ways->intake_ = std::make_unique<grocer_bridge::SpoolIntake>(
      log, clock,
      grocer_bridge::IntakeSettings{
          .spool_root = ways->spool_,
          .grocers = {GrocerId{by_documents}},
          .partitions = partitions,
          .words = words,
          .put_catalogue = [raw = ways.get()](const auto& grocer, const auto& its_products, const auto& import_id) {
            return raw->take_products(grocer, its_products, import_id);
          }});
  return ways;
}

GrocersWays::~GrocersWays() = default;

std::vector<log::Command> GrocersWays::introduction() const {
  std::vector<log::Command> commands;
  for (const auto& grocer : grocers_of_the_demo()) {
    bridge::v1::BridgeCommand command;
    auto& put = *command.mutable_put_grocer()->mutable_grocer();
    put.set_grocer_id(grocer.value());
    put.set_name(grocer.value() == by_topic ? "Dagros" : grocer.value() == by_documents ? "Fagerlin" : "Staslin");
    put.set_channel(grocer.value() == by_topic       ? bridge::v1::CHANNEL_TOPIC
                    : grocer.value() == by_documents ? bridge::v1::CHANNEL_PEPPOL
                                                     : bridge::v1::CHANNEL_WEBHOOK);
    if (grocer.value() == by_documents) {
      put.set_document_rules(bridge::v1::DOCUMENT_RULES_PEPPOL_ADVANCED);
      name(*put.mutable_party(), grocers_organisation, "Fagerlin");
      auto& buyer = *put.add_buyers();
      buyer.set_municipality("3024");
      name(*buyer.mutable_party(), municipalitys_organisation, "Bærum kommune");
    }
    if (grocer.value() == by_posts) put.set_webhook_url(address_in_the_log);
    for (std::uint32_t p = 0; p < partitions_; ++p) {
      commands.push_back({std::string{log::bridge_commands}, "grocer/" + grocer.value(), "demo/" + grocer.value(),
                          command.put_grocer().GetTypeName(), "grocer/" + grocer.value(), command.SerializeAsString(),
                          Partition{p}});
    }
  }
  return commands;
}

std::unique_ptr<processor::Effector> GrocersWays::effector() { return std::make_unique<Effector>(*this); }

fs::path GrocersWays::spool_of(const std::string& grocer) const { return spool_ / grocer; }

grocer_bridge::Attempt GrocersWays::tell(const std::string& kind, grocer_bridge::Told told) {
  const auto teller = tellers_.find(kind);
  if (teller == tellers_.end()) return {grocer_bridge::Attempt::Outcome::failed, "no channel for " + kind};
  auto& grocer = *told.telling.mutable_grocer();
  if (grocer.webhook_url() == address_in_the_log) grocer.set_webhook_url(posted_to_->url());
  return teller->second->tell(told);
}

bool GrocersWays::something_lies_there() const {
  std::error_code error;
  return fs::directory_iterator{spool_of(by_documents) / "in", error} != fs::directory_iterator{};
}

Result<bool> GrocersWays::take_in() {
  const auto taken = intake_->step();
  if (!taken) return tl::unexpected{taken.error()};
  return *taken > 0;
}

Result<void> GrocersWays::take_products(const GrocerId& grocer, const std::vector<orders::v1::Product>& products,
                                        const std::string& import_id) {
  ++catalogues_;
  for (auto& command : ordering::edge::put_products(products, grocer, import_id, partitions_))
    taken_products_.push_back(std::move(command));
  return {};
}

std::vector<std::string> GrocersWays::complaints() const {
  std::vector<std::string> all;
  if (const auto refused = intake_->counters().refused; refused > 0)
    all.push_back(std::to_string(refused) + " documents of a grocer were refused");
  if (const auto refused = posted_to_->refused(); refused > 0)
    all.push_back(std::to_string(refused) + " posts to a grocer were not signed as agreed");
  return all;
}

std::uint64_t GrocersWays::documents_in() const { return intake_->counters().used; }
std::uint64_t GrocersWays::posts() const { return posted_to_->taken(); }

}  // namespace matbud::demo
