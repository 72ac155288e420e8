// How a program sets up the ways to grocers that read no topic: its options, and what they make.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>

#include "matbud/grocer_bridge/channels/channels.h"
#include "matbud/grocer_bridge/channels/spool_intake.h"

namespace matbud::grocer_bridge {

struct ChannelSettings {
  std::filesystem::path spool;    ///< folder with one for each grocer; empty: `spool` in the installation's directory
  std::filesystem::path secrets;  ///< folder of `<grocer>.webhook`; empty: `secrets` in the installation's directory
};

/// Adds --grocer-spool and --grocer-secrets.
void add_channel_options(CLI::App& app, ChannelSettings& settings);

/// Where the secrets lie.
[[nodiscard]] std::filesystem::path secrets_folder(const ChannelSettings& settings,
                                                   const std::filesystem::path& directory);

/// What the ways need of the process around them. Log and clock must outlive what is made.
struct ChannelSurroundings {
  log::Log& log;
  const Clock& clock;
  std::filesystem::path directory;  ///< of the installation
  std::vector<GrocerId> grocers;
  std::uint32_t partitions = 12;
  /// As IntakeSettings::put_catalogue.
  decltype(IntakeSettings::put_catalogue) put_catalogue = nullptr;
  std::function<void(const Error&)> on_trouble;
};

/// Effectors for the bridge's processor, and the thread that reads spool folders: both live as long as this function or
/// a copy of it, which must outlive what it makes.
[[nodiscard]] std::function<std::unique_ptr<processor::Effector>(Partition partition)> channel_effectors(
    const ChannelSettings& settings, ChannelSurroundings surroundings);

}  // namespace matbud::grocer_bridge
