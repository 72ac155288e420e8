#include "an_order.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "matbud/log/topics.h"
#include "matbud/notification/email_channel.h"
#include "matbud/notification/post_office.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/ordering/edge/json_order.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/projection/host.h"
#include "matbud/time/zone.h"
#include "matbud/world/catalogue.h"

namespace matbud::stories {
namespace {

const std::filesystem::path inputs = MATBUD_SOURCE_DIR "/../shared/data";

/// Two of the three sauces that UC1_Order.xml asks for.
constexpr std::uint64_t sauces[] = {5704066204093, 8722700575887};

/// Mail over SMTP. poll() waits for the report of everything that was taken, so that a town at rest has sent its mail.
class Postman final : public processor::Effector {
 public:
  Postman(std::uint16_t port, privacy::KeyRing keys, const Clock& clock) {
    notification::SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.security = notification::SmtpSettings::Security::none;
    settings.from_address = "levering@example.com";
    settings.from_name = "Matbud";
    office_ = std::make_unique<notification::PostOffice>(
        notification::channels_of(notification::email_channel(settings, clock)),
        [keys = std::move(keys)](const privacy::v1::Sealed& sealed, std::string_view field) {
          return keys.open(sealed, field);
        },
        time::Zone::oslo(),
        [this] {
          const std::lock_guard guard{mutex_};
          ++reports_;
          reported_.notify_all();
        });
    effector_ = office_->effector();
  }
  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override {
    const bool taken = effector_->perform(effect, maybe_done);
    if (taken) ++outstanding_;
    return taken;
  }
  [[nodiscard]] std::optional<processor::EffectReport> poll() override {
    while (outstanding_ > 0) {
      std::unique_lock lock{mutex_};
      const auto seen = reports_;
      lock.unlock();
      if (auto report = effector_->poll()) {
        --outstanding_;
        return report;
      }
      lock.lock();
      reported_.wait(lock, [&] { return reports_ != seen; });
    }
    return std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::condition_variable reported_;
  std::uint64_t reports_ = 0;
  std::size_t outstanding_ = 0;
  std::unique_ptr<notification::PostOffice> office_;
  std::unique_ptr<processor::Effector> effector_;  ///< goes before its office
};

std::string date_of(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

}  // namespace

std::vector<orders::v1::Product> AnOrder::catalogue() {
  auto imported = ordering::edge::import_catalogue_file(inputs / "products-nordic.csv");
  EXPECT_TRUE(imported) << imported.error().message;
  auto products = imported ? std::move(imported->products) : std::vector<orders::v1::Product>{};
  for (const auto gtin : sauces) {
    auto& sauce = products.emplace_back();
    sauce.set_gtin(gtin);
    sauce.set_name("sauce");
  }
  world::make_up_what_is_missing(products, 1, 0);
  for (const auto& product : products) {
    const bool harmless = product.age_limit_years() == 0 && product.allergens().empty() && product.weight_grams() > 0 &&
                          product.weight_grams() < 1000 && !product.sold_by_weight();
    if (harmless && goods_.size() < 2) goods_.push_back(product.gtin());
  }
  return products;
}

void AnOrder::SetUp() {
  std::string pattern = std::filesystem::path{testing::TempDir()} / "matbud-order-XXXXXX";
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  home_ = pattern;
  auto mailbox = notification::SmtpSink::start();
  ASSERT_TRUE(mailbox) << mailbox.error().message;
  mailbox_ = std::move(*mailbox);
  TownSettings settings;
  settings.directory = home_ / "town";
  settings.areas = 1;
  settings.citizens_per_area = 2;
  settings.catalogue = catalogue();
  ASSERT_EQ(goods_.size(), 2U);
  settings.make_messenger = [port = mailbox_->port()](host::Installation& installation, const Clock& clock) {
    return std::make_unique<Postman>(port, installation.keys().narrowed_to(privacy::Access::of("notification")), clock);
  };
  town_ = std::make_unique<Town>(std::move(settings));
  town_->introduce();
}

void AnOrder::TearDown() {
  town_.reset();
  mailbox_.reset();
  std::filesystem::remove_all(home_);
}

void AnOrder::care_worker_orders(const std::string& order_id, const std::string& window_id, std::int32_t delivery_day,
                                 std::uint64_t gtin) {
  const auto line = [](std::uint64_t product, int quantity) {
    return R"({"gtin":")" + formats::to_text(formats::Gtin{product}) + R"(","quantity":)" + std::to_string(quantity) +
           "}";
  };
  const auto json = R"({"command":"place_order","area_id":")" + citizen().area.value() + R"(","command_id":"page-)" +
                    order_id + R"(","order_id":")" + order_id + R"(","citizen_id":")" + citizen().id.value() +
                    R"(","window_id":")" + window_id + R"(","delivery_day":")" + date_of(delivery_day) +
                    R"(","note_to_driver":"Ring to ganger","lines":[)" + line(gtin == 0 ? bread() : gtin, 1) + "," +
                    line(milk(), 2) + "]}";
  const auto command = ordering::edge::order_from_json(json, "page", town_->sealer());
  ASSERT_TRUE(command) << command.error().message;
  town_->send(ordering::edge::to_record(*command));
  town_->settle();
}

ordering::edge::UblOrder AnOrder::partner_sends(const std::string& example, const std::string& order_id,
                                                const std::string& window_id, std::int32_t delivery_day) {
  std::vector<orders::v1::Product> offered(std::size(sauces));
  for (std::size_t i = 0; i < offered.size(); ++i) offered[i].set_gtin(sauces[i]);
  const auto read = ordering::edge::read_ubl_order_file(
      inputs / "peppol" / "examples" / example, [&](formats::Gtin gtin) -> const orders::v1::Product* {
        const auto found = std::find_if(offered.begin(), offered.end(),
                                        [&](const auto& product) { return product.gtin() == gtin.value(); });
        return found == offered.end() ? nullptr : &*found;
      });
  if (!read) throw Trouble{read.error().message};
  ordering::edge::UblPlacement placement;
  placement.area = citizen().area;
  placement.citizen = citizen().id;
  placement.order = OrderId{order_id};
  placement.command_id = "ubl-" + order_id;
  placement.window_id = window_id;
  placement.delivery_day = delivery_day;
  const auto command = ordering::edge::place_order_from(*read, placement);
  if (!command) throw Trouble{command.error().message};
  town_->send(ordering::edge::to_record(*command));
  town_->settle();
  return *read;
}

void AnOrder::it_becomes(std::int32_t day, int hour, int minute) {
  town_->live_until(time_on(day, std::chrono::minutes{hour * 60 + minute}));
}

std::vector<Record> AnOrder::records_of(const std::string& topic) {
  std::vector<Record> records;
  auto& installation = town_->installation();
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    const log::TopicPartition place{topic, Partition{p}};
    log::Follower follower{installation.log(), place, true, log::chain_start(place)};
    for (auto followed = follower.next(); followed && *followed; followed = follower.next()) {
      const auto& record = (*followed)->record;
      records.push_back({std::string{record.key}, std::string{record.subject}, std::string{record.value},
                         std::string{(*followed)->entry.canonical}});
    }
  }
  return records;
}

std::string AnOrder::step_of(const std::string& order_id) {
  const auto model = ordering::order_overview();
  auto& installation = town_->installation();
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    const auto space = installation.wiring().open_space(projection::space_name(*model), Partition{p});
    const auto row = ordering::find_order(state::SpaceTables{*space}, OrderId{order_id});
    if (row) return std::string{ordering::word_of(row->step())};
  }
  return "nowhere";
}

}  // namespace matbud::stories
