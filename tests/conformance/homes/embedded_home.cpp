#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "log_home.h"
#include "matbud/log/embedded/embedded_log.h"

namespace matbud::log::conformance {
namespace {

class EmbeddedHome final : public LogHome {
 public:
  /// `tail_bytes`: how much of the log readers find in memory.
  explicit EmbeddedHome(std::size_t tail_bytes) {
    std::string pattern = (std::filesystem::temp_directory_path() / "matbud-conformance-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
    directory_ = pattern;
    settings_.tail_bytes = tail_bytes;
    settings_.segment_bytes = 256U << 10U;  // so that tests cross segments
    open();
  }
  ~EmbeddedHome() override {
    log_.reset();
    std::filesystem::remove_all(directory_);
  }
  EmbeddedHome(const EmbeddedHome&) = delete;
  EmbeddedHome& operator=(const EmbeddedHome&) = delete;

  [[nodiscard]] Log& log() override { return *log_; }
  void reopen() override {
    log_.reset();
    open();
  }
  void compact(const std::string& topic) override {
    if (const auto compacted = log_->compact(topic); !compacted) throw std::runtime_error{compacted.error().message};
  }

 private:
  void open() {
    auto opened = EmbeddedLog::open(directory_, clock_, settings_);
    if (!opened) throw std::runtime_error{opened.error().message};
    log_ = std::move(*opened);
  }

  std::filesystem::path directory_;
  SystemClock clock_;
  EmbeddedSettings settings_;
  std::unique_ptr<EmbeddedLog> log_;
};

HomeKind embedded(std::string name, std::size_t tail_bytes) {
  return {.name = std::move(name), .durable = true, .threaded = true, .compacts = true, .make = [tail_bytes] {
            return std::make_unique<EmbeddedHome>(tail_bytes);
          }};
}

const Registration from_memory{embedded("Embedded", 16U << 20U)};
const Registration from_disk{embedded("EmbeddedWithoutTail", 0)};

}  // namespace
}  // namespace matbud::log::conformance
