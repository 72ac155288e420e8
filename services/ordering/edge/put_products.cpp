// Products become commands that every partition can take in.
#include <stdexcept>

#include "matbud/log/topics.h"
#include "matbud/ordering/edge/catalogue.h"
#include "matbud/ordering/v1/commands.pb.h"

namespace matbud::ordering::edge {
namespace {

constexpr int products_max = 500;
constexpr std::size_t value_bytes_max = std::size_t{256} * 1024;
/// What a product costs besides its own bytes (field number and length), and what the command costs besides products.
constexpr std::size_t product_overhead_bytes = 8;
constexpr std::size_t command_overhead_bytes = 32;

std::vector<v1::OrderingCommand> chunks_of(std::span<const orders::v1::Product> products, const GrocerId& grocer) {
  std::vector<v1::OrderingCommand> chunks;
  std::size_t bytes = 0;
  for (const auto& product : products) {
    const auto size = product.ByteSizeLong() + product_overhead_bytes;
    const auto empty_size = command_overhead_bytes + grocer.value().size();
    if (empty_size + size > value_bytes_max)
      throw std::length_error{"product " + std::to_string(product.gtin()) + " is larger than a command may be"};
    const bool full = chunks.empty() || chunks.back().put_products().products_size() == products_max ||
                      bytes + size > value_bytes_max;
    if (full) {
      chunks.emplace_back().mutable_put_products()->set_grocer_id(grocer.value());
      bytes = empty_size;
    }
    *chunks.back().mutable_put_products()->add_products() = product;
    bytes += size;
  }
  return chunks;
}

}  // namespace

std::vector<log::Command> put_products(std::span<const orders::v1::Product> products, const GrocerId& grocer,
                                       std::string_view import_id, std::uint32_t partitions) {
  std::vector<log::Command> commands;
  std::size_t number = 0;
  for (const auto& chunk : chunks_of(products, grocer)) {
    log::Command command;
    command.topic = log::ordering_commands;
    command.key = "catalogue/" + grocer.value();
    command.type = v1::PutProducts::descriptor()->full_name();
    command.subject = "catalogue/" + grocer.value();
    command.value = chunk.SerializeAsString();
    for (std::uint32_t partition = 0; partition < partitions; ++partition) {
      command.partition = Partition{partition};
      command.id = "catalogue/" + grocer.value() + "/" + std::string{import_id} + "/" + std::to_string(number) + "/" +
                   std::to_string(partition);
      commands.push_back(command);
    }
    ++number;
  }
  return commands;
}

}  // namespace matbud::ordering::edge
