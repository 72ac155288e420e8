// make_golden: adds what is missing to the golden corpus, and changes no line that is there.
//
// A type gets a line for each case that has none, and for each case whose lines do not hold every field of it.
#include <algorithm>
#include <fstream>
#include <iostream>

#include "golden.h"

namespace {

using namespace matbud::contract;

std::set<std::string> covered(Contract& contract, const google::protobuf::Descriptor& type,
                              const std::vector<GoldenLine>& lines, const std::string& label) {
  std::set<std::string> names;
  for (const auto& line : lines) {
    if (line.label != label) continue;
    const auto message = contract.new_message(type);
    if (message->ParseFromString(line.bytes)) names.merge(fields_in(*message));
  }
  return names;
}

int add_missing(Contract& contract, const google::protobuf::Descriptor& type) {
  const auto before = golden_lines(type.full_name());
  int added = 0;
  for (const auto& sample : samples(contract, type)) {
    const auto message = contract.new_message(type);
    message->ParseFromString(sample.bytes);
    auto missing = fields_in(*message);
    for (const auto& name : covered(contract, type, before, sample.label)) missing.erase(name);
    const bool has_line =
        std::any_of(before.begin(), before.end(), [&](const auto& l) { return l.label == sample.label; });
    if (has_line && missing.empty()) continue;
    std::ofstream file{golden_file(type.full_name()), std::ios::app};
    file << text_of(sample) << '\n';
    if (!file.flush()) throw std::runtime_error{golden_file(type.full_name()).string() + " cannot be written"};
    ++added;
  }
  return added;
}

}  // namespace

int main() try {
  Contract contract{MATBUD_CONTRACT_SET};
  std::filesystem::create_directories(golden_folder());
  for (const auto* type : contract.roots()) {
    if (const int added = add_missing(contract, *type)) std::cout << type->full_name() << ": " << added << " lines\n";
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
