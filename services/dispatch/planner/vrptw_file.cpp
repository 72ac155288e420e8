// Reads Solomon's file format:
//
//   C101
//   VEHICLE
//   NUMBER CAPACITY
//   25 200
//   CUSTOMER
//   CUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME
//   0 40 50 0 0 1236 0
//   ...
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

#include "matbud/dispatch/vrptw.h"

namespace matbud::dispatch {
namespace {

constexpr const char* customer_fields[] = {"number", "x", "y", "demand", "ready time", "due date", "service time"};
constexpr double number_max = 1e9;
constexpr std::int64_t vehicles_max = 1'000'000;

/// The file line by line, and how its errors are told.
class Lines {
 public:
  Lines(std::istream& file, const std::string& name) : file_{file}, name_{name} {}

  /// The words of the next line that has any; nothing at the end of the file.
  std::optional<std::vector<std::string>> next() {
    std::string line;
    while (std::getline(file_, line)) {
      ++number_;
      std::istringstream words{line};
      std::vector<std::string> found;
      for (std::string word; words >> word;) found.push_back(word);
      if (!found.empty()) return found;
    }
    return std::nullopt;
  }
  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& what) const {
    return failure(Error::Code::invalid, name_ + ":" + std::to_string(number_) + ": " + what);
  }

 private:
  std::istream& file_;
  const std::string& name_;
  std::size_t number_ = 0;
};

Result<double> number(const std::string& word, const std::string& field, const Lines& lines) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size())
    return lines.wrong(field + ": `" + word + "` is no number");
  if (!(std::abs(value) <= number_max)) return lines.wrong(field + ": " + word + " is too large");
  return value;
}

Result<std::int64_t> whole(const std::string& word, const std::string& field, const Lines& lines) {
  const auto value = number(word, field, lines);
  if (!value) return tl::unexpected{value.error()};
  if (*value < 0 || *value != std::floor(*value))
    return lines.wrong(field + ": " + word + " is no whole number of zero or more");
  return static_cast<std::int64_t>(*value);
}

/// The line with `word` alone on it, then the line with the column titles, whose first word is `title`.
Result<void> heading(Lines& lines, const std::string& word, const std::string& title) {
  const auto line = lines.next();
  if (!line) return lines.wrong("the file ends before the section " + word);
  if (line->size() != 1 || line->front() != word)
    return lines.wrong("expected the section " + word + ", found `" + line->front() + "`");
  const auto titles = lines.next();
  if (!titles || titles->front() != title) return lines.wrong("expected the titles of " + word + ": " + title + " ...");
  return {};
}

Result<void> read_vehicles(Lines& lines, VrptwInstance& instance) {
  if (const auto found = heading(lines, "VEHICLE", "NUMBER"); !found) return found;
  const auto line = lines.next();
  if (!line || line->size() != 2) return lines.wrong("expected the vehicles' number and capacity");
  const auto vehicles = whole((*line)[0], "number of vehicles", lines);
  if (!vehicles) return tl::unexpected{vehicles.error()};
  const auto capacity = whole((*line)[1], "capacity", lines);
  if (!capacity) return tl::unexpected{capacity.error()};
  if (*vehicles < 1 || *vehicles > vehicles_max) return lines.wrong("number of vehicles: from 1 to 1000000");
  if (*capacity < 1) return lines.wrong("capacity: at least 1");
  instance.vehicles = static_cast<std::size_t>(*vehicles);
  instance.capacity = *capacity;
  return {};
}

Result<VrptwCustomer> read_customer(const std::vector<std::string>& line, std::size_t expected, const Lines& lines) {
  constexpr std::size_t fields = std::size(customer_fields);
  if (line.size() != fields)
    return lines.wrong("a customer has " + std::to_string(fields) + " numbers, not " + std::to_string(line.size()));
  const auto who = whole(line[0], customer_fields[0], lines);
  if (!who) return tl::unexpected{who.error()};
  if (static_cast<std::size_t>(*who) != expected)
    return lines.wrong("number: expected customer " + std::to_string(expected) + ", found " + line[0]);
  const auto demand = whole(line[3], customer_fields[3], lines);
  if (!demand) return tl::unexpected{demand.error()};
  double values[fields] = {};
  for (std::size_t i = 1; i < fields; ++i) {
    const auto value = number(line[i], customer_fields[i], lines);
    if (!value) return tl::unexpected{value.error()};
    values[i] = *value;
  }
  const VrptwCustomer customer{values[1], values[2], *demand, values[4], values[5], values[6]};
  if (customer.due < customer.ready) return lines.wrong("due date: " + line[5] + " is before ready time " + line[4]);
  if (customer.service < 0) return lines.wrong("service time: " + line[6] + " is less than nothing");
  return customer;
}

/// Whether a vehicle could serve this customer and nobody else.
Result<void> can_be_served(const VrptwInstance& instance, const VrptwCustomer& customer, const Lines& lines) {
  const auto& depot = instance.customers.front();
  if (customer.demand > instance.capacity)
    return lines.wrong("demand: " + std::to_string(customer.demand) + " is more than a vehicle's capacity of " +
                       std::to_string(instance.capacity));
  const double way = std::hypot(customer.x - depot.x, customer.y - depot.y);
  const double arrives = std::max(depot.ready + way, customer.ready);
  if (arrives > customer.due) return lines.wrong("due date: the way from the depot takes longer");
  if (arrives + customer.service + way > depot.due) return lines.wrong("ready time: too late to be back at the depot");
  return {};
}

}  // namespace

Result<VrptwInstance> read_vrptw(std::istream& file, const std::string& name) {
  Lines lines{file, name};
  VrptwInstance instance;
  const auto title = lines.next();
  if (!title) return lines.wrong("the file is empty");
  instance.name = title->front();
  if (const auto read = read_vehicles(lines, instance); !read) return tl::unexpected{read.error()};
  if (const auto found = heading(lines, "CUSTOMER", "CUST"); !found) return tl::unexpected{found.error()};
  while (const auto line = lines.next()) {
    if (instance.customers.size() > vrptw_customers_max)
      return lines.wrong("more than " + std::to_string(vrptw_customers_max) + " customers");
    const auto customer = read_customer(*line, instance.customers.size(), lines);
    if (!customer) return tl::unexpected{customer.error()};
    instance.customers.push_back(*customer);
    if (instance.customers.size() == 1) continue;
    if (const auto good = can_be_served(instance, *customer, lines); !good) return tl::unexpected{good.error()};
  }
  if (instance.customers.empty()) return lines.wrong("the file ends before the depot");
  if (file.bad()) return lines.wrong("cannot be read");
  return instance;
}

}  // namespace matbud::dispatch
