#include "development_page.h"

#include <array>

#include "html.h"
#include "matbud/web/html.h"

namespace matbud::web {
namespace {

// clang-format off
constexpr Text title{"Hvem er du i dag?", "Kven er du i dag?", "Gii don leat odne?", "Who are you today?"};
constexpr Text explained{
    "Dette er en prøveinnlogging. Ingen må vise hvem de er, og alle personer er oppdiktet.",
    "Dette er ei prøveinnlogging. Ingen må vise kven dei er, og alle personar er oppdikta.",
    "Dát lea geahččalan-sisačáliheapmi. Ii oktage dárbbaš čájehit gii son lea, ja buot olbmot leat hutkkaduvvon.",
    "This is a sign-in for trying things out. Nobody must show who they are, and all people are made up."};
constexpr Text language_choice{"Språk", "Språk", "Giella", "Language"};

struct RoleText {
  Role role;
  Text name;
  Text does;
};
constexpr std::array roles{
    RoleText{Role::care_worker,
             {"Hjemmepleier", "Heimepleiar", "Ruovttudikšu", "Care worker"},
             {"Bestiller sammen med innbyggeren", "Bestiller saman med innbyggjaren", "Diŋgo ovttas ássiin", "Orders together with the citizen"}},
    RoleText{Role::picker,
             {"Plukker i butikken", "Plukkar i butikken", "Gávppi čoaggi", "Picker at the grocer's"},
             {"Pakker bestillingene", "Pakkar bestillingane", "Páhkke diŋgojumiid", "Packs the orders"}},
    RoleText{Role::driver,
             {"Sjåfør", "Sjåfør", "Vuoddji", "Driver"},
             {"Leverer på døra", "Leverer på døra", "Doalvu uksii", "Delivers to the door"}},
    RoleText{Role::dispatcher,
             {"Kjøreleder", "Køyreleiar", "Vuodjinjođiheaddji", "Dispatcher"},
             {"Planlegger turene", "Planlegg turane", "Plána mátkkiid", "Plans the runs"}},
    RoleText{Role::operations,
             {"Driftsansvarlig", "Driftsansvarleg", "Doaibmaovddasvástideaddji", "Operator"},
             {"Passer på at alt virker", "Passar på at alt verkar", "Fuolaha ahte buot doaibmá", "Keeps everything running"}},
    RoleText{Role::auditor,
             {"Revisor", "Revisor", "Dárkkisteaddji", "Auditor"},
             {"Ser hvem som har sett hva", "Ser kven som har sett kva", "Oaidná gii lea oaidnán maid", "Sees who has looked at what"}},
    RoleText{Role::manager,
             {"Leder", "Leiar", "Jođiheaddji", "Manager"},
             {"Ser hva tjenesten sparer", "Ser kva tenesta sparer", "Oaidná maid bálvalus seastá", "Sees what the service saves"}},
    RoleText{Role::administrator,
             {"Administrator", "Administrator", "Hálddašeaddji", "Administrator"},
             {"Registrerer innbyggere", "Registrerer innbyggjarar", "Registrere ássiid", "Registers citizens"}},
};
// clang-format on

constexpr std::pair<std::string_view, std::string_view> languages[] = {
    {"nb", "Bokmål"}, {"nn", "Nynorsk"}, {"se", "Davvisámegiella"}, {"en", "English"}};

/// The same question with one parameter set to another value.
std::string asked_again(const Request& request, std::string_view name, std::string_view value) {
  std::string query;
  for (const auto& [key, was] : request.query) {
    if (key != name) add_field(query, key, was);
  }
  add_field(query, name, value);
  return escaped(request.path + "?" + query);
}

std::string hint_of(const SomebodyToBe& somebody) {
  std::string hint{word_of(somebody.role)};
  return hint.append("/")
      .append(somebody.subject)
      .append("/")
      .append(somebody.municipality)
      .append("/")
      .append(somebody.unit);
}

std::string language_wished(const Request& request) {
  const auto asked = request.query_value("ui_locales").value_or("");
  for (const auto& [code, name] : languages) {
    if (asked == code) return std::string{code};
  }
  return language_of(request);
}

}  // namespace

Response who_are_you(const Request& request, const std::vector<SomebodyToBe>& people) {
  const auto language = language_wished(request);
  std::string body{"<p>"};
  body.append(explained.in(language)).append("</p>\n<ul class=\"people\">\n");
  for (const auto& somebody : people) {
    for (const auto& [role, name, does] : roles) {
      if (role != somebody.role) continue;
      body.append("<li><a class=\"tap\" href=\"").append(asked_again(request, "login_hint", hint_of(somebody)));
      body.append("\"><strong>").append(name.in(language)).append("</strong><span class=\"subtle\">");
      body.append(does.in(language)).append("</span></a></li>\n");
    }
  }
  body.append("</ul>\n<nav aria-label=\"").append(language_choice.in(language)).append("\"><ul class=\"languages\">\n");
  for (const auto& [code, name] : languages) {
    body.append("<li><a href=\"").append(asked_again(request, "ui_locales", code)).append("\" lang=\"");
    body.append(code).append(code == language ? "\" aria-current=\"true" : "").append("\">").append(name);
    body.append("</a></li>\n");
  }
  body.append("</ul></nav>\n");
  return html_page(200, language, title.in(language), body);
}

}  // namespace matbud::web
