#include "matbud/notification/letter_channel.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <system_error>

#include "letter_page.h"
#include "message_dates.h"

namespace matbud::notification {
namespace {

namespace fs = std::filesystem;

/// Writes the file so that it is there whole or not at all, readable by its owner alone. Whether it is there.
bool write_whole(const fs::path& file, std::string_view bytes) {
  auto unfinished = file;
  unfinished += ".part";
  const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  bool written = true;
  while (written && !bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    written = count > 0;
    if (written) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  written = written && ::fsync(descriptor) == 0;
  written = ::close(descriptor) == 0 && written;
  std::error_code error;
  if (written) fs::rename(unfinished, file, error);
  if (!written || error) {
    fs::remove(unfinished, error);
    return false;
  }
  const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const bool synced = ::fsync(folder) == 0;
  ::close(folder);
  return synced;
}

class LetterChannel final : public Channel {
 public:
  LetterChannel(const LetterSettings& settings, const Clock& clock, time::Zone zone)
      : settings_{settings}, clock_{clock}, zone_{zone} {}

  [[nodiscard]] v1::Channel kind() const override { return v1::CHANNEL_LETTER; }
  void cancel() override { cancelled_ = true; }

  /// `maybe_done` makes no difference: the name says whether it is.
  [[nodiscard]] Attempted send(const Outgoing& outgoing, bool) override {
    if (cancelled_) return {v1::OUTCOME_TRY_LATER, "cancelled"};
    std::error_code error;
    if (!fs::exists(settings_.spool, error)) {
      fs::create_directories(settings_.spool, error);
      fs::permissions(settings_.spool, fs::perms::owner_all, error);
    }
    const auto file = settings_.spool / (outgoing.id + ".pdf");
    if (fs::exists(file, error)) return {v1::OUTCOME_SENT, "in the spool already"};

    LetterText letter;
    letter.from = address_lines(settings_.from);
    letter.address = address_lines(outgoing.address);
    if (letter.address.empty()) return {v1::OUTCOME_POINT_DEAD, "not a postal address"};
    if (!outgoing.name.empty()) letter.address.insert(letter.address.begin(), outgoing.name);
    letter.date = date_in(outgoing.message.language, zone_.local(clock_.now()));
    letter.message = outgoing.message;
    const auto pdf = letter_pdf(letter, settings_.font);
    if (!pdf) {
      const bool later = pdf.error().code == Error::Code::unavailable;
      return {later ? v1::OUTCOME_TRY_LATER : v1::OUTCOME_FAILED, later ? "no font" : "the letter cannot be set"};
    }
    if (settings_.text_beside && !write_whole(settings_.spool / (outgoing.id + ".txt"), text_of(letter)))
      return {v1::OUTCOME_TRY_LATER, "the spool cannot be written"};
    if (!write_whole(file, *pdf)) return {v1::OUTCOME_TRY_LATER, "the spool cannot be written"};
    return {v1::OUTCOME_SENT, "in the spool"};
  }

 private:
  static std::string text_of(const LetterText& letter) {
    std::string text;
    for (const auto& line : letter.address) text.append(line).append("\n");
    return text.append("\n")
        .append(letter.date)
        .append("\n\n")
        .append(letter.message.subject)
        .append("\n\n")
        .append(letter.message.body);
  }

  LetterSettings settings_;
  const Clock& clock_;
  time::Zone zone_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

std::unique_ptr<Channel> letter_channel(const LetterSettings& settings, const Clock& clock, time::Zone zone) {
  return std::make_unique<LetterChannel>(settings, clock, zone);
}

}  // namespace matbud::notification
