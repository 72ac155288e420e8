// matbud mailbox: what the people of a demo were told, by mail, text message and letter.
#include <algorithm>

#include "commands.h"
#include "mailbox_files.h"

namespace matbud::cli {
namespace {

Result<std::vector<MailboxItem>> opened(const Common& common) {
  const auto folder = common.installation.directory / "mailbox";
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error))
    return failure(Error::Code::not_found, folder.string() + " is not there: only a demo has a mailbox");
  return mailbox_in(folder);
}

nlohmann::json as_json(const MailboxItem& item) {
  return {{"id", item.id}, {"to", item.to}, {"subject", item.subject}, {"body", item.body}, {"file", item.file}};
}

Exit list(const Common& common, const std::string& to, const Streams& streams) {
  const auto items = opened(common);
  if (!items) return report(streams, items.error());
  for (const auto& item : *items) {
    if (item.to.find(to) == std::string::npos) continue;
    if (common.json) {
      streams.out << as_json(item).dump() << "\n";
    } else {
      streams.out << item.id << "  " << item.to << "  " << item.subject << "\n";
    }
  }
  return Exit::ok;
}

Exit show(const Common& common, const std::string& id, const Streams& streams) {
  const auto items = opened(common);
  if (!items) return report(streams, items.error());
  const auto item = std::find_if(items->begin(), items->end(), [&](const MailboxItem& one) { return one.id == id; });
  if (item == items->end())
    return report(streams, {Error::Code::not_found, "there is no message " + id + "; `mailbox list` names them"});
  if (common.json) {
    streams.out << as_json(*item).dump() << "\n";
    return Exit::ok;
  }
  streams.out << "to: " << item->to << "\n";
  if (!item->id.starts_with("sms/")) streams.out << "subject: " << item->subject << "\n";
  streams.out << "file: " << item->file << "\n\n" << item->body;
  return Exit::ok;
}

}  // namespace

void add_mailbox(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* group = parent.add_subcommand("mailbox", "what the people of a demo were told")->require_subcommand(1);
  auto* listing = group->add_subcommand("list", "list mails, text messages and letters, each with whom it went to");
  const auto to = std::make_shared<std::string>();
  listing->add_option("--to", *to, "only those to an address, number or name that holds this");
  listing->callback([&common, &chosen, to] {
    chosen = [&common, to](const Streams& streams) { return list(common, *to, streams); };
  });
  auto* showing = group->add_subcommand("show", "show one in clear text");
  const auto id = std::make_shared<std::string>();
  showing->add_option("id", *id, "as `list` names it, e.g. mail/000001")->required();
  showing->callback([&common, &chosen, id] {
    chosen = [&common, id](const Streams& streams) { return show(common, *id, streams); };
  });
}

}  // namespace matbud::cli
