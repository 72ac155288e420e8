#include "letter_page.h"

#include <algorithm>

#include "matbud/paper/pdf.h"

namespace matbud::notification {
namespace {

constexpr float points_a_mm = 72.0F / 25.4F;
constexpr float page_height_mm = 297;
constexpr float left_mm = 20;
constexpr float text_width_mm = 170;
constexpr float from_mm = 18;  ///< first line of the sender, above the window
/// The windows of Norwegian C5, C6/5 and E6/5 envelopes have this much in common: 44 to 70 mm from the top, from 15 mm
/// on from the left.
constexpr float window_top_mm = 48;
constexpr float window_line_mm = 4.3F;
constexpr std::size_t window_lines_max = 6;
constexpr float subject_mm = 105;
constexpr float bottom_mm = 275;
constexpr float small_pt = 9;
constexpr float address_pt = 11;  // the sorting machines want 10 to 12
constexpr float body_pt = 14;     // for old eyes
constexpr float subject_pt = 18;
constexpr float line_spacing = 1.5F;

void set_head(paper::Pdf& pdf, const LetterText& letter) {
  float y = from_mm;
  for (const auto& line : letter.from) {
    pdf.text(left_mm, y, small_pt, line);
    y += 4;
  }
  y = window_top_mm;
  const auto shown = std::min(letter.address.size(), window_lines_max);
  for (std::size_t i = 0; i < shown; ++i) {
    pdf.text(left_mm, y, address_pt, letter.address[i]);
    y += window_line_mm;
  }
  pdf.text_to(left_mm + text_width_mm, subject_mm - 15, small_pt, letter.date);
  // Where the sheet is folded in two.
  pdf.stroke(4, page_height_mm / 2, 8, page_height_mm / 2, 0.25F);
}

void set_body(paper::Pdf& pdf, const Message& message) {
  constexpr float body_line_mm = body_pt * line_spacing / points_a_mm;
  constexpr float subject_line_mm = subject_pt * line_spacing / points_a_mm;
  float y = subject_mm;
  for (const auto& line : pdf.wrapped(message.subject, subject_pt, text_width_mm)) {
    pdf.text(left_mm, y, subject_pt, line);
    y += subject_line_mm;
  }
  y += body_line_mm / 2;
  std::string_view rest = message.body;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    for (const auto& line : pdf.wrapped(rest.substr(0, end), body_pt, text_width_mm)) {
      if (y > bottom_mm) {
        pdf.new_page();
        y = from_mm + body_line_mm;
      }
      if (!line.empty()) pdf.text(left_mm, y, body_pt, line);
      y += body_line_mm;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

Result<std::string> letter_pdf(const LetterText& letter, const std::filesystem::path& font) {
  auto pdf = paper::Pdf::open({letter.message.subject, letter.message.language, font});
  if (!pdf) return tl::unexpected{pdf.error()};
  pdf->new_page();
  set_head(*pdf, letter);
  set_body(*pdf, letter.message);
  return pdf->bytes();
}

std::vector<std::string> address_lines(std::string_view address) {
  std::vector<std::string> lines;
  while (!address.empty()) {
    const auto end = std::min(address.find_first_of(",\n"), address.size());
    auto line = address.substr(0, end);
    address.remove_prefix(std::min(end + 1, address.size()));
    const auto first = line.find_first_not_of(" \t\r");
    if (first == line.npos) continue;
    line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
    lines.emplace_back(line);
  }
  return lines;
}

}  // namespace matbud::notification
