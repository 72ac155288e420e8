// How a program sets its channels up: their options, and the effectors that they make.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "matbud/base/ids.h"
#include "matbud/notification/email_channel.h"
#include "matbud/notification/letter_channel.h"
#include "matbud/notification/post_office.h"
#include "matbud/notification/sms_channel.h"

namespace matbud::notification {

/// Every channel; one without host, url or spool is not offered.
struct ChannelSettings {
  SmtpSettings smtp;
  SmsSettings sms;
  LetterSettings letters;
  [[nodiscard]] bool any() const { return !smtp.host.empty() || !sms.url.empty() || !letters.spool.empty(); }
};

/// Adds --smtp-host, --smtp-port, --smtp-security, --smtp-user, --smtp-password-file, --mail-from, --mail-from-name,
/// --sms-url, --sms-token-file, --sms-from, --letter-spool, --letter-from and --letter-font.
/// After a parse `settings` is complete, secrets read from the first lines of their files. It is a usage error when
/// mail or text messages would go unprotected to another machine, when a sender is missing, and when a secret's file
/// cannot be read, or can be by more than its owner.
void add_channel_options(CLI::App& app, ChannelSettings& settings);

/// Effectors of one post office, which lives as long as this function or a copy of it; it must outlive what it makes.
using EffectorOfPartition = std::function<std::unique_ptr<processor::Effector>(Partition partition)>;
/// Of the channels that are set up. `clock` must outlive them. Opens with these keys, narrowed to what notification may
/// open. `on_report` as PostOffice has it.
[[nodiscard]] EffectorOfPartition channel_effectors(const ChannelSettings& settings, const privacy::KeyRing& keys,
                                                    const Clock& clock, std::function<void()> on_report);

}  // namespace matbud::notification
