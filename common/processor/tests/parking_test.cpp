// Poison: set aside with everything needed to decide it later, never skipped, never in the way of others.
#include "matbud/processor/machinery.h"
#include "matbud/version/version.h"
#include "partition_story.h"

namespace matbud::processor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Parking : public PartitionStory {
 protected:
  [[nodiscard]] std::vector<std::string> queues(const std::string& name) {
    std::vector<std::string> subjects;
    state::SpaceTables{process(name).space}.scan(parked_inputs, "", "", [&](std::string_view key, std::string_view) {
      subjects.emplace_back(key.substr(0, key.find('\0')));
      return true;
    });
    return subjects;
  }
  [[nodiscard]] runtime::v1::RuntimeEvent last_said() { return chain().back().event.runtime(); }
};

TEST_F(Parking, KeepsAnUndecodableInputWithItsBytesItsReasonAndTheVersionOfTheCode) {
  const auto at = hears_bytes("\xff\xff\xff", "thing/milk");
  start("a");
  settle("a");
  ASSERT_THAT(told(), ElementsAre("inputParked"));
  const auto parked = last_said().input_parked();
  EXPECT_EQ(parked.input().topic(), own_commands.topic);
  EXPECT_EQ(parked.input().partition(), 0U);
  EXPECT_EQ(parked.input().offset(), at.value());
  EXPECT_EQ(parked.subject(), "thing/milk");
  EXPECT_EQ(parked.record(), *log->records(own_commands)[0].canonical);
  EXPECT_EQ(parked.appended_at_ms(), to_ms(clock.now()));
  EXPECT_EQ(parked.reason(), "value is not a matbud.audit.v1.AuditCommand");
  EXPECT_EQ(parked.code_version(), version());
  EXPECT_FALSE(parked.behind());
  EXPECT_EQ(chain().back().record.subject, "thing/milk");
  EXPECT_EQ(processor("a").counters().parked, 1U);
}

TEST_F(Parking, TellsNobodyOnStderrOfBytesThatCannotBeDecoded) {
  testing::internal::CaptureStderr();
  hears_bytes(toy::command(toy::count, "\xff\xfe"), "thing/milk");
  start("a");
  settle("a");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  ASSERT_THAT(told(), ElementsAre("inputParked"));
}

TEST_F(Parking, QueuesLaterInputsOfTheSubjectAndLetsAllOthersFlow) {
  hears(toy::choke, "milk");
  hears(toy::count, "bread");
  hears(toy::count, "milk");
  hears_of_another(toy::count, "milk");
  start("a");
  settle("a");
  EXPECT_THAT(told(), testing::UnorderedElementsAre("inputParked", "count bread", "inputParked", "inputParked"));
  EXPECT_EQ(counted("a", "milk"), 0);
  EXPECT_EQ(counted("a", "bread"), 1);
  EXPECT_THAT(queues("a"), ElementsAre("thing/milk", "thing/milk", "thing/milk"));
  EXPECT_TRUE(last_said().input_parked().behind());
  EXPECT_EQ(last_said().input_parked().reason(), "waits behind an older parked input of thing/milk");
}

TEST_F(Parking, ShowsInItsStandingWithHowFarEachTopicIsHandled) {
  hears(toy::choke, "milk");
  hears(toy::ask, "mail");
  hears_of_another(toy::count, "bread");
  start("a");
  settle("a");
  const auto standing = processor("a").standing();
  EXPECT_EQ(standing.parked, 1U);
  EXPECT_EQ(standing.pending_effects, 1U);
  ASSERT_EQ(standing.inputs.size(), 2U);
  for (const auto& heard : standing.inputs) {
    EXPECT_EQ(heard.next, log->watermarks({heard.topic, Partition{0}})->end) << heard.topic;
  }
}

TEST_F(Parking, PassesAnothersParkingOfTheSubjectBy) {
  hears(toy::choke, "milk");
  start("a");
  settle("a");
  // Were it parked here, and ours there, two services that hear each other would never rest.
  hears_machinery_of_another("milk");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked"));
}

TEST_F(Parking, RedrivesInOrderOnceTheCodeIsMended) {
  hears(toy::choke, "milk");
  hears(toy::count, "milk");
  hears(toy::ignore, "milk");
  start("a");
  settle("a");
  start("a", toy::Version::mended);
  clock.advance(std::chrono::hours{1});
  hears_redrive("thing/milk");
  settle("a");
  const auto events = chain();
  EXPECT_EQ(events.back().text(), "choke milk");
  EXPECT_EQ(events.back().event.redriven().topic(), own_commands.topic);
  EXPECT_EQ(events.back().event.redriven().offset(), 0);
  EXPECT_EQ(events.back().record.cause->offset, Offset{3}) << "the redrive is the cause";
  EXPECT_EQ(events.back().event.operator_acted().at_ms(), to_ms(clock.now() - std::chrono::hours{1}))
      << "decided with the time it was heard";
  EXPECT_EQ(events.back().record.time, clock.now() - std::chrono::hours{1}) << "and folded with the same";
  EXPECT_EQ(queues("a").size(), 2U);
  hears(toy::count, "milk");
  hears_redrive("thing/milk");
  hears_redrive("thing/milk");
  hears_redrive("thing/milk");
  hears(toy::count, "milk");
  settle("a");
  const std::vector<std::string> all = told();
  EXPECT_THAT(std::vector(all.end() - 5, all.end()),
              ElementsAre("inputParked", "count milk", "parkedSettled", "count milk", "count milk"))
      << "one more queues up, three leave the queue, and then the subject flows again";
  EXPECT_EQ(counted("a", "milk"), 4);
  EXPECT_TRUE(queues("a").empty());
}

TEST_F(Parking, RefusesARedriveThatFailsAgain) {
  hears(toy::choke, "milk");
  hears_redrive("thing/milk");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked", "redriveRefused"));
  EXPECT_EQ(last_said().redrive_refused().subject(), "thing/milk");
  EXPECT_EQ(last_said().redrive_refused().reason(), "cannot swallow milk");
  EXPECT_EQ(queues("a").size(), 1U);
}

TEST_F(Parking, RefusesARedriveWhenNothingIsParked) {
  hears_redrive("thing/milk");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("redriveRefused"));
  EXPECT_EQ(last_said().redrive_refused().reason(), "nothing is parked for thing/milk");
}

TEST_F(Parking, RefusesARedriveOfASubjectThatIsTooLongForARecord) {
  hears_redrive(std::string(70'000, 'x'));
  hears(toy::count, "milk");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("redriveRefused", "count milk"));
}

TEST_F(Parking, GivesUpAnInputUnreadWhenAnOperatorSaysSo) {
  hears(toy::choke, "milk");
  hears(toy::count, "milk");
  hears_redrive("thing/milk", true);
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked", "inputParked", "parkedSettled"));
  EXPECT_TRUE(last_said().parked_settled().discarded());
  EXPECT_EQ(last_said().parked_settled().reason(), "beyond repair");
  EXPECT_EQ(last_said().parked_settled().input().offset(), 0);
  hears_redrive("thing/milk");
  hears(toy::count, "milk");
  settle("a");
  EXPECT_EQ(counted("a", "milk"), 2);
  EXPECT_TRUE(queues("a").empty());
}

TEST_F(Parking, KeepsItsQueuesOverARestartAndARebuild) {
  hears(toy::choke, "milk");
  hears(toy::count, "milk");
  start("a");
  settle("a");
  for (const bool wiped : {false, true}) {
    if (wiped) wipe("a");
    start("a");
    hears(toy::count, "milk");
    settle("a");
    EXPECT_EQ(counted("a", "milk"), 0);
  }
  EXPECT_EQ(queues("a").size(), 4U);
}

TEST_F(Parking, ForgetsAQueueWhoseParkingNeverLanded) {
  appends_take_time();
  hears(toy::choke, "milk");
  hears(toy::count, "milk");
  start("a");
  catches_up("a");
  step("a");
  start("a", toy::Version::mended);
  settle("a");
  EXPECT_THAT(told(), ElementsAre("choke milk", "count milk"));
}

TEST_F(Parking, GivesAnInputWithoutSubjectAQueueOfItsOwn) {
  hears_bytes("\xff", "");
  hears_bytes("\xff", "");
  start("a");
  settle("a");
  EXPECT_THAT(queues("a"), ElementsAre("input/audit.commands.v1/0/0", "input/audit.commands.v1/0/1"));
}

TEST_F(Parking, SurvivesTextsThatNoMessageMayHold) {
  hears_bytes("\xff", "thing/\xc3\x28");
  hears_bytes(toy::command(toy::count, "milk"), "thing/milk", "id \xe2\x82");
  hears_bytes(toy::command(toy::count, "bread"), "thing/bread \xed\xa0\x80");
  hears_bytes(toy::command(toy::count, "jam"), "thing/sm\xc3\xb8r");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked", "inputParked", "inputParked", "count jam"));
  const auto before = digest("a");
  wipe("a");
  start("a");
  settle("a");
  ASSERT_EQ(processor("a").phase(), Processor::Phase::running) << processor("a").alarm()->message;
  EXPECT_EQ(digest("a"), before);
  EXPECT_THAT(queues("a"), ElementsAre("input/audit.commands.v1/0/0", "input/audit.commands.v1/0/2", "thing/milk"));
  hears_redrive("thing/milk");
  settle("a");
  EXPECT_EQ(last_said().redrive_refused().reason(), "ce_id is not UTF-8");
}

TEST_F(Parking, TakesWhatIsNoRecordHoweverWellItDecodes) {
  hears_foreign(toy::command(toy::count, "milk"));
  hears(toy::count, "bread");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked", "count bread"));
  EXPECT_THAT(queues("a"), ElementsAre("input/audit.commands.v1/0/0"));
}

TEST_F(Parking, TellsApartSubjectsOfWhichOneBeginsAsTheOther) {
  using namespace std::string_literals;
  hears_bytes("\xff", "thing\0more"s);
  hears_redrive("thing");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("inputParked", "redriveRefused"));
  EXPECT_EQ(last_said().redrive_refused().reason(), "nothing is parked for thing");
}

/// A relay's topic has no room for the machinery's events.
class RelayDecider final : public Decider {
 public:
  explicit RelayDecider(std::shared_ptr<const Decider> toy) : toy_{std::move(toy)} {}
  [[nodiscard]] std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                               google::protobuf::Arena& arena) const override {
    return toy_->decide(state, input, arena);
  }
  void evolve(state::TableWriter& state, const google::protobuf::Message& event, const EventInfo& info) const override {
    toy_->evolve(state, event, info);
  }
  [[nodiscard]] google::protobuf::Message* new_event(google::protobuf::Arena& arena) const override {
    return toy_->new_event(arena);
  }
  [[nodiscard]] const runtime::v1::RuntimeCommand* runtime_command(const Input&,
                                                                   google::protobuf::Arena&) const override {
    return nullptr;
  }
  [[nodiscard]] std::string wrapped(const runtime::v1::RuntimeCommand&) const override { return {}; }
  [[nodiscard]] const runtime::v1::RuntimeEvent* runtime_event(const google::protobuf::Message&) const override {
    return nullptr;
  }
  [[nodiscard]] runtime::v1::RuntimeEvent* mutable_runtime_event(google::protobuf::Message&) const override {
    return nullptr;
  }
  [[nodiscard]] const runtime::v1::InputRef* redriven(const google::protobuf::Message&) const override {
    return nullptr;
  }
  void set_redriven(google::protobuf::Message&, const runtime::v1::InputRef&) const override {}

 private:
  std::shared_ptr<const Decider> toy_;
};

TEST_F(Parking, StopsARelayWithAnAlarmBecauseItHasNowhereToPark) {
  hears_of_another(toy::count, "milk");
  hears_of_another(toy::choke, "bread");
  hears_of_another(toy::count, "milk");
  ProcessorSpec relay{.name = "relay",
                      .own_topic = own.topic,
                      .commands_topic = {},
                      .inputs = {others.topic},
                      .decider = std::make_shared<RelayDecider>(toy::decider())};
  start("a", relay);
  settle("a");
  ASSERT_EQ(processor("a").phase(), Processor::Phase::stopped);
  EXPECT_THAT(processor("a").alarm()->message, HasSubstr("input/ordering.events.v1/0/1"));
  EXPECT_THAT(processor("a").alarm()->message, HasSubstr("cannot swallow bread"));
  relay.decider = std::make_shared<RelayDecider>(toy::decider(toy::Version::mended));
  start("a", relay);
  settle("a");
  EXPECT_THAT(told(), ElementsAre("count milk", "choke bread", "count milk"));
}

TEST_F(Parking, KeepsNoMoreOfAnInputThanAnEventCanCarry) {
  const std::string huge(9U << 20U, '\xff');
  hears_bytes(huge, "thing/milk");
  hears(toy::count, "milk");
  start("a");
  settle("a");
  const auto all = chain();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_LT(all[0].canonical.size(), 10'000U);
  EXPECT_THAT(all[0].event.runtime().input_parked().reason(), testing::HasSubstr("9437184 bytes"));
  hears_redrive("thing/milk");
  settle("a");
  EXPECT_EQ(told().back(), "redriveRefused") << "nothing is left that could be decided";
  hears_redrive("thing/milk", true);
  hears_redrive("thing/milk");
  settle("a");
  EXPECT_EQ(told().back(), "count milk") << "what waited behind it is whole";
}

}  // namespace
}  // namespace matbud::processor
