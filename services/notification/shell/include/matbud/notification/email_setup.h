// How a program sets e-mail up: its options, and the effectors that they make.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "matbud/base/ids.h"
#include "matbud/notification/email_channel.h"

namespace matbud::notification {

/// Adds --smtp-host, --smtp-port, --smtp-security, --smtp-user, --smtp-password-file, --mail-from and --mail-from-name.
/// After a parse `settings` is complete, the password read from its file's first line; without a host nothing can be
/// sent. It is a usage error when mail would go unprotected to another machine, when --mail-from is missing, and when
/// the password's file cannot be read, or can be by more than its owner.
void add_email_options(CLI::App& app, SmtpSettings& settings);

/// Effectors of one channel, which lives as long as this function or a copy of it; it must outlive what it makes.
using EffectorOfPartition = std::function<std::unique_ptr<processor::Effector>(Partition partition)>;
/// `clock` must outlive the channel. Opens with these keys, narrowed to what notification may open. `on_report` as
/// EmailChannel has it.
[[nodiscard]] EffectorOfPartition email_effectors(const SmtpSettings& settings, const privacy::KeyRing& keys,
                                                  const Clock& clock, std::function<void()> on_report);

}  // namespace matbud::notification
