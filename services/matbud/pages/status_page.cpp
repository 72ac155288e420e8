#include "status_page.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "matbud/time/zone.h"

namespace matbud::pages {
namespace {

using namespace ordering::overview;

/// One text in both languages.
struct Text {
  std::string_view bokmal;
  std::string_view english;
};

struct StepText {
  OrderStep step;
  Text text;
};
/// In the order of an order's life.
constexpr std::array steps{
    StepText{ORDER_STEP_PLACED, {"Sendt", "Placed"}},
    StepText{ORDER_STEP_AMENDED, {"Endret", "Changed"}},
    StepText{ORDER_STEP_RELEASED, {"Bestillingsfristen er ute", "Past its cut-off"}},
    StepText{ORDER_STEP_SENT, {"Sendt til butikken", "Sent to the grocer"}},
    StepText{ORDER_STEP_CONFIRMED, {"Bekreftet av butikken", "Confirmed by the grocer"}},
    StepText{ORDER_STEP_PACKED, {"Pakket", "Packed"}},
    StepText{ORDER_STEP_PLANNED, {"Har sjåfør", "Has a driver"}},
    StepText{ORDER_STEP_ON_THE_WAY, {"På vei", "On the way"}},
    StepText{ORDER_STEP_NOT_DELIVERED, {"Ikke mottatt, sjåføren har varene", "Not received, the driver has the goods"}},
    StepText{ORDER_STEP_DELIVERED, {"Levert", "Delivered"}},
    StepText{ORDER_STEP_RETURNED, {"Returnert", "Returned"}},
    StepText{ORDER_STEP_CANCELLED, {"Avbestilt", "Cancelled"}},
    StepText{ORDER_STEP_REFUSED, {"Avvist", "Refused"}},
    StepText{ORDER_STEP_REFUSED_BY_GROCER, {"Avvist av butikken", "Refused by the grocer"}},
    StepText{ORDER_STEP_MISSED, {"Fast bestilling uteble", "Standing order missed"}},
    StepText{ORDER_STEP_UNSPECIFIED, {"Ikke kjent ennå", "Not known yet"}},
};

constexpr std::array<std::pair<std::string_view, Text>, 5> processors{{
    {"ordering", {"Bestilling", "Ordering"}},
    {"grocer-bridge", {"Butikk", "Grocer"}},
    {"dispatch", {"Kjøring", "Delivery"}},
    {"notification", {"Varsling", "Notices"}},
    {"audit", {"Revisjon", "Audit"}},
}};

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

/// Writes the page of one status in one language.
class Page {
 public:
  Page(const Status& status, Language language) : status_{status}, language_{language} {}

  std::string written(std::optional<std::chrono::seconds> refresh) {
    const std::string title{status_.well() ? in({"Alt virker", "All is well"})
                                           : in({"Noe er galt", "Something is wrong"})};
    html_ = "<!doctype html>\n<html lang=\"" + std::string{code_of(language_)} +
            "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    if (refresh) html_ += "<meta http-equiv=\"refresh\" content=\"" + std::to_string(refresh->count()) + "\">\n";
    html_ += "<title>" + title + " – Matbud</title>\n<link rel=\"stylesheet\" href=\"/status.css\">\n</head>\n<body>\n";
    html_ +=
        "<a class=\"skip\" href=\"#main\">" + std::string{in({"Hopp til innholdet", "Skip to content"})} + "</a>\n";
    header(refresh.has_value());
    html_ += "<main id=\"main\">\n<h1>" + title + "</h1>\n<p>" +
             std::string{in({"Klokken i anlegget er ", "The installation's clock says "})} + clock() + ".</p>\n";
    pages();
    alarms();
    orders();
    lines();
    html_ += "</main>\n</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  [[nodiscard]] std::string_view in(const Text& text) const {
    return language_ == Language::bokmal ? text.bokmal : text.english;
  }

  [[nodiscard]] std::string clock() const {
    const auto local = time::Zone::oslo().local(status_.now);
    const std::chrono::year_month_day date{local.day};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(local.after_midnight.count() / 60),
                  static_cast<int>(local.after_midnight.count() % 60));
    return text.data();
  }

  void link(const std::string& address, std::string_view text, std::string_view attributes = {}) {
    html_ += "<li><a href=\"" + address + "\"" + std::string{attributes} + ">" + std::string{text} + "</a></li>\n";
  }

  void header(bool refreshes) {
    const std::string lang = "?lang=" + std::string{code_of(language_)};
    html_ += "<header>\n<p class=\"name\">Matbud</p>\n<nav aria-label=\"" +
             std::string{in({"Statussiden", "The status page"})} + "\">\n<ul>\n";
    link("/" + lang + (refreshes ? "&amp;refresh=on" : ""), in({"Oppdater", "Refresh"}));
    if (refreshes) {
      link("/" + lang, in({"Slutt å oppdatere av seg selv", "Stop refreshing by itself"}));
    } else {
      link("/" + lang + "&amp;refresh=on", in({"Oppdater hvert femte sekund", "Refresh every five seconds"}));
    }
    link("/packing/", in({"Pakking", "Packing"}));
    link("/metrics", in({"Måltall", "Metrics"}));
    link("/health/ready", in({"Helse", "Health"}));
    if (language_ == Language::bokmal) link("/?lang=en", "English", " lang=\"en\" hreflang=\"en\"");
    if (language_ == Language::english) link("/?lang=nb", "Bokmål", " lang=\"nb\" hreflang=\"nb\"");
    html_ += "</ul>\n</nav>\n</header>\n";
  }

  void heading(std::string_view text) { html_ += "<h2>" + std::string{text} + "</h2>\n"; }

  void pages() {
    heading(in({"Sidene", "The pages"}));
    html_ += "<ul>\n";
    link("/kitchen-table/", in({"Kjøkkenbordet", "The kitchen table"}));
    link("/driver/", in({"Kjørelisten", "The run sheet"}));
    link("/dispatcher/", in({"Turene", "The runs"}));
    link("/operator/?as=operator/operator-1", in({"Drift", "Operations"}));
    link("/manager/?as=manager/manager-1", in({"Nytte", "Benefits"}));
    html_ += "</ul>\n";
  }

  void alarms() {
    heading(in({"Alarmer", "Alarms"}));
    if (status_.alarms.empty()) {
      html_ += "<p>" + std::string{in({"Ingen.", "None."})} + "</p>\n";
      return;
    }
    html_ += "<ul class=\"alarms\" lang=\"en\">\n";
    for (const auto& alarm : status_.alarms) html_ += "<li>" + escaped(alarm) + "</li>\n";
    html_ += "</ul>\n";
  }

  void table(const Text& caption, std::initializer_list<Text> columns) {
    html_ += "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + std::string{in(caption)} +
             "\">\n<table>\n<caption>" + std::string{in(caption)} + "</caption>\n<thead><tr>";
    for (const auto& column : columns) html_ += "<th scope=\"col\">" + std::string{in(column)} + "</th>";
    html_ += "</tr></thead>\n<tbody>\n";
  }
  void end_table() { html_ += "</tbody>\n</table>\n</div>\n"; }
  void row(std::string_view name, std::initializer_list<std::string> cells) {
    html_ += "<tr><th scope=\"row\">" + std::string{name} + "</th>";
    for (const auto& cell : cells) html_ += "<td>" + cell + "</td>";
    html_ += "</tr>\n";
  }

  void orders() {
    heading(in({"Bestillinger", "Orders"}));
    if (status_.orders.empty()) {
      html_ += "<p>" + std::string{in({"Ingen ennå.", "None yet."})} + "</p>\n";
      return;
    }
    table({"Hvor langt bestillingene er kommet", "How far the orders have come"},
          {{"Kommet til", "Has come to"}, {"Antall", "Number"}});
    for (const auto& [step, text] : steps) {
      const auto found = status_.orders.find(step);
      if (found != status_.orders.end()) row(in(text), {std::to_string(found->second)});
    }
    end_table();
  }

  [[nodiscard]] std::string name_of(const ProcessorLine& line) const {
    for (const auto& [name, text] : processors) {
      if (name == line.name) return std::string{in(text)};
    }
    constexpr std::string_view relay = "relay-";
    if (!line.name.starts_with(relay)) return escaped(line.name);
    return std::string{in({"Pakkelister til ", "Packing lists to "})} + escaped(line.name.substr(relay.size()));
  }

  [[nodiscard]] std::string phase_of(const ProcessorLine& line) const {
    if (line.stopped > 0)
      return std::to_string(line.stopped) + std::string{in({" av ", " of "})} + std::to_string(line.partitions) +
             std::string{in({" står", " have stopped"})};
    if (line.catching_up > 0) return std::string{in({"Henter seg inn", "Catching up"})};
    return std::string{in({"Virker", "Works"})};
  }

  void lines() {
    heading(in({"Tjenestene", "The services"}));
    table({"Hver tjeneste, og hvor langt den ligger etter", "Each service, and how far it is behind"},
          {{"Tjeneste", "Service"},
           {"Tilstand", "State"},
           {"Venter", "Waiting"},
           {"Eldste har ventet", "Oldest has waited"},
           {"Lagt til side", "Set aside"},
           {"Ugjorte ærender", "Errands to do"}});
    for (const auto& line : status_.processors) {
      row(name_of(line),
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

std::string status_page(const Status& status, Language language, std::optional<std::chrono::seconds> refresh) {
  return Page{status, language}.written(refresh);
}

std::string_view status_style() {
  return R"(:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; }
.name { font-size: 1.5rem; font-weight: 700; margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.5rem 0; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
caption { text-align: start; padding-bottom: 0.5rem; }
th, td { border-bottom: 1px solid currentColor; padding: 0.5rem 1rem 0.5rem 0; text-align: start; }
.alarms { border-inline-start: 0.5rem solid currentColor; padding-inline-start: 2rem; font-weight: 700; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
)";
}

}  // namespace matbud::pages
