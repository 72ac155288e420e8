#include "letter_page.h"

#include <hpdf.h>

#include <algorithm>
#include <memory>

#include "c_handle.h"

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

void note_error(HPDF_STATUS, HPDF_STATUS, void*) {}  // libharu keeps it until it is asked, and does nothing more

using Document = std::unique_ptr<HPDF_Doc_Rec, Destroyer<HPDF_Free>>;

class Setter {
 public:
  explicit Setter(const std::filesystem::path& font) : document_{HPDF_New(note_error, nullptr)} {
    if (!document_) return;
    auto* doc = document_.get();
    HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(doc);
    HPDF_SetCurrentEncoder(doc, "UTF-8");
    const char* name = HPDF_LoadTTFontFromFile(doc, font.c_str(), HPDF_TRUE);
    if (name != nullptr) font_ = HPDF_GetFont(doc, name, "UTF-8");
  }

  [[nodiscard]] bool ready() const { return font_ != nullptr; }

  void describe(const Message& message) {
    auto* doc = document_.get();
    HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, message.subject.c_str());
    // libharu has no call for the language, nor for a tree of tags; the catalogue takes the former as it is.
    HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, message.language.c_str(), nullptr));
  }

  void new_page() {
    page_ = HPDF_AddPage(document_.get());
    HPDF_Page_SetSize(page_, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
  }

  /// One line whose letters stand on `y_mm` from the top.
  void line(float x_mm, float y_mm, float size_pt, const std::string& text) {
    HPDF_Page_BeginText(page_);
    HPDF_Page_SetFontAndSize(page_, font_, size_pt);
    HPDF_Page_TextOut(page_, x_mm * points_a_mm, (page_height_mm - y_mm) * points_a_mm, text.c_str());
    HPDF_Page_EndText(page_);
  }

  [[nodiscard]] float width_mm(float size_pt, const std::string& text) {
    HPDF_Page_SetFontAndSize(page_, font_, size_pt);
    return HPDF_Page_TextWidth(page_, text.c_str()) / points_a_mm;
  }

  /// A short line at the left edge where the sheet is folded in two.
  void fold_mark() {
    const float y = page_height_mm / 2 * points_a_mm;
    HPDF_Page_SetLineWidth(page_, 0.25F);
    HPDF_Page_MoveTo(page_, 4 * points_a_mm, y);
    HPDF_Page_LineTo(page_, 8 * points_a_mm, y);
    HPDF_Page_Stroke(page_);
  }

  [[nodiscard]] Result<std::string> bytes() {
    auto* doc = document_.get();
    HPDF_SaveToStream(doc);
    if (const auto error = HPDF_GetError(doc); error != HPDF_OK)
      return failure(Error::Code::invalid, "a letter could not be set: libharu error " + std::to_string(error));
    std::string pdf(HPDF_GetStreamSize(doc), '\0');
    auto size = static_cast<HPDF_UINT32>(pdf.size());
    HPDF_ReadFromStream(doc, reinterpret_cast<HPDF_BYTE*>(pdf.data()), &size);
    pdf.resize(size);
    return pdf;
  }

 private:
  Document document_;
  HPDF_Font font_ = nullptr;  ///< owned by the document
  HPDF_Page page_ = nullptr;  ///< likewise
};

/// The words of a paragraph on lines that are no wider than the page's text. A word that is wider stays whole.
std::vector<std::string> wrapped(Setter& setter, std::string_view paragraph, float size_pt) {
  std::vector<std::string> lines{""};
  while (!paragraph.empty()) {
    const auto end = std::min(paragraph.find(' '), paragraph.size());
    const std::string word{paragraph.substr(0, end)};
    paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
    auto longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (!lines.back().empty() && setter.width_mm(size_pt, longer) > text_width_mm) {
      lines.push_back(word);
    } else {
      lines.back() = std::move(longer);
    }
  }
  return lines;
}

void set_head(Setter& setter, const LetterText& letter) {
  float y = from_mm;
  for (const auto& line : letter.from) {
    setter.line(left_mm, y, small_pt, line);
    y += 4;
  }
  y = window_top_mm;
  const auto shown = std::min(letter.address.size(), window_lines_max);
  for (std::size_t i = 0; i < shown; ++i) {
    setter.line(left_mm, y, address_pt, letter.address[i]);
    y += window_line_mm;
  }
  setter.line(left_mm + text_width_mm - setter.width_mm(small_pt, letter.date), subject_mm - 15, small_pt, letter.date);
  setter.fold_mark();
}

void set_body(Setter& setter, const Message& message) {
  constexpr float body_line_mm = body_pt * line_spacing / points_a_mm;
  constexpr float subject_line_mm = subject_pt * line_spacing / points_a_mm;
  float y = subject_mm;
  for (const auto& line : wrapped(setter, message.subject, subject_pt)) {
    setter.line(left_mm, y, subject_pt, line);
    y += subject_line_mm;
  }
  y += body_line_mm / 2;
  std::string_view rest = message.body;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    for (const auto& line : wrapped(setter, rest.substr(0, end), body_pt)) {
      if (y > bottom_mm) {
        setter.new_page();
        y = from_mm + body_line_mm;
      }
      if (!line.empty()) setter.line(left_mm, y, body_pt, line);
      y += body_line_mm;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace

Result<std::string> letter_pdf(const LetterText& letter, const std::filesystem::path& font) {
  Setter setter{font};
  if (!setter.ready()) return failure(Error::Code::unavailable, "the letters' font cannot be read: " + font.string());
  setter.describe(letter.message);
  setter.new_page();
  set_head(setter, letter);
  set_body(setter, letter.message);
  return setter.bytes();
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
