#include "topic_settings.h"

namespace matbud::log::kafka {

std::vector<std::pair<std::string, std::string>> settings_of(const TopicSpec& topic) {
  std::vector<std::pair<std::string, std::string>> settings{
      {"retention.ms", "-1"},
      {"retention.bytes", "-1"},
      // Every reader sees the same time, and no writer can choose it.
      {"message.timestamp.type", "LogAppendTime"},
      {"max.message.bytes", "8388608"},
  };
  if (topic.compacted) {
    settings.insert(settings.end(), {
                                        {"cleanup.policy", "compact"},
                                        // Two first keys of one citizen: the edge must have time to see it
                                        // (common/privacy/README.md).
                                        {"min.compaction.lag.ms", "3600000"},
                                        // What was erased is gone from the disk after a day.
                                        {"max.compaction.lag.ms", "86400000"},
                                        {"segment.ms", "3600000"},
                                        // A reader that comes late must hear of an erasure.
                                        {"delete.retention.ms", "9223372036854775807"},
                                    });
  } else {
    settings.emplace_back("cleanup.policy", "delete");
  }
  return settings;
}

bool is_compacted(const std::string& cleanup_policy) { return cleanup_policy.find("compact") != std::string::npos; }

}  // namespace matbud::log::kafka
