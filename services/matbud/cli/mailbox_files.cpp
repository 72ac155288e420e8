#include "mailbox_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace matbud::cli {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const fs::path& file) {
  std::ifstream opened{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{opened}, {}};
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error}) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

int value_of_hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string from_quoted_printable(std::string_view text) {
  std::string clear;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r') continue;
    if (text[at] != '=' || at + 2 >= text.size()) {
      clear.push_back(text[at]);
      continue;
    }
    const int high = value_of_hex(text[at + 1]);
    const int low = value_of_hex(text[at + 2]);
    if (high >= 0 && low >= 0) clear.push_back(static_cast<char>(high * 16 + low));
    at += 2;  // a soft line break is `=` and CRLF
  }
  return clear;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string clear;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) break;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    clear.push_back(static_cast<char>(bits >> held & 0xFFU));
  }
  return clear;
}

/// RFC 2047; blanks between two encoded words are no part of the text.
std::string from_encoded_words(std::string_view text) {
  constexpr std::string_view begin = "=?UTF-8?B?";
  constexpr std::string_view end = "?=";
  std::string clear;
  for (auto at = text.find(begin); at != text.npos; at = text.find(begin)) {
    const auto before = text.substr(0, at);
    if (before.find_first_not_of(" \t") != before.npos) clear.append(before);
    text.remove_prefix(at + begin.size());
    const auto stop = std::min(text.find(end), text.size());
    clear += from_base64(text.substr(0, stop));
    text.remove_prefix(std::min(stop + end.size(), text.size()));
  }
  return clear.append(text);
}

/// The header of that name, its continued lines joined.
std::string header_in(std::string_view head, std::string_view name) {
  std::string value;
  bool inside = false;
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    if (inside && !line.empty() && line.front() == ' ') {
      value.append(line);
      continue;
    }
    inside = line.starts_with(name) && line.substr(name.size()).starts_with(": ");
    if (inside) value = line.substr(name.size() + 2);
  }
  return value;
}

std::string first_line(std::string_view text) { return std::string{text.substr(0, text.find('\n'))}; }

MailboxItem text_message_from(const std::string& bytes) {
  const auto object = nlohmann::json::parse(bytes, nullptr, false);
  MailboxItem item;
  if (!object.is_object()) return item;
  item.to = object.value("to", "");
  item.subject = object.value("text", "");
  item.body = item.subject + "\n";
  return item;
}

/// Name, address, date, subject and the rest, as letters have them beside their PDF.
MailboxItem letter_from(const std::string& text) {
  MailboxItem item;
  item.to = first_line(text);
  item.body = text;
  auto rest = std::string_view{text};
  for (int paragraphs = 0; paragraphs < 2; ++paragraphs) {
    const auto gap = rest.find("\n\n");
    if (gap == rest.npos) return item;
    rest.remove_prefix(gap + 2);
  }
  item.subject = first_line(rest);
  return item;
}

}  // namespace

MailboxItem mail_from(std::string_view mail) {
  const auto gap = std::min(mail.find("\r\n\r\n"), mail.size());
  const auto head = mail.substr(0, gap);
  MailboxItem item;
  item.to = header_in(head, "To");
  if (item.to.starts_with("<") && item.to.ends_with(">")) item.to = item.to.substr(1, item.to.size() - 2);
  item.subject = from_encoded_words(header_in(head, "Subject"));
  item.body = from_quoted_printable(mail.substr(std::min(gap + 4, mail.size())));
  return item;
}

std::vector<MailboxItem> mailbox_in(const fs::path& folder) {
  std::vector<MailboxItem> items;
  const auto add = [&](const char* kind, const fs::path& file, MailboxItem item) {
    item.id = std::string{kind} + "/" + file.stem().string();
    item.file = file.string();
    items.push_back(std::move(item));
  };
  for (const auto& file : files_in(folder, ".eml")) add("mail", file, mail_from(contents_of(file)));
  for (const auto& file : files_in(folder / "sms", ".json")) add("sms", file, text_message_from(contents_of(file)));
  for (const auto& file : files_in(folder / "letters", ".pdf")) {
    auto beside = file;
    add("letter", file, letter_from(contents_of(beside.replace_extension(".txt"))));
  }
  return items;
}

}  // namespace matbud::cli
