#include "matbud/host/pipeline.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <set>

namespace matbud::host {

/// The hosts of one thread's partitions. The worker owns them; these pointers are for looking at them.
struct Share {
  std::vector<processor::ProcessorHost*> processors;
  std::vector<projection::ProjectionHost*> projections;
  std::vector<processor::Stepper*> steppers;
  std::vector<processor::AlarmWatch> watches;  ///< one for each stepper, for when nobody but step() steps them
  std::unique_ptr<processor::Worker> worker;
};

/// Read models of a thread whose processors still catch up wait for them: deciding is what a start is for.
class AfterProcessors final : public processor::Stepper {
 public:
  AfterProcessors(std::unique_ptr<projection::ProjectionHost> read_model,
                  std::vector<processor::ProcessorHost*> processors)
      : read_model_{std::move(read_model)}, processors_{std::move(processors)} {}

  bool step(Timestamp now) override { return !must_wait() && read_model_->step(now); }
  [[nodiscard]] std::vector<Error> alarms() const override { return read_model_->alarms(); }

 private:
  [[nodiscard]] bool must_wait() const {
    bool wait = false;
    for (const auto* host : processors_) {
      host->for_each([&](const processor::Processor& one) {
        wait = wait || (one.phase() == processor::Processor::Phase::catching_up && !one.idle());
      });
    }
    return wait;
  }

  std::unique_ptr<projection::ProjectionHost> read_model_;
  std::vector<processor::ProcessorHost*> processors_;
};

class Pipeline::Impl {
 public:
  Impl(log::Log& log, const Clock& clock, Wiring wiring) : log_{log}, clock_{clock}, wiring_{std::move(wiring)} {
    if (!wiring_.settings.cache) wiring_.settings.cache = std::make_shared<state::CacheBudget>(wiring_.cache_bytes);
  }

  Result<void> open() {
    if (auto found = check_topics(); !found) return found;
    for (unsigned index = 0; index < wiring_.threads; ++index) {
      if (auto opened = open_share(index); !opened) return opened;
    }
    return {};
  }

  void start() {
    for (auto& share : shares_) share.worker->start();
  }
  void stop() {
    for (auto& share : shares_) share.worker->stop();
  }
  bool step() {
    bool moved = false;
    inspect([&](Share& share) {
      for (std::size_t i = 0; i < share.steppers.size(); ++i) {
        moved = share.steppers[i]->step(clock_.now()) || moved;
        share.watches[i].look(*share.steppers[i], [this](const Error& alarm) { raise(alarm); });
      }
    });
    return moved;
  }

  /// Calls `look` for each share while its worker stands still.
  void inspect(const std::function<void(Share&)>& look) {
    for (auto& share : shares_) share.worker->inspect([&] { look(share); });
  }

  std::vector<Error> alarms() {
    const std::lock_guard lock{alarm_mutex_};
    return alarms_;
  }

 private:
  /// Topics are made with an installation, or by an operator: a service need not have the right to.
  Result<void> check_topics() {
    const auto topics = log_.topics();
    if (!topics) return tl::unexpected{topics.error()};
    std::set<std::string> missing;
    for (const auto& spec : wiring_.processors) {
      missing.insert(spec.inputs.begin(), spec.inputs.end());
      missing.insert(spec.own_topic);
      if (!spec.commands_topic.empty()) missing.insert(spec.commands_topic);
    }
    for (const auto& model : wiring_.read_models) {
      const auto heard = model->topics();
      missing.insert(heard.begin(), heard.end());
    }
    for (const auto& topic : *topics) missing.erase(topic.name);
    if (missing.empty()) return {};
    std::string names;
    for (const auto& name : missing) names += (names.empty() ? "" : ", ") + name;
    return failure(Error::Code::not_found,
                   "missing, or not for us to see: " + names + "; `matbud topics apply` makes topics");
  }

  Result<void> open_share(unsigned index) {
    const auto takes = [index, threads = wiring_.threads](Partition partition) {
      return partition.value() % threads == index;
    };
    std::vector<Partition> partitions;
    for (std::uint32_t p = 0; p < wiring_.partitions; ++p) {
      if (takes(Partition{p})) partitions.emplace_back(p);
    }
    Share share;
    std::vector<std::unique_ptr<processor::Stepper>> steppers;
    for (const auto& spec : wiring_.processors) {
      processor::HostEnvironment environment;
      environment.open_space = wiring_.open_space;
      if (wiring_.make_effector) {
        environment.make_effector = [make = wiring_.make_effector, name = spec.name](Partition partition) {
          return make(name, partition);
        };
      }
      environment.new_incarnation = wiring_.new_incarnation;
      environment.takes = takes;
      environment.settings = wiring_.settings;
      if (!wiring_.decides) environment.only_follows = partitions;
      if (wiring_.stands_by) environment.stands_by = partitions;
      auto host = processor::ProcessorHost::open(spec, log_, std::move(environment));
      if (!host) return tl::unexpected{host.error()};
      share.processors.push_back(host->get());
      steppers.push_back(std::move(*host));
    }
    for (const auto& model : wiring_.read_models) {
      auto host = std::make_unique<projection::ProjectionHost>(model, log_, partitions, wiring_.open_space,
                                                               wiring_.settings.cache);
      share.projections.push_back(host.get());
      steppers.push_back(std::make_unique<AfterProcessors>(std::move(host), share.processors));
    }
    if (index == 0 && wiring_.make_companion) steppers.push_back(wiring_.make_companion());
    for (const auto& stepper : steppers) share.steppers.push_back(stepper.get());
    share.watches.resize(steppers.size());
    share.worker = std::make_unique<processor::Worker>(log_, clock_, std::move(steppers),
                                                       [this](const Error& alarm) { raise(alarm); });
    shares_.push_back(std::move(share));
    return {};
  }

  void raise(const Error& alarm) {
    {
      const std::lock_guard lock{alarm_mutex_};
      alarms_.push_back(alarm);
    }
    if (wiring_.on_alarm) wiring_.on_alarm(alarm);
  }

  log::Log& log_;
  const Clock& clock_;
  Wiring wiring_;
  std::mutex alarm_mutex_;
  std::vector<Error> alarms_;
  std::vector<Share> shares_;
};

Result<std::unique_ptr<Pipeline>> Pipeline::open(log::Log& log, const Clock& clock, Wiring wiring) {
  auto impl = std::make_unique<Impl>(log, clock, std::move(wiring));
  if (auto opened = impl->open(); !opened) return tl::unexpected{opened.error()};
  return std::unique_ptr<Pipeline>{new Pipeline{std::move(impl)}};
}

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Pipeline::~Pipeline() { impl_->stop(); }
void Pipeline::start() { impl_->start(); }
void Pipeline::stop() { impl_->stop(); }
bool Pipeline::step() { return impl_->step(); }
std::vector<Error> Pipeline::alarms() { return impl_->alarms(); }

std::vector<Error> Pipeline::standing_alarms() {
  std::vector<Error> standing;
  impl_->inspect([&](const Share& share) {
    for (const auto* stepper : share.steppers) std::ranges::copy(stepper->alarms(), std::back_inserter(standing));
  });
  return standing;
}

bool Pipeline::ready() {
  bool ready = true;
  impl_->inspect([&](const Share& share) {
    for (const auto* host : share.processors) ready = ready && host->ready();
  });
  return ready;
}

std::vector<std::string> Pipeline::joining() {
  std::set<std::string> joining;
  impl_->inspect([&](const Share& share) {
    for (const auto* host : share.processors) {
      if (!host->knows_its_partitions()) joining.insert(host->spec().name);
    }
  });
  return {joining.begin(), joining.end()};
}

bool Pipeline::idle() {
  bool idle = true;
  impl_->inspect([&](const Share& share) {
    for (const auto* host : share.processors) idle = idle && host->idle();
    for (const auto* host : share.projections) idle = idle && host->idle();
  });
  return idle;
}

std::optional<Timestamp> Pipeline::next_timer() {
  std::optional<Timestamp> earliest;
  impl_->inspect([&](const Share& share) {
    for (const auto* host : share.processors) {
      const auto next = host->next_timer();
      if (next && (!earliest || *next < *earliest)) earliest = next;
    }
  });
  return earliest;
}

std::vector<Pipeline::Counted> Pipeline::counted() {
  std::vector<Counted> result;
  impl_->inspect([&](const Share& share) {
    for (const auto* host : share.processors) {
      host->for_each([&](const processor::Processor& one) {
        result.push_back({one.spec().name, one.partition(), one.phase(), one.counters(), one.standing()});
      });
    }
  });
  return result;
}

}  // namespace matbud::host
