#include "matbud/paper/pdf.h"

#include <hpdf.h>

#include <algorithm>

namespace matbud::paper {
namespace {

constexpr float points_a_mm = 72.0F / 25.4F;

void note_error(HPDF_STATUS, HPDF_STATUS, void*) {}  // libharu keeps it until it is asked, and does nothing more

struct Free {
  void operator()(HPDF_Doc_Rec* document) const noexcept { HPDF_Free(document); }
};

}  // namespace

class Pdf::Impl {
 public:
  explicit Impl(const About& about) : document_{HPDF_New(note_error, nullptr)} {
    if (!document_) return;
    auto* const doc = document_.get();
    HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(doc);
    HPDF_SetCurrentEncoder(doc, "UTF-8");
    const char* const name = HPDF_LoadTTFontFromFile(doc, about.font.c_str(), HPDF_TRUE);
    if (name == nullptr) return;
    font_ = HPDF_GetFont(doc, name, "UTF-8");
    HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, about.title.c_str());
    // libharu has no call for the language, nor for a tree of tags; the catalogue takes the former as it is.
    HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, about.language.c_str(), nullptr));
  }

  [[nodiscard]] bool is_ready() const { return font_ != nullptr; }
  [[nodiscard]] HPDF_Doc document() const { return document_.get(); }

  void new_page(float width_mm, float height_mm) {
    page_ = HPDF_AddPage(document_.get());
    height_mm_ = height_mm;
    HPDF_Page_SetWidth(page_, width_mm * points_a_mm);
    HPDF_Page_SetHeight(page_, height_mm * points_a_mm);
  }

  void text(float x_mm, float y_mm, float size_pt, const std::string& text) {
    HPDF_Page_BeginText(page_);
    HPDF_Page_SetFontAndSize(page_, font_, size_pt);
    HPDF_Page_TextOut(page_, x_mm * points_a_mm, (height_mm_ - y_mm) * points_a_mm, text.c_str());
    HPDF_Page_EndText(page_);
  }

  [[nodiscard]] float width_mm(float size_pt, const std::string& text) const {
    HPDF_Page_SetFontAndSize(page_, font_, size_pt);
    return HPDF_Page_TextWidth(page_, text.c_str()) / points_a_mm;
  }

  void stroke(float from_x_mm, float from_y_mm, float to_x_mm, float to_y_mm, float width_pt) {
    HPDF_Page_SetLineWidth(page_, width_pt);
    HPDF_Page_MoveTo(page_, from_x_mm * points_a_mm, (height_mm_ - from_y_mm) * points_a_mm);
    HPDF_Page_LineTo(page_, to_x_mm * points_a_mm, (height_mm_ - to_y_mm) * points_a_mm);
    HPDF_Page_Stroke(page_);
  }

 private:
  std::unique_ptr<HPDF_Doc_Rec, Free> document_;
  HPDF_Font font_ = nullptr;  ///< owned by the document
  HPDF_Page page_ = nullptr;  ///< likewise
  float height_mm_ = 0;
};

Pdf::Pdf(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Pdf::~Pdf() = default;
Pdf::Pdf(Pdf&& other) noexcept = default;

Result<Pdf> Pdf::open(const About& about) {
  auto impl = std::make_unique<Impl>(about);
  if (!impl->is_ready())
    return failure(Error::Code::unavailable, "the font for paper cannot be read: " + about.font.string());
  return Pdf{std::move(impl)};
}

void Pdf::new_page(float width_mm, float height_mm) { impl_->new_page(width_mm, height_mm); }
void Pdf::text(float x_mm, float y_mm, float size_pt, const std::string& text) {
  impl_->text(x_mm, y_mm, size_pt, text);
}
void Pdf::text_to(float right_mm, float y_mm, float size_pt, const std::string& text) {
  impl_->text(right_mm - impl_->width_mm(size_pt, text), y_mm, size_pt, text);
}
void Pdf::stroke(float from_x_mm, float from_y_mm, float to_x_mm, float to_y_mm, float width_pt) {
  impl_->stroke(from_x_mm, from_y_mm, to_x_mm, to_y_mm, width_pt);
}
float Pdf::width_mm(float size_pt, const std::string& text) const { return impl_->width_mm(size_pt, text); }

std::vector<std::string> Pdf::wrapped(std::string_view words, float size_pt, float width_mm) const {
  std::vector<std::string> lines{""};
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    const std::string word{words.substr(0, end)};
    words.remove_prefix(std::min(end + 1, words.size()));
    auto longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (!lines.back().empty() && impl_->width_mm(size_pt, longer) > width_mm) {
      lines.push_back(word);
    } else {
      lines.back() = std::move(longer);
    }
  }
  return lines;
}

Result<std::string> Pdf::bytes() {
  auto* const doc = impl_->document();
  HPDF_SaveToStream(doc);
  if (const auto error = HPDF_GetError(doc); error != HPDF_OK)
    return failure(Error::Code::invalid, "a page could not be set: libharu error " + std::to_string(error));
  std::string pdf(HPDF_GetStreamSize(doc), '\0');
  auto size = static_cast<HPDF_UINT32>(pdf.size());
  HPDF_ReadFromStream(doc, reinterpret_cast<HPDF_BYTE*>(pdf.data()), &size);
  pdf.resize(size);
  return pdf;
}

}  // namespace matbud::paper
