#include <sqlite3.h>

#include <memory>

#include "benefit_columns.h"
#include "matbud/audit/benefit_texts.h"

namespace matbud::audit {
namespace {

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

/// A database in memory. The first thing that goes wrong is kept, and nothing is done after it.
class Sheet {
 public:
  Sheet() {
    sqlite3* opened = nullptr;
    code_ = sqlite3_open(":memory:", &opened);
    database_.reset(opened);
  }

  void run(const std::string& sql) {
    if (code_ == SQLITE_OK) code_ = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  }

  void insert(const std::string& table, const std::vector<std::string>& texts,
              const std::vector<std::int64_t>& numbers) {
    if (code_ != SQLITE_OK) return;
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (std::size_t i = 1; i < texts.size() + numbers.size(); ++i) sql += ", ?";
    sqlite3_stmt* prepared = nullptr;
    code_ = sqlite3_prepare_v2(database_.get(), (sql + ")").c_str(), -1, &prepared, nullptr);
    const Statement statement{prepared};
    int place = 0;
    for (const auto& text : texts)
      bound(sqlite3_bind_text(prepared, ++place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
    for (const auto number : numbers) bound(sqlite3_bind_int64(prepared, ++place, number));
    if (code_ == SQLITE_OK && sqlite3_step(prepared) != SQLITE_DONE) code_ = sqlite3_errcode(database_.get());
  }

  Result<std::string> bytes() {
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, Closer> written{
        code_ == SQLITE_OK ? sqlite3_serialize(database_.get(), "main", &size, 0) : nullptr};
    if (!written) return failure(Error::Code::unavailable, std::string{"SQLite: "} + sqlite3_errstr(code_));
    return std::string{reinterpret_cast<const char*>(written.get()), static_cast<std::size_t>(size)};
  }

 private:
  void bound(int code) {
    if (code_ == SQLITE_OK) code_ = code;
  }

  Database database_;
  int code_ = SQLITE_OK;
};

std::string columns_of(const BenefitRow& row) {
  std::string columns;
  for (const auto& some : {figure_columns(row.figures), reckoned_columns(row.reckoned)}) {
    for (const auto& [name, number] : some) columns += ", " + name + " INTEGER NOT NULL";
  }
  return columns;
}

void insert_month(Sheet& sheet, const BenefitMonth& month) {
  for (const auto& row : month.rows) {
    std::vector<std::int64_t> numbers{row.others ? 1 : 0};
    for (const auto& some : {figure_columns(row.figures), reckoned_columns(row.reckoned)}) {
      for (const auto& [name, number] : some) numbers.push_back(number);
    }
    sheet.insert("benefits", {month.municipality, month_text(month.month), row.unit}, numbers);
  }
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto& value = month.assumptions.values[i];
    sheet.insert("assumptions",
                 {month.municipality, month_text(month.month), std::string{assumption_kinds()[i].name}, value.source},
                 {value.value, value.set ? 1 : 0});
  }
}

}  // namespace

Result<std::string> benefits_sqlite(const std::vector<BenefitMonth>& report) {
  Sheet sheet;
  sheet.run(
      "CREATE TABLE benefits (municipality TEXT NOT NULL, month TEXT NOT NULL, unit TEXT NOT NULL, "
      "others INTEGER NOT NULL" +
      columns_of({}) + ", PRIMARY KEY (municipality, month, unit, others))");
  sheet.run(
      "CREATE TABLE assumptions (municipality TEXT NOT NULL, month TEXT NOT NULL, name TEXT NOT NULL, "
      "source TEXT NOT NULL, value INTEGER NOT NULL, set_by_municipality INTEGER NOT NULL, "
      "PRIMARY KEY (municipality, month, name))");
  sheet.run("BEGIN");
  for (const auto& month : report) insert_month(sheet, month);
  sheet.run("COMMIT");
  return sheet.bytes();
}

}  // namespace matbud::audit
