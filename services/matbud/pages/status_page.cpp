#include "status_page.h"

#include <algorithm>

#include "matbud/web/html.h"
#include "moments.h"
#include "run_lines.h"
#include "status_texts.h"

namespace matbud::pages {
namespace {

/// Writes the page of one status in one language.
class Page {
 public:
  Page(const Status& status, Language language) : status_{status}, language_{language} {}

  std::string written() {
    const std::string title = in(status_.well() ? texts::well : texts::wrong);
    html_ = "<!doctype html>\n<html lang=\"" + std::string{code_of(language_)} +
            "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
            title +
            " – Matbud</title>\n<link rel=\"stylesheet\" href=\"/status.css\">\n"
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/status.svg\">\n"
            "<script src=\"/status.js\" type=\"module\"></script>\n</head>\n<body>\n";
    html_ += "<a class=\"skip\" href=\"#main\">" + in(texts::skip) + "</a>\n";
    header();
    html_ += "<main id=\"main\">\n<h1 id=\"how\" data-live aria-live=\"polite\">" + title +
             "</h1>\n<p id=\"clock\" data-live>" + in(texts::clock) + date_and_clock(status_.now) + ".</p>\n";
    pause();
    section("alarms", texts::alarms, [&] { alarms(); });
    section("orders", texts::orders, [&] { orders(); });
    section("runs", texts::runs, [&] { runs(); });
    section("parked", texts::parked, [&] { parked(); });
    section("services", texts::services, [&] { lines(); });
    pages();
    html_ += "</main>\n</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  [[nodiscard]] std::string in(const Text& text) const { return std::string{text.in(language_)}; }
  void say(const Text& text) { html_ += "<p>" + in(text) + "</p>\n"; }

  void link(const std::string& address, std::string_view text, std::string_view attributes = {}) {
    html_ += "<li><a href=\"" + address + "\"" + std::string{attributes} + ">" + std::string{text} + "</a></li>\n";
  }

  void header() {
    html_ += "<header>\n<p class=\"name\">Matbud</p>\n<nav aria-label=\"" + in(texts::this_page) + "\">\n<ul>\n";
    link("/?lang=" + std::string{code_of(language_)}, in(texts::refresh));
    link("/metrics", in(texts::metrics));
    link("/health/ready", in(texts::health));
    html_ += "</ul>\n</nav>\n<nav aria-label=\"" + in(texts::language) + "\">\n<ul>\n";
    for (const auto other : languages) {
      if (other == language_) continue;
      const std::string code{code_of(other)};
      link("/?lang=" + code, name_of(other), " lang=\"" + code + "\" hreflang=\"" + code + "\"");
    }
    html_ += "</ul>\n</nav>\n</header>\n";
  }

  /// Both are for those whose browser runs the script, which shows them.
  void pause() {
    html_ += "<p id=\"silent\" class=\"silent\" role=\"status\" hidden>" + in(texts::silent) +
             "</p>\n<button id=\"pause\" type=\"button\" hidden data-stop=\"" + in(texts::stand_still) +
             "\" data-go=\"" + in(texts::follow) + "\">" + in(texts::stand_still) + "</button>\n";
  }

  /// A heading, and beneath it what is renewed by itself.
  template <class Write>
  void section(std::string_view id, const Text& heading, Write write) {
    html_ += "<h2>" + in(heading) + "</h2>\n<div id=\"" + std::string{id} + "\" data-live>\n";
    write();
    html_ += "</div>\n";
  }

  void pages() {
    html_ += "<h2>" + in(texts::pages) + "</h2>\n<ul class=\"pages\">\n";
    link("/kitchen-table/", in(texts::kitchen_table));
    link("/packing/", in(texts::packing));
    link("/driver/", in(texts::run_sheet));
    link("/dispatcher/", in(texts::runs_board));
    link("/operator/?as=operator/operator-1", in(texts::operations));
    link("/manager/?as=manager/manager-1", in(texts::benefits));
    html_ += "</ul>\n";
  }

  void alarms() {
    if (status_.alarms.empty()) return say(texts::none);
    html_ += "<ul class=\"alarms\" lang=\"en\">\n";
    for (const auto& alarm : status_.alarms) html_ += "<li>" + web::escaped(alarm) + "</li>\n";
    html_ += "</ul>\n";
  }

  void table(std::string_view id, const Text& caption, std::initializer_list<Text> columns) {
    html_ += "<div class=\"wide\" id=\"" + std::string{id} + "\" role=\"region\" tabindex=\"0\" aria-label=\"" +
             in(caption) + "\">\n<table>\n<caption>" + in(caption) + "</caption>\n<thead><tr>";
    for (const auto& column : columns) html_ += "<th scope=\"col\">" + in(column) + "</th>";
    html_ += "</tr></thead>\n<tbody>\n";
  }
  void end_table() { html_ += "</tbody>\n</table>\n</div>\n"; }
  void row(std::string_view name, std::initializer_list<std::string> cells) {
    html_ += "<tr><th scope=\"row\">" + std::string{name} + "</th>";
    for (const auto& cell : cells) html_ += "<td>" + cell + "</td>";
    html_ += "</tr>\n";
  }

  void orders() {
    if (status_.orders_today.empty() && status_.orders_later.empty()) return say(texts::no_orders);
    table("orders-table", texts::orders_caption, {texts::has_come_to, texts::today, texts::later});
    const auto count = [](const StepCounts& counts, ordering::overview::OrderStep step) {
      const auto found = counts.find(step);
      return found == counts.end() ? std::uint64_t{0} : found->second;
    };
    for (const auto& [step, text] : texts::steps) {
      const auto today = count(status_.orders_today, step);
      const auto later = count(status_.orders_later, step);
      if (today + later > 0) row(text.in(language_), {std::to_string(today), std::to_string(later)});
    }
    end_table();
  }

  void runs() {
    if (status_.runs.empty()) return say(texts::no_runs);
    say(texts::runs_key);
    html_ += "<ul class=\"runs\">\n" + run_lines(status_.runs, language_) + "</ul>\n";
  }

  /// How many records each service has set aside; which they are is for operators alone.
  void parked() {
    const auto any = [](const ProcessorLine& line) { return line.parked > 0; };
    if (std::none_of(status_.processors.begin(), status_.processors.end(), any)) return say(texts::nothing_parked);
    html_ += "<ul>\n";
    for (const auto& line : status_.processors) {
      if (any(line)) html_ += "<li>" + name_of_service(line) + ": " + std::to_string(line.parked) + "</li>\n";
    }
    html_ += "</ul>\n<p class=\"parked\"><a id=\"look-at-parked\" href=\"/operator/?as=operator/operator-1#/parked\">" +
             in(texts::look_at_parked) + "</a></p>\n";
  }

  [[nodiscard]] std::string name_of_service(const ProcessorLine& line) const {
    for (const auto& [name, text] : texts::processors) {
      if (name == line.name) return in(text);
    }
    constexpr std::string_view relay = "relay-";
    if (!line.name.starts_with(relay)) return web::escaped(line.name);
    return in(texts::packing_lists) + web::escaped(line.name.substr(relay.size()));
  }

  [[nodiscard]] std::string phase_of(const ProcessorLine& line) const {
    if (line.stopped > 0)
      return std::to_string(line.stopped) + in(texts::of) + std::to_string(line.partitions) + in(texts::have_stopped);
    return in(line.catching_up > 0 ? texts::catching_up : texts::works);
  }

  void lines() {
    table("services-table", texts::services_caption,
          {texts::service, texts::state, texts::waiting, texts::oldest, texts::parked, texts::errands});
    for (const auto& line : status_.processors) {
      row(name_of_service(line),
          {phase_of(line), std::to_string(line.lag_records),
           std::to_string(std::chrono::floor<std::chrono::seconds>(line.oldest_waits_for).count()) + " s",
           std::to_string(line.parked), std::to_string(line.pending_effects)});
    }
    end_table();
  }

  const Status& status_;
  Language language_;
  std::string html_;
};

}  // namespace

bool Status::well() const {
  return alarms.empty() && std::all_of(processors.begin(), processors.end(), [](const ProcessorLine& line) {
           return line.stopped == 0 && line.catching_up == 0;
         });
}

std::string status_page(const Status& status, Language language) { return Page{status, language}.written(); }

}  // namespace matbud::pages
