// The read model behind the mailbox: who was told what, or why not.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "mailbox.pb.h"
#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"

namespace matbud::notification {

/// The read model `mailbox`. It hears notification's own events and nothing else.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> mailbox();

// Queries read one partition's tables.

/// What was to be told about an order, by notification id.
[[nodiscard]] std::vector<post::MailboxEntry> messages_about(const state::TableReader& tables,
                                                             std::string_view order_id);
/// The area that an order's messages belong to; nothing when there are none.
[[nodiscard]] std::optional<std::string> area_of_messages(const state::TableReader& tables, std::string_view order_id);
[[nodiscard]] std::optional<post::MailboxContacts> contacts_of(const state::TableReader& tables,
                                                               std::string_view citizen_id);

}  // namespace matbud::notification
