// An installation at work: its log and state open, its processors on their threads, its health and numbers on HTTP.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "matbud/host/entrance.h"
#include "matbud/host/installation.h"
#include "matbud/host/pipeline.h"
#include "matbud/web/server.h"

namespace matbud::host {

/// What runs, and where it is seen.
struct RunSettings {
  Settings installation;
  /// Adds processors, read models and effectors to the wiring. What they hold must outlive the run or be held by them.
  std::function<void(Installation& installation, Wiring& wiring, const Clock& clock)> wire;
  /// How callers of the pages come in; none: nobody does.
  std::optional<Entrance> entrance = {};
  /// Adds pages beside health and metrics, behind the entrance's gate; may be empty. They run on the server's thread.
  std::function<void(web::Router& router, const std::shared_ptr<const web::Gate>& gate, Installation& installation,
                     Pipeline& pipeline, const Clock& clock)>
      add_pages = nullptr;
  web::Settings http = {};
  unsigned threads = 2;
  bool stands_by = false;  ///< Wiring::stands_by
};

/// Runs from start() until stop() or its end. One thread starts and stops it.
class Running {
 public:
  /// Opens the installation, which must be there, and begins. HTTP answers before the processors have caught up.
  /// Errors as Installation::open, Pipeline::open and web::Server::start. `clock` and `random` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Running>> start(const RunSettings& settings, const Clock& clock,
                                                              privacy::Random& random);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Where HTTP answers: `http://127.0.0.1:8420`.
  [[nodiscard]] std::string address() const;
  [[nodiscard]] Installation& installation();
  [[nodiscard]] Pipeline& pipeline();
  /// Ends HTTP, then the processors, after the step they are at. Calling it again does nothing.
  void stop();

 private:
  class Parts;
  explicit Running(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace matbud::host
