// A DeciderSpec with a service's own verbs: chains stay in the story's own type.
//
//   class OrderingStory : public processor::testing::Story<OrderingStory> { OrderingStory& then_refused(...); };
//   ordering.given(area).when(place_order).then_refused(REFUSAL_REASON_EMPTY_ORDER);
#pragma once

#include <string>
#include <utility>

#include "matbud/processor/testing/decider_spec.h"

namespace matbud::processor::testing {

/// Each step does what DeciderSpec's of the same name does.
template <class Self>
class Story : public DeciderSpec {
 public:
  using DeciderSpec::DeciderSpec;

  Self& at(Timestamp now) { return self(DeciderSpec::at(now)); }
  Self& in_area(std::string key) { return self(DeciderSpec::in_area(std::move(key))); }
  template <class... Messages>
  Self& given(const Messages&... history) {
    return self(DeciderSpec::given(history...));
  }
  Self& when(const google::protobuf::Message& input, std::string id = {}) {
    return self(DeciderSpec::when(input, std::move(id)));
  }
  Self& when_on(std::string topic, const google::protobuf::Message& input, std::string id = {}) {
    return self(DeciderSpec::when_on(std::move(topic), input, std::move(id)));
  }
  Self& when_again() { return self(DeciderSpec::when_again()); }
  Self& when_time_passes(Timestamp until) { return self(DeciderSpec::when_time_passes(until)); }
  Self& when_bytes_on(std::string topic, std::string bytes) {
    return self(DeciderSpec::when_bytes_on(std::move(topic), std::move(bytes)));
  }
  Self& then(const google::protobuf::Message& event, Where where = Where::current()) {
    return self(DeciderSpec::then(event, where));
  }
  Self& then_like(const google::protobuf::Message& event, Where where = Where::current()) {
    return self(DeciderSpec::then_like(event, where));
  }
  Self& then_nothing(Where where = Where::current()) { return self(DeciderSpec::then_nothing(where)); }
  Self& then_poison(Where where = Where::current()) { return self(DeciderSpec::then_poison(where)); }

 private:
  Self& self(DeciderSpec&) { return static_cast<Self&>(*this); }
};

}  // namespace matbud::processor::testing
