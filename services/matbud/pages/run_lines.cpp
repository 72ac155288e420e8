#include "run_lines.h"

#include <algorithm>
#include <string_view>

#include "matbud/web/html.h"
#include "moments.h"
#include "status_texts.h"

namespace matbud::pages {
namespace {

// Of the drawing, in its own units.
constexpr int gap = 28;
constexpr int middle = 20;
constexpr int height = 40;
constexpr int depot = 20;
constexpr int radius = 8;

int place_of(std::size_t stop) { return depot + static_cast<int>(stop + 1) * gap; }

std::string attribute(std::string_view name, int value) {
  return std::string{" "}.append(name).append("=\"").append(std::to_string(value)).append("\"");
}

std::string line(std::string_view kind, int from, int to) {
  return std::string{"<line class=\""}.append(kind) + "\"" + attribute("x1", from) + attribute("x2", to) +
         attribute("y1", middle) + attribute("y2", middle) + "/>";
}

std::string circle(StopMark mark, int at) {
  const std::string_view kind = mark == StopMark::to_do       ? "to-do"
                                : mark == StopMark::delivered ? "delivered"
                                                              : "failed";
  auto drawn = std::string{"<circle class=\""}.append(kind) + "\"" + attribute("cx", at) + attribute("cy", middle) +
               attribute("r", radius) + "/>";
  if (mark != StopMark::failed) return drawn;
  const auto corner = [&](int dx, int dy) { return std::to_string(at + dx) + " " + std::to_string(middle + dy); };
  return drawn + "<path class=\"cross\" d=\"M" + corner(-4, -4) + "L" + corner(4, 4) + "M" + corner(-4, 4) + "L" +
         corner(4, -4) + "\"/>";
}

/// One run and its words.
class Line {
 public:
  Line(const RunLine& run, Language language) : run_{run}, language_{language} {
    for (std::size_t i = 0; i < run.stops.size(); ++i) {
      if (run.stops[i] == StopMark::to_do) continue;
      ++done_;
      reached_ = i + 1;
      if (run.stops[i] == StopMark::failed) ++failed_;
    }
  }

  /// `3024-sandvika 10:00–12:00, tur 2: På veien, 5 av 14 stopp gjort, 1 ikke levert`
  [[nodiscard]] std::string words(std::size_t number) const {
    const auto all = run_.stops.size();
    const auto& how = !run_.started ? texts::not_left : done_ == all ? texts::over : texts::on_the_road;
    auto said = "<strong>" + web::escaped(run_.area) + " " + clock(run_.window_opens) + "–" +
                clock(run_.window_closes) + ", " + in(texts::run) + " " + std::to_string(number) +
                "</strong>: " + in(how) + ", " + std::to_string(done_) + in(texts::of) + std::to_string(all) +
                in(texts::stops_done);
    if (failed_ > 0) said += ", " + std::to_string(failed_) + in(texts::not_delivered);
    return said;
  }

  /// What the words say already: nothing to be read aloud.
  [[nodiscard]] std::string drawing() const {
    const auto& stops = run_.stops;
    const int end = place_of(stops.size());
    auto drawn = "<svg class=\"run\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 " + std::to_string(end) +
                 " " + std::to_string(height) + "\"" + attribute("width", end) + attribute("height", height) + ">";
    const int reached = reached_ == 0 ? depot : place_of(reached_ - 1);
    drawn += line("way", reached, stops.empty() ? depot : place_of(stops.size() - 1)) + line("driven", depot, reached);
    drawn += std::string{"<rect class=\"depot\""} + attribute("x", depot - radius) + attribute("y", middle - radius) +
             attribute("width", 2 * radius) + attribute("height", 2 * radius) + "/>";
    for (std::size_t i = 0; i < stops.size(); ++i) drawn += circle(stops[i], place_of(i));
    return drawn + "</svg>";
  }

 private:
  [[nodiscard]] std::string in(const Text& text) const { return std::string{text.in(language_)}; }

  const RunLine& run_;
  Language language_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::size_t reached_ = 0;  ///< stops up to the last one where something was said
};

}  // namespace

std::string run_lines(const std::vector<RunLine>& runs, Language language) {
  std::string html;
  std::size_t number = 0;
  std::string_view area;
  for (const auto& run : runs) {
    number = run.area == area ? number + 1 : 1;
    area = run.area;
    const Line line{run, language};
    html += "<li><p>" + line.words(number) + "</p>" + line.drawing() + "</li>\n";
  }
  return html;
}

}  // namespace matbud::pages
