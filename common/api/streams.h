// Streams of a service's events, for pages that show what happens as it happens.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "matbud/api/desk.h"
#include "matbud/api/tap.h"
#include "matbud/api/token.h"
#include "matbud/log/log.h"
#include "matbud/web/event_stream.h"

namespace matbud::api {

/// Which events a stream carries. Empty ids: whatever they are.
struct StreamWanted {
  web::Caller caller;  ///< sees only their municipality's
  std::string area;
  std::string order;
  std::string citizen;
  std::optional<Cursor> after;  ///< the newest event seen; nothing: from now on
};

/// Belongs to the desk's thread.
class Streams {
 public:
  /// `top_level` is the default instance of the topic's message; it lives for ever.
  Streams(log::Log& log, std::string events_topic, std::uint32_t partitions, const google::protobuf::Message& top_level)
      : log_{log}, topic_{std::move(events_topic)}, partitions_{partitions}, top_level_{top_level} {}

  /// Sends what came after `wanted.after`, and from now on what comes.
  void open(const web::EventStream& stream, StreamWanted wanted);
  void hear(const Heard& heard);
  [[nodiscard]] bool empty() const { return open_.empty(); }
  void end_all();

 private:
  /// What anybody may know of an event.
  struct Public {
    std::string type;
    std::string area;
    std::vector<std::string> orders;
    std::vector<std::string> citizens;
    std::vector<std::string> grocers;
    std::string data;
    std::string data_for_grocers;  ///< the same without citizens
  };
  struct Open {
    web::EventStream stream;
    StreamWanted wanted;
    Cursor seen;
  };

  [[nodiscard]] std::optional<Public> public_part(std::string_view value, std::string_view key, Timestamp at) const;
  [[nodiscard]] std::vector<Partition> partitions_of(const StreamWanted& wanted) const;
  [[nodiscard]] bool replay(Open& one, Partition partition, Offset after);
  void start_at_the_end(Open& one, Partition partition);
  static bool is_wanted(const StreamWanted& wanted, const Public& event);
  [[nodiscard]] static std::string text_for(const Open& one, const Public& event);

  log::Log& log_;
  std::string topic_;
  std::uint32_t partitions_;
  const google::protobuf::Message& top_level_;
  std::vector<Open> open_;
};

}  // namespace matbud::api
