#include "rendering.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <new>
#include <optional>

#include "moment_text.h"

namespace matbud::log::kafka {
namespace {

constexpr std::string_view specversion = "1.0";
constexpr std::string_view content_type = "application/protobuf";

enum Name : std::size_t {
  ce_specversion,
  ce_id,
  ce_source,
  ce_type,
  ce_subject,
  ce_time,
  content,
  traceparent,
  mb_prev,
  mb_cause,
  mb_writer,
  names
};
constexpr std::array<std::string_view, names> name_texts{"ce_specversion", "ce_id",    "ce_source",    "ce_type",
                                                         "ce_subject",     "ce_time",  "content-type", "traceparent",
                                                         "mb-prev",        "mb-cause", "mb-writer"};

void add(rd_kafka_headers_t* headers, Name name, std::string_view value) {
  const auto text = name_texts[name];
  // A null pointer would make a header without a value.
  const auto error = rd_kafka_header_add(headers, text.data(), static_cast<ssize_t>(text.size()),
                                         value.empty() ? "" : value.data(), static_cast<ssize_t>(value.size()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::bad_alloc{};
}

void add_unless_empty(rd_kafka_headers_t* headers, Name name, std::string_view value) {
  if (!value.empty()) add(headers, name, value);
}

std::string text_of(const Cause& cause) {
  return std::string{cause.topic} + "/" + std::to_string(cause.partition.value()) + "/" +
         std::to_string(cause.offset.value()) + "/" + hex(cause.hash);
}

/// The values of our headers by name; nothing where there is none.
using Values = std::array<std::optional<std::string_view>, names>;

tl::unexpected<Error> no_record(Name name, const char* why) {
  return failure(Error::Code::corrupt, "header " + std::string{name_texts[name]} + " " + why);
}

/// Which of our names this is, or the end. `likely`: where to look first, since we write them in their order.
const std::string_view* find_name(const char* name, const std::string_view* likely) {
  const auto is_it = [name](std::string_view known) { return std::strcmp(name, known.data()) == 0; };
  const auto* const found = std::find_if(likely, name_texts.end(), is_it);
  return found != name_texts.end() ? found : std::find_if(name_texts.begin(), name_texts.end(), is_it);
}

Result<Values> values_of(const rd_kafka_headers_t* headers) {
  Values values;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  const auto* likely = name_texts.begin();
  for (std::size_t at = 0;
       headers != nullptr && rd_kafka_header_get_all(headers, at, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++at) {
    const auto* const known = find_name(name, likely);
    if (known == name_texts.end()) continue;
    likely = known + 1;
    const auto which = static_cast<Name>(known - name_texts.begin());
    if (values[which]) return no_record(which, "is there twice");
    if (value == nullptr) return no_record(which, "has no value");
    values[which] = std::string_view{static_cast<const char*>(value), size};
  }
  return values;
}

/// Decimal digits without a superfluous zero.
template <class T>
std::optional<T> number_of(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || std::to_string(number) != text) return std::nullopt;
  return number;
}

std::optional<Cause> cause_of(std::string_view text) {
  // From the right: only the topic's length is open.
  std::array<std::string_view, 3> parts;
  for (auto& part : parts) {
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    part = text.substr(slash + 1);
    text = text.substr(0, slash);
  }
  const auto hash = hash_from_hex(parts[0]);
  const auto offset = number_of<std::int64_t>(parts[1]);
  const auto partition = number_of<std::uint32_t>(parts[2]);
  if (!hash || !offset || !partition) return std::nullopt;
  return Cause{text, Partition{*partition}, Offset{*offset}, *hash};
}

/// Texts that are absent when they are empty.
Result<void> take_texts(const Values& values, Envelope& record) {
  const std::pair<Name, std::string_view Envelope::*> texts[] = {
      {ce_subject, &Envelope::subject}, {traceparent, &Envelope::traceparent}, {mb_writer, &Envelope::writer}};
  for (const auto& [name, member] : texts) {
    if (!values[name]) continue;
    if (values[name]->empty()) return no_record(name, "is empty");
    record.*member = *values[name];
  }
  return {};
}

}  // namespace

Result<Headers> headers_of(const Envelope& record) {
  const auto time = text_of(record.time);
  if (!time) return failure(Error::Code::invalid, "a record's time is outside the years 1970 to 9999");
  Headers headers{rd_kafka_headers_new(names)};
  auto* const out = headers.get();
  add(out, ce_specversion, specversion);
  add(out, ce_id, record.id);
  add(out, ce_source, record.source);
  add(out, ce_type, record.type);
  add_unless_empty(out, ce_subject, record.subject);
  add(out, ce_time, {time->data(), time->size()});
  add(out, content, content_type);
  add_unless_empty(out, traceparent, record.traceparent);
  if (record.prev != Hash{}) add(out, mb_prev, hex(record.prev));
  if (record.cause) add(out, mb_cause, text_of(*record.cause));
  add_unless_empty(out, mb_writer, record.writer);
  return headers;
}

Result<Envelope> record_of(const Rendered& rendered) {
  const auto found = values_of(rendered.headers);
  if (!found) return tl::unexpected{found.error()};
  const auto& values = *found;
  for (const auto name : {ce_specversion, ce_id, ce_source, ce_type, ce_time, content}) {
    if (!values[name]) return no_record(name, "is missing");
  }
  if (*values[ce_specversion] != specversion) return no_record(ce_specversion, "is not 1.0");
  if (*values[content] != content_type) return no_record(content, "is not application/protobuf");
  Envelope record;
  record.key = rendered.key;
  record.value = rendered.value;
  record.id = *values[ce_id];
  record.source = *values[ce_source];
  record.type = *values[ce_type];
  const auto time = moment_of(*values[ce_time]);
  if (!time) return no_record(ce_time, "is no moment in UTC with milliseconds");
  record.time = *time;
  if (const auto taken = take_texts(values, record); !taken) return tl::unexpected{taken.error()};
  if (values[mb_prev]) {
    const auto prev = hash_from_hex(*values[mb_prev]);
    if (!prev || *prev == Hash{}) return no_record(mb_prev, "is no hash");
    record.prev = *prev;
  }
  if (values[mb_cause]) {
    record.cause = cause_of(*values[mb_cause]);
    if (!record.cause) return no_record(mb_cause, "is not topic/partition/offset/hash");
  }
  for (const auto text : {record.key, record.id, record.source, record.type, record.subject, record.traceparent,
                          record.writer, record.cause ? record.cause->topic : std::string_view{}}) {
    if (text.size() > record_text_bytes_max) return failure(Error::Code::corrupt, "a text is longer than a record's");
  }
  return record;
}

Envelope foreign_record(const Rendered& rendered) {
  Envelope record;
  record.key = rendered.key.substr(0, record_text_bytes_max);
  record.type = foreign_type;
  record.value = rendered.value;
  return record;
}

}  // namespace matbud::log::kafka
