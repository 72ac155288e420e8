#include "history.h"

namespace matbud::broker_faults {
namespace {

void take(History& history, const nlohmann::json& line) {
  const auto& what = line.at("what").get_ref<const std::string&>();
  if (what == "installation") {
    history.partitions = line.at("partitions").get<std::uint32_t>();
    for (const auto& grocer : line.at("grocers")) history.grocers.emplace_back(grocer.get<std::string>());
  } else if (what == "instance") {
    history.instances.push_back({line.at("name"), line.at("service"), line.at("data").get<std::string>()});
  } else if (what == "order") {
    history.orders.push_back({line.at("order"), Partition{line.at("partition").get<std::uint32_t>()},
                              Offset{line.at("offset").get<std::int64_t>()}});
  } else if (what == "fault") {
    MadeFault fault{line.at("kind"), line.at("targets").get<std::vector<std::string>>(),
                    from_ms(line.at("began_at_ms").get<std::int64_t>()), std::nullopt};
    if (line.contains("recovery_ms"))
      fault.recovery = std::chrono::milliseconds{line.at("recovery_ms").get<std::int64_t>()};
    history.faults.push_back(std::move(fault));
  } else if (what != "note") {
    throw std::runtime_error{"nobody writes \"" + what + "\""};
  }
}

}  // namespace

HistoryWriter::HistoryWriter(const std::filesystem::path& file) : out_{file} {
  if (!out_) throw std::runtime_error{file.string() + " cannot be written"};
}

void HistoryWriter::installation(std::uint32_t partitions, const std::vector<GrocerId>& grocers) {
  auto names = nlohmann::json::array();
  for (const auto& grocer : grocers) names.push_back(grocer.value());
  line({{"what", "installation"}, {"partitions", partitions}, {"grocers", names}});
}

void HistoryWriter::instance(const KnownInstance& instance) {
  line(
      {{"what", "instance"}, {"name", instance.name}, {"service", instance.service}, {"data", instance.data.string()}});
}

void HistoryWriter::order(const AcknowledgedOrder& order) {
  line({{"what", "order"},
        {"order", order.order_id},
        {"partition", order.partition.value()},
        {"offset", order.offset.value()}});
}

void HistoryWriter::fault(const MadeFault& fault) {
  nlohmann::json made{
      {"what", "fault"}, {"kind", fault.kind}, {"targets", fault.targets}, {"began_at_ms", to_ms(fault.began_at)}};
  if (fault.recovery) made["recovery_ms"] = fault.recovery->count();
  line(made);
}

void HistoryWriter::note(const std::string& what) {
  line({{"what", "note"}, {"at_ms", to_ms(SystemClock{}.now())}, {"note", what}});
}

void HistoryWriter::line(const nlohmann::json& line) {
  const std::lock_guard guard{mutex_};
  out_ << line.dump() << std::endl;
}

Result<History> read_history(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in) return failure(Error::Code::not_found, file.string() + " cannot be read");
  History history;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    try {
      take(history, nlohmann::json::parse(line));
    } catch (const std::exception& error) {
      return failure(Error::Code::corrupt, file.string() + ":" + std::to_string(number) + ": " + error.what());
    }
  }
  return history;
}

}  // namespace matbud::broker_faults
