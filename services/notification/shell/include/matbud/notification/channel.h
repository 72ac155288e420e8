// A way to reach people: one message at a time, on the post office's thread for it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "matbud/notification/message.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::notification {

/// One message that is ready to go.
struct Outgoing {
  std::string id;       ///< 32 hexadecimal digits; the same for every attempt to tell this at this address, and telling
                        ///< nobody which order it is about
  std::string address;  ///< in clear text
  std::string name;     ///< whom to greet; empty when it is unknown or erased
  Message message;
};

/// What became of an attempt.
struct Attempted {
  v1::Outcome outcome;
  std::string detail;  ///< a code or our own words; never an address, a name, or the other side's free text
};

class Channel {
 public:
  virtual ~Channel() = default;
  [[nodiscard]] virtual v1::Channel kind() const = 0;
  /// Sends, and waits for the answer. `maybe_done`: an earlier owner may have sent it.
  [[nodiscard]] virtual Attempted send(const Outgoing& outgoing, bool maybe_done) = 0;
  /// Ends a send under way soon, and all later ones. Called from another thread.
  virtual void cancel() = 0;
};

/// Opens a sealed field of that full name, as privacy::KeyRing::open. Called on the channels' threads.
using OpenField = std::function<privacy::Opened(const privacy::v1::Sealed& sealed, std::string_view field)>;

}  // namespace matbud::notification
