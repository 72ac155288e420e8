// Every command's registration; commands.cpp puts them in the order of the help text.
#pragma once

#include "matbud/cli/command.h"

namespace matbud::cli {

void add_demo(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_serve(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_events(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_log(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
/// Part of `log`.
void add_log_copy(CLI::App& group, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_order(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
/// Part of `order`.
void add_order_place(CLI::App& group, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_catalogue(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_grocer(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_parked(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_benefits(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_replay(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_mailbox(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_simulate(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_plan(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_topics(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_schema(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_status(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_doctor(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);
void add_completion(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen);

}  // namespace matbud::cli
