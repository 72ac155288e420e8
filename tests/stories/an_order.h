// The fixture of the pipeline's stories: a town with a real catalogue and a mailbox, and the words to tell them in.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/follower.h"
#include "matbud/notification/smtp_sink.h"
#include "matbud/ordering/edge/ubl_order.h"
#include "matbud/stories/town.h"

namespace matbud::stories {

/// A record as somebody who reads its topic sees it.
struct Record {
  std::string key;
  std::string subject;
  std::string value;
  std::string canonical;
};

class AnOrder : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  // What people do.

  /// The first citizen's order from a page: this many of two goods for that window of that day.
  void care_worker_orders(const std::string& order_id, const std::string& window_id, std::int32_t delivery_day,
                          std::uint64_t gtin = 0);
  /// The same citizen's order as a document of a business partner; returns what was read of it.
  ordering::edge::UblOrder partner_sends(const std::string& example, const std::string& order_id,
                                         const std::string& window_id, std::int32_t delivery_day);
  void driver_comes_on_shift(std::int32_t day) { town_->morning(day); }
  /// Time passes until that time of that day, in Oslo.
  void it_becomes(std::int32_t day, int hour, int minute = 0);

  // What the services have said.

  /// Every accepted event of the topic, as far as it is of this kind: `has` is the test of the top-level message.
  template <class TopLevel, class Inner>
  [[nodiscard]] std::vector<Inner> said(const std::string& topic, bool (TopLevel::*has)() const,
                                        const Inner& (TopLevel::*get)() const) {
    std::vector<Inner> events;
    for (const auto& record : records_of(topic)) {
      TopLevel event;
      EXPECT_TRUE(event.ParseFromString(record.value)) << topic;
      if ((event.*has)()) events.push_back((event.*get)());
    }
    return events;
  }
  /// Every accepted record of a topic.
  [[nodiscard]] std::vector<Record> records_of(const std::string& topic);
  /// What lists say of the order: `placed`, `delivered`, ...
  [[nodiscard]] std::string step_of(const std::string& order_id);
  /// The mails that came, oldest first.
  [[nodiscard]] std::vector<notification::ReceivedMail> mails() const { return mailbox_->mails(); }

  [[nodiscard]] const world::Citizen& citizen() const { return town_->world().citizens.front(); }
  [[nodiscard]] const world::Relative& next_of_kin() const { return citizen().contacts.front(); }
  /// Two goods that anybody may buy.
  [[nodiscard]] std::uint64_t bread() const { return goods_[0]; }
  [[nodiscard]] std::uint64_t milk() const { return goods_[1]; }

  std::unique_ptr<Town> town_;

 private:
  [[nodiscard]] std::vector<orders::v1::Product> catalogue();

  std::filesystem::path home_;
  std::unique_ptr<notification::SmtpSink> mailbox_;
  std::vector<std::uint64_t> goods_;
};

}  // namespace matbud::stories
