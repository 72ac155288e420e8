#include "looks.h"

#include <array>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/log/topics.h"

namespace matbud::api {
namespace {

constexpr std::chrono::minutes sitting{10};
constexpr std::size_t recorded_max = 10'000;

}  // namespace

/// Looks of one answer that are not durable yet.
struct Looks::Waiting {
  std::size_t left;
  bool failed = false;
  std::function<void(bool)> done;
};

std::string Looks::id_of(const web::Caller& caller, const Look& look) {
  std::string id = "access/";
  if (!look.within_a_sitting) {
    std::array<std::uint8_t, 16> bytes{};
    random_.fill(bytes, {"access"});
    for (const auto byte : bytes) {
      id.push_back("0123456789abcdef"[byte >> 4]);
      id.push_back("0123456789abcdef"[byte & 15]);
    }
    return id;
  }
  id.append(caller.subject).append("/").append(web::word_of(caller.role)).append("/").append(look.citizen.value());
  id.append("/").append(look.ground);
  for (const auto& field : look.fields) id.append("/").append(field);
  return id.append("/").append(std::to_string(clock_.now().time_since_epoch() / sitting));
}

void Looks::record(const web::Caller& caller, std::span<const Look> looks, std::function<void(bool)> done) {
  std::vector<std::pair<const Look*, std::string>> news;
  for (const auto& look : looks) {
    auto id = id_of(caller, look);
    if (!recorded_.contains(id)) news.emplace_back(&look, std::move(id));
  }
  if (news.empty()) return done(true);
  const auto waiting = std::make_shared<Waiting>(Waiting{news.size(), false, std::move(done)});
  for (auto& [look, id] : news) {
    audit::v1::AuditCommand command;
    auto& report = *command.mutable_report_access();
    report.set_citizen_id(look->citizen.value());
    report.set_actor_id(caller.subject);
    report.set_role(std::string{web::word_of(caller.role)});
    report.set_ground(look->ground);
    for (const auto& field : look->fields) report.add_fields(field);
    const log::Command record{.topic = std::string{log::audit_commands},
                              .key = look->area.value(),
                              .id = id,
                              .type = report.GetTypeName(),
                              .subject = "citizen/" + look->citizen.value(),
                              .value = command.SerializeAsString(),
                              .partition = {}};
    appender_.add(
        {record.topic, log::partition_of(record, partitions_)},
        log::encode_command(record, clock_.now(), "/matbud/api"),
        [this, waiting, id = look->within_a_sitting ? id : std::string{}](const std::optional<Error>& failed) {
          if (failed) {
            waiting->failed = true;
          } else if (!id.empty()) {
            if (recorded_.size() >= recorded_max) recorded_.clear();
            recorded_.insert(id);
          }
          if (--waiting->left == 0) waiting->done(!waiting->failed);
        });
  }
}

}  // namespace matbud::api
