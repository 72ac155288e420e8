#include "matbud/audit/decider.h"

#include <gtest/gtest.h>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/testing/decider_spec.h"

namespace matbud::audit {
namespace {

constexpr Timestamp monday_8am = from_ms(1'772'438'400'000);

processor::testing::DeciderSpec audit() { return processor::testing::DeciderSpec{make_decider()}; }

v1::ReportAccess a_look_at(const std::string& citizen_id) {
  v1::ReportAccess report;
  report.set_citizen_id(citizen_id);
  report.set_actor_id("worker-7");
  report.set_role("care_worker");
  report.set_ground("visit");
  report.add_fields("order");
  report.add_fields("diet");
  return report;
}

TEST(Access, IsRecordedAsReportedWithTheTimeOfTheLog) {
  v1::AccessRecorded recorded;
  recorded.set_citizen_id("c-berit");
  recorded.set_actor_id("worker-7");
  recorded.set_role("care_worker");
  recorded.set_ground("visit");
  recorded.add_fields("order");
  recorded.add_fields("diet");
  recorded.set_at_ms(to_ms(monday_8am));
  recorded.set_command_id("k1");
  auto spec = audit();
  spec.at(monday_8am).when(a_look_at("c-berit"), "k1").then(recorded);
  EXPECT_EQ(spec.subject(), "citizen/c-berit");
}

TEST(Access, IsOneLookWhenItsReportIsRepeatedAndAnotherWhenItIsNot) {
  auto spec = audit();
  spec.when(a_look_at("c-berit"), "k1");
  spec.when(a_look_at("c-berit"), "k1").then_nothing();
  v1::AccessRecorded again;
  again.set_citizen_id("c-berit");
  again.set_command_id("k2");
  spec.when(a_look_at("c-berit"), "k2").then_like(again);
}

TEST(OperatorAct, IsRecordedOnce) {
  v1::ReportOperatorAct report;
  report.set_actor_id("operator-1");
  report.set_act("redrive");
  report.set_target("order/o1");
  report.set_reason("the catalogue has the product now");
  v1::OperatorActed acted;
  acted.set_actor_id("operator-1");
  acted.set_act("redrive");
  acted.set_target("order/o1");
  acted.set_reason("the catalogue has the product now");
  acted.set_at_ms(to_ms(monday_8am));
  acted.set_command_id("k1");
  auto spec = audit();
  spec.at(monday_8am).when(report, "k1").then(acted);
  EXPECT_EQ(spec.subject(), "operator/operator-1");
  spec.when_again().then_nothing();
}

TEST(Audit, ParksWhatItCannotRead) {
  auto spec = audit();
  spec.when_bytes_on(std::string{log::audit_commands}, "\xff\xff").then_poison();
  spec.when(v1::AuditCommand{}).then_poison();
}

v1::PutBenefitAssumptions assumptions(std::int64_t trip_seconds) {
  v1::PutBenefitAssumptions put;
  put.set_set_by("manager-1");
  put.mutable_assumptions()->set_municipality("3024");
  put.mutable_assumptions()->set_from_month(682);
  auto& value = *put.mutable_assumptions()->add_values();
  value.set_name("trip_seconds");
  value.set_value(trip_seconds);
  value.set_source("time study, October 2026");
  return put;
}

TEST(BenefitAssumptions, AreSetWithWhoSetThemAndWhen) {
  v1::BenefitAssumptionsPut put;
  *put.mutable_assumptions() = assumptions(1'500).assumptions();
  put.set_set_by("manager-1");
  put.set_at_ms(to_ms(monday_8am));
  put.set_command_id("k1");
  auto spec = audit();
  spec.at(monday_8am).when(assumptions(1'500), "k1").then(put);
  EXPECT_EQ(spec.subject(), "municipality/3024");
  spec.when(assumptions(1'500), "k1").then_nothing();
}

TEST(BenefitAssumptions, AreRefusedWithTheFieldThatCannotBe) {
  v1::BenefitAssumptionsRefused refused;
  refused.set_municipality("3024");
  refused.set_command_id("k1");
  refused.set_field("assumptions.values[0].value");
  auto spec = audit();
  spec.when(assumptions(-1), "k1").then(refused);
  spec.when(assumptions(1'500), "k1").then_nothing();
}

}  // namespace
}  // namespace matbud::audit
