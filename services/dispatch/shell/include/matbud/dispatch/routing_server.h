// Travel times by a matrix from a routing server, in the forms of OSRM and of VROOM.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>

#include "matbud/dispatch/plan_effector.h"

namespace matbud::dispatch {

/// The server and how it is asked.
struct RoutingSettings {
  enum class Form {
    osrm,   ///< GET <url>/table/v1/driving/<lon>,<lat>;...?annotations=duration,distance
    vroom,  ///< POST <url> {"locations": [[lon, lat], ...]}, answered as VROOM takes it: {"matrices": {"car": {...}}}
  };
  std::string url;  ///< https, or http for a server on this machine; empty: none
  Form form = Form::osrm;
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds timeout{10'000};  ///< for the whole matrix, connecting included
};

/// Adds --routing-url and --routing-form. It is a usage error when positions would go over an open wire to another
/// machine.
void add_routing_options(CLI::App& app, RoutingSettings& settings);

/// Asks the server; empty when there is none. The server gets positions and nothing else. Errors say what went wrong in
/// codes and our own words.
[[nodiscard]] TravelAsker routing_server(const RoutingSettings& settings);

}  // namespace matbud::dispatch
