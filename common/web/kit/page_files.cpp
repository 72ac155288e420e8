#include "matbud/web/page_files.h"

#include <stdexcept>
#include <string>

namespace matbud::web {
namespace {

constexpr std::string_view assets = "/assets/";

/// Whether a list of codings (RFC 9110, 12.5.3) takes gzip; a weight of nothing refuses it.
bool takes_gzip(std::string_view codings) {
  while (!codings.empty()) {
    const auto comma = codings.find(',');
    auto coding = codings.substr(0, comma);
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    if (coding.starts_with("gzip") || coding.starts_with("*"))
      return coding.find(";q=0") == std::string_view::npos || coding.find(";q=0.") != std::string_view::npos;
    if (comma == std::string_view::npos) break;
    codings.remove_prefix(comma + 1);
  }
  return false;
}

void add_file(Router& router, const PageFile& file) {
  router.add("GET", file.path, [&file](const Request& request) { return answer_with(file, request); });
}

}  // namespace

Response answer_with(const PageFile& file, const Request& request) {
  Response response;
  response.content_type = file.content_type;
  response.headers.emplace_back("ETag", file.etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  // A page is asked for again each time; its scripts and styles are named by what is in them.
  response.headers.emplace_back("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (const auto known = request.header("if-none-match"); known && known->find(file.etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  if (takes_gzip(request.header("accept-encoding").value_or(""))) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.gzipped;
  } else {
    response.body = file.bytes;
  }
  return response;
}

void add_page(Router& router, std::string_view name) {
  std::string home{"/"};  // in pieces: GCC 12 warns of the sum of three, wrongly
  home.append(name).append("/");
  bool found = false;
  for (const auto& file : page_files()) {
    if (!file.path.starts_with(home)) continue;
    add_file(router, file);
    found = found || file.path == home;
  }
  if (!found) throw std::invalid_argument{"no page " + std::string{name} + " was built"};
  router.add("GET", home.substr(0, home.size() - 1), [home](const Request&) {
    Response moved;
    moved.status = 308;
    moved.headers.emplace_back("Location", home);
    return moved;
  });
}

void add_shared_files(Router& router) {
  for (const auto& file : page_files()) {
    if (file.path.starts_with(assets)) add_file(router, file);
  }
}

}  // namespace matbud::web
