#include "matbud/log/embedded/embedded_log.h"

#include <atomic>
#include <system_error>
#include <utility>

#include "chunk_reader.h"
#include "committer.h"
#include "compactor.h"
#include "database.h"
#include "endpoints.h"
#include "files.h"
#include "heads_recorder.h"
#include "last_commit.h"
#include "matbud/log/activity.h"
#include "matbud/rocks/directory_lock.h"
#include "topics.h"
#include "went_back.h"

namespace matbud::log {

using namespace embedded;

class EmbeddedLog::Impl {
 public:
  Impl(std::filesystem::path directory, rocks::DirectoryLock lock)
      : directory_{std::move(directory)}, lock_{std::move(lock)} {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (recorder_) recorder_->stop();
    committer_.reset();
    // When the last heads cannot be recorded, the ones before them stay: the next opening checks less, and is no worse.
    if (recorder_ && !recorder_->record()) return;
  }

  Result<void> open(const Clock& clock, const EmbeddedSettings& settings) {
    if (auto loaded = load(settings); !loaded) return loaded;
    recorder_ = std::make_unique<HeadsRecorder>(*database_, segments_, *topics_);
    // Before the first append, so that a log with records always has its file of heads.
    if (auto recorded = recorder_->record(); !recorded) return recorded;
    compactor_ = std::make_unique<Compactor>(*database_, segments_);
    if (auto finished = finish_owed_compactions(); !finished) return finished;
    committer_ =
        std::make_unique<Committer>(*database_, segments_, *topics_, *last_commit_, activity_, clock, settings);
    recorder_->start(settings.heads_interval, [this](const Error& why) { committer_->fail(why); });
    return {};
  }

  std::filesystem::path directory_;
  rocks::DirectoryLock lock_;
  std::unique_ptr<Database> database_;
  Segments segments_;
  std::unique_ptr<Topics> topics_;
  std::unique_ptr<LastCommit> last_commit_;
  Activity activity_;
  std::unique_ptr<Compactor> compactor_;
  std::unique_ptr<HeadsRecorder> recorder_;
  std::unique_ptr<Committer> committer_;
  std::atomic<std::uint64_t> reads_from_disk_{0};

 private:
  Result<void> load(const EmbeddedSettings& settings) {
    auto& files = *environment_of(settings)->GetFileSystem();
    const auto heads = read_heads(files, directory_);
    if (!heads) return tl::unexpected{heads.error()};
    if (*heads && !Database::exists(files, directory_)) {
      return failure(Error::Code::corrupt, "log " + directory_.string() +
                                               ": the log went back: heads are recorded, but there is no database");
    }
    auto database = Database::open(directory_, settings);
    if (!database) return tl::unexpected{database.error()};
    database_ = std::move(*database);
    auto topics = Topics::load(*database_, segments_);
    if (!topics) return tl::unexpected{topics.error()};
    topics_ = std::move(*topics);
    auto last_commit = LastCommit::open(files, directory_);
    if (!last_commit) return tl::unexpected{last_commit.error()};
    last_commit_ = std::move(*last_commit);
    return check_not_gone_back(*database_, segments_, *topics_, *heads, last_commit_->found());
  }

  Result<void> finish_owed_compactions() {
    for (const auto& spec : topics_->specs()) {
      if (!spec.compacted) continue;
      const auto partitions = topics_->partitions_of(spec.name);
      if (!partitions) return tl::unexpected{partitions.error()};
      for (const auto* partition : *partitions) {
        const auto owed = compactor_->owed(*partition);
        if (!owed) return tl::unexpected{owed.error()};
        if (!*owed) continue;
        if (const auto compacted = compactor_->compact(*partitions); !compacted)
          return tl::unexpected{compacted.error()};
        break;
      }
    }
    return {};
  }
};

Result<std::unique_ptr<EmbeddedLog>> EmbeddedLog::open(const std::filesystem::path& directory, const Clock& clock,
                                                       const EmbeddedSettings& settings) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(directory, error).lexically_normal();
  if (!error) std::filesystem::create_directories(absolute, error);
  if (error) return failure(Error::Code::unavailable, "log " + directory.string() + ": " + error.message());
  auto lock = rocks::DirectoryLock::take(absolute);
  if (!lock) return tl::unexpected{lock.error()};
  auto& files = *environment_of(settings)->GetFileSystem();
  // The directory itself must survive what its records survive.
  const auto parent = absolute.has_filename() ? absolute.parent_path() : absolute.parent_path().parent_path();
  if (const auto synced = sync_directory(files, parent); !synced.ok()) return file_failure(synced, parent.string());
  auto impl = std::make_unique<Impl>(absolute, std::move(*lock));
  if (const auto opened = impl->open(clock, settings); !opened) return tl::unexpected{opened.error()};
  return std::unique_ptr<EmbeddedLog>{new EmbeddedLog{std::move(impl)}};
}

EmbeddedLog::EmbeddedLog(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
EmbeddedLog::~EmbeddedLog() = default;

Result<void> EmbeddedLog::create_topics(std::span<const TopicSpec> topics) {
  if (const auto failed = impl_->committer_->failed()) return tl::unexpected{*failed};
  return impl_->topics_->create(topics);
}

Result<std::vector<TopicSpec>> EmbeddedLog::topics() { return impl_->topics_->specs(); }

Result<Log::Watermarks> EmbeddedLog::watermarks(const TopicPartition& place) {
  const auto partition = impl_->topics_->find(place);
  if (!partition) return tl::unexpected{partition.error()};
  return Watermarks{Offset{0}, (*partition)->end()};
}

Result<std::unique_ptr<Reader>> EmbeddedLog::open_reader(const TopicPartition& place, Offset from) {
  const auto partition = impl_->topics_->find(place);
  if (!partition) return tl::unexpected{partition.error()};
  return std::make_unique<EmbeddedReader>(*impl_->database_, impl_->segments_, **partition, from,
                                          impl_->reads_from_disk_);
}

Result<std::unique_ptr<Writer>> EmbeddedLog::open_writer(const TopicPartition& place) {
  if (const auto failed = impl_->committer_->failed()) return tl::unexpected{*failed};
  const auto partition = impl_->topics_->find(place);
  if (!partition) return tl::unexpected{partition.error()};
  return std::make_unique<EmbeddedWriter>(*impl_->committer_, **partition);
}

Result<std::unique_ptr<Ownership>> EmbeddedLog::join(const std::string& own_topic) {
  const auto partitions = impl_->topics_->partitions_of(own_topic);
  if (!partitions) return tl::unexpected{partitions.error()};
  return std::make_unique<OwnsEverything>(partitions->size());
}

std::uint64_t EmbeddedLog::activity() const { return impl_->activity_.number(); }

void EmbeddedLog::wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) {
  impl_->activity_.wait_until_not(seen, timeout);
}
void EmbeddedLog::wake() { impl_->activity_.bump(); }

void EmbeddedLog::settle() { impl_->committer_->settle(); }

void EmbeddedLog::hold(bool held) { impl_->committer_->hold(held); }

const std::filesystem::path& EmbeddedLog::path() const { return impl_->directory_; }

Result<std::uint64_t> EmbeddedLog::verify() {
  constexpr std::size_t records_a_read = 4096;
  std::uint64_t records = 0;
  for (const auto* partition : impl_->topics_->partitions()) {
    const auto end = partition->end();
    for (Offset from{0}; from < end;) {
      const auto chunks = read_chunks(*impl_->database_, impl_->segments_, *partition, from, records_a_read);
      if (!chunks) return tl::unexpected{chunks.error()};
      for (const auto& chunk : *chunks) {
        records += static_cast<std::uint64_t>(chunk->end().value() - chunk->base().value());
        from = chunk->end();
      }
    }
  }
  const auto status = impl_->database_->db().VerifyChecksum();
  if (!status.ok()) return tl::unexpected{impl_->database_->error(status)};
  return records;
}

Result<EmbeddedLog::Compacted> EmbeddedLog::compact(const std::string& topic) {
  if (const auto failed = impl_->committer_->failed()) return tl::unexpected{*failed};
  const auto partitions = impl_->topics_->partitions_of(topic);
  if (!partitions) return tl::unexpected{partitions.error()};
  if (!partitions->front()->compacted()) return failure(Error::Code::invalid, "topic " + topic + " is not compacted");
  return impl_->compactor_->compact(*partitions);
}

EmbeddedLog::Figures EmbeddedLog::figures() const {
  auto figures = impl_->committer_->figures();
  figures.reads_from_disk = impl_->reads_from_disk_;
  return figures;
}

}  // namespace matbud::log
