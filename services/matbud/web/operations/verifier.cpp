#include "verifier.h"

namespace matbud::apis::operations {

void Verifier::begin() {
  const std::lock_guard lock{mutex_};
  if (running_) return;
  records_read_ = records_all_ = 0;
  began_at_ = clock_.now();
  running_ = clerk_.give([this] { run(); });
}

Verifier::State Verifier::state() const {
  const std::lock_guard lock{mutex_};
  return {running_, began_at_, records_read_, records_all_, last_};
}

void Verifier::run() {
  const auto started = std::chrono::steady_clock::now();
  matbud::operations::VerifyPlan plan;
  plan.threads = 1;  // the services need the others
  plan.on_measured = [this](std::uint64_t records) { records_all_ = records; };
  plan.on_progress = [this](std::size_t more) { records_read_ += more; };
  plan.is_wanted = [this] { return wanted_.load(); };
  auto report = matbud::operations::verify(log_, plan);
  const auto took = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
  const std::lock_guard lock{mutex_};
  running_ = false;
  last_ = Ended{began_at_, took, {}, {}};
  if (report) {
    last_->report = *std::move(report);
  } else {
    last_->failed = report.error().message;
  }
}

}  // namespace matbud::apis::operations
