// Today's services on every published version: golden events fold, golden inputs are decided and not parked.
#include <gtest/gtest.h>

#include "golden.h"
#include "golden_log.h"
#include "matbud/pipeline/services.h"
#include "matbud/processor/replay.h"

namespace matbud::contract {
namespace {

const GrocerId dagros{"dagros"};
constexpr Partition partition = GoldenLog::partition;

/// For people: why inputs were parked.
std::string parked_reasons(log::SimulatedLog& log, const processor::ProcessorSpec& spec) {
  std::string reasons;
  for (const auto& entry : log.records({spec.own_topic, partition})) {
    const auto record = log::decode(*entry.canonical);
    google::protobuf::Arena arena;
    auto* event = spec.decider->new_event(arena);
    if (!record || !event->ParseFromArray(record->value.data(), static_cast<int>(record->value.size()))) continue;
    const auto* runtime = spec.decider->runtime_event(*event);
    if (runtime && runtime->has_input_parked())
      reasons += std::string{record->id} + ": " + runtime->input_parked().reason() + "\n";
  }
  return reasons;
}

class GoldenFold : public ::testing::TestWithParam<processor::ProcessorSpec> {};

TEST_P(GoldenFold, TakesEveryGoldenEvent) {
  const auto& spec = GetParam();
  GoldenLog golden{dagros};
  golden.append_corpus_of(spec.own_topic);
  state::MemorySpace space;
  const auto position = processor::replay(spec, partition, golden.log(), space, {}, {});
  ASSERT_TRUE(position) << position.error().message;
  EXPECT_EQ(position->accepted, golden_lines(value_type_of(spec.own_topic)).size());
  EXPECT_EQ(position->voided, 0U);
}

TEST_P(GoldenFold, DecidesEveryGoldenInput) {
  const auto& spec = GetParam();
  GoldenLog golden{dagros};
  std::size_t inputs = 0;
  for (const auto& topic : spec.inputs) {
    golden.append_corpus_of(topic);
    inputs += golden_lines(value_type_of(topic)).size();
  }
  state::MemorySpace space;
  processor::Processor processor{spec, partition, golden.log(), space, nullptr, "golden"};
  for (int step = 0; step < 1000 && !(processor.phase() == processor::Processor::Phase::running && processor.idle());
       ++step) {
    processor.step(GoldenLog::now);
  }
  EXPECT_FALSE(processor.alarm().has_value()) << processor.alarm()->message;
  EXPECT_TRUE(processor.idle());
  EXPECT_GE(processor.counters().inputs, inputs);
  EXPECT_EQ(processor.counters().parked, 0U) << parked_reasons(golden.log(), spec);
}

INSTANTIATE_TEST_SUITE_P(Services, GoldenFold, ::testing::ValuesIn(pipeline::all_processors({dagros})),
                         [](const auto& spec) {
                           auto name = spec.param.name;
                           for (auto& c : name) {
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace matbud::contract
