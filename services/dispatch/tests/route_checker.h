// Judges routes for a Solomon file without anything of the planner's: its own reading, its own arithmetic.
#pragma once

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace matbud::dispatch::testing {

struct Verdict {
  std::vector<std::string> faults;  ///< what is wrong, in words; empty: the routes can be driven
  double distance = 0;
};

class RouteChecker {
 public:
  explicit RouteChecker(const std::string& path) {
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) {
      std::istringstream numbers{line};
      std::vector<double> row;
      for (double value = 0; numbers >> value;) row.push_back(value);
      if (row.size() == 2) {
        vehicles_ = row[0];
        capacity_ = row[1];
      } else if (row.size() == 7) {
        rows_.push_back(row);
      }
    }
  }

  [[nodiscard]] std::size_t customers() const { return rows_.size() - 1; }

  [[nodiscard]] Verdict judge(const std::vector<std::vector<std::size_t>>& routes) const {
    Verdict verdict;
    std::map<std::size_t, int> visits;
    if (static_cast<double>(routes.size()) > vehicles_) verdict.faults.push_back("more routes than vehicles");
    for (std::size_t route = 0; route < routes.size(); ++route) {
      const auto name = "route " + std::to_string(route + 1);
      for (const auto customer : routes[route]) ++visits[customer];
      drive(name, routes[route], verdict);
    }
    for (std::size_t customer = 1; customer <= customers(); ++customer) {
      if (visits[customer] != 1) verdict.faults.push_back("customer " + std::to_string(customer) + " not visited once");
    }
    return verdict;
  }

 private:
  enum Column { number, x, y, demand, ready, due, service };
  /// Adding the same distances in another order may differ in the last digits.
  static constexpr double rounding = 1e-7;

  void drive(const std::string& name, std::vector<std::size_t> route, Verdict& verdict) const {
    double now = rows_[0][ready];
    double load = 0;
    std::size_t at = 0;
    route.push_back(0);
    for (const auto next : route) {
      if (next > customers()) {
        verdict.faults.push_back(name + " visits a customer who is not in the file");
        return;
      }
      const double way = std::hypot(rows_[at][x] - rows_[next][x], rows_[at][y] - rows_[next][y]);
      verdict.distance += way;
      now = std::max(now + way, rows_[next][ready]);
      if (now > rows_[next][due] + rounding) verdict.faults.push_back(name + " is late at " + std::to_string(next));
      now += rows_[next][service];
      load += rows_[next][demand];
      at = next;
    }
    if (load > capacity_) verdict.faults.push_back(name + " carries too much");
  }

  double vehicles_ = 0;
  double capacity_ = 0;
  std::vector<std::vector<double>> rows_;
};

}  // namespace matbud::dispatch::testing
