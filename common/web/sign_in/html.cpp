#include "html.h"

#include "matbud/web/html.h"

namespace matbud::web {

extern const std::string_view sign_in_style;
extern const std::string_view sign_in_icon;

std::string_view Text::in(std::string_view language) const {
  if (language == "nn") return nn;
  if (language == "se") return se;
  return language == "en" ? en : nb;
}

Response html_page(int status, std::string_view language, std::string_view title, std::string_view body) {
  std::string html{"<!doctype html>\n<html lang=\""};
  html.append(language).append("\">\n<head>\n<meta charset=\"utf-8\">\n");
  html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  html.append(escaped(title)).append(" – Matbud</title>\n<link rel=\"stylesheet\" href=\"").append(style_path);
  html.append("\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"").append(icon_path);
  html.append("\">\n</head>\n<body>\n");
  html.append("<header><p class=\"name\">Matbud</p></header>\n<main>\n<h1>").append(escaped(title));
  html.append("</h1>\n").append(body).append("</main>\n</body>\n</html>\n");
  return {.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html), .headers = {}};
}

Response style_sheet() {
  return {.status = 200, .content_type = "text/css", .body = std::string{sign_in_style}, .headers = {}};
}

Response icon() {
  return {.status = 200, .content_type = "image/svg+xml", .body = std::string{sign_in_icon}, .headers = {}};
}

}  // namespace matbud::web
