// A PDF document of lines of text and strokes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::paper {

/// What a document is as a whole. UTF-8.
struct About {
  std::string title;
  std::string language;                            ///< `nb`
  std::filesystem::path font = MATBUD_PAPER_FONT;  ///< TrueType; the glyphs that are used are embedded
};

/// One document while it is set. Lengths are millimetres from the top left corner of the page; `y_mm` of a text is
/// where its letters stand. Belongs to one thread.
class Pdf {
 public:
  /// Without a page. `unavailable` when the font cannot be read.
  [[nodiscard]] static Result<Pdf> open(const About& about);
  ~Pdf();
  Pdf(Pdf&& other) noexcept;
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  /// Where later calls write.
  void new_page(float width_mm = 210, float height_mm = 297);
  void text(float x_mm, float y_mm, float size_pt, const std::string& text);
  /// Ends at `right_mm`.
  void text_to(float right_mm, float y_mm, float size_pt, const std::string& text);
  void stroke(float from_x_mm, float from_y_mm, float to_x_mm, float to_y_mm, float width_pt);
  /// How wide a text would be. Needs a page.
  [[nodiscard]] float width_mm(float size_pt, const std::string& text) const;
  /// The words on lines that are no wider than that; a word that is wider stays whole. At least one line.
  [[nodiscard]] std::vector<std::string> wrapped(std::string_view words, float size_pt, float width_mm) const;

  /// The document; the same calls give the same bytes. `invalid` when something could not be set.
  [[nodiscard]] Result<std::string> bytes();

 private:
  class Impl;
  explicit Pdf(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::paper
