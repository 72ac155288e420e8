// Why something was refused or failed, in words.
#pragma once

#include <string_view>

#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {

[[nodiscard]] std::string_view words_for(ordering::v1::RefusalReason reason);
[[nodiscard]] std::string_view words_for(ordering::v1::OrderEnding ending);
[[nodiscard]] std::string_view words_for(dispatch::v1::DispatchRefusal reason);
[[nodiscard]] std::string_view words_for(dispatch::v1::FailureReason reason);
[[nodiscard]] std::string_view words_for(notification::v1::ContactsRefusal reason);
/// `no_contact`, `no_consent`, `consent_ended`; another word is told as it is.
[[nodiscard]] std::string_view words_for_silence(std::string_view reason);

}  // namespace matbud::audit
